"""The open challenger: buys attention with open weights until it has something to sell."""

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


class ChallengerParams(Params):
    """Parameters of the open challenger."""

    turn_years: float = Field(1, ge=0.25, le=4, description="Length of a turn, years")
    resolve: float = Field(
        0.5, ge=0, le=1, description="Part of the pressure to defect that it shrugs off")
    return_chance: float = Field(
        0.4, ge=0, le=1, description="Chance a turn that it returns after giving up")
    near: float = Field(
        0.8, ge=0, le=4, description="Nats behind the frontier within which it closes its best")
    slack: float = Field(
        0.4, ge=0, le=2, description="Further nats it must fall back before it opens again")
    least_runway: float = Field(
        9, ge=0, le=48, description="Months of money below which it sells instead of giving away")
    royalty: float = Field(
        0.1, ge=0, le=0.3, description="Royalty it asks when money is short or rivals copy")


class OpenChallenger(Strategy):
    """Opens while behind; closes its best when it nears the frontier or the money (Mistral)."""

    name: ClassVar[str] = "open_challenger"
    actor = "lab"
    title = "Open challenger"
    claim = ("Opens to win users while it is behind; keeps its best for itself when cash is short "
             "or when it nears the frontier")
    source = "West-Gallagher 2006, open innovation paradox; Farrell-Klemperer 2007"
    reason = ("it is {lag:.1f} nat behind the frontier with {runway:.0f} months of money and a "
              "pressure to close of {pressure:.2f} a year")
    memory: ClassVar[Mapping[str, Memory]] = GIVEN_UP
    Params = ChallengerParams

    def decide(self, obs: Observation, luck: Luck, params: ChallengerParams) -> Orders:
        """Money first, then the distance to the frontier, then the terms of the licence."""
        lag, runway = obs.me["lag_to_frontier"], obs.me["runway"]
        pressure = obs.me["defection_pressure"]
        is_open = obs.me["release_mode"] > 1.5
        short = runway < params.least_runway
        near = lag < params.near + when(is_open, 0, params.slack)
        gone = given_up(obs, luck, resolve=params.resolve, turn_years=params.turn_years,
                        return_chance=params.return_chance)
        tempted = obs.me["opening_gain"] < 0
        licence = when(tempted, OPEN_RESTRICTED, OPEN_PERMISSIVE)
        mode = when(short | (gone > 0.5), CLOSED, when(near, GATED, licence))
        return Orders(
            release_mode=mode,
            release_delay=0,
            price_stance=when(mode > 1.5, 0.7, clip(0.7 + 0.1 * (params.near - lag), 0.6, 1)),
            research_share=when(short, 0.5, 0.7),
            licence_royalty=when(tempted, params.royalty, 0),
            distil_effort=clip(0.1 + 0.1 * lag, 0.1, 0.5),
            lobby_spend=when(mode > 1.5, 0.01 * obs.home["stringency"], 0),
        ).remember(given_up=gone).note(lag=lag, runway=runway, pressure=pressure)
