"""Which uncertainty moves an outcome, read from runs as they are: first-order indices by bins.

The correlation ratio of Pearson (1905): the part of an outcome's variance that lies between bins
of a factor's values (Plischke, Borgonovo and Smith 2013). It needs no special design, and leaves
missing runs out; interactions and luck are what remains. Futures of one point share all its
numbers, so they are averaged first: the points are the sample. A part is clear when it is above
what the largest of as many parts without influence stays below (Sidak 1967).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from wargame.batch.analysis.grouping import Groups, places_of
from wargame.batch.analysis.wording import plain

Array = npt.NDArray[np.float64]
BINS = 24
#: Runs, or points, that a bin should hold at least.
LEAST = 20


@dataclass(frozen=True)
class Part:
    """A factor's part of the variance of an outcome, freed from what bins of noise would show.

    ``noise`` is the part that all factors together, were none of them of influence, would stay
    below in 95 of 100 samples of this size; ``rises`` is the rank correlation's sign: whether the
    outcome rises with the factor.
    """

    factor: str
    part: float
    noise: float
    rises: float

    @property
    def clear(self) -> bool:
        """Whether the part stands out from noise."""
        return self.part > self.noise

    @property
    def words(self) -> str:
        """One phrase."""
        way = "more" if self.rises > 0 else "less"
        return f"{plain(self.factor)} ({self.part:.0%}, {way} with more of it)"


def parts(points: Mapping[str, Array], values: Array, groups: Groups | None = None,
          ) -> tuple[Part, ...]:
    """The part of every factor, points (runs,) each, in the variance of values (runs,).

    ``groups`` (runs,) number the runs that share a point: parts are then of the variance of the
    points' means. Largest first. Runs without a value are left out. Raises ValueError for fewer
    than forty runs, or points.
    """
    known = np.isfinite(values)
    first, used = _means(values[known], None if groups is None else groups[known])
    if used.size < 2 * LEAST:
        raise ValueError(f"{used.size} {'runs' if groups is None else 'points'} with a value are "
                         f"too few to tell what moves it; {2 * LEAST} at least")
    spread = float(used.var())
    if spread <= 1e-24 * float(np.max(np.abs(used))) ** 2:
        return ()
    ranks = np.argsort(np.argsort(used)).astype(np.float64)
    columns = {name: column[known][first] for name, column in points.items()}
    binned = {name: bins for name, column in columns.items() if (bins := _bins(column)).any()}
    found = []
    for name, bins in binned.items():
        count = int(bins.max()) + 1
        sizes = np.bincount(bins, minlength=count)
        means = np.bincount(bins, weights=used, minlength=count) / sizes
        ratio = float(np.sum(sizes * (means - used.mean()) ** 2) / (used.size * spread))
        found.append(Part(name, _freed(ratio, count, used.size),
                          _noise(count, used.size, len(binned)), float(np.sign(
                              np.sum((columns[name] - columns[name].mean()) * ranks)))))
    return tuple(sorted(found, key=lambda p: (-p.part, p.factor)))


def _means(values: Array, groups: Groups | None) -> tuple[npt.NDArray[np.int64], Array]:
    """Where each group is first met, and the mean of its values."""
    places = places_of(values.size, groups)
    first = np.asarray(np.unique(places, return_index=True)[1], dtype=np.int64)
    return first, np.bincount(places, weights=values) / np.bincount(places)


def _bins(column: Array) -> npt.NDArray[np.int64]:
    """Bins of about equal counts; every value of its own where there are few."""
    distinct, places = np.unique(column, return_inverse=True)
    if distinct.size <= BINS:
        return np.asarray(places, dtype=np.int64)
    count = max(2, min(BINS, column.size // LEAST))
    return np.asarray(np.argsort(np.argsort(places, kind="stable"), kind="stable")
                      * count // column.size, dtype=np.int64)


def _freed(ratio: float, bins: int, runs: int) -> float:
    """A ratio less what so many bins of noise would show (Kelley 1935)."""
    return 1 - (1 - ratio) * (runs - 1) / (runs - bins)


def _noise(bins: int, runs: int, factors: int) -> float:
    from scipy.stats import f

    # Of an F test of one-way classification, for as many factors at once, as a freed ratio.
    limit = float(f.ppf(0.95 ** (1 / factors), bins - 1, runs - bins))
    return _freed(limit * (bins - 1) / (limit * (bins - 1) + runs - bins), bins, runs)


def point_part(values: Array, groups: Groups | None = None) -> float:
    """Part of an outcome's variance, values (mixes, futures), that lies between points.

    The unknown numbers of a point decide it, with what luck is left in the mean of its futures.
    Futures that a mix missed are left out; not-a-number where nothing varies.
    """
    kept = np.isfinite(values).all(axis=0)
    full = values[:, kept]
    total = float(full.var()) if full.size else 0.0
    if total == 0:
        return float("nan")
    _, means = _means(full.mean(axis=0), None if groups is None else groups[kept])
    return float(means.var()) / total


def mix_part(values: Array) -> tuple[float, float]:
    """Parts of an outcome's variance that the mix and the future decide, values (mixes, futures).

    The rest is where mixes matter differently from future to future. Futures that a mix missed
    are left out; not-a-number where nothing varies.
    """
    full = values[:, np.isfinite(values).all(axis=0)]
    total = float(full.var()) if full.size else 0.0
    if total == 0:
        return float("nan"), float("nan")
    return float(full.mean(axis=1).var()) / total, float(full.mean(axis=0).var()) / total
