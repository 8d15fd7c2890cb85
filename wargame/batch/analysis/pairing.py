"""How many fewer futures a paired comparison needs than an unpaired one for the same interval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from wargame.batch.analysis.grouping import places_of
from wargame.batch.analysis.wording import mix_words, plain, rounded

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Saving:
    """Futures that unpaired mixes need for each that paired ones need, with a 95 % interval.

    ``ratio`` is (var a + var b) / var(a - b): with n futures for each mix, the variance of the
    difference of means is var(a - b) / n when both meet the same futures and
    (var a + var b) / n when each meets its own. It is infinite where the two never differ.
    """

    mix: str
    against: str
    outcome: str
    ratio: float
    low: float
    high: float
    futures: int

    @property
    def words(self) -> str:
        """One sentence."""
        mix, against = mix_words(self.mix), mix_words(self.against)
        if not np.isfinite(self.ratio):
            return f"{mix} and {against} never differ on {plain(self.outcome)}"
        return (f"to tell {mix} from {against} on {plain(self.outcome)}, unpaired games "
                f"would need {rounded(self.ratio)} times as many futures "
                f"({rounded(self.low)} to {rounded(self.high)})")


@dataclass(frozen=True)
class Savings:
    """Every comparison of an experiment, and their medians by outcome."""

    each: tuple[Saving, ...]

    @property
    def by_outcome(self) -> dict[str, float]:
        """Median ratio over the mixes that differ at all, by outcome."""
        found: dict[str, list[float]] = {}
        for saving in self.each:
            if np.isfinite(saving.ratio):
                found.setdefault(saving.outcome, []).append(saving.ratio)
        return {name: float(np.median(ratios)) for name, ratios in found.items()}

    @property
    def median(self) -> float:
        """The median outcome's ratio; not-a-number where no two mixes differ."""
        ratios = list(self.by_outcome.values())
        return float(np.median(ratios)) if ratios else float("nan")

    @property
    def interval(self) -> tuple[float, float]:
        """Medians over outcomes of the comparisons' own 95 % bounds."""
        by: dict[str, list[tuple[float, float]]] = {}
        for saving in self.each:
            if np.isfinite(saving.ratio):
                by.setdefault(saving.outcome, []).append((saving.low, saving.high))
        if not by:
            return float("nan"), float("nan")
        low, high = np.median([np.median(b, axis=0) for b in by.values()], axis=0)
        return float(low), float(high)

    @property
    def least(self) -> Saving | None:
        """The comparison that pairing helped least."""
        finite = [s for s in self.each if np.isfinite(s.ratio)]
        return min(finite, key=lambda s: s.ratio) if finite else None

    @property
    def never_worse(self) -> bool:
        """Whether no comparison's interval lies below one."""
        return all(not np.isfinite(s.ratio) or s.high >= 1 for s in self.each)


def saving(
    values: Array, against: Array, *, mix: str = "mix", baseline: str = "baseline",
    outcome: str = "outcome", groups: npt.NDArray[np.int64] | None = None, seed: int = 1,
    resamples: int = 400,
) -> Saving:
    """The ratio for two mixes over the same futures, (futures,) each.

    Its interval is the percentile bootstrap over futures, or over the ``groups`` of futures that
    share a point of the design.
    """
    known = np.isfinite(values) & np.isfinite(against)
    a, b = values[known], against[known]
    if a.size < 3:
        raise ValueError(f"{mix} and {baseline} share {a.size} futures with a value; "
                         "a ratio of variances needs three")
    moments = np.array([np.ones(a.size), a, b, a - b, a * a, b * b, (a - b) ** 2])
    if groups is not None:
        index = places_of(a.size, groups[known])
        moments = np.array([np.bincount(index, weights=row) for row in moments])
    ratio = _ratio(moments.sum(axis=1))
    if not np.isfinite(ratio):
        return Saving(mix, baseline, outcome, ratio, ratio, ratio, int(a.size))
    generator = np.random.default_rng(seed)
    count = moments.shape[1]
    drawn = np.array([
        _ratio(moments[:, generator.integers(0, count, count)].sum(axis=1))
        for _ in range(resamples)])
    low, high = np.quantile(drawn[np.isfinite(drawn)], [0.025, 0.975])
    return Saving(mix, baseline, outcome, ratio, float(low), float(high), int(a.size))


def savings(
    outcomes: Mapping[str, Array], mixes: Sequence[str], *, baseline: str | None = None,
    groups: npt.NDArray[np.int64] | None = None, seed: int = 1, resamples: int = 400,
) -> Savings:
    """Every mix against the baseline (the first by default) on every outcome, (mixes, futures).

    An outcome with fewer than three common futures is left out.
    """
    first = mixes.index(baseline) if baseline is not None else 0
    found = []
    for name, values in outcomes.items():
        for at, mix in enumerate(mixes):
            both = np.isfinite(values[at]) & np.isfinite(values[first])
            if at != first and np.sum(both) >= 3:
                found.append(saving(values[at], values[first], mix=mix, baseline=mixes[first],
                                    outcome=name, groups=groups, seed=seed, resamples=resamples))
    return Savings(tuple(found))


def _ratio(sums: Array) -> float:
    count, a, b, gap, aa, bb, gg = (float(s) for s in sums)
    apart = (aa - a * a / count) + (bb - b * b / count)
    paired = gg - gap * gap / count
    # Rounding leaves a whisper of variance where two mixes differ by nothing or by a constant.
    if paired <= 1e-12 * max(apart, gg):
        return float("inf")
    return apart / paired
