"""The hawkish nation: denies chips to rivals, and more of them as its lead thins."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from wargame.strategies.rules import lesser, when
from wargame.strategies.strategy import Orders, Params, Strategy
from wargame.world.observation import Luck, Observation

#: Codes of the tiers of chip controls (lever ``chip_control_tier``).
BROAD, EMBARGO = 2, 3
#: What full enforcement costs, USD bn a year.
ENFORCEMENT_COST = 0.3
LEVERS = frozenset({"chip_control_tier", "chip_enforcement", "revenue_cut"})


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
    claim = ("Keeps broad chip controls, and turns to an embargo with full enforcement as it loses "
             "its lead")
    source = "Farrell-Newman 2019, weaponised interdependence; Powell 1999"
    reason = "its labs stand {lead:+.1f} nat against those of other nations"
    optional_levers: ClassVar[frozenset[str]] = LEVERS
    Params = HawkParams

    def decide(self, obs: Observation, luck: Luck, params: HawkParams) -> Orders:
        """Tighten as the lead thins."""
        lead = obs.me["domestic_capability"] - obs.rivals.highest("domestic_capability")
        thin = lead < params.thin_lead
        return Orders(
            chip_control_tier=when(thin, EMBARGO, BROAD),
            chip_enforcement=lesser(
                when(thin, 1, params.enforcement), obs.me["public_purse"] / ENFORCEMENT_COST),
            revenue_cut=0,
        ).note(lead=lead)
