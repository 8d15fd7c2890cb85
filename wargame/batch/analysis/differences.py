"""Differences between policy mixes that met the same futures, and what the pairing saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from wargame.batch.analysis.grouping import places_of
from wargame.batch.analysis.wording import counted, mix_words, plain, signed

Array = npt.NDArray[np.float64]
Direction = Literal["higher", "lower"]
Method = Literal["t", "bootstrap"]


@dataclass(frozen=True)
class Difference:
    """A mix against another on one outcome: mean of the paired differences, with its interval.

    ``better`` counts the futures in which the mix is strictly better, ``worse`` those in which it
    is strictly worse, of ``futures`` in which both have a value; ``missing`` have not. ``label``
    is what people call the outcome.
    """

    mix: str
    against: str
    outcome: str
    mean: float
    low: float
    high: float
    confidence: float
    method: Method
    better: int
    worse: int
    futures: int
    missing: int
    direction: Direction = "higher"
    label: str = ""

    @property
    def named(self) -> str:
        """The outcome within a sentence."""
        return f"‘{self.label}’" if self.label else plain(self.outcome)

    @property
    def gain(self) -> float:
        """The mean with its sign turned so that more is better."""
        return self.mean if self.direction == "higher" else -self.mean

    @property
    def clear(self) -> bool:
        """Whether the interval leaves out zero."""
        return self.low > 0 or self.high < 0

    @property
    def standing(self) -> Literal["better", "worse", "open"]:
        """Whether the mean is better or worse beyond its interval, or either."""
        if not self.clear:
            return "open"
        return "better" if self.gain > 0 else "worse"

    @property
    def counts(self) -> str:
        """In how many futures it is better, in how many worse."""
        tie = self.futures - self.better - self.worse
        even = f", the same in {tie:,}" if tie else ""
        return f"better in {counted(self.better, self.futures)}, worse in {self.worse:,}{even}"

    @property
    def however(self) -> str:
        """That counts and mean point two ways, and why; empty where they agree."""
        more = self.better - self.worse
        if more * self.gain >= 0:
            return ""
        if not self.clear:
            return ("; the mean leans the other way, but these futures cannot tell it from zero")
        return (f"; that is {self.standing}: a few futures with large changes outweigh the many "
                "with small ones")

    @property
    def words(self) -> str:
        """One sentence: counted futures first, the mean and its interval after."""
        return (f"{mix_words(self.mix)} against {mix_words(self.against)} on {self.named}: "
                f"{self.counts}; on average {signed(self.mean)} ({signed(self.low)} to "
                f"{signed(self.high)}, {self.confidence:.0%} {self.method} interval)"
                f"{self.however}")


def difference(
    values: Array, against: Array, *, mix: str = "mix", baseline: str = "baseline",
    outcome: str = "outcome", label: str = "", direction: Direction = "higher",
    confidence: float = 0.95, method: Method = "t",
    groups: npt.NDArray[np.int64] | None = None, seed: int = 1, resamples: int = 2000,
) -> Difference:
    """Compare two mixes over the same futures, (futures,) each.

    ``groups`` numbers the futures that share a point of the design: they are not independent, so
    the interval is taken over the groups' means. Method ``t`` is Student's interval of the mean
    paired difference, ``bootstrap`` the percentile interval over resampled futures or groups.
    Raises ValueError for arrays of different length and fewer than two futures that both have.
    """
    if values.shape != against.shape or values.ndim != 1:
        raise ValueError(f"paired values have one shape (futures,); these have {values.shape} and "
                         f"{against.shape}")
    gap = values - against
    known = np.isfinite(gap)
    gap = gap[known]
    if gap.size < 2:
        raise ValueError(f"{mix} and {baseline} share {gap.size} futures with a value of {outcome};"
                         " an interval needs two")
    sizes, sums = _grouped(gap, None if groups is None else groups[known])
    if sizes.size < 2:
        raise ValueError("all futures are of one point of the design; an interval needs two points")
    mean = float(gap.mean())
    if method == "bootstrap":
        low, high = _bootstrap(sizes, sums, confidence, seed, resamples)
    else:
        low, high = _student(sizes, sums, mean, confidence)
    sign = 1 if direction == "higher" else -1
    return Difference(mix, baseline, outcome, mean, low, high, confidence, method,
                      int(np.sum(sign * gap > 0)), int(np.sum(sign * gap < 0)), int(gap.size),
                      int(known.size - gap.size), direction, label)


def differences(
    values: Array, mixes: Sequence[str], *, baseline: str | None = None,
    outcome: str = "outcome", label: str = "", direction: Direction = "higher",
    confidence: float = 0.95, method: Method = "t",
    groups: npt.NDArray[np.int64] | None = None, seed: int = 1,
) -> tuple[Difference, ...]:
    """Compare every mix with the baseline (the first by default); values (mixes, futures)."""
    first = mixes.index(baseline) if baseline is not None else 0
    return tuple(
        difference(values[at], values[first], mix=name, baseline=mixes[first], outcome=outcome,
                   label=label, direction=direction, confidence=confidence, method=method,
                   groups=groups, seed=seed)
        for at, name in enumerate(mixes) if at != first)


def _grouped(gap: Array, groups: npt.NDArray[np.int64] | None) -> tuple[Array, Array]:
    """Number and sum of the differences of each group; every future its own without groups."""
    index = places_of(gap.size, groups)
    sums = np.bincount(index, weights=gap)
    return np.bincount(index).astype(np.float64), np.asarray(sums, dtype=np.float64)


def _student(
    sizes: Array, sums: Array, mean: float, confidence: float,
) -> tuple[float, float]:
    from scipy.stats import t

    count = sizes.size
    # The mean is a ratio of sums over groups; its variance is that of the residuals.
    residual = sums - mean * sizes
    error = float(np.sqrt(np.sum(residual**2) * count / (count - 1)) / np.sum(sizes))
    half = float(t.ppf(0.5 + confidence / 2, count - 1)) * error
    return mean - half, mean + half


def _bootstrap(
    sizes: Array, sums: Array, confidence: float, seed: int, resamples: int,
) -> tuple[float, float]:
    generator = np.random.default_rng(seed)
    means = np.empty(resamples)
    for at in range(resamples):
        drawn = generator.integers(0, sizes.size, sizes.size)
        means[at] = sums[drawn].sum() / sizes[drawn].sum()
    low, high = np.quantile(means, [0.5 - confidence / 2, 0.5 + confidence / 2])
    return float(low), float(high)
