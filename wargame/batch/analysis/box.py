"""A box in the space of uncertainties: where a policy fails, in limits and in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from wargame.batch.analysis.wording import counted, plain, rounded

Array = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Box:
    """Limits of the restricted factors, with the three measures of Lempert, Bryant, Bankes 2008.

    ``limits`` maps a factor to its closed interval; a side that is not restricted is infinite.
    ``coverage`` is the part of all cases of interest inside, ``density`` the part of the inside
    that is of interest, ``inside`` the number of futures in the box, ``cases`` those of interest
    among them. ``chance`` holds for each restricted factor the chance of at least so many cases
    of interest, had that restriction been drawn at random (Bryant and Lempert 2010).
    """

    limits: Mapping[str, tuple[float, float]]
    coverage: float
    density: float
    inside: int
    cases: int
    futures: int
    chance: Mapping[str, float]

    @property
    def restricted(self) -> int:
        """Number of factors in the rule: fewer are easier to understand."""
        return len(self.limits)

    def contains(self, points: Mapping[str, Array]) -> Bools:
        """Which points, (futures,) by factor, lie inside."""
        if not self.limits:
            return np.ones(next(iter(points.values())).shape, dtype=np.bool_)
        inside: Bools = np.logical_and.reduce(
            [(points[n] >= low) & (points[n] <= high) for n, (low, high) in self.limits.items()])
        return inside

    @property
    def rule(self) -> str:
        """The limits in words: ``distil reach at least 0.31 and run cost at most 2``."""
        parts = []
        for name, (low, high) in self.limits.items():
            if np.isinf(high):
                parts.append(f"{plain(name)} is at least {rounded(low)}")
            elif np.isinf(low):
                parts.append(f"{plain(name)} is at most {rounded(high)}")
            else:
                parts.append(f"{plain(name)} is from {rounded(low)} to {rounded(high)}")
        return " and ".join(parts) or "anything"

    @property
    def words(self) -> str:
        """One sentence with counted futures."""
        return (f"where {self.rule}: {counted(self.cases, self.inside)} there are of the kind, "
                f"{self.coverage:.0%} of all that are")
