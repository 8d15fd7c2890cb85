"""The hawkish nation: denies rivals chips, and more so as they come closer."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from wargame.strategies.rules import when
from wargame.strategies.strategy import Orders, Params, Strategy
from wargame.world.observation import Luck, Observation


class HawkParams(Params):
    """How soon it tightens."""

    comfort: float = Field(default=1.5, ge=0, le=10, description="Lead in nat over the best open "
                           "weights, which rivals can use, above which controls stay narrow")


class Hawkish(Strategy):
    """The United States of 2022 and 2023."""

    name = "hawkish"
    actor = "nation"
    title = "Hawk"
    claim = "Controls chips always, and tightens as open weights close in on its lead."
    source = "rules of October 2022 and October 2023, https://aiwiki.ai/wiki/export_controls"
    reason = "Our lead over what anyone can download is {lead:.2g} nat."
    optional_levers = frozenset({"chip_control_tier", "chip_enforcement", "revenue_cut"})
    Params = HawkParams

    def decide(self, obs: Observation, luck: Luck, params: Any) -> Orders:
        """Tighten when the lead is thin."""
        del luck
        lead = obs.me["domestic_capability"] - obs.world["open_frontier"]
        thin = lead < params.comfort
        return Orders(
            chip_control_tier=when(thin, 2, 1),
            chip_enforcement=when(thin, 0.7, 0.4),
            revenue_cut=0.0,
        ).note(lead=lead)
