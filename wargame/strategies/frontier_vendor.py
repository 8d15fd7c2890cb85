"""The frontier vendor: sells access to the best model and spends what it earns on the next."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from wargame.strategies.rules import clip, when
from wargame.strategies.strategy import CLOSED, Orders, Params, Strategy
from wargame.world.observation import Luck, Observation


class VendorParams(Params):
    """Parameters of the frontier vendor."""

    parity_stance: float = Field(
        0.7, ge=0.3, le=1.5, description="Markup against the best one when buyers see no gap")
    premium: float = Field(
        0.15, ge=0, le=0.5, description="Rise of the markup with each nat of gap that buyers see")
    thin_lead: float = Field(
        1.5, ge=0, le=5, description="Gap, nats, below which it spends most on research")
    least_runway: float = Field(
        12, ge=0, le=48, description="Months of money below which it saves on research")
    share_felt: float = Field(
        0.3, ge=0, le=0.9, description="Open token share from which it lobbies for rules")
    lobby_ceiling: float = Field(
        0.1, ge=0, le=0.5, description="Lobbying when open models have it all, USD bn a year")


class FrontierVendor(Strategy):
    """Closed throughout; price, research and lobbying follow the gap (OpenAI)."""

    name: ClassVar[str] = "frontier_vendor"
    actor = "lab"
    title = "Frontier vendor"
    claim = ("Stays closed; charges more the wider the gap that buyers see, spends more on "
             "research the thinner its lead, and lobbies for rules as the open share rises")
    source = "Teece 1986, appropriability; Sutton 1991, endogenous sunk costs; Tullock 1980"
    reason = ("buyers see a gap of {gap:.1f} nat and give open models {share:.0%} of tokens; it "
              "prices at {price_stance:.2f} of its best markup")
    Params = VendorParams

    def decide(self, obs: Observation, luck: Luck, params: VendorParams) -> Orders:
        """Price against the gap, invest against the lead, lobby against the open share."""
        gap, share = obs.world["perceived_gap"], obs.world["open_token_share"]
        lead = obs.world["frontier_gap"] - obs.me["lag_to_frontier"]
        urgency = clip((params.thin_lead - lead) / (params.thin_lead + 1), 0, 1)
        poor = obs.me["runway"] < params.least_runway
        felt = clip((share - params.share_felt) / (1 - params.share_felt), 0, 1)
        return Orders(
            release_mode=CLOSED,
            price_stance=clip(params.parity_stance + params.premium * gap, 0.3, 1.5),
            research_share=when(poor, 0.55, 0.7 + 0.15 * urgency),
            safety_share=0.05,
            distil_effort=0,
            lobby_spend=params.lobby_ceiling * felt,
        ).note(gap=gap, share=share)
