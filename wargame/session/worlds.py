"""Two branches over the same futures, as counted worlds: how often better, how often worse."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from wargame.symbolic.declarations import Variable

Array = npt.NDArray[np.float64]
#: Ends of the bands that hold 90 and 50 of 100 futures, and their middle.
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True, eq=False)
class Counted:
    """One metric in a branch and in the branch it is compared with, over the same futures.

    ``branch`` and ``other`` are (ticks + 1, futures) in the metric's unit, row 0 the present.
    Counts are at the end.
    """

    variable: Variable
    branch: Array
    other: Array

    @property
    def futures(self) -> int:
        """Number of futures."""
        return int(self.branch.shape[-1])

    @property
    def higher(self) -> int:
        """Futures in which the branch ends higher than the other."""
        return int(np.sum(self.branch[-1] > self.other[-1]))

    @property
    def lower(self) -> int:
        """Futures in which it ends lower."""
        return int(np.sum(self.branch[-1] < self.other[-1]))

    @property
    def same(self) -> int:
        """Futures in which it ends at the very same value."""
        return self.futures - self.higher - self.lower

    @property
    def better(self) -> int | None:
        """Futures in which it ends better; None where neither direction is better."""
        return {"higher": self.higher, "lower": self.lower}.get(self.variable.better)

    @property
    def worse(self) -> int | None:
        """Futures in which it ends worse; None where neither direction is better."""
        return {"higher": self.lower, "lower": self.higher}.get(self.variable.better)

    @cached_property
    def branch_bands(self) -> Array:
        """`QUANTILES` of the branch at every tick, (5, ticks + 1)."""
        return bands(self.branch)

    @cached_property
    def other_bands(self) -> Array:
        """`QUANTILES` of the other branch at every tick."""
        return bands(self.other)

    @cached_property
    def difference_bands(self) -> Array:
        """`QUANTILES` of the paired differences, branch less other, at every tick."""
        return bands(self.branch - self.other)

    @property
    def words(self) -> str:
        """The counts for a room; no average, and no word of what will happen."""
        total = f"{self.futures:,}"
        if self.same == self.futures:
            return f"{_capital(self.variable.title)} is the same in all {total} futures."
        parts = ((self.better, "better"), (self.worse, "worse")) if self.better is not None else (
            (self.higher, "higher"), (self.lower, "lower"))
        said = ", ".join(f"{word} in {count:,}" for count, word in parts)
        return (f"{_capital(self.variable.title)} is {said} and the same in {self.same:,} of "
                f"{total} futures.")

    def as_json(self) -> dict[str, Any]:
        """Plain data, with the bands at the end."""
        v = self.variable
        return {
            "metric": v.name, "title": v.title, "unit": v.unit, "better": v.better,
            "futures": self.futures, "higher": self.higher, "lower": self.lower,
            "same": self.same, "margin_points": margin(self.higher, self.futures),
            "quantiles": list(QUANTILES),
            "branch": self.branch_bands[:, -1].tolist(),
            "other": self.other_bands[:, -1].tolist(),
            "difference": self.difference_bands[:, -1].tolist(),
        }


def bands(values: Array) -> Array:
    """`QUANTILES` over the last axis, put first; linear between neighbours."""
    ordered = np.sort(values, axis=-1)
    places = np.array(QUANTILES) * (ordered.shape[-1] - 1)
    low = np.floor(places).astype(int)
    high = np.minimum(low + 1, ordered.shape[-1] - 1)
    found: Array = ordered[..., low] + (places - low) * (ordered[..., high] - ordered[..., low])
    return np.moveaxis(found, -1, 0)


def margin(count: int, futures: int) -> float:
    """Half of the 95 % interval of a share, in points of 100: what more futures would narrow."""
    share = count / futures
    return 196 * math.sqrt(share * (1 - share) / futures)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
