"""The balancing nation: controls what it must, and sells at a toll what rivals can make."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from wargame.strategies.rules import clip, when
from wargame.strategies.strategy import Orders, Params, Strategy
from wargame.world.observation import Luck, Observation

#: Codes of the tiers of chip controls (lever ``chip_control_tier``).
NO_CONTROLS, HIGH_END = 0, 1
LEVERS = frozenset({"chip_control_tier", "chip_enforcement", "revenue_cut"})


class BalanceParams(Params):
    """Parameters of the balancing nation."""

    thin_lead: float = Field(
        1.5, ge=-2, le=5, description="Lead over the best rival nation, nats, below which it acts")
    substitution: float = Field(
        0.3, ge=0, le=1, description="Home-made part of a rival's chips at which controls backfire")
    toll: float = Field(
        0.25, ge=0, le=0.5, description="Cut of sales it takes instead of a ban")


class Balancing(Strategy):
    """Controls the best chips while that slows rivals, and sells at a toll when it does not."""

    name: ClassVar[str] = "balancing"
    actor = "nation"
    title = "Balancing"
    claim = ("Controls high-end chips while its lead is thin and rivals cannot make their own; "
             "once they can, it sells and takes a cut")
    source = "Hirschman 1945; Acemoglu 2002, induced substitution"
    reason = ("its labs stand {lead:+.1f} nat against others, and the most self-reliant other "
              "nation makes {homemade:.0%} of its chips")
    optional_levers: ClassVar[frozenset[str]] = LEVERS
    Params = BalanceParams

    def decide(self, obs: Observation, luck: Luck, params: BalanceParams) -> Orders:
        """Weigh the slowing of rivals against teaching them to do without."""
        lead = obs.me["domestic_capability"] - obs.rivals.highest("domestic_capability")
        homemade = obs.rivals.highest("domestic_chip_share")
        backfires = homemade > params.substitution
        leading = lead > 0
        useful = leading & (lead < params.thin_lead) & ~backfires
        return Orders(
            chip_control_tier=when(useful, HIGH_END, NO_CONTROLS),
            chip_enforcement=when(useful, 0.3, 0),
            revenue_cut=when(leading & backfires, params.toll, 0),
        ).note(lead=lead, homemade=clip(homemade, 0, 1))
