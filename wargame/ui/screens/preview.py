"""A preview: the drafted order against holding everything, over many futures, as counted worlds."""

from __future__ import annotations

from collections.abc import Mapping

from wargame.session.view import SeatView
from wargame.ui.ask import Ask
from wargame.ui.theme import Palette


def show(view: SeatView, ask: Ask, levers: Mapping[str, float], palette: Palette) -> None:
    """Draw the preview."""
