"""The frontier vendor: lives from access to the best model there is."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from wargame.strategies.rules import clip, when
from wargame.strategies.strategy import CLOSED, Orders, Params, Strategy
from wargame.world.observation import Luck, Observation


class VendorParams(Params):
    """How it prices its lead and how it answers open models."""

    price_of_lead: float = Field(default=0.12, ge=0, le=1, description="Rise of the price stance "
                                 "for each nat that buyers see between closed and open models")
    alarm_share: float = Field(default=0.35, ge=0, le=1, description="Open share of tokens above "
                               "which it lobbies for rules on open weights")
    lobby: float = Field(default=0.15, ge=0, le=0.5, description="What it then spends on "
                         "lobbying, USD bn a year")


class FrontierVendor(Strategy):
    """OpenAI in 2023: closed, ahead, and spending to stay there."""

    name = "frontier_vendor"
    actor = "lab"
    title = "Frontier vendor"
    claim = "Stays closed, prices its lead, cuts prices as open models come close, and lobbies " \
            "when they take the market."
    source = "Teece 1986; Salop-Scheffman 1983"
    reason = "We lead open models by {gap:.2g} nat and they hold {share:.0%} of tokens: " \
             "prices at {price_stance:.2g} of the usual."
    Params = VendorParams

    def decide(self, obs: Observation, luck: Luck, params: Any) -> Orders:
        """Price against the gap; spend on the next run."""
        del luck
        gap = obs.world["perceived_gap"]
        share = obs.world["open_token_share"]
        short = obs.me["cash"] < 0.5
        return Orders(
            release_mode=CLOSED,
            price_stance=clip(0.8 + params.price_of_lead * gap, 0.5, 1.4),
            research_share=when(short, 0.5, 0.75),
            safety_share=0.1,
            distil_effort=0.0,
            lobby_spend=when(share > params.alarm_share, params.lobby, 0.02),
            weight_security=0.5,
        ).note(gap=gap, share=share)

    optional_levers = frozenset({"weight_security"})
