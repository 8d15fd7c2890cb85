"""The console's log: what happened when, notes, challenges, and faults of plugins."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from wargame.session.note_command import StrikeNote
from wargame.session.white_cell_view import WhiteCellView
from wargame.ui.ask import Act, Ask
from wargame.ui.faces import faces_of, role_name
from wargame.ui.parts.notice import empty
from wargame.ui.safe import Html, html, one_line
from wargame.ui.screens import challenged
from wargame.ui.screens.console_fields import done, drop_down
from wargame.ui.theme import Palette

MOST = 200
STRIKE, STRIKE_OPEN = "log-strike", "pop-strike"


def show(view: WhiteCellView, act: Act, ask: Ask, palette: Palette) -> None:
    """Draw the page."""
    left, right = st.columns([7, 5], gap="medium")
    with left:
        st.html(_log(view))
    with right:
        if view.faults:
            st.html(_faults(view))
        st.html(_notes(view))
        with st.container(key="place-strike"):
            if view.notes and view.room.phase != "closed":
                _strike(view, act)
        if view.challenges:
            challenged.show(view.room, view.challenges, ask)
        else:
            st.html(empty("No challenges yet", "An objection to what the model says is parked here "
                          "for the report."))


def _log(view: WhiteCellView) -> Html:
    faces = faces_of(view.room.seats)
    newest = list(reversed(view.log))[:MOST]
    rows = [html("tr", html("td", str(line.index), class_="number small muted"),
                 html("td", datetime.fromtimestamp(line.at).astimezone().strftime("%H:%M:%S"),
                      class_="small"),
                 html("td", role_name(line.by, faces), class_="small"),
                 html("td", line.words, class_="said small")) for line in newest]
    head = html("tr", html("th", "No."), html("th", "Time"), html("th", "Who"),
                html("th", "What"))
    more = len(view.log) - len(newest)
    foot = html("p", f"{more} earlier events are in the bundle.", class_="small muted") if (
        more > 0) else ""
    return html("div", html("h2", "Everything that happened", class_="as4"), html(
        "table", html("thead", head), html("tbody", rows), class_="log"), foot, class_="wg")


def _faults(view: WhiteCellView) -> Html:
    faces = faces_of(view.room.seats)
    rows = [html("li", html("span", f"Turn {f.turn}, {role_name(f.seat, faces)}: ",
                            class_="strong"),
                 f"{f.plugin} failed in line {f.line}: {f.reason}. The seat held.")
            for f in reversed(view.faults)]
    return html("div", html("h2", "Faults of strategies", class_="as4 bad"),
                html("ul", rows, class_="plain"), class_="wg")


def _notes(view: WhiteCellView) -> Html:
    title = html("h2", "Notes", class_="as4")
    if not view.notes:
        return html("div", title, html("p", "None yet. Press N anywhere on this page to write "
                                       "one.", class_="muted"), class_="wg")
    faces = faces_of(view.room.seats)
    rows = []
    for note in reversed(view.notes):
        about = f", about {role_name(note.seat, faces)}" if note.seat else ""
        rows.append(html("li", html("div", note.text, class_="said"), html(
            "small", f"Turn {note.turn}, {note.phase}{about}; {role_name(note.by, faces)}",
            class_="muted")))
    return html("div", title, html("ul", rows, class_="plain"), class_="wg")


def _strike(view: WhiteCellView, act: Act) -> None:
    """A way to take a note out that was written by mistake."""
    texts = {n.number: f"Turn {n.turn}: {n.text}" for n in reversed(view.notes)}
    more = drop_down("Strike a note out", key=STRIKE_OPEN)
    if not more.open:
        return
    with more:
        chosen = st.selectbox("Note", list(texts), key=STRIKE,
                              format_func=lambda number: one_line(texts.get(number, ""), 80))
        st.button("Strike it out", key="act-strike", on_click=done, disabled=chosen is None,
                  args=(act, lambda: StrikeNote(note=int(chosen or 0)), STRIKE_OPEN),
                  help="It leaves this page and the report; the log says that a note was struck")
