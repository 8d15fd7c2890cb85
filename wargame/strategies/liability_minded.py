"""The liability-minded regulator: lets damages do the work, and shares them."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from wargame.strategies.rules import clip, when
from wargame.strategies.strategy import Orders, Params, Strategy
from wargame.world.observation import Luck, Observation

#: Codes of the regimes (lever ``liability_regime``).
NEGLIGENCE, STRICT = 2, 3
LEVERS = frozenset({"liability_regime", "liability_cap", "downstream_share"})


class LiabilityParams(Params):
    """Parameters of the liability-minded regulator."""

    attention_felt: float = Field(
        1.0, ge=0, le=10, description="Public attention to harm from which liability is strict")
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
    optional_levers: ClassVar[frozenset[str]] = LEVERS
    Params = LiabilityParams

    def decide(self, obs: Observation, luck: Luck, params: LiabilityParams) -> Orders:
        """Choose the rule by attention, and the split by how much use is open."""
        attention, share = obs.home["salience"], obs.world["open_token_share"]
        return Orders(
            liability_regime=when(attention > params.attention_felt, STRICT, NEGLIGENCE),
            liability_cap=params.cap,
            downstream_share=clip(params.downstream * (0.5 + share), 0, 1),
        ).note(attention=attention)
