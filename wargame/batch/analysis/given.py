"""Which uncertainty moves an outcome, read from runs as they are: first-order indices by bins.

The correlation ratio of Pearson (1905): the part of an outcome's variance that lies between bins
of a factor's values (Plischke, Borgonovo and Smith 2013). It needs no special design, and leaves
missing runs out; interactions and luck are what remains.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from wargame.batch.analysis.wording import plain

Array = npt.NDArray[np.float64]
BINS = 24
#: Runs that a bin should hold at least.
LEAST = 20


@dataclass(frozen=True)
class Part:
    """A factor's part of the variance of an outcome, freed from what bins of noise would show.

    ``noise`` is the part that a factor without influence stays below in 95 of 100 samples of this
    size; ``rises`` is the rank correlation's sign: whether the outcome rises with the factor.
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


def parts(points: Mapping[str, Array], values: Array) -> tuple[Part, ...]:
    """The part of every factor, points (runs,) each, in the variance of values (runs,).

    Largest first. Runs without a value are left out. Raises ValueError for fewer than forty runs.
    """
    known = np.isfinite(values)
    used = values[known]
    if used.size < 2 * LEAST:
        raise ValueError(f"{used.size} runs with a value are too few to tell what moves it; "
                         f"{2 * LEAST} at least")
    spread = float(used.var())
    if spread <= 1e-24 * float(np.max(np.abs(used))) ** 2:
        return ()
    ranks = np.argsort(np.argsort(used)).astype(np.float64)
    found = []
    for name, column in points.items():
        bins = _bins(column[known])
        count = int(bins.max()) + 1
        if count < 2:
            continue
        sizes = np.bincount(bins, minlength=count)
        means = np.bincount(bins, weights=used, minlength=count) / sizes
        ratio = float(np.sum(sizes * (means - used.mean()) ** 2) / (used.size * spread))
        free = 1 - (1 - ratio) * (used.size - 1) / (used.size - count)
        found.append(Part(name, free, _noise(count, used.size), float(np.sign(
            np.sum((column[known] - column[known].mean()) * ranks)))))
    return tuple(sorted(found, key=lambda p: (-p.part, p.factor)))


def _bins(column: Array) -> npt.NDArray[np.int64]:
    """Bins of about equal counts; every value of its own where there are few."""
    distinct, places = np.unique(column, return_inverse=True)
    if distinct.size <= BINS:
        return np.asarray(places, dtype=np.int64)
    count = max(2, min(BINS, column.size // LEAST))
    return np.asarray(np.argsort(np.argsort(places, kind="stable"), kind="stable")
                      * count // column.size, dtype=np.int64)


def _noise(bins: int, runs: int) -> float:
    from scipy.stats import f

    # Of an F test of one-way classification, in the terms of the freed ratio.
    limit = float(f.ppf(0.95, bins - 1, runs - bins))
    ratio = limit * (bins - 1) / (limit * (bins - 1) + runs - bins)
    return 1 - (1 - ratio) * (runs - 1) / (runs - bins)


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
