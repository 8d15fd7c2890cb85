"""Holding: levers stay where they are; the baseline that other strategies are set against."""

from __future__ import annotations

from typing import ClassVar

from wargame.strategies.strategy import Orders, Params, Strategy
from wargame.world.observation import Luck, Observation

CLAIM = "Keeps every lever where it is"
REASON = "it keeps its present course"


class HoldLab(Strategy):
    """A lab that keeps its levers."""

    name: ClassVar[str] = "hold_lab"
    actor = "lab"
    title = "Hold (lab)"
    claim = CLAIM
    source = "definition: the status quo"
    reason = REASON

    def decide(self, obs: Observation, luck: Luck, params: Params) -> Orders:
        """Order nothing."""
        return Orders()


class HoldNation(Strategy):
    """A nation that keeps its levers."""

    name: ClassVar[str] = "hold_nation"
    actor = "nation"
    title = "Hold (nation)"
    claim = CLAIM
    source = "definition: the status quo"
    reason = REASON

    def decide(self, obs: Observation, luck: Luck, params: Params) -> Orders:
        """Order nothing."""
        return Orders()


class HoldRegulator(Strategy):
    """A regulator that keeps its levers."""

    name: ClassVar[str] = "hold_regulator"
    actor = "regulator"
    title = "Hold (regulator)"
    claim = CLAIM
    source = "definition: the status quo"
    reason = REASON

    def decide(self, obs: Observation, luck: Luck, params: Params) -> Orders:
        """Order nothing."""
        return Orders()
