"""The state-backed fast follower: open while behind, because reach beats rent."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from wargame.strategies.rules import clip, exp, when
from wargame.strategies.strategy import (
    GATED,
    OPEN_PERMISSIVE,
    OPEN_RESTRICTED,
    Memory,
    Orders,
    Params,
    Strategy,
)
from wargame.world.observation import Luck, Observation


class FollowerParams(Params):
    """How near the lead it keeps what it has."""

    lead_to_close: float = Field(default=0.3, ge=-2, le=5, description="Lead in nat over other "
                                 "labs' open models above which it keeps its best model back")
    distil_effort: float = Field(default=0.6, ge=0, le=1, description="Effort to learn from "
                                 "others' models through their interfaces")
    resolve: float = Field(default=0.6, ge=0, le=1, description="Part of the pressure to defect "
                           "that state backing absorbs")


class FastFollower(Strategy):
    """Chinese open laboratories in 2023: learn from all, release to all."""

    name = "fast_follower"
    actor = "lab"
    title = "Fast follower"
    claim = "Distils and releases freely while behind; holds back its best once it leads open " \
            "models clearly."
    source = "Gerschenkron 1962; Aghion et al. 2001"
    reason = "{lag:.2g} nat behind the frontier: we learn, release and are used."
    memory = {"closed": Memory(0, 0, 1, "1 after a defection, until it returns")}
    Params = FollowerParams

    def decide(self, obs: Observation, luck: Luck, params: Any) -> Orders:
        """Open while following."""
        lag = obs.me["lag_to_frontier"]
        lead = obs.me["capability"] - obs.rivals.highest("released_capability")
        chance = 1 - exp(-obs.me["defection_pressure"] * (1 - params.resolve))
        defects = (luck.uniform("defect") < chance) & (obs.memory["closed"] < 0.5)
        stays_out = (obs.memory["closed"] > 0.5) & (luck.uniform("return") > 0.5)
        closed = defects | stays_out
        ahead = (lead > params.lead_to_close) & (lag < 0.1)
        return Orders(
            release_mode=when(closed, GATED, when(ahead, OPEN_RESTRICTED, OPEN_PERMISSIVE)),
            price_stance=0.6,
            research_share=0.8,
            safety_share=0.03,
            distil_effort=clip(params.distil_effort * (lag > 0.05), 0, 1),
            lobby_spend=0.0,
        ).remember(closed=when(closed, 1.0, 0.0)).note(lag=lag)
