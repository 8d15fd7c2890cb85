"""The complement commoditiser: gives models away while that makes its own business worth more."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from wargame.strategies.rules import clip, exp, when
from wargame.strategies.strategy import (
    CLOSED,
    OPEN_PERMISSIVE,
    OPEN_RESTRICTED,
    Memory,
    Orders,
    Params,
    Strategy,
)
from wargame.world.observation import Luck, Observation


class CommoditiserParams(Params):
    """When it opens, and how firmly it stays."""

    threshold: float = Field(default=0.05, ge=-5, le=20, description="Gain from opening below "
                             "which it closes, USD bn a year")
    permissive_gain: float = Field(default=3.0, ge=0, le=50, description="Gain above which it "
                                   "drops the limits of its licence, USD bn a year")
    resolve: float = Field(default=0.5, ge=0, le=1, description="Part of the pressure to defect "
                           "that its leadership shrugs off")
    return_chance: float = Field(default=0.4, ge=0, le=1, description="Chance a turn that it "
                                 "opens again once opening pays")


class ComplementCommoditiser(Strategy):
    """Meta in 2023: models are a complement to what it sells, so it wants them cheap."""

    name = "complement_commoditiser"
    actor = "lab"
    title = "Complement commoditiser"
    claim = "Opens while its gain from opening is positive; closes when the motive fades or " \
            "its sponsor defects."
    source = "Spolsky 2002; Cournot 1838; the essay on open models"
    reason = "Opening is worth {gain:.2g} USD bn a year to us; the pressure to stop is " \
             "{pressure:.2g} a year."
    memory = {"closed": Memory(0, 0, 1, "1 after a defection, until it returns")}
    Params = CommoditiserParams

    def decide(self, obs: Observation, luck: Luck, params: Any) -> Orders:
        """Weigh the gain from opening against the pressure to defect."""
        gain = obs.me["opening_gain"]
        pressure = obs.me["defection_pressure"]
        chance = 1 - exp(-pressure * (1 - params.resolve))
        defects = (luck.uniform("defect") < chance) & (obs.memory["closed"] < 0.5)
        stays_out = (obs.memory["closed"] > 0.5) & (luck.uniform("return") > params.return_chance)
        closed = defects | stays_out | (gain < params.threshold)
        mode = when(closed, CLOSED,
                    when(gain > params.permissive_gain, OPEN_PERMISSIVE, OPEN_RESTRICTED))
        behind = obs.world["frontier_gap"]
        return Orders(
            release_mode=mode,
            research_share=clip(0.55 + 0.1 * behind, 0.55, 0.8),
            lobby_spend=when(closed, 0.0, 0.05),
            safety_share=0.08,
        ).remember(closed=when(closed, 1.0, 0.0)).note(gain=gain, pressure=pressure)
