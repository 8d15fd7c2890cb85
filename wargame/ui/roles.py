"""Which screen a role sees."""

from __future__ import annotations

from typing import Any

from wargame.session.view import ObserverView, ProjectorView, SeatView
from wargame.session.white_cell_view import WhiteCellView
from wargame.ui.ask import Act, Ask
from wargame.ui.faces import faces_of
from wargame.ui.parts.badge import badge
from wargame.ui.parts.room_header import room_header
from wargame.ui.theme import Palette


def show(view: Any, act: Act, ask: Ask, palette: Palette, address: str) -> None:
    """Draw the head and the screen of a view: what kind of view it is says which."""
    match view:
        case SeatView():
            from wargame.ui.screens import team

            room_header(view.room, palette, who=view.seat.name, badge=_badge(view, palette))
            team.show(view, act, ask, palette)
        case ObserverView():
            from wargame.ui.screens import observer

            room_header(view.room, palette, who="Observer")
            observer.show(view, act, palette)
        case ProjectorView():
            from wargame.ui.screens import projector

            projector.show(view, palette, address=address)
        case WhiteCellView():
            from wargame.ui.screens import console

            room_header(view.room, palette, who="White cell")
            console.show(view, act, ask, palette, address=address)


def _badge(view: SeatView, palette: Palette) -> str:
    return badge(faces_of(view.room.seats)[view.seat.actor], palette)
