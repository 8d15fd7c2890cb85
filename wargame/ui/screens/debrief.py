"""The debrief: the timeline, forecasts, luck or decision, forks, agreements, ledger, claims."""

from __future__ import annotations

from typing import Any

import streamlit as st

from wargame.session.debrief_view import DebriefView
from wargame.session.refusal import RefusedError
from wargame.session.view import Room
from wargame.session.white_cell_view import WhiteCellView
from wargame.ui import state
from wargame.ui.ask import Act, Ask
from wargame.ui.faces import faces_of
from wargame.ui.parts.agreements import agreement
from wargame.ui.parts.claim_list import claim_list
from wargame.ui.parts.forecast_table import forecast_table
from wargame.ui.parts.messages import messages
from wargame.ui.parts.notice import empty, notice
from wargame.ui.parts.tabs import Tabs
from wargame.ui.parts.timeline import timeline
from wargame.ui.safe import html
from wargame.ui.screens import challenged, explain, ledger, luck, to_projector, what_if
from wargame.ui.theme import Palette
from wargame.ui.views.debriefed import forecasts
from wargame.ui.views.room_headline import played

CACHE, VIEW = "debrief-held", "debrief-view"
NAMES = {
    "timeline": "Timeline", "forecasts": "Forecasts", "luck": "Luck or decision?",
    "fork": "What if?", "talk": "Promises", "ledger": "Ledger", "why": "Why?",
    "claims": "The claims"}
#: What everybody may take home; the routes look at the role again.
TAKEN = (("report", "After-action report"), ("bundle", "The session's data"))


def show(view: Any, act: Act, ask: Ask, palette: Palette, *, row: Any = None) -> None:
    """Draw the screen; of the view only the room is read. Its tabs stand in ``row`` if given."""
    room: Room = view.room
    if not played(room):
        st.html(empty("Nothing to look back on yet", "The debrief begins with the first turn."))
        return
    found = _whole(room, ask)
    if found is None:
        return
    tabs = Tabs(VIEW, NAMES, "timeline", parameter="part")
    chosen = tabs.settle()
    with row if row is not None else st.container():
        tabs.draw("Part of the debrief", {})
    cell = view if isinstance(view, WhiteCellView) else None
    if cell is not None and room.phase == "debrief":
        to_projector.show(cell, chosen, act)
    links = [html("a", words, href=f"/file/{name}", target="_blank") for name, words in TAKEN]
    st.html(html("div", html("div", links, class_="row small"), class_="wg"))
    with st.container(key=f"debrief-{chosen}"):
        _part(chosen, found, act, ask, palette,
              on_screen=cell is not None and cell.projector == "what_if")


def _whole(room: Room, ask: Ask) -> DebriefView | None:
    """The whole game; asked again only when something has happened."""
    key = (room.session, room.version)
    held = st.session_state.get(CACHE)
    if held is None or held[0] != key:
        try:
            held = (key, ask.debrief())
        except RefusedError as no:
            st.html(notice(no.words))
            return None
        state.remember(CACHE, held)
    found: DebriefView = held[1]
    return found


def _part(chosen: str, found: DebriefView, act: Act, ask: Ask, palette: Palette, *,
          on_screen: bool) -> None:
    match chosen:
        case "forecasts":
            _forecasts(found, palette)
        case "luck":
            luck.show(found.room, ask, palette)
        case "fork":
            what_if.show(found, ask, palette, act if on_screen else None)
        case "talk":
            _talk(found, palette)
        case "ledger":
            ledger.show(found, ask)
        case "why":
            if found.challenges:
                challenged.show(found.room, found.challenges, ask)
            explain.show(found.room, act, ask, palette, everything=True,
                         locked=found.room.phase == "closed")
        case "claims":
            st.html(claim_list(found.claims))
        case _:
            st.html(timeline(found, palette))


def _forecasts(found: DebriefView, palette: Palette) -> None:
    rows = forecasts(found)
    if not rows:
        st.html(empty("No forecasts", "No team wrote down what it expected."))
        return
    st.html(html("div", html("h3", "What each team expected, and what came"), html(
        "p", "A range in which one is nine tenths sure should hold nine times of ten. What was "
        "in your mind when it did not?", class_="muted", style="margin-top:4px"), class_="wg"))
    st.html(forecast_table(rows, palette))


def _talk(found: DebriefView, palette: Palette) -> None:
    faces = faces_of(found.room.seats)
    left, right = st.columns(2, gap="large")
    with left:
        broken = sum(bool(a.breaches) for a in found.agreements)
        count = len(found.agreements)
        words = "No agreement was made." if not count else (
            f"{count} agreement{'s' if count > 1 else ''}, {broken} of them broken.")
        st.html(html("div", html("h3", words), class_="wg"))
        for each in found.agreements:
            st.html(agreement(each, faces, palette))
    with right:
        sent = len(found.messages)
        st.html(html("div", html("h3", f"{sent} message{'s' if sent != 1 else ''}, all revealed"),
                     class_="wg"))
        if found.messages:
            st.html(messages(found.messages, faces, palette))
