"""The permissive nation: trades freely until its public minds."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from wargame.strategies.rules import when
from wargame.strategies.strategy import Orders, Params, Strategy
from wargame.world.observation import Luck, Observation

#: Codes of the tiers of chip controls (lever ``chip_control_tier``).
NO_CONTROLS, HIGH_END = 0, 1
LEVERS = frozenset({"chip_control_tier", "chip_enforcement", "revenue_cut"})


class PermissiveParams(Params):
    """Parameters of the permissive nation."""

    alarm_felt: float = Field(
        2.0, ge=0, le=10, description="Public attention to harm above which it restricts the best")


class Permissive(Strategy):
    """Trades freely unless harm at home is on everyone's mind."""

    name: ClassVar[str] = "permissive"
    actor = "nation"
    title = "Permissive"
    claim = "Puts no controls on chips, and the lightest only while its public is alarmed by harm"
    source = "Krugman-Obstfeld, gains from trade; Baumgartner-Jones 1993"
    reason = "public attention to harm stands at {attention:.2f}"
    optional_levers: ClassVar[frozenset[str]] = LEVERS
    Params = PermissiveParams

    def decide(self, obs: Observation, luck: Luck, params: PermissiveParams) -> Orders:
        """Do nothing until the public minds."""
        attention = obs.me["salience"]
        return Orders(
            chip_control_tier=when(attention > params.alarm_felt, HIGH_END, NO_CONTROLS),
            chip_enforcement=0,
            revenue_cut=0,
        ).note(attention=attention)
