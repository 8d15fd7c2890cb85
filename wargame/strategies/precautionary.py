"""The precautionary regulator: whoever releases answers for it, the more so after harm."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from wargame.strategies.rules import when
from wargame.strategies.strategy import Orders, Params, Strategy
from wargame.world.observation import Luck, Observation

LEVERS = frozenset({"liability_regime", "liability_cap", "downstream_share"})
NONE, SAFE_HARBOUR, NEGLIGENCE, STRICT = 0, 1, 2, 3


class PrecautionParams(Params):
    """How much concern makes it strict."""

    concern: float = Field(default=0.3, ge=0, le=1, description="Stringency of the public mood "
                           "above which liability turns strict")


class Precautionary(Strategy):
    """The European Union, 2021 to 2024."""

    name = "precautionary"
    actor = "regulator"
    title = "Precautionary regulator"
    claim = "Holds developers to negligence at least, and to strict liability once the public " \
            "mood demands it."
    source = "EU product liability directive of 2024; Shavell 1984"
    reason = "Stringency stands at {mood:.2f} and trust at {trust:.2f}."
    optional_levers = LEVERS
    Params = PrecautionParams

    def decide(self, obs: Observation, luck: Luck, params: Any) -> Orders:
        """Strict when the mood is."""
        del luck
        mood = obs.home["stringency"]
        strict = mood > params.concern
        return Orders(
            liability_regime=when(strict, STRICT, NEGLIGENCE),
            liability_cap=when(strict, 1000, 100),
            downstream_share=0.2,
        ).note(mood=mood, trust=obs.home["trust"])
