"""The safety-first closed lab: at the frontier in order to make it safer."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from wargame.strategies.rules import clip, when
from wargame.strategies.strategy import CLOSED, Orders, Params, Strategy
from wargame.world.observation import Luck, Observation


class SafetyParams(Params):
    """How much it gives up for safety."""

    safety_share: float = Field(default=0.2, ge=0, le=0.5, description="Part of research that "
                                "goes to safety in quiet times")
    alarm: float = Field(default=3.0, ge=1, le=100, description="Rise of incidents since the "
                         "start at which it calls for rules and slows down")


class SafetyFirst(Strategy):
    """Anthropic in 2023: closed, cautious, and more so as incidents mount."""

    name = "safety_first"
    actor = "lab"
    title = "Safety-first lab"
    claim = "Never releases weights; spends more on safety and argues for rules as incidents rise."
    source = "assumed, after published scaling policies of 2023"
    reason = "Incidents run at {incidents:.0f} a year; {safety_share:.0%} of research goes to " \
             "safety."
    Params = SafetyParams

    def decide(self, obs: Observation, luck: Luck, params: Any) -> Orders:
        """Answer incidents with caution."""
        del luck
        incidents = obs.world["incident_rate"]
        worried = incidents > 150 * params.alarm
        return Orders(
            release_mode=CLOSED,
            price_stance=clip(0.9 + 0.08 * obs.world["perceived_gap"], 0.7, 1.3),
            research_share=0.72,
            safety_share=when(worried, clip(params.safety_share + 0.1, 0, 0.5),
                              params.safety_share),
            distil_effort=0.0,
            lobby_spend=when(worried, 0.1, 0.02),
            weight_security=when(worried, 0.9, 0.6),
        ).note(incidents=incidents)

    optional_levers = frozenset({"weight_security"})
