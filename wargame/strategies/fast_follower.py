"""The fast follower: learns from the leader, and opens for as long as it follows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from pydantic import Field

from wargame.strategies.defection import GIVEN_UP, given_up
from wargame.strategies.rules import clip, when
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


class FollowerParams(Params):
    """Parameters of the fast follower."""

    turn_years: float = Field(1, ge=0.25, le=4, description="Length of a turn, years")
    resolve: float = Field(
        0.85, ge=0, le=1, description="Part of the pressure to defect that it shrugs off")
    return_chance: float = Field(
        0.5, ge=0, le=1, description="Chance a turn that it returns after giving up")
    behind: float = Field(
        0.8, ge=0, le=4, description="Nats behind the frontier from which it opens freely")
    abreast: float = Field(
        0.2, ge=0, le=2, description="Nats behind the frontier below which it stops giving away")
    distil_base: float = Field(
        0.2, ge=0, le=1, description="Effort put into distillation when it is at the frontier")
    distil_rise: float = Field(
        0.25, ge=0, le=1, description="Rise of that effort with each nat it is behind")
    scarcity_push: float = Field(
        0.4, ge=0, le=1, description="Further distillation when its nation gets no chips")
    least_runway: float = Field(
        6, ge=0, le=48, description="Months of money below which it closes")


class FastFollower(Strategy):
    """Distils and opens permissively while behind; closes step by step as it takes the lead.

    Played by Alibaba and DeepSeek, with patient money behind them.
    """

    name: ClassVar[str] = "fast_follower"
    actor = "lab"
    title = "Fast follower"
    claim = ("Learns from better models and opens permissively while behind the frontier; closes "
             "step by step as it draws level and leads; distils more when chips are denied")
    source = "Gerschenkron 1962; Aghion et al. 2001, step-by-step innovation; Acemoglu 2002"
    reason = ("it is {lag:.1f} nat behind the frontier, its nation gets {chips:.0%} of the compute "
              "it wants, and it puts {distil_effort:.2f} of effort into distillation")
    memory: ClassVar[Mapping[str, Memory]] = GIVEN_UP
    Params = FollowerParams

    def decide(self, obs: Observation, luck: Luck, params: FollowerParams) -> Orders:
        """Release mode by the distance to the frontier, distillation by distance and chips."""
        lag, chips = obs.me["lag_to_frontier"], obs.home["compute_access"]
        broke = obs.me["runway"] < params.least_runway
        gone = given_up(obs, luck, resolve=params.resolve, turn_years=params.turn_years,
                        return_chance=params.return_chance)
        mode = when(lag > params.behind, OPEN_PERMISSIVE,
                    when(lag > params.abreast, OPEN_RESTRICTED, GATED))
        effort = params.distil_base + params.distil_rise * lag + params.scarcity_push * (1 - chips)
        return Orders(
            release_mode=when(broke, CLOSED, when(gone > 0.5, GATED, mode)),
            release_delay=0,
            price_stance=clip(0.9 - 0.1 * lag, 0.5, 0.9),
            research_share=when(broke, 0.5, 0.7),
            distil_effort=clip(effort, 0, 1),
        ).remember(given_up=gone).note(lag=lag, chips=chips)
