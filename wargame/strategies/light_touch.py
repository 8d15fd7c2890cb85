"""The light-touch regulator: leaves makers alone until it no longer can."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from wargame.strategies.rules import when
from wargame.strategies.strategy import Orders, Params, Strategy
from wargame.world.observation import Luck, Observation

#: Codes of the regimes (lever ``liability_regime``).
NO_LIABILITY, SAFE_HARBOUR, NEGLIGENCE = 0, 1, 2
UNCAPPED = 1000
LEVERS = frozenset({"liability_regime", "liability_cap", "downstream_share"})


class LightTouchParams(Params):
    """Parameters of the light-touch regulator."""

    attention_felt: float = Field(
        0.7, ge=0, le=10, description="Public attention to harm at which it sets a safe harbour")
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
    optional_levers: ClassVar[frozenset[str]] = LEVERS
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
