"""What a screen may ask the session besides its view, and the one way to change anything.

Both are bound to one role, so that a screen is never told more than that role may know.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from wargame.engine.attribution import Explanation
from wargame.session.command import Command

#: Does a command, or the command that a function makes; True where the session accepted it, else
#: False. Refusals are shown by the frame of the page, and nothing is raised. (Declared to return
#: anything, since a widget's callback returns nothing.)
Act = Callable[[Command | Callable[[], Command | None]], Any]


class Ask(Protocol):
    """Reads of the session. Each raises `RefusedError` where the role may not know, or not yet."""

    def preview(self, levers: Mapping[str, float]) -> Any:
        """Order against hold over many futures, from what the seat believes."""

    def explain(self, metric: str, turn: int) -> Explanation:
        """Why a metric changed in a turn, counted from 1."""

    def chance(self) -> Any:
        """The same orders under other luck."""

    def fork(self, turn: int, seat: str, levers: Mapping[str, float]) -> Any:
        """The game from a turn on with another order of one seat."""

    def ledger(self) -> Any:
        """What decisions, luck and rulings added up to."""

    def disagreement(self, parameter: str, values: tuple[float, ...]) -> Any:
        """The game under other values of one assumption."""
