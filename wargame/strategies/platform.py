"""The platform: a closed flagship, and open models where rivals' openness would bypass it."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from wargame.strategies.rules import clip, when
from wargame.strategies.strategy import CLOSED, OPEN_RESTRICTED, Orders, Params, Strategy
from wargame.world.observation import Luck, Observation


class PlatformParams(Params):
    """When it opens."""

    bypass_share: float = Field(default=0.6, ge=0, le=1, description="Open share of tokens above "
                                "which being left out costs more than the flagship earns")
    delay: float = Field(default=4.0, ge=0, le=8, description="Quarters by which its open models "
                         "trail its flagship")


class Platform(Strategy):
    """Google in 2023: everything at once, and the flagship kept."""

    name = "platform"
    actor = "lab"
    title = "Platform"
    claim = "Keeps its flagship closed until open models carry most of the market, then opens " \
            "with a delay."
    source = "Gawer-Cusumano 2002; Eisenmann-Parker-Van Alstyne 2011"
    reason = "Open models carry {share:.0%} of tokens; opening is worth {gain:.2g} USD bn a year " \
             "to us."
    Params = PlatformParams

    def decide(self, obs: Observation, luck: Luck, params: Any) -> Orders:
        """Follow the market, one step behind."""
        del luck
        share = obs.world["open_token_share"]
        gain = obs.me["opening_gain"]
        opens = (share > params.bypass_share) & (gain > 0)
        return Orders(
            release_mode=when(opens, OPEN_RESTRICTED, CLOSED),
            release_delay=params.delay,
            price_stance=clip(0.75 + 0.1 * obs.world["perceived_gap"], 0.5, 1.2),
            research_share=0.65,
            safety_share=0.1,
            distil_effort=0.0,
            lobby_spend=0.05,
        ).note(share=share, gain=gain)
