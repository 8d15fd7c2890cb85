"""The balancing nation: controls only while it has a lead to protect, and takes its cut."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from wargame.strategies.rules import when
from wargame.strategies.strategy import Orders, Params, Strategy
from wargame.world.observation import Luck, Observation


class BalanceParams(Params):
    """When a lead is worth protecting."""

    lead: float = Field(default=0.5, ge=0, le=10, description="Lead in nat over the strongest "
                        "other nation above which it narrows sales of chips")


class Balancing(Strategy):
    """A nation that weighs sales against security."""

    name = "balancing"
    actor = "nation"
    title = "Balancing nation"
    claim = "Controls the best chips while it leads other nations, and sells with a cut when " \
            "it does not."
    source = "Waltz 1979, balance of power; H200 sales with a cut, January 2026"
    reason = "We stand {lead:+.2g} nat against the strongest other nation."
    optional_levers = frozenset({"chip_control_tier", "chip_enforcement", "revenue_cut"})
    Params = BalanceParams

    def decide(self, obs: Observation, luck: Luck, params: Any) -> Orders:
        """Protect a lead; sell without one."""
        del luck
        lead = obs.me["domestic_capability"] - obs.rivals.highest("domestic_capability")
        ahead = lead > params.lead
        return Orders(
            chip_control_tier=when(ahead, 1, 0),
            chip_enforcement=when(ahead, 0.3, 0.0),
            revenue_cut=when(ahead, 0.0, 0.15),
        ).note(lead=lead)
