"""Reads of the session, bound to one device's token."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wargame.engine.attribution import Explanation


class Reads:
    """What a page may ask besides its view; the host checks the role each time."""

    def __init__(self, host: Any, token: str) -> None:
        self._host, self._token = host, token

    def preview(self, levers: Mapping[str, float]) -> Any:
        """Order against hold over many futures, from what the seat believes."""
        return self._host.preview(self._token, levers)

    def explain(self, metric: str, turn: int) -> Explanation:
        """Why a metric changed in a turn, counted from 1."""
        found: Explanation = self._host.explain(self._token, metric, turn)
        return found

    def chance(self) -> Any:
        """The same orders under other luck."""
        return self._host.chance(self._token)

    def fork(self, turn: int, seat: str, levers: Mapping[str, float]) -> Any:
        """The game from a turn on with another order of one seat."""
        return self._host.fork(self._token, turn, seat, levers)

    def looked_back(self) -> Any:
        """What the projector shows of the debrief; None until it is worked out."""
        return self._host.looked_back(self._token)

    def ledger(self, metric: str) -> Any:
        """Every change of a metric, by what made it."""
        return self._host.ledger(self._token, metric)

    def without_rulings(self, metric: str) -> float:
        """Where a metric had ended without the white cell's rulings and dice."""
        return float(self._host.without_rulings(self._token, metric))

    def rerun(self, parameter: str, value: float, metric: str) -> float:
        """Where a metric had ended under another value of one parameter, all else as it was."""
        return float(self._host.rerun(self._token, parameter, value, metric))

    def debrief(self) -> Any:
        """Everything that happened."""
        return self._host.debrief(self._token)
