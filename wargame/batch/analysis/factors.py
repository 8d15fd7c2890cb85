"""What is varied in a study: parameters, levers, choices and luck, each with its range."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from wargame.batch.analysis.wording import plain, rounded

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Factor:
    """One thing that is varied, from ``low`` to ``high``; a ``whole`` one takes whole numbers.

    ``unit`` and ``source`` are said wherever its values are; ``choices`` name whole numbers from
    ``low`` on; ``meaning`` is a line on what it is.
    """

    name: str
    low: float
    high: float
    whole: bool = False
    unit: str = "1"
    source: str = ""
    choices: tuple[str, ...] = ()
    meaning: str = ""

    def said(self, value: float) -> str:
        """A value in words: the choice, or a rounded number with its unit."""
        if self.choices:
            return plain(self.choices[round(value - self.low)])
        unit = "" if self.unit in {"1", "code", "share"} else f" {self.unit}"
        return rounded(value) + unit

    def __post_init__(self) -> None:
        if not (np.isfinite(self.low) and np.isfinite(self.high) and self.low < self.high):
            raise ValueError(f"factor '{self.name}' goes from {self.low:g} to {self.high:g}; "
                             "it needs a low below its high")

    def at(self, unit: Array) -> Array:
        """Values for draws on [0, 1]; whole factors give each number the same share."""
        if self.whole:
            steps = np.floor(unit * (self.high - self.low + 1))
            return np.asarray(np.minimum(self.low + steps, self.high), dtype=np.float64)
        return np.asarray(self.low + unit * (self.high - self.low), dtype=np.float64)


def scaled(unit: Array, factors: Sequence[Factor]) -> Array:
    """Points (runs, factors) in the factors' own units from draws on the unit cube."""
    return np.column_stack([f.at(unit[:, i]) for i, f in enumerate(factors)])
