"""The complement commoditiser: gives models away for as long as something else it sells gains."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from pydantic import Field

from wargame.strategies.defection import GIVEN_UP, given_up
from wargame.strategies.rules import clip, greater, when
from wargame.strategies.strategy import (
    CLOSED,
    GATED,
    OPEN_PERMISSIVE,
    OPEN_RESTRICTED,
    Memory,
    Orders,
    Params,
    Strategy,
)
from wargame.world.observation import Luck, Observation


class CommoditiserParams(Params):
    """Parameters of the complement commoditiser."""

    turn_years: float = Field(1, ge=0.25, le=4, description="Length of a turn, years")
    resolve: float = Field(
        0.5, ge=0, le=1, description="Part of the pressure to defect that it shrugs off")
    return_chance: float = Field(
        0.4, ge=0, le=1, description="Chance a turn that it returns after giving up")
    close_below: float = Field(
        0, ge=-2, le=2, description="Gain from opening over research spend, below which it closes")
    reopen_above: float = Field(
        0.2, ge=-2, le=4, description="Gain over research spend, above which it opens again")
    product_share: float = Field(
        0.05, ge=0, le=1, description="Model revenue over core revenue that makes models a product")
    ground_lost: float = Field(
        1.0, ge=0, le=6, description="Nats behind the best open weights at which it drops limits")
    lobby_ceiling: float = Field(
        0.05, ge=0, le=0.5, description="Lobbying against full stringency, USD bn a year")


class ComplementCommoditiser(Strategy):
    """Opens while opening pays and models are not its product; pressure can end it (Meta)."""

    name: ClassVar[str] = "complement_commoditiser"
    actor = "lab"
    title = "Complement commoditiser"
    claim = ("Opens its weights while the gain from opening is positive and models are not its "
             "product; closes when the motive fades or the pressure to defect strikes")
    source = "Spolsky 2002; Cournot 1838, complements; Salop-Scheffman 1983; Cox 1972"
    reason = ("opening is worth {gain:.2f} USD bn a year against {spend:.2f} of research, with a "
              "pressure to give it up of {pressure:.2f} a year")
    memory: ClassVar[Mapping[str, Memory]] = GIVEN_UP
    Params = CommoditiserParams

    def decide(self, obs: Observation, luck: Luck, params: CommoditiserParams) -> Orders:
        """Weigh the motive against research spend, then the licence against open rivals."""
        gain, spend = obs.me["opening_gain"], obs.me["research_spend"]
        pressure = obs.me["defection_pressure"]
        is_open = obs.me["release_mode"] > 1.5
        is_product = obs.me["api_revenue"] > params.product_share * obs.me["core_business"]
        bar = when(is_open, params.close_below, params.reopen_above)
        has_motive = (gain > bar * spend) & ~is_product
        gone = given_up(obs, luck, resolve=params.resolve, turn_years=params.turn_years,
                        return_chance=params.return_chance)
        behind = obs.world["open_frontier"] - obs.me["released_capability"] > params.ground_lost
        licence = when(behind, OPEN_PERMISSIVE, OPEN_RESTRICTED)
        mode = when(has_motive & (gone < 0.5), licence, when(gain > 0, GATED, CLOSED))
        strict = obs.home["stringency"]
        return Orders(
            release_mode=mode,
            release_delay=0,
            price_stance=when(is_product, 1, 0.7),
            research_share=clip(0.6 + 0.05 * obs.me["lag_to_frontier"], 0.6, 0.8),
            distil_effort=clip(0.05 * obs.me["lag_to_frontier"], 0, 0.2),
            lobby_spend=params.lobby_ceiling * greater(strict, 0),
        ).remember(given_up=gone).note(gain=gain, spend=spend, pressure=pressure)
