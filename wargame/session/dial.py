"""The numbers of effects as people type them: in the unit that cards show, within their range."""

from __future__ import annotations

import math
from dataclasses import dataclass

from wargame.session.content import Operation
from wargame.session.figures import PLAIN, Figure, number, trimmed

#: Nothing is multiplied by more.
MOST = 1000.0
#: Bounds of logarithms beyond this stand for no bound that anybody would meet.
WIDE = 25.0


@dataclass(frozen=True)
class Dial:
    """A quantity that effects change: how its numbers are shown, and its range in the model.

    A ``level`` is a logarithm that is shown as a multiple: to move it is to multiply.
    """

    figure: Figure = PLAIN
    low: float = -math.inf
    high: float = math.inf

    @property
    def level(self) -> bool:
        """Whether numbers are multiples whose logarithms the model has."""
        return self.figure.kind == "level"

    @property
    def factor(self) -> float:
        """How many of the unit that people read are in one of the model's."""
        return 1.0 if self.figure.kind == "flag" else self.figure.factor

    def typed(self, operation: Operation, value: float) -> float:
        """The number that people type for a value of the model."""
        if operation == "scale":
            return value
        if self.level:
            return math.exp(min(max(value, -700.0), 700.0))
        return value * self.factor

    def value(self, operation: Operation, typed: float) -> float:
        """The value of the model for what people typed; raises ValueError with words."""
        if operation == "scale":
            return typed
        if not self.level:
            return typed / self.factor
        if typed <= 0:
            raise ValueError("The number must be above 0: it says how many times.")
        return math.log(typed)

    def unit(self, operation: Operation) -> str:
        """The unit of what people type, empty where it is a number alone."""
        if operation == "scale" or (self.level and operation == "add"):
            return "times"
        if operation == "add" and self.figure.change_after is not None:
            return f"{self.figure.before}{self.figure.change_unit}".strip()
        return self.figure.unit

    def fault(self, operation: Operation, value: float) -> str:
        """Why a value cannot be, with the range in words; empty where it can."""
        if operation == "set" and not self.low <= value <= self.high:
            return f"{self._said(value)} is outside its range. {_capital(self.span())}"
        width = self.high - self.low
        if operation == "add" and abs(value) > width:
            return (f"a change by {number(self.typed(operation, value))} is more than its whole "
                    f"range. {_capital(self.span())}")
        if operation == "scale" and not (0 if self.low >= 0 else -MOST) <= value <= MOST:
            return (f"it cannot be multiplied by {number(value)}, only by "
                    f"{'0' if self.low >= 0 else number(-MOST)} to {number(MOST)}.")
        return ""

    def span(self) -> str:
        """The range as a sentence; empty where there is none to speak of."""
        if self.level and self.high >= WIDE:
            return "it can be any number above 0."
        low, high = math.isfinite(self.low), math.isfinite(self.high)
        if low and high:
            return f"it can be from {self._said(self.low)} to {self._said(self.high)}."
        if low:
            return f"it can be {self._said(self.low)} or more."
        return f"it can be {self._said(self.high)} or less." if high else ""

    def _said(self, value: float) -> str:
        if self.figure.kind == "flag":
            return number(value)
        if self.level:
            return f"{number(self.typed('set', value))}{self.figure.after}"
        fine = trimmed(self.figure)
        return fine.fitted(value).text(value) if abs(value) > 1e-6 else fine.text(value)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
