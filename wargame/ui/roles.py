"""Which screen a role sees."""

from __future__ import annotations

from typing import Any

import streamlit as st

from wargame.session.projector_view import ProjectorView
from wargame.session.view import ObserverView, Room, SeatView
from wargame.session.white_cell_view import WhiteCellView
from wargame.ui.ask import Act, Ask
from wargame.ui.faces import faces_of
from wargame.ui.parts.badge import badge
from wargame.ui.parts.room_header import room_header
from wargame.ui.safe import html
from wargame.ui.theme import Palette


def show(view: Any, act: Act, ask: Ask, palette: Palette, address: str, *,
         said: str = "", looked_at: bool = False) -> None:
    """Draw the head and the screen of a view; ``said`` is what was done a moment ago.

    A page that is ``looked_at`` by the white cell has no way out of its own.

    The last element is empty and carries the version that is shown, for whoever measures.
    """
    match view:
        case SeatView():
            from wargame.ui.screens import team

            room_header(view.room, palette, who=view.seat.name,
                        badge=_badge(view, palette), said=said)
            team.show(view, act, ask, palette)
            if not looked_at:
                _foot(view.room, "Leave this seat", "/leave?seat=release",
                      "This device gives the seat up. The code on its slip brings one back.",
                      proof=False)
        case ObserverView():
            from wargame.ui.screens import observer

            room_header(view.room, palette, who="Observer", said=said)
            observer.show(view, act, palette)
            _foot(view.room, "Leave", "/leave", "The observer's code brings this device back.",
                  proof=False)
        case ProjectorView():
            from wargame.ui.screens import projector

            projector.show(view, palette, address=address, ask=ask)
        case WhiteCellView():
            from wargame.ui.screens import console

            room_header(view.room, palette, who="White cell", said=said)
            console.show(view, act, ask, palette, address=address)
            _foot(view.room, "Leave the white cell", "/leave",
                  "Only the session's master code brings this device back. Have it at hand.")
    st.html(html("div", html("div", class_="version", data_version=view.room.version),
                 class_="wg"))


def _foot(room: Room, words: str, target: str, warning: str, *, proof: bool = True) -> None:
    """The foot: the way out behind a warning, and as ``proof`` what the log has come to."""
    head = html("span", f"Session {room.session}, event {room.version}, head ",
                html("code", room.head[:16])) if proof else ""
    way = html("details", html("summary", words), html("p", warning, " ", html(
        "a", "Leave now", href=target, target="_self", class_="strong")), class_="leave")
    st.html(html("div", html("div", head, way, class_="foot"), class_="wg"))


def _badge(view: SeatView, palette: Palette) -> str:
    return badge(faces_of(view.room.seats)[view.seat.actor], palette)
