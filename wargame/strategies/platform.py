"""The platform: a closed flagship, and open models of yesterday when rivals' open ones bite."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from wargame.strategies.rules import clip, greater, when
from wargame.strategies.strategy import CLOSED, GATED, OPEN_RESTRICTED, Orders, Params, Strategy
from wargame.world.observation import Luck, Observation


class PlatformParams(Params):
    """Parameters of the platform."""

    small_models_lag: float = Field(
        6, ge=2, le=8, description="Quarters by which what it opens lags its flagship")
    pressure_felt: float = Field(
        0.4, ge=0, le=1, description="Open token share from which it opens small models")
    relief: float = Field(
        0.15, ge=0, le=0.5, description="Fall of the open share below that before it stops")
    calm: float = Field(
        0.1, ge=0, le=0.5, description="Open token share below which it does not bother to gate")


class Platform(Strategy):
    """Never opens its flagship; opens older models under pressure from open rivals (Google)."""

    name: ClassVar[str] = "platform"
    actor = "lab"
    title = "Platform"
    claim = ("Keeps its flagship closed; gives gated access to small models, and opens them under "
             "a licence when open rivals take a large share")
    source = "Eisenmann-Parker-Van Alstyne 2011, platform envelopment; West 2003"
    reason = ("open models have {share:.0%} of tokens and it trails the frontier by {lag:.1f} nat; "
              "what it opens lags its flagship by {release_delay:.0f} quarters")
    Params = PlatformParams

    def decide(self, obs: Observation, luck: Luck, params: PlatformParams) -> Orders:
        """Set the terms for small models by the open share, price and research by its lag."""
        share, lag = obs.world["open_token_share"], obs.me["lag_to_frontier"]
        opened = obs.me["release_mode"] > 1.5
        bar = params.pressure_felt - when(opened, params.relief, 0)
        rivals_open = obs.rivals.highest("openness") > 0.5
        mode = when((share > bar) & rivals_open, OPEN_RESTRICTED,
                    when(share > params.calm, GATED, CLOSED))
        return Orders(
            release_mode=mode,
            release_delay=params.small_models_lag,
            price_stance=clip(1.05 - 0.1 * lag, 0.6, 1.1),
            research_share=clip(0.6 + 0.08 * lag, 0.6, 0.8),
            distil_effort=0,
            lobby_spend=0.02 * greater(obs.home["stringency"], 0),
        ).note(share=share, lag=lag)
