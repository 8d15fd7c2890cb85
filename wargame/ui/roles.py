"""Which screen a role sees."""

from __future__ import annotations

from typing import Any

import streamlit as st

from wargame.session.view import ObserverView, ProjectorView, SeatView
from wargame.session.white_cell_view import WhiteCellView
from wargame.ui.ask import Act, Ask
from wargame.ui.faces import faces_of
from wargame.ui.parts.badge import badge
from wargame.ui.parts.notice import empty
from wargame.ui.parts.room_header import room_header
from wargame.ui.theme import Palette


def show(view: Any, act: Act, ask: Ask, palette: Palette, address: str) -> None:
    """Draw the head and the screen of a view: what kind of view it is says which."""
    match view:
        case WhiteCellView():
            room_header(view.room, palette, who="White cell")
        case SeatView():
            room_header(view.room, palette, who=view.seat.name, badge=_badge(view, palette))
        case ObserverView():
            room_header(view.room, palette, who="Observer")
        case ProjectorView():
            pass
    st.html(empty("No screen yet", "This version of the app has no screen for this role."))


def _badge(view: SeatView, palette: Palette) -> str:
    return badge(faces_of(view.room.seats)[view.seat.actor], palette)
