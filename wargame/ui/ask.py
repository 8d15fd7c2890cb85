"""What a screen may ask the session besides its view, and the one way to change anything.

Both are bound to one role, so that a screen is never told more than that role may know.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from wargame.engine.attribution import Explanation
from wargame.session.chance import Chance
from wargame.session.command import Command
from wargame.session.debrief_view import DebriefView
from wargame.session.fork import Fork
from wargame.session.ledger import Ledger
from wargame.session.preview import Preview
from wargame.session.projector_view import LookedBack

#: Does a command, or the command that a function makes; True where the session accepted it, else
#: False. Refusals are shown by the frame of the page, and nothing is raised. (Declared to return
#: anything, since a widget's callback returns nothing.)
Act = Callable[[Command | Callable[[], Command | None]], Any]


class Ask(Protocol):
    """Reads of the session. Each raises `RefusedError` where the role may not know, or not yet."""

    def preview(self, levers: Mapping[str, float]) -> Preview:
        """Order against hold over many futures, from what the seat believes."""

    def explain(self, metric: str, turn: int) -> Explanation:
        """Why a metric changed in a turn, counted from 1."""

    def chance(self) -> Chance:
        """The same orders under other luck."""

    def fork(self, turn: int, seat: str, levers: Mapping[str, float]) -> Fork:
        """The game from a turn on with another order of one seat."""

    def looked_back(self) -> LookedBack | None:
        """What the projector shows of the debrief; None until it is worked out."""

    def ledger(self, metric: str) -> Ledger:
        """Every change of a metric, by what made it."""

    def without_rulings(self, metric: str) -> float:
        """Where a metric had ended without the white cell's rulings and dice."""

    def rerun(self, parameter: str, value: float, metric: str) -> float:
        """Where a metric had ended under another value of one parameter, all else as it was."""

    def debrief(self) -> DebriefView:
        """Everything that happened."""
