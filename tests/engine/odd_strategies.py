"""Strategies that are written three ways, or wrongly: what the engine must live with."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np
from pydantic import Field

from wargame.hooks import hookimpl
from wargame.strategies import (
    CLOSED,
    OPEN_PERMISSIVE,
    Luck,
    Memory,
    Observation,
    Orders,
    Params,
    Strategy,
    clip,
    when,
)


class TwinParams(Params):
    """Parameters of the twins."""

    bar: float = Field(0.3, ge=0, le=1, description="Open share that makes it open")
    calm: float = Field(0.5, ge=0, le=1, description="Chance of doing nothing new")
    steps: int = Field(2, ge=0, le=8, description="Quarters of delay")


class TwinSymbolic(Strategy):
    """Opens under pressure or by luck, and counts how often it did."""

    name: ClassVar[str] = "twin_symbolic"
    actor = "lab"
    memory: ClassVar[dict[str, Memory]] = {"openings": Memory(0, 0, 3, "times it opened")}
    reason = "open models have {share:.0%} of tokens; it has opened {openings:.0f} times"
    Params = TwinParams

    def decide(self, obs: Observation, luck: Luck, params: Any) -> Orders:
        """The rule itself, in words that read three ways."""
        share, openings = obs.world["open_token_share"], obs.memory["openings"]
        bold = (luck.uniform("boldness") > params.calm) & ~(params.bar > 0.9)
        opens = (share > params.bar) | bold
        lag = obs.rivals.highest("openness")
        return Orders(
            release_mode=when(opens, OPEN_PERMISSIVE, CLOSED), release_delay=params.steps,
            research_share=clip(0.4 + 0.1 * openings + 0.05 * lag, 0.3, 0.9),
        ).remember(openings=openings + when(opens, 1, 0)).note(share=share)


class TwinArray(TwinSymbolic):
    """The same, with NumPy where a symbol cannot go."""

    name: ClassVar[str] = "twin_array"

    def decide(self, obs: Observation, luck: Luck, params: Any) -> Orders:
        """The rule over floats and arrays."""
        share, openings = obs.world["open_token_share"], obs.memory["openings"]
        bold = (luck.uniform("boldness") > params.calm) & np.logical_not(params.bar > 0.9)
        opens = np.logical_or(share > params.bar, bold)
        lag = obs.rivals.highest("openness")
        return Orders(
            release_mode=np.where(opens, OPEN_PERMISSIVE, CLOSED), release_delay=params.steps,
            research_share=clip(0.4 + 0.1 * openings + 0.05 * lag, 0.3, 0.9),
        ).remember(openings=openings + np.where(opens, 1, 0)).note(share=share)


class TwinPython(TwinSymbolic):
    """The same, with ``if``."""

    name: ClassVar[str] = "twin_python"

    def decide(self, obs: Observation, luck: Luck, params: Any) -> Orders:
        """The rule for one future."""
        share, openings = obs.world["open_token_share"], obs.memory["openings"]
        mode, more = CLOSED, 0
        if share > params.bar or (luck.uniform("boldness") > params.calm and not params.bar > 0.9):
            mode, more = OPEN_PERMISSIVE, 1
        research = 0.4 + 0.1 * openings + 0.05 * obs.rivals.highest("openness")
        return Orders(
            release_mode=mode, release_delay=len(range(params.steps)),
            research_share=min(max(research, 0.3), 0.9),
        ).remember(openings=openings + more).note(share=share)


class Raising(Strategy):
    """Fails in a function of its own."""

    name: ClassVar[str] = "raising"
    actor = "lab"

    def decide(self, obs: Observation, luck: Luck, params: Any) -> Orders:
        """Call what fails."""
        return _failing(obs)


def _failing(obs: Observation) -> Orders:
    raise RuntimeError(f"no idea at {obs.me['price_stance'] > 0}")


class Nothing(Strategy):
    """Returns no orders."""

    name: ClassVar[str] = "nothing"
    actor = "lab"

    def decide(self, obs: Observation, luck: Luck, params: Any) -> Orders:
        """Forget to return."""
        return None  # type: ignore[return-value]


class Wordy(Strategy):
    """Orders a word."""

    name: ClassVar[str] = "wordy"
    actor = "lab"

    def decide(self, obs: Observation, luck: Luck, params: Any) -> Orders:
        """Name a choice by its word."""
        return Orders(release_mode="closed")


class Listing(Strategy):
    """Orders a list."""

    name: ClassVar[str] = "listing"
    actor = "lab"

    def decide(self, obs: Observation, luck: Luck, params: Any) -> Orders:
        """Order three values at once."""
        return Orders(research_share=[0.1, 0.2, 0.3], price_stance=0.5)


class Dividing(Strategy):
    """Traces well and computes 0/0."""

    name: ClassVar[str] = "dividing"
    actor = "lab"
    memory: ClassVar[dict[str, Memory]] = {"count": Memory(0, 0, 9, "decisions")}

    def decide(self, obs: Observation, luck: Luck, params: Any) -> Orders:
        """Divide nothing by nothing."""
        none = obs.me["openness"] - obs.me["openness"]
        return Orders(research_share=none / none, price_stance=0.5).remember(
            count=obs.memory["count"] + 1)


class Forgetting(Strategy):
    """Remembers what is not a number."""

    name: ClassVar[str] = "forgetting"
    actor = "lab"
    memory: ClassVar[dict[str, Memory]] = {"count": Memory(1, 1, 9, "decisions")}

    def decide(self, obs: Observation, luck: Luck, params: Any) -> Orders:
        """Remember 0/0."""
        none = obs.me["openness"] - obs.me["openness"]
        return Orders(price_stance=0.5).remember(count=none / none)


class Unlucky(Strategy):
    """Computes 0/0 in about half of all futures."""

    name: ClassVar[str] = "unlucky"
    actor = "lab"

    def decide(self, obs: Observation, luck: Luck, params: Any) -> Orders:
        """Divide by nothing now and then."""
        return Orders(price_stance=0.5 / when(luck.uniform("coin") > 0.5, 1, 0))


class Stranger(Strategy):
    """Orders a lever that only nations have."""

    name: ClassVar[str] = "stranger"
    actor = "lab"

    def decide(self, obs: Observation, luck: Luck, params: Any) -> Orders:
        """Reach for chip controls."""
        return Orders(chip_control_tier=3, price_stance=0.5)


class Inventor(Strategy):
    """Orders a lever that nobody has."""

    name: ClassVar[str] = "inventor"
    actor = "regulator"

    def decide(self, obs: Observation, luck: Luck, params: Any) -> Orders:
        """Make up a lever."""
        return Orders(liability_regime=3, halt_everything=1)


class Hopeful(Strategy):
    """Orders a lever of an instrument that need not be loaded."""

    name: ClassVar[str] = "hopeful"
    actor = "lab"
    optional_levers: ClassVar[frozenset[str]] = frozenset({"model_weights_insurance"})

    def decide(self, obs: Observation, luck: Luck, params: Any) -> Orders:
        """Order both."""
        return Orders(model_weights_insurance=1, price_stance=0.5)


class Prying(Strategy):
    """Looks at what rivals keep to themselves."""

    name: ClassVar[str] = "prying"
    actor = "lab"

    def decide(self, obs: Observation, luck: Luck, params: Any) -> Orders:
        """Look where it may not."""
        return Orders(price_stance=obs.rivals.highest("distil_effort"))


class Absent(Strategy):
    """Remembers what it never declared."""

    name: ClassVar[str] = "absent_minded"
    actor = "lab"

    def decide(self, obs: Observation, luck: Luck, params: Any) -> Orders:
        """Remember something undeclared."""
        return Orders(price_stance=0.5).remember(grudge=1)


class Signed(Strategy):
    """Remembers and orders minus nothing."""

    name: ClassVar[str] = "signed"
    actor = "lab"
    memory: ClassVar[dict[str, Memory]] = {"zero": Memory(0, 0, 1, "a zero of either sign")}

    def decide(self, obs: Observation, luck: Luck, params: Any) -> Orders:
        """Order and remember -0."""
        return Orders(licence_royalty=-0.0 * obs.me["price_stance"]).remember(
            zero=-0.0 * obs.me["price_stance"])


class Roundabout(Strategy):
    """Divides by a mean over nobody, on the way to a finite number."""

    name: ClassVar[str] = "roundabout"
    actor = "nation"

    def decide(self, obs: Observation, luck: Luck, params: Any) -> Orders:
        """Order the reciprocal of the reciprocal of how open the labs at home are."""
        return Orders(chip_enforcement=0.3 + 1 / (1 / obs.domestic.mean("openness")))


class Vague(Strategy):
    """Has a reason that mentions what it never noted."""

    name: ClassVar[str] = "vague"
    actor = "lab"
    reason = "because {nobody_said}"

    def decide(self, obs: Observation, luck: Luck, params: Any) -> Orders:
        """Order something."""
        return Orders(price_stance=0.5)


class Endless(Strategy):
    """Never returns."""

    name: ClassVar[str] = "endless"
    actor = "lab"

    def decide(self, obs: Observation, luck: Luck, params: Any) -> Orders:
        """Wait for a price that cannot be."""
        while obs.me["price_stance"] >= 0:
            pass
        return Orders()


@hookimpl
def register_strategies(register: Any) -> None:
    """Register them all."""
    for strategy in (TwinSymbolic, TwinArray, TwinPython, Raising, Nothing, Wordy, Listing,
                     Dividing, Forgetting, Unlucky, Stranger, Inventor, Hopeful, Prying, Absent,
                     Signed, Roundabout, Vague, Endless):
        register(strategy)
