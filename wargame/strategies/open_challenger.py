"""The open challenger: opens to win users, and closes its best when it must earn."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from wargame.strategies.rules import exp, when
from wargame.strategies.strategy import (
    CLOSED,
    OPEN_PERMISSIVE,
    OPEN_RESTRICTED,
    Memory,
    Orders,
    Params,
    Strategy,
)
from wargame.world.observation import Luck, Observation


class ChallengerParams(Params):
    """When investors' patience ends."""

    patience: float = Field(default=12.0, ge=0, le=60, description="Months of runway below which "
                            "it keeps its best model to itself")
    near: float = Field(default=0.6, ge=0, le=5, description="Nat behind the frontier below "
                        "which its best model is worth selling")
    resolve: float = Field(default=0.4, ge=0, le=1, description="Part of the pressure to defect "
                           "that its founders shrug off")


class OpenChallenger(Strategy):
    """Mistral in 2023: small, open and watched by its investors."""

    name = "open_challenger"
    actor = "lab"
    title = "Open challenger"
    claim = "Open while it is behind and funded; closes when cash runs short or its best model " \
            "is near the frontier, and may open again."
    source = "Lerner-Tirole 2002; the essay on open models"
    reason = "Runway of {runway:.0f} months, {lag:.2g} nat behind the frontier."
    memory = {"closed": Memory(0, 0, 1, "1 after a defection, until it returns")}
    Params = ChallengerParams

    def decide(self, obs: Observation, luck: Luck, params: Any) -> Orders:
        """Users first, revenue when it must."""
        lag = obs.me["lag_to_frontier"]
        runway = obs.me["runway"]
        chance = 1 - exp(-obs.me["defection_pressure"] * (1 - params.resolve))
        defects = (luck.uniform("defect") < chance) & (obs.memory["closed"] < 0.5)
        stays_out = (obs.memory["closed"] > 0.5) & (luck.uniform("return") > 0.4)
        short = runway < params.patience
        closed = defects | stays_out | (short & (lag < params.near))
        return Orders(
            release_mode=when(closed, CLOSED, when(short, OPEN_RESTRICTED, OPEN_PERMISSIVE)),
            price_stance=0.7,
            research_share=when(short, 0.5, 0.75),
            licence_royalty=when(short, 0.05, 0.0),
            safety_share=0.04,
            distil_effort=0.3,
            lobby_spend=0.01,
        ).remember(closed=when(closed, 1.0, 0.0)).note(runway=runway, lag=lag)
