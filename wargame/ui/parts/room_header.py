"""The head of every page of a session: who you are, the turn, the phase and the clock."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from wargame.session.phase import Phase
from wargame.session.view import Room
from wargame.ui.parts.countdown import countdown
from wargame.ui.parts.notice import notice
from wargame.ui.parts.place import place
from wargame.ui.safe import Html, html
from wargame.ui.theme import Palette

#: The phases of a turn, in order, and what the room does in each.
PHASES: Mapping[Phase, str] = {
    "briefing": "Briefing", "orders": "Orders", "locked": "Locked", "resolved": "Resolved",
    "discussion": "Discussion"}
OUTSIDE: Mapping[str, str] = {"lobby": "Lobby", "debrief": "Debrief", "closed": "Closed"}


def room_header(room: Room, palette: Palette, *, who: str, badge: Html | str = "",
                said: str = "") -> None:
    """Draw the head: ``who`` is the role in words, ``badge`` its badge, ``said`` what was done."""
    with st.container(key="room-header", horizontal=True, vertical_alignment="center",
                      horizontal_alignment="distribute", gap="medium"):
        st.html(_who(room, who, badge, said), width="content")
        st.html(_walk(room), width="content")
        with st.container(key="room-clock", width=170):
            countdown(room.timer, palette.bad, key="clock")
    undone = taken_back(room)
    place("undone", notice(undone) if undone else "")


def taken_back(room: Room) -> str:
    """What the room is told while the orders of a turn that was taken back are open again."""
    if room.phase not in ("briefing", "orders", "locked"):
        return ""
    return next((f"{n.title}. {n.text}".strip() for n in reversed(room.notices)
                 if n.kind == "undo" and n.turn == room.turn), "")


def turn_words(room: Room) -> str:
    """The turn and the phase in words."""
    if room.phase in OUTSIDE:
        return OUTSIDE[room.phase]
    return f"Turn {room.turn} of {room.turns}, {room.label}: {PHASES[room.phase].lower()}"


def _who(room: Room, who: str, badge: Html | str, said: str) -> Html:
    line = html("small", html("span", "\u2713 ", aria_hidden="true"), said, class_="good strong",
                role="status") if said else html("small", room.title, class_="muted")
    title = html("div", html("h1", who, class_="as4"), line)
    return html("div", html("div", badge, title, class_="whose"), class_="wg")


def _walk(room: Room) -> Html:
    if room.phase in OUTSIDE:
        steps = html("div", html("span", OUTSIDE[room.phase], class_="phase now"))
        count, played = room.turns if room.phase == "lobby" else room.turn, room.phase != "lobby"
        words = f"{count} turn{'s' * (count != 1)}{' played' * played}"
    else:
        steps = html("span", [
            html("span", name, class_="phase now" if phase == room.phase else "phase",
                 aria_current="step" if phase == room.phase else None)
            for phase, name in PHASES.items()], class_="walk")
        words = f"Turn {room.turn} of {room.turns}, {room.label}"
    return html("div", html("small", words, class_="muted"), steps, class_="wg room-walk")
