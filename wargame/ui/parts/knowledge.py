"""What a seat knows, as lists of quantities with their changes."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.ui.safe import Html, html
from wargame.ui.views.knowledge import Known, Section


def knowledge(section: Section, *, started: bool) -> Html:
    """One section: the first quantities, and the rest on demand."""
    parts: list[Html] = [html("h4", section.title), _list(section.first, started)]
    if section.rest:
        words = f"All {len(section.first) + len(section.rest)} quantities that you see"
        parts.append(html("details", html("summary", words), _list(section.rest, started)))
    return html("div", html("div", parts, class_="panel"), class_="wg")


def _list(known: Sequence[Known], started: bool) -> Html:
    return html("dl", [_row(k, started) for k in known], class_="facts")


def _row(known: Known, started: bool) -> Html:
    change = ""
    if started:
        change = f"{known.arrow} {known.change}" if known.sign else "no change"
    if known.believed:
        change = f"as we believe; {change}" if change else "as we believe"
    value = html("dd", known.value, html("small", change) if change else "")
    return html("div", html("dt", known.title, title=known.meaning), value,
                class_="part" if known.part else None)
