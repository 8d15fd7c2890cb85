"""The permissive nation: sells and lets sell."""

from __future__ import annotations

from typing import Any

from wargame.strategies.strategy import Orders, Strategy
from wargame.world.observation import Luck, Observation


class Permissive(Strategy):
    """A nation that wants users, developers and customers more than a lead."""

    name = "permissive"
    actor = "nation"
    title = "Permissive nation"
    claim = "Never controls chips."
    source = "assumed"
    reason = "{adoption:.0%} of our users work with open weights; we keep our markets open."
    optional_levers = frozenset({"chip_control_tier", "chip_enforcement", "revenue_cut"})

    def decide(self, obs: Observation, luck: Luck, params: Any) -> Orders:
        """Lift every control."""
        del luck, params
        return Orders(chip_control_tier=0, chip_enforcement=0.0, revenue_cut=0.0).note(
            adoption=obs.me["adoption"])
