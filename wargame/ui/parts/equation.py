"""An equation as a facilitator shows it: terms, formula, parameters with ranges and sources."""

from __future__ import annotations

import streamlit as st

from wargame.ui.safe import Html, html
from wargame.ui.views.terms import TermRow
from wargame.ui.views.why import ParameterRow, Why


def terms(why: Why) -> Html:
    """What each direct input of the equation contributed."""
    rows = [_term(t) for t in why.terms]
    if why.remainder:
        rows.append(html("tr", html("td", "Smaller terms and bends of the curve", class_="muted"),
                         html("td"), html("td", why.remainder, class_="number",
                                          data_name="Contribution")))
    head = html("thead", html("tr", html("th", "Input", scope="col"),
                              html("th", "From, to", scope="col"),
                              html("th", "Contribution", scope="col", class_="number")))
    return html("div", html("table", head, html("tbody", rows)), class_="wg")


def formula(why: Why) -> None:
    """The equation in mathematical notation."""
    if "$" in why.latex:
        st.code(why.latex, language=None)
    else:
        st.latex(why.latex)


def parameters(why: Why) -> Html:
    """Parameters with values, ranges and sources."""
    head = html("thead", html("tr", [html("th", words, scope="col") for words in
                                     ("Parameter", "Value", "Range", "Source")]))
    body = html("tbody", [_parameter(p) for p in why.parameters])
    return html("div", html("table", head, body), class_="wg")


def _term(term: TermRow) -> Html:
    if term.parts:
        return html("tr", html("td", _offset(term)), html("td"),
                    html("td", term.amount, class_="number strong", data_name="Contribution"))
    owner = html("small", f"{term.owner}; {term.source}" if term.owner else term.source,
                 class_="muted", style="display:block")
    return html("tr", html("td", html("span", term.title, owner)),
                html("td", term.values, data_name="From, to"),
                html("td", term.amount, class_="number strong", data_name="Contribution"))


def _offset(term: TermRow) -> Html:
    """Two inputs that offset each other: what they are together, and each of them unfolded."""
    lines = [html("li", f"{p.title}{f', {p.values}' if p.values else ''}: ",
                  html("span", p.amount, class_="strong"),
                  html("small", f"{p.owner}; {p.source}" if p.owner else p.source,
                       class_="muted", style="display:block")) for p in term.parts]
    return html("details", html("summary", term.title, html(
        "small", " two inputs that nearly cancel", class_="muted")), html(
        "ul", lines, class_="bullets small"), class_="offset")


def _parameter(row: ParameterRow) -> Html:
    words = html("span", row.name, html("small", row.meaning, class_="muted",
                                        style="display:block"))
    span: object = "fixed"
    if row.place is not None:
        mark = html("b", style=f"left:{100 * row.place:.0f}%")
        span = html("span", row.range, html("span", mark, class_="track", aria_hidden="true",
                                            style="display:block;margin-top:6px"))
    return html("tr", html("td", words), html("td", row.value, class_="strong", data_name="Value"),
                html("td", span, data_name="Range"),
                html("td", html("small", row.source), data_name="Source"))
