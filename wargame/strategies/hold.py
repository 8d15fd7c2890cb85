"""Holding: a seat that keeps its levers where they are, one for each kind of actor."""

from __future__ import annotations

from typing import Any

from wargame.strategies.strategy import Orders, Strategy
from wargame.world.observation import Luck, Observation


class HoldLab(Strategy):
    """Keeps a lab's levers."""

    name = "hold_lab"
    actor = "lab"
    title = "Hold (lab)"
    claim = "Changes nothing."
    reason = "Keeps its course."

    def decide(self, obs: Observation, luck: Luck, params: Any) -> Orders:
        """No orders."""
        del obs, luck, params
        return Orders()


class HoldNation(HoldLab):
    """Keeps a nation's levers."""

    name = "hold_nation"
    actor = "nation"
    title = "Hold (nation)"


class HoldRegulator(HoldLab):
    """Keeps a regulator's levers."""

    name = "hold_regulator"
    actor = "regulator"
    title = "Hold (regulator)"
