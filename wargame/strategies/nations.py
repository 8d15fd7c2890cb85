"""Nations' stances on the chips of their rivals: hawkish, balancing and permissive.

Their levers come with the instrument of chip export controls; without it they order nothing.
"""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from wargame.strategies.rules import clip, when
from wargame.strategies.strategy import Orders, Params, Strategy
from wargame.world.observation import Luck, Observation

#: Codes of the tiers of chip controls (lever ``chip_control_tier``).
NO_CONTROLS, HIGH_END, BROAD, EMBARGO = 0, 1, 2, 3
CHIP_LEVERS = frozenset({"chip_control_tier", "chip_enforcement", "revenue_cut"})


class HawkParams(Params):
    """Parameters of the hawkish nation."""

    thin_lead: float = Field(
        0.7, ge=-2, le=5, description="Lead over the best rival nation, nats, that calls for more")
    enforcement: float = Field(
        0.6, ge=0, le=1, description="Enforcement while the lead is comfortable")


class Hawkish(Strategy):
    """Denies chips to rivals, the more the thinner the lead."""

    name: ClassVar[str] = "hawkish"
    actor = "nation"
    title = "Hawkish"
    claim = "Keeps broad chip controls, and turns to an embargo with full enforcement as it loses its lead"
    source = "Farrell-Newman 2019, weaponised interdependence; Powell 1999"
    reason = "its labs lead those of other nations by {lead:.1f} nat"
    optional_levers: ClassVar[frozenset[str]] = CHIP_LEVERS
    Params = HawkParams

    def decide(self, obs: Observation, luck: Luck, params: HawkParams) -> Orders:
        """Tighten as the lead thins."""
        lead = obs.me["domestic_capability"] - obs.rivals.highest("domestic_capability")
        thin = lead < params.thin_lead
        return Orders(
            chip_control_tier=when(thin, EMBARGO, BROAD),
            chip_enforcement=when(thin, 1, params.enforcement),
            revenue_cut=0,
        ).note(lead=lead)


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
    reason = ("its labs lead by {lead:.1f} nat, and the most self-reliant other nation makes "
              "{homemade:.0%} of its chips")
    optional_levers: ClassVar[frozenset[str]] = CHIP_LEVERS
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


class PermissiveParams(Params):
    """Parameters of the permissive nation."""

    alarm_felt: float = Field(
        2.0, ge=0, le=10, description="Public attention to harm above which it restricts the best")


class Permissive(Strategy):
    """Trades freely unless harm at home is on everyone's mind."""

    name: ClassVar[str] = "permissive"
    actor = "nation"
    title = "Permissive"
    claim = "Puts no controls on chips, and the lightest only while its public is alarmed by harm"
    source = "Krugman-Obstfeld, gains from trade; Baumgartner-Jones 1993"
    reason = "public attention to harm stands at {attention:.2f}"
    optional_levers: ClassVar[frozenset[str]] = CHIP_LEVERS
    Params = PermissiveParams

    def decide(self, obs: Observation, luck: Luck, params: PermissiveParams) -> Orders:
        """Do nothing until the public minds."""
        attention = obs.me["salience"]
        return Orders(
            chip_control_tier=when(attention > params.alarm_felt, HIGH_END, NO_CONTROLS),
            chip_enforcement=0,
            revenue_cut=0,
        ).note(attention=attention)
