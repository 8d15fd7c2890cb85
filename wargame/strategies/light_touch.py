"""The light-touch regulator: rules only when it can no longer do without."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from wargame.strategies.rules import when
from wargame.strategies.strategy import Orders, Params, Strategy
from wargame.world.observation import Luck, Observation

LEVERS = frozenset({"liability_regime", "liability_cap", "downstream_share"})
NONE, SAFE_HARBOUR, NEGLIGENCE, STRICT = 0, 1, 2, 3


class LightParams(Params):
    """How much pressure it withstands."""

    patience: float = Field(default=0.6, ge=0, le=1, description="Stringency of the public mood "
                            "up to which it makes no rule")


class LightTouch(Strategy):
    """Voluntary commitments first."""

    name = "light_touch"
    actor = "regulator"
    title = "Light-touch regulator"
    claim = "No liability for models until the public mood forces negligence with a low cap."
    source = "voluntary commitments of July 2023; veto of SB 1047, 2024"
    reason = "Stringency stands at {mood:.2f}; below {patience:.2f} we make no rule."
    optional_levers = LEVERS
    Params = LightParams

    def decide(self, obs: Observation, luck: Luck, params: Any) -> Orders:
        """Wait."""
        del luck
        mood = obs.home["stringency"]
        forced = mood > params.patience
        return Orders(
            liability_regime=when(forced, NEGLIGENCE, NONE),
            liability_cap=when(forced, 50, 1000),
            downstream_share=when(forced, 0.5, 0.0),
        ).note(mood=mood, patience=params.patience)
