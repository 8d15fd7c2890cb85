"""Questions of an experiment about equilibrium, as its file asks them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Self

from pydantic import Field, model_validator

from wargame.playbook.actor import LeverValue, StrategyUse
from wargame.playbook.errors import fault
from wargame.playbook.quantity import Number, Paragraph, Part, Text, Whole

if TYPE_CHECKING:
    from wargame.batch.analysis.accounts import Payoff


class ChoiceSpec(Part):
    """What a seat may do all game: play a strategy, hold levers, or both."""

    strategy: StrategyUse | None = Field(
        default=None, description="A strategy of the seat's kind; the playbook's if left out")
    levers: Mapping[str, LeverValue] = Field(
        default_factory=dict, description="Levers held in every turn, by name")

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.strategy is None and not self.levers:
            raise fault("the choice changes nothing", "give a strategy, or levers to hold")
        return self


class PayoffSpec(Part):
    """What a seat gets, as weights of variables or of products such as ``a*b``."""

    end: Mapping[str, Number] = Field(
        default_factory=dict, description="Weights of values at the end of the game")
    yearly: Mapping[str, Number] = Field(
        default_factory=dict, description="Weights of flows a year, summed over the game")
    unit: Text | None = Field(default=None, description="Unit of the whole")
    source: Text | None = Field(
        default=None, description="Why these weights: an address, or 'assumed'")

    @model_validator(mode="after")
    def _has_terms(self) -> Self:
        if not self.end and not self.yearly:
            raise fault("the payoff has no terms", "add 'end:' or 'yearly:' with weights")
        return self

    def payoff(self) -> Payoff:
        """The payoff itself."""
        from wargame.batch.analysis.accounts import Payoff

        return Payoff(dict(self.end), dict(self.yearly), self.unit or "")


class EquilibriumSpec(Part):
    """Whether a way to play is an equilibrium, for whom, under which policy, and what breaks it."""

    question: Text = Field(description="The question in a sentence")
    seats: Mapping[str, Mapping[str, ChoiceSpec]] = Field(
        min_length=1, description="Who chooses, and between what: actor, name of the choice, and "
        "what it is")
    profile: Mapping[str, Text] = Field(
        description="The choices asked about, one for each seat")
    payoffs: Mapping[str, PayoffSpec] = Field(
        default_factory=dict, description="What a seat gets; a lab's own result and a nation's "
        "capability if left out")
    knobs: tuple[Text, ...] = Field(
        default=(), description="What might break it: parameters, `actor.lever`, "
        "`regulators.lever` for all of a kind, or `all`: whatever turns it at an end of its range")
    futures: Whole = Field(default=400, ge=2, le=1_000_000, description="Futures of every profile")
    note: Paragraph = Field(default="", description="A paragraph for the report")

    @model_validator(mode="after")
    def _profile_fits(self) -> Self:
        for seat, choices in self.seats.items():
            if len(choices) < 2:
                raise fault(f"'{seat}' has one choice", "give it another to deviate to", "seats")
            if self.profile.get(seat) not in choices:
                raise fault(f"the profile says nothing that '{seat}' can choose",
                            f"write '{seat}:' with one of {', '.join(choices)}", "profile")
        for part, named in (("profile", self.profile), ("payoffs", self.payoffs)):
            for seat in named:
                if seat not in self.seats:
                    raise fault(f"'{seat}' is no seat of the question",
                                f"seats are {', '.join(self.seats)}", part)
        return self
