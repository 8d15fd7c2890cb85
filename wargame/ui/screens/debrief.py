"""The debrief."""

from __future__ import annotations

from wargame.session.view import SeatView
from wargame.ui.ask import Act, Ask
from wargame.ui.theme import Palette


def show(view: SeatView, act: Act, ask: Ask, palette: Palette) -> None:
    """Draw the screen."""
