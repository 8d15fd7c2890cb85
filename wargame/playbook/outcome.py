"""What a playbook's author claims will happen, and the tests that decide it."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from wargame.playbook.errors import fault
from wargame.playbook.quantity import Identifier, Number, Part, Text
from wargame.playbook.wording import number


class OutcomeTest(Part):
    """A bound on a metric at the end of a game."""

    metric: Text = Field(description="Name of the metric")
    at_least: Number | None = Field(default=None, description="Holds at or above this")
    at_most: Number | None = Field(default=None, description="Holds at or below this")
    between: tuple[Number, Number] | None = Field(
        default=None, description="Holds from the first to the second, both included")
    label: Text | None = Field(default=None, description="Words for the report")

    @model_validator(mode="after")
    def _one_bound(self) -> Self:
        given = [n for n in ("at_least", "at_most", "between") if getattr(self, n) is not None]
        if len(given) != 1:
            have = " and ".join(given) if given else "no bound"
            raise fault(f"a test has one bound; this one has {have}",
                        "give one of at_least, at_most, between")
        if self.between is not None and self.between[0] > self.between[1]:
            raise fault("the first number of 'between' is above the second", "exchange the two")
        return self

    @property
    def low(self) -> float:
        """Lower bound, in the metric's unit; minus infinity where there is none."""
        if self.between is not None:
            return self.between[0]
        return float("-inf") if self.at_least is None else self.at_least

    @property
    def high(self) -> float:
        """Upper bound, in the metric's unit; infinity where there is none."""
        if self.between is not None:
            return self.between[1]
        return float("inf") if self.at_most is None else self.at_most

    def holds(self, value: float) -> bool:
        """Whether a value of the metric passes; not-a-number never does."""
        return self.low <= value <= self.high

    @property
    def words(self) -> str:
        """The label, or the test in words."""
        if self.label:
            return self.label
        return f"{self.metric.replace('_', ' ')} {self.limit}"

    @property
    def limit(self) -> str:
        """The bound in words."""
        if self.between is not None:
            return f"between {number(self.low)} and {number(self.high)}"
        if self.at_least is not None:
            return f"at least {number(self.low)}"
        return f"at most {number(self.high)}"


class OutcomeSpec(Part):
    """A claim, and how one game decides it, or why one game cannot."""

    claim: Identifier = Field(description="Short name of the claim, such as P2")
    text: Text = Field(description="The claim in a sentence")
    tests: tuple[OutcomeTest, ...] = Field(
        default=(), description="All must hold for the claim to hold")
    needs_batch: bool = Field(
        default=False, strict=True, description="True when only many futures can decide it")
    reason: Text | None = Field(default=None, description="With needs_batch: why")

    @model_validator(mode="after")
    def _decidable(self) -> Self:
        if self.needs_batch and self.tests:
            raise fault("needs_batch is true, and there are tests", "keep one of the two")
        if self.needs_batch and self.reason is None:
            raise fault("needs_batch is true without a reason", "add 'reason:' with a sentence")
        if not self.needs_batch and not self.tests:
            raise fault("there are no tests", "add 'tests:', or 'needs_batch: true' with a reason")
        if not self.needs_batch and self.reason is not None:
            raise fault("a reason is given without needs_batch", "add 'needs_batch: true'")
        return self
