"""Regulators' stances on harm: precautionary, liability-minded and light-touch.

Their levers come with the instrument of liability regimes; without it they order nothing.
"""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from wargame.strategies.rules import clip, when
from wargame.strategies.strategy import Orders, Params, Strategy
from wargame.world.observation import Luck, Observation

#: Codes of the regimes (lever ``liability_regime``).
NO_LIABILITY, SAFE_HARBOUR, NEGLIGENCE, STRICT = 0, 1, 2, 3
UNCAPPED = 1000
LIABILITY_LEVERS = frozenset({"liability_regime", "liability_cap", "downstream_share"})


class PrecautionParams(Params):
    """Parameters of the precautionary regulator."""

    attention_felt: float = Field(
        0.3, ge=0, le=10, description="Public attention to harm from which it holds makers strictly")
    trust_wanted: float = Field(
        0.35, ge=0, le=1, description="Trust in open models below which it does so too")


class Precautionary(Strategy):
    """Makes developers answer, strictly and without limit when harm is near."""

    name: ClassVar[str] = "precautionary"
    actor = "regulator"
    title = "Precautionary"
    claim = ("Holds developers to negligence in quiet times and to strict, uncapped liability when "
             "harm draws attention or trust in open models is low")
    source = "Sunstein 2005, laws of fear; Shavell 1984"
    reason = "attention to harm stands at {attention:.2f} and trust in open models at {trust:.2f}"
    optional_levers: ClassVar[frozenset[str]] = LIABILITY_LEVERS
    Params = PrecautionParams

    def decide(self, obs: Observation, luck: Luck, params: PrecautionParams) -> Orders:
        """Strict on the first sign of harm."""
        attention, trust = obs.home["salience"], obs.home["trust"]
        alarmed = (attention > params.attention_felt) | (trust < params.trust_wanted)
        return Orders(
            liability_regime=when(alarmed, STRICT, NEGLIGENCE),
            liability_cap=UNCAPPED,
            downstream_share=when(alarmed, 0.1, 0.3),
        ).note(attention=attention, trust=trust)


class LiabilityParams(Params):
    """Parameters of the liability-minded regulator."""

    attention_felt: float = Field(
        1.0, ge=0, le=10, description="Public attention to harm from which negligence is too little")
    cap: float = Field(
        5, ge=0, le=1000, description="Most that one incident may cost a developer, USD bn")
    downstream: float = Field(
        0.5, ge=0, le=1, description="Part of harm by open weights that deployers answer for")


class LiabilityMinded(Strategy):
    """Lets damages do the work: capped, shared with deployers, and strict only if harm persists."""

    name: ClassVar[str] = "liability_minded"
    actor = "regulator"
    title = "Liability-minded"
    claim = ("Keeps negligence with a cap and shares the burden with deployers; turns strict while "
             "harm draws much attention, and asks more of deployers as more of it is open")
    source = "Shavell 1984; Hylton 2002; Calabresi 1970, the cheapest cost avoider"
    reason = ("attention to harm stands at {attention:.2f}; deployers answer for "
              "{downstream_share:.0%} of the harm of open weights")
    optional_levers: ClassVar[frozenset[str]] = LIABILITY_LEVERS
    Params = LiabilityParams

    def decide(self, obs: Observation, luck: Luck, params: LiabilityParams) -> Orders:
        """Choose the rule by attention, and the split by how much use is open."""
        attention, share = obs.home["salience"], obs.world["open_token_share"]
        return Orders(
            liability_regime=when(attention > params.attention_felt, STRICT, NEGLIGENCE),
            liability_cap=params.cap,
            downstream_share=clip(params.downstream * (0.5 + share), 0, 1),
        ).note(attention=attention)


class LightTouchParams(Params):
    """Parameters of the light-touch regulator."""

    attention_felt: float = Field(
        0.7, ge=0, le=10, description="Public attention to harm from which it grants a safe harbour")
    crisis: float = Field(
        2.5, ge=0, le=10, description="Public attention at which even it turns to negligence")


class LightTouch(Strategy):
    """Leaves makers alone, or in a safe harbour, until a crisis."""

    name: ClassVar[str] = "light_touch"
    actor = "regulator"
    title = "Light touch"
    claim = ("Imposes no liability in quiet times, a safe harbour when harm draws attention, and "
             "negligence only in a crisis")
    source = "Thierer 2016, permissionless innovation; Kingdon 1984"
    reason = "attention to harm stands at {attention:.2f}"
    optional_levers: ClassVar[frozenset[str]] = LIABILITY_LEVERS
    Params = LightTouchParams

    def decide(self, obs: Observation, luck: Luck, params: LightTouchParams) -> Orders:
        """Give way one step at a time."""
        attention = obs.home["salience"]
        mild = when(attention > params.attention_felt, SAFE_HARBOUR, NO_LIABILITY)
        return Orders(
            liability_regime=when(attention > params.crisis, NEGLIGENCE, mild),
            liability_cap=UNCAPPED,
            downstream_share=0.5,
        ).note(attention=attention)
