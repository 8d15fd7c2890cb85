"""A search for surprises: settings whose outcomes are as unlike one another as can be.

After the pattern space exploration of Cherel, Cottineau and Reuillon (2015): outcomes are put on a
grid, and settings whose cells were seen least are varied again, so that rare outcomes are found
that random sampling would meet once in a very long while.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from wargame.batch.analysis.factors import Factor, scaled
from wargame.batch.analysis.wording import plain, rounded

Array = npt.NDArray[np.float64]
Cell = tuple[int, ...]


@dataclass(frozen=True)
class Surprise:
    """One setting that leads into a cell of outcomes that few others reach."""

    setting: Mapping[str, float]
    outcomes: Mapping[str, float]
    seen: int
    tried: int

    @property
    def words(self) -> str:
        """One sentence."""
        ends = ", ".join(f"{plain(n)} {rounded(v)}" for n, v in self.outcomes.items())
        return f"{ends}: reached by {self.seen:,} of {self.tried:,} settings"


@dataclass(frozen=True)
class Surprises:
    """All settings tried: ``points`` (settings, factors), ``values`` (settings, outcomes).

    ``cells`` counts the settings by cell of the outcome grid; ``at_random`` is how many cells the
    first generation, drawn at random, had reached.
    """

    factors: tuple[Factor, ...]
    outcomes: tuple[str, ...]
    points: Array
    values: Array
    places: tuple[Cell, ...]
    cells: Mapping[Cell, int]
    at_random: int

    def rarest(self, count: int = 5) -> tuple[Surprise, ...]:
        """One setting of each of the cells seen least."""
        order = sorted(self.cells, key=lambda c: (self.cells[c], c))[:count]
        found = []
        for cell in order:
            at = self.places.index(cell)
            found.append(Surprise(
                {f.name: float(v) for f, v in zip(self.factors, self.points[at], strict=True)},
                dict(zip(self.outcomes, map(float, self.values[at]), strict=True)),
                self.cells[cell], len(self.places)))
        return tuple(found)

    @property
    def words(self) -> str:
        """One sentence."""
        named = " and ".join(plain(o) for o in self.outcomes)
        return (f"{len(self.places):,} settings reach {len(self.cells)} cells of {named}; the "
                f"first generation, drawn at random, reached {self.at_random}")


def surprise_search(
    evaluate: Callable[[Array], Mapping[str, Array]], factors: Sequence[Factor],
    outcomes: Mapping[str, tuple[float, float]], *, cells: int = 10, population: int = 100,
    generations: int = 20, seed: int = 1,
) -> Surprises:
    """Search settings for diverse outcomes.

    ``evaluate`` takes points (settings, factors) and returns each outcome, (settings,);
    ``outcomes`` gives for each the range that the grid spans, in ``cells`` steps: what lies
    outside counts to the nearest cell. Settings without a value are tried and forgotten. Equal
    seeds give equal results.
    """
    if not factors or not outcomes:
        raise ValueError("a search for surprises needs factors to vary and outcomes to spread")
    generator = np.random.default_rng(seed)
    names = tuple(outcomes)
    unit = generator.random((population, len(factors)))
    kept: list[Array] = []
    values: list[Array] = []
    places: list[Cell] = []
    count: dict[Cell, int] = {}
    at_random = 0
    for generation in range(generations):
        found = evaluate(scaled(unit, factors))
        table = np.column_stack([np.asarray(found[n], dtype=np.float64) for n in names])
        known = np.isfinite(table).all(axis=1)
        for point, row in zip(unit[known], table[known], strict=True):
            cell = _cell(row, outcomes, cells)
            count[cell] = count.get(cell, 0) + 1
            kept.append(point)
            values.append(row)
            places.append(cell)
        if generation == 0:
            at_random = len(count)
        if not kept:
            unit = generator.random(unit.shape)
            continue
        unit = _children(np.array(kept), places, count, population, generator)
    if not kept:
        raise ValueError("no setting had a value for every outcome")
    return Surprises(tuple(factors), names, scaled(np.array(kept), factors), np.array(values),
                     tuple(places), count, at_random)


def _cell(row: Array, outcomes: Mapping[str, tuple[float, float]], cells: int) -> Cell:
    return tuple(int(np.clip((v - low) / (high - low) * cells, 0, cells - 1))
                 for v, (low, high) in zip(row, outcomes.values(), strict=True))


def _children(
    points: Array, places: Sequence[Cell], count: Mapping[Cell, int], population: int,
    generator: np.random.Generator,
) -> Array:
    """Settings near those whose cells were seen least, at scales from fine to coarse."""
    weights = np.array([1.0 / count[c] ** 2 for c in places])
    parents = points[generator.choice(len(points), population, p=weights / weights.sum())]
    width = 10.0 ** generator.uniform(-2.5, -0.3, (population, 1))
    moved = parents + width * generator.normal(size=parents.shape) * (
        generator.random(parents.shape) < 0.5)
    # Reflected at the borders, so that these are not visited more than the inside.
    return np.asarray(1 - np.abs(1 - np.abs(moved) % 2), dtype=np.float64)
