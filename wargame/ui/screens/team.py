"""The team's screen: orders, what it knows, talk, what happened, and the debrief."""

from __future__ import annotations

import streamlit as st

from wargame.session.command import AskForHelp
from wargame.session.view import SeatView
from wargame.ui.ask import Act, Ask
from wargame.ui.parts.notice import notice
from wargame.ui.parts.place import place
from wargame.ui.parts.tabs import Tabs
from wargame.ui.screens import debrief, team_happened, team_know, team_orders, team_talk
from wargame.ui.theme import Palette

KNOW, ORDERS, TALK, HAPPENED, DEBRIEF = "know", "orders", "talk", "happened", "debrief"
#: Short enough for one row on a phone.
NAMES = {KNOW: "Brief", ORDERS: "Orders", TALK: "Talk", HAPPENED: "Results", DEBRIEF: "Debrief"}
#: The view that a phase begins with.
FIRST = {"lobby": KNOW, "briefing": KNOW, "orders": ORDERS, "locked": ORDERS,
         "resolved": HAPPENED, "discussion": HAPPENED, "debrief": DEBRIEF, "closed": DEBRIEF}
VIEW, READ = "team-view", "team-read"


def show(view: SeatView, act: Act, ask: Ask, palette: Palette) -> None:
    """Draw the screen."""
    place("read-only", notice(view.read_only) if view.read_only else "")
    chosen = _views(view, act)
    with st.container(key=f"team-{chosen}"):
        match chosen:
            case "orders":
                team_orders.show(view, act, ask, palette)
            case "talk":
                team_talk.show(view, act, palette)
            case "happened":
                team_happened.show(view, act, ask, palette)
            case "debrief":
                debrief.show(view, act, ask, palette)
            case _:
                team_know.show(view, palette)


def _views(view: SeatView, act: Act) -> str:
    """The choice of a view. A new phase opens its own, unless somebody may be writing a message."""
    phase = view.room.phase
    views = [KNOW, ORDERS, TALK, HAPPENED, *([DEBRIEF] if phase in ("debrief", "closed") else [])]
    tabs = Tabs(VIEW, {v: NAMES[v] for v in views}, FIRST[phase],
                moment=f"{phase}-{view.room.turn}", keep=frozenset({TALK}))
    chosen = tabs.settle()
    if chosen == TALK and view.messages:
        st.session_state[READ] = max(m.number for m in view.messages)
    with st.container(key="nav-team", horizontal=True, vertical_alignment="center",
                      horizontal_alignment="distribute"):
        tabs.draw("View", {TALK: _waiting(view)})
        wanted = view.help_wanted
        st.button("\u2713 Asked" if wanted else "Help", key="act-help",
                  disabled=bool(view.read_only) or phase == "closed", on_click=act,
                  args=(AskForHelp(wanted=not wanted),),
                  help="The white cell knows; click again when you no longer need it" if wanted
                  else "Ask the white cell to come over")
    return chosen


def _waiting(view: SeatView) -> int:
    """How many messages are unread, and how many agreements wait for an answer."""
    unread = sum(m.number > int(st.session_state.get(READ, 0)) and m.sender != view.seat.actor
                 for m in view.messages)
    open_terms = sum(a.state == "proposed" and view.seat.actor in a.parties
                     and view.seat.actor not in a.agreed for a in view.agreements)
    return unread + open_terms
