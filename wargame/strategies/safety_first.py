"""The safety-first lab: at the frontier so as to matter, slower when harm is near."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from wargame.strategies.rules import clip, when
from wargame.strategies.strategy import CLOSED, Orders, Params, Strategy
from wargame.world.observation import Luck, Observation


class SafetyParams(Params):
    """Parameters of the safety-first lab."""

    safety_base: float = Field(
        0.2, ge=0, le=0.5, description="Safety share of research in quiet times")
    safety_rise: float = Field(
        0.2, ge=0, le=0.5, description="Rise of the safety share with full worry")
    worry_scale: float = Field(
        0.5, ge=0.05, le=5, description="Public attention to harm at which worry is full")
    longest_delay: float = Field(
        4, ge=0, le=4, description="Quarters for which it holds models back under full worry")
    lobby_ceiling: float = Field(
        0.03, ge=0, le=0.5, description="Lobbying for rules under full worry, USD bn a year")


class SafetyFirst(Strategy):
    """Closed with a high safety share; incidents slow it down (Anthropic)."""

    name: ClassVar[str] = "safety_first"
    actor = "lab"
    title = "Safety first"
    claim = ("Stays closed with a high safety share of research; raises it, delays and holds back "
             "when harm draws attention")
    source = "Gordon-Loeb 2002, investment in security; responsible scaling policies (2023)"
    reason = ("attention to harm stands at {attention:.2f}; safety takes {safety_share:.0%} of "
              "research and new weights wait {release_delay:.0f} quarters")
    optional_levers: ClassVar[frozenset[str]] = frozenset({"staged_release", "weight_security"})
    Params = SafetyParams

    def decide(self, obs: Observation, luck: Luck, params: SafetyParams) -> Orders:
        """Turn attention and the last quarter's alarm into care."""
        attention = obs.home["salience"] + obs.home["alarm_felt"]
        worry = clip(attention / params.worry_scale, 0, 1)
        poor = obs.me["runway"] < 12
        return Orders(
            release_mode=CLOSED,
            release_delay=params.longest_delay * worry,
            staged_release=params.longest_delay * worry,
            weight_security=0.5 + 0.5 * worry,
            price_stance=clip(0.8 + 0.12 * obs.world["perceived_gap"], 0.5, 1.4),
            research_share=when(poor, 0.55, 0.75 - 0.1 * worry),
            safety_share=clip(params.safety_base + params.safety_rise * worry, 0, 0.5),
            distil_effort=0,
            lobby_spend=params.lobby_ceiling * worry,
        ).note(attention=attention)
