"""Robust many-objective search over levers: NSGA-II (Deb et al. 2002, by pymoo) on paired luck.

Every candidate meets the same futures. A population is evaluated as one array of games, of
candidates times futures, and judged by how its outcomes are spread over them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from wargame.batch.analysis.differences import Direction
from wargame.batch.analysis.factors import Factor, scaled
from wargame.batch.analysis.games import Games
from wargame.batch.analysis.robustness import Threshold, pareto
from wargame.batch.analysis.wording import plain, rounded

Array = npt.NDArray[np.float64]
Measure = Literal["mean", "low_tail", "share"]


@dataclass(frozen=True)
class Objective:
    """One thing to be robust in: an outcome, its good direction, and how futures are summed up.

    ``mean`` is the mean over futures; ``low_tail`` the value that nine of ten futures better;
    ``share`` the part of futures within the threshold.
    """

    outcome: str
    direction: Direction = "higher"
    measure: Measure = "low_tail"
    threshold: Threshold | None = None

    def __post_init__(self) -> None:
        if self.measure == "share" and self.threshold is None:
            raise ValueError(f"the share good enough on {self.outcome} needs a threshold")

    def score(self, values: Array) -> Array:
        """Sum up values (candidates, futures) to (candidates,); worst where a future has none."""
        if self.measure == "share":
            assert self.threshold is not None
            return np.asarray(self.threshold.met(values).mean(axis=1), dtype=np.float64)
        good = values if self.direction == "higher" else -values
        summed = good.mean(axis=1) if self.measure == "mean" else np.quantile(good, 0.1, axis=1)
        summed = np.where(np.isfinite(values).all(axis=1), summed, -np.inf)
        return np.asarray(summed if self.direction == "higher" else -summed, dtype=np.float64)

    @property
    def aim(self) -> Direction:
        """The good direction of the score: a share is better when higher."""
        return "higher" if self.measure == "share" else self.direction

    @property
    def words(self) -> str:
        """What the score says."""
        if self.measure == "share":
            return f"share of futures good enough on {plain(self.outcome)}"
        if self.measure == "mean":
            return f"mean of {plain(self.outcome)}"
        better = "at least" if self.direction == "higher" else "at most"
        return f"{plain(self.outcome)} that nine of ten futures reach ({better})"


@dataclass(frozen=True)
class Found:
    """The candidates that no other dominates: ``levers`` (candidates, levers), ``scores``.

    ``games`` counts all games that were played; ``futures`` is how many each candidate met.
    """

    factors: tuple[Factor, ...]
    objectives: tuple[Objective, ...]
    levers: Array
    scores: Array
    games: int
    futures: int
    seed: int

    def rows(self) -> list[dict[str, float]]:
        """One mapping for each candidate: levers, then scores by their words."""
        return [{**{f.name: float(v) for f, v in zip(self.factors, levers, strict=True)},
                 **{o.words: float(v) for o, v in zip(self.objectives, scores, strict=True)}}
                for levers, scores in zip(self.levers, self.scores, strict=True)]

    @property
    def words(self) -> str:
        """How wide the choice is, objective by objective."""
        spans = [f"{o.words} from {rounded(float(c.min()))} to {rounded(float(c.max()))}"
                 for o, c in zip(self.objectives, self.scores.T, strict=True)]
        return (f"{len(self.levers)} mixes of which none is better than another in everything, "
                f"from {self.games:,} games over {self.futures:,} common futures: "
                + "; ".join(spans))


def search(
    evaluate: Callable[[Array], Mapping[str, Array]], factors: Sequence[Factor],
    objectives: Sequence[Objective], *, population: int = 40, generations: int = 20,
    seed: int = 1,
) -> Found:
    """Search the space of factors.

    ``evaluate`` takes points (candidates, factors) and returns each outcome, (candidates,
    futures). Equal seeds give equal results. Raises ValueError without factors or objectives.
    """
    if not factors or not objectives:
        raise ValueError("a search needs levers to move and objectives to be judged by")
    if population < 4 or generations < 1:
        raise ValueError("a search needs a population of at least 4 and a generation")
    from pymoo.algorithms.moo.nsga2 import NSGA2
    from pymoo.core.problem import Problem
    from pymoo.optimize import minimize

    counted = {"games": 0, "futures": 0}
    signs = np.array([1.0 if o.aim == "higher" else -1.0 for o in objectives])

    class Mixes(Problem):  # type: ignore[misc]
        """The population as one array."""

        def _evaluate(self, unit: Array, out: dict[str, Any], *_: Any, **__: Any) -> None:
            values = evaluate(scaled(unit, factors))
            futures = next(iter(values.values())).shape[1]
            counted["games"] += unit.shape[0] * futures
            counted["futures"] = futures
            scores = np.column_stack([o.score(values[o.outcome]) for o in objectives])
            # A candidate that cannot be played must lose, and pymoo wants finite numbers.
            out["F"] = np.nan_to_num(-signs * scores, posinf=1e300, neginf=-1e300)

    problem = Mixes(n_var=len(factors), n_obj=len(objectives), xl=0.0, xu=1.0)
    done = minimize(problem, NSGA2(pop_size=population), ("n_gen", generations), seed=seed,
                    verbose=False)
    levers = scaled(np.atleast_2d(done.X), factors)
    scores = -np.atleast_2d(done.F) * signs
    levers, first = np.unique(levers, axis=0, return_index=True)
    scores = scores[first]
    kept = pareto(scores, [o.aim for o in objectives])
    order = np.lexsort(scores[kept].T[::-1])
    return Found(tuple(factors), tuple(objectives), levers[kept][order], scores[kept][order],
                 counted["games"], counted["futures"], seed)


def robust_search(
    games: Games, levers: Sequence[str | Factor], objectives: Sequence[Objective], *,
    futures: int = 200, parameters: Mapping[str, float | Array] | None = None,
    population: int = 40, generations: int = 20, seed: int = 1,
) -> Found:
    """Search levers (``actor.lever``, ``actor.parameter`` or a parameter) of a game.

    ``parameters`` are uncertain values by future, (..., futures), as `Game.sampled` draws them:
    every candidate meets the same ones. Raises `ScenarioError` for an unknown lever or outcome.
    """
    factors = [games.factor(f) if isinstance(f, str) else f for f in levers]
    outcomes = tuple(dict.fromkeys(o.outcome for o in objectives))
    for name in outcomes:
        games.place(name)

    def evaluate(points: Array) -> dict[str, Array]:
        count = points.shape[0]
        numbers = np.tile(np.arange(futures, dtype=np.uint64), count)
        spread = {f.name: np.repeat(points[:, i], futures) for i, f in enumerate(factors)}
        common = {n: v if np.ndim(v) == 0 else np.tile(v, count)
                  for n, v in (parameters or {}).items()}
        values = games.play(numbers, outcomes, settings=spread, parameters=common)
        return {n: v.reshape(count, futures) for n, v in values.items()}

    return search(evaluate, factors, objectives, population=population, generations=generations,
                  seed=seed)
