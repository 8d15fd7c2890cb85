"""Robustness of policy mixes over the same futures: regret, satisficing, the Pareto set.

Regret follows Savage (1951) and Lempert, Popper and Bankes (2003): in each future, what a mix
loses against the best mix there. Satisficing is the share of futures in which every threshold is
met (Simon 1956; Starr 1963, domain criterion).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from wargame.batch.analysis.differences import Direction
from wargame.batch.analysis.grouping import places_of
from wargame.batch.analysis.wording import counted, mix_words, plain, rounded

Array = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Threshold:
    """What is good enough on an outcome: at least ``low`` and at most ``high``."""

    low: float = float("-inf")
    high: float = float("inf")

    def __post_init__(self) -> None:
        if not self.low <= self.high:
            raise ValueError(f"a threshold from {self.low} to {self.high} can never be met")

    def met(self, values: Array) -> Bools:
        """Whether each value passes; not-a-number never does."""
        passes: Bools = (values >= self.low) & (values <= self.high)
        return passes


@dataclass(frozen=True)
class Robustness:
    """A mix on one outcome over the futures that every mix played.

    ``worst_regret`` is the minimax criterion, ``high_regret`` the 90th percentile, both in the
    outcome's unit; ``best`` counts the futures in which no mix is better; ``worst_future`` is the
    column of the largest regret.
    """

    mix: str
    outcome: str
    worst_regret: float
    high_regret: float
    mean_regret: float
    best: int
    futures: int
    worst_future: int

    @property
    def words(self) -> str:
        """One sentence."""
        return (f"{mix_words(self.mix)}: no mix is better on {plain(self.outcome)} in "
                f"{counted(self.best, self.futures)}; in the worst of them it loses "
                f"{rounded(self.worst_regret)}, in nine of ten at most {rounded(self.high_regret)}")


@dataclass(frozen=True)
class Satisfied:
    """A mix against all thresholds: futures that pass, of those that have a value."""

    mix: str
    met: int
    futures: int
    missing: int

    @property
    def share(self) -> float:
        """Part of the futures with a value that pass."""
        return self.met / self.futures if self.futures else float("nan")

    @property
    def words(self) -> str:
        """One sentence."""
        return f"{mix_words(self.mix)} is good enough in {counted(self.met, self.futures)}"


def regret(values: Array, direction: Direction = "higher") -> Array:
    """What each mix loses against the best in each future, (mixes, futures), at least 0.

    A future that some mix could not play has no regret at all, NaN: the best there is unknown.
    """
    good = values if direction == "higher" else -values
    best = np.max(good, axis=0)  # NaN where any mix is missing
    found: Array = best - good
    return found


def robustness(
    values: Array, mixes: Sequence[str], *, outcome: str = "outcome",
    direction: Direction = "higher",
) -> tuple[Robustness, ...]:
    """Regret of every mix, values (mixes, futures), least worst regret first.

    Raises ValueError when no future was played by all mixes.
    """
    lost = regret(values, direction)
    played = np.isfinite(lost).all(axis=0)
    if not played.any():
        raise ValueError(f"no future has a value of {outcome} for every mix; "
                         "regret compares mixes in the same future")
    columns = np.flatnonzero(played)
    kept = lost[:, played]
    found = [
        Robustness(name, outcome, float(row.max()), float(np.quantile(row, 0.9)),
                   float(row.mean()), int(np.sum(row == 0)), int(row.size),
                   int(columns[int(np.argmax(row))]))
        for name, row in zip(mixes, kept, strict=True)]
    return tuple(sorted(found, key=lambda r: (r.worst_regret, r.high_regret, r.mix)))


def passes(outcomes: Mapping[str, Array], thresholds: Mapping[str, Threshold]) -> Bools:
    """Whether each mix meets every threshold in each future, (mixes, futures)."""
    if not thresholds:
        raise ValueError("satisficing needs a threshold for at least one outcome")
    every: Bools = np.logical_and.reduce(
        [threshold.met(outcomes[name]) for name, threshold in thresholds.items()])
    return every


def satisficing(
    outcomes: Mapping[str, Array], thresholds: Mapping[str, Threshold], mixes: Sequence[str],
) -> tuple[Satisfied, ...]:
    """How often every mix is good enough on all thresholds at once, most often first."""
    good = passes(outcomes, thresholds)
    known = np.logical_and.reduce([np.isfinite(outcomes[name]) for name in thresholds])
    found = [
        Satisfied(name, int(np.sum(good[at] & known[at])), int(np.sum(known[at])),
                  int(np.sum(~known[at])))
        for at, name in enumerate(mixes)]
    return tuple(sorted(found, key=lambda s: (-s.share if s.futures else 1.0, s.mix)))


@dataclass(frozen=True)
class Against:
    """Two mixes in the same futures: where one is good enough and the other is not.

    ``luck`` is how often points without a difference between the mixes would show one as uneven
    as this (two-sided sign test over the points, as futures of one point are not independent).
    """

    only: int
    only_other: int
    luck: float

    @property
    def words(self) -> str:
        """Two counts, and whether another sample of futures might reverse them."""
        told = (f"it alone is good enough in {self.only:,}, the baseline alone in "
                f"{self.only_other:,}")
        if self.luck > 0.05:
            return told + ", so near each other that other futures might turn it round"
        return told


def against(good: Bools, other: Bools, groups: npt.NDArray[np.int64] | None = None) -> Against:
    """Compare two mixes' marks (futures,) of the same futures; ``groups`` number their points."""
    from scipy.stats import binomtest

    places = places_of(good.size, groups)
    net = np.bincount(places, weights=good.astype(np.float64) - other)
    wins, losses = int(np.sum(net > 0)), int(np.sum(net < 0))
    luck = float(binomtest(wins, wins + losses).pvalue) if wins + losses else 1.0
    return Against(int(np.sum(good & ~other)), int(np.sum(other & ~good)), luck)


def pareto(scores: Array, directions: Sequence[Direction]) -> Bools:
    """Which rows of scores (mixes, outcomes) no other row dominates.

    A row dominates another when it is as good on every outcome and better on one. A row with
    a missing score is never in the set.
    """
    signs = np.array([1.0 if d == "higher" else -1.0 for d in directions])
    good = scores * signs
    known = np.isfinite(good).all(axis=1)
    kept = np.zeros(good.shape[0], dtype=np.bool_)
    for at in np.flatnonzero(known):
        kept[at] = not dominating(good[known], good[at]).any()
    return kept


def dominating(others: Array, own: Array) -> Bools:
    """Which rows (mixes, outcomes) are as good as one on all outcomes and better on one.

    Higher is better.
    """
    as_good, better = others >= own, others > own
    return np.asarray(as_good.all(axis=1) & better.any(axis=1), dtype=np.bool_)
