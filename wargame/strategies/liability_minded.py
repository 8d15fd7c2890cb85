"""The liability-minded regulator: sets care by who could have prevented the harm."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from wargame.strategies.rules import when
from wargame.strategies.strategy import Orders, Params, Strategy
from wargame.world.observation import Luck, Observation

LEVERS = frozenset({"liability_regime", "liability_cap", "downstream_share"})
NONE, SAFE_HARBOUR, NEGLIGENCE, STRICT = 0, 1, 2, 3


class LiabilityParams(Params):
    """What it takes to move it."""

    harm: float = Field(default=0.25, ge=0, le=1, description="Alarm at incidents of a tick "
                        "above which the safe harbour for releases ends")


class LiabilityMinded(Strategy):
    """Courts and common law: negligence, shared with those who deploy."""

    name = "liability_minded"
    actor = "regulator"
    title = "Liability-minded regulator"
    claim = "Gives open releases a safe harbour in quiet times and moves to negligence, shared " \
            "with deployers, after alarming incidents."
    source = "Shavell 1984; Hylton 2002"
    reason = "Alarm over incidents stands at {alarm:.2f}."
    optional_levers = LEVERS
    Params = LiabilityParams

    def decide(self, obs: Observation, luck: Luck, params: Any) -> Orders:
        """Put the burden where care is cheapest."""
        del luck
        alarm = obs.home["alarm_felt"]
        burnt = alarm > params.harm
        return Orders(
            liability_regime=when(burnt, NEGLIGENCE, SAFE_HARBOUR),
            liability_cap=when(burnt, 200, 20),
            downstream_share=0.5,
        ).note(alarm=alarm)
