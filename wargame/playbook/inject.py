"""Injects: events that the white cell brings into a session, by hand, by turn or by condition."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from wargame.playbook.effect import EffectSpec
from wargame.playbook.errors import fault
from wargame.playbook.quantity import Identifier, Number, Paragraph, Part, Text, Whole

MONTH_PATTERN = r"^[12][0-9]{3}(-(0[1-9]|1[0-2]))?$"
BOUNDS = ("at_least", "at_most")


class WhenSpec(Part):
    """What fires an inject: a turn, or a metric that reaches a bound at the start of a turn."""

    turn: Whole | None = Field(
        default=None, ge=1, description="At the start of this turn, counted from 1")
    metric: Text | None = Field(
        default=None, description="At the start of the first turn in which this metric is")
    at_least: Number | None = Field(default=None, description="at or above this")
    at_most: Number | None = Field(default=None, description="or at or below this")

    @model_validator(mode="after")
    def _turn_or_metric(self) -> Self:
        given = [name for name in BOUNDS if getattr(self, name) is not None]
        if (self.turn is None) == (self.metric is None):
            raise fault("an inject fires on a turn or on a metric" + (
                ", not on both" if self.turn is not None else ""),
                "give one of turn and metric; leave out 'when' to fire it by hand")
        if self.metric is not None and len(given) != 1:
            raise fault(f"a condition has one bound; this one has {len(given) or 'none'}",
                        "give one of at_least, at_most")
        if self.metric is None and given:
            raise fault(f"'{given[0]}' is given without a metric", "add 'metric:', or remove it",
                        given[0])
        return self

    def holds(self, turn: int, value: float) -> bool:
        """Whether it fires at the start of a turn (from 1), at this value of its metric."""
        if self.turn is not None:
            return turn == self.turn
        if self.at_least is not None:
            return value >= self.at_least
        return self.at_most is not None and value <= self.at_most


class InjectSpec(Part):
    """An event for the room or for some seats, and what it does to the world."""

    id: Identifier = Field(description="Stable name")
    title: Text = Field(description="Headline")
    text: Paragraph = Field(description="What those who get it read")
    to: Literal["all"] | tuple[Text, ...] = Field(
        default="all", description="Who gets it: all, or a list of actors")
    when: WhenSpec | None = Field(
        default=None, description="What fires it; by hand if left out")
    effects: tuple[EffectSpec, ...] = Field(
        default=(), description="What it does to the world, at the start of the turn")
    source: Text | None = Field(
        default=None, description="The event it is modelled on: an address, or 'assumed'")
    date: Annotated[str, StringConstraints(pattern=MONTH_PATTERN)] | None = Field(
        default=None, description="When that event took place, written 2025-01")
    notes: Paragraph = Field(default="", description="For the white cell only")

    def reaches(self, actor: str) -> bool:
        """Whether an actor gets it."""
        return self.to == "all" or actor in self.to
