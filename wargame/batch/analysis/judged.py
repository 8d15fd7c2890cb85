"""One outcome of a result set, judged: spread, differences, regret, what moves it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
import numpy.typing as npt

from wargame.batch.analysis.contrasts import Contrast, Grid, Interaction
from wargame.batch.analysis.differences import Difference, Direction, differences
from wargame.batch.analysis.given import LEAST, Part, mix_part, parts, point_part
from wargame.batch.analysis.robustness import Robustness, Threshold, robustness
from wargame.batch.analysis.wording import plain

if TYPE_CHECKING:
    from wargame.batch.experiment import Aim
    from wargame.batch.results import ResultSet

Array = npt.NDArray[np.float64]
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


@dataclass(frozen=True)
class Outcome:
    """An outcome as the experiment judges it; ``between`` is better the nearer to the interval."""

    metric: str
    label: str
    unit: str
    meaning: str
    better: Literal["higher", "lower", "between"]
    threshold: Threshold | None

    @property
    def direction(self) -> Direction:
        """Which way oriented values are better."""
        return "lower" if self.better == "lower" else "higher"

    def oriented(self, values: Array) -> Array:
        """Values as regret reads them: for an interval, less the distance to it."""
        if self.better != "between" or self.threshold is None:
            return values
        low, high = self.threshold.low, self.threshold.high
        return np.asarray(-(np.maximum(low - values, 0) + np.maximum(values - high, 0)),
                          dtype=np.float64)

    @property
    def enough(self) -> str:
        """The threshold in words, empty without one."""
        if self.threshold is None:
            return ""
        low, high = self.threshold.low, self.threshold.high
        if np.isinf(high):
            return f"at least {low:g}"
        return f"at most {high:g}" if np.isinf(low) else f"from {low:g} to {high:g}"


@dataclass(frozen=True)
class Judged:
    """All mixes on one outcome.

    ``quantiles`` are (mixes, 5) at 5, 25, 50, 75 and 95 of 100 futures, ``met`` counts futures
    within the threshold by mix. ``parts`` are parts of the variance over all games: of every
    uncertain number, with ``mix_share`` and ``future_share`` beside them; ``sample`` is the number
    of points that they were read from.
    """

    outcome: Outcome
    quantiles: Array
    means: Array
    met: tuple[int, ...]
    known: tuple[int, ...]
    differences: tuple[Difference, ...]
    regrets: tuple[Robustness, ...]
    parts: tuple[Part, ...]
    mix_share: float
    future_share: float
    contrasts: tuple[Contrast, ...]
    interactions: tuple[Interaction, ...]
    sample: int


def outcome_of(aim: Aim, results: ResultSet) -> Outcome:
    """An aim with its unit and meaning."""
    variable = results.study.scenario.program.variables.get(aim.metric)
    low = -np.inf if aim.at_least is None else aim.at_least
    high = np.inf if aim.at_most is None else aim.at_most
    threshold = None if aim.at_least is None and aim.at_most is None else Threshold(low, high)
    words = plain(aim.metric)
    label = aim.label or words[:1].upper() + words[1:]
    return Outcome(aim.metric, label, variable.unit if variable is not None else "1",
                   variable.meaning if variable is not None else "", aim.better, threshold)


def judged(
    outcome: Outcome, values: Array, mixes: Sequence[str], baseline: str,
    points: Mapping[str, Array], groups: npt.NDArray[np.int64] | None = None,
) -> Judged:
    """Judge an outcome, values (mixes, futures); ``points`` are what varied, (futures,) each.

    Raises ValueError when fewer than two futures were played by all mixes.
    """
    known = np.isfinite(values)
    full = known.all(axis=0)
    if full.sum() < 2:
        raise ValueError(f"{int(full.sum())} futures have a value of {outcome.metric} for every "
                         "mix; judging mixes needs two")
    oriented = outcome.oriented(values)
    quantiles = np.array([np.quantile(v[k], QUANTILES) if k.any() else np.full(5, np.nan)
                          for v, k in zip(values, known, strict=True)])
    shares = mix_part(values)
    pooled = np.where(full, np.mean(np.where(full, values, 0), axis=0), np.nan)
    sample = int(full.sum()) if groups is None else np.unique(groups[full]).size
    moved = parts(points, pooled, groups) if points and sample >= 2 * LEAST else ()
    grid = Grid(values, mixes, outcome=outcome.metric, label=outcome.label,
                direction=outcome.direction, groups=groups)
    between = point_part(values, groups)
    part = between if np.isfinite(between) else 0.0
    return Judged(
        outcome, quantiles,
        np.array([v[k].mean() if k.any() else np.nan for v, k in zip(values, known, strict=True)]),
        tuple(int(m) for m in (outcome.threshold.met(values) & known).sum(axis=1))
        if outcome.threshold else (),
        tuple(int(k) for k in known.sum(axis=1)),
        differences(oriented, mixes, baseline=baseline, outcome=outcome.metric, label=outcome.label,
                    direction=outcome.direction, groups=groups) if len(mixes) > 1 else (),
        robustness(oriented, mixes, outcome=outcome.metric, direction=outcome.direction),
        tuple(Part(p.factor, p.part * part, p.noise * part, p.rises) for p in moved),
        *shares, grid.contrasts(), grid.interactions(), sample)
