"""The precautionary regulator: makes developers answer, and strictly when harm is near."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from wargame.strategies.rules import when
from wargame.strategies.strategy import Orders, Params, Strategy
from wargame.world.observation import Luck, Observation

#: Codes of the regimes (lever ``liability_regime``).
NEGLIGENCE, STRICT = 2, 3
UNCAPPED = 1000
LEVERS = frozenset({"liability_regime", "liability_cap", "downstream_share"})


class PrecautionParams(Params):
    """Parameters of the precautionary regulator."""

    attention_felt: float = Field(
        0.5, ge=0, le=10, description="Public attention to harm from which liability is strict")
    trust_wanted: float = Field(
        0.25, ge=0, le=1, description="Trust in open models below which it does so too")


class Precautionary(Strategy):
    """Makes developers answer, strictly and without limit when harm is near."""

    name: ClassVar[str] = "precautionary"
    actor = "regulator"
    title = "Precautionary"
    claim = ("Holds developers to negligence in quiet times and to strict, uncapped liability when "
             "harm draws attention or trust in open models is low")
    source = "Sunstein 2005, laws of fear; Shavell 1984"
    reason = "attention to harm stands at {attention:.2f} and trust in open models at {trust:.2f}"
    optional_levers: ClassVar[frozenset[str]] = LEVERS
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
