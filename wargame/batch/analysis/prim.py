"""Scenario discovery by PRIM, the patient rule induction method (Friedman and Fisher 1999).

From a box around all futures, thin slices are peeled off one after the other, each time the one
whose removal raises the density of cases of interest most for what it takes away. The path of
boxes trades coverage against density; Lempert, Bryant and Bankes (2008) judge a box by both and
by the number of factors in its rule.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from wargame.batch.analysis.box import Bools, Box

Array = npt.NDArray[np.float64]
Criterion = Literal["gain", "density"]


@dataclass(frozen=True)
class Path:
    """Boxes from all futures down to the smallest, (coverage falls as density rises)."""

    factors: tuple[str, ...]
    boxes: tuple[Box, ...]
    cases: int
    futures: int

    def best(self, *, density: float = 0.0, restricted: int = 3) -> Box:
        """The box that tells cases from others best, by Youden's (1950) J.

        That is the part of all cases inside less the part of all others inside. Only boxes of at
        least this density and at most so many restricted factors count, if there are any; of the
        others the densest with few enough factors.
        """
        simple = [b for b in self.boxes if b.restricted <= restricted]
        dense = [b for b in simple if b.density >= density]
        if not dense:
            return max(simple, key=lambda b: (b.density, b.coverage))
        return max(dense, key=youden)


def youden(box: Box) -> float:
    """The part of all cases inside less the part of all others inside, Youden's J."""
    cases = box.cases / box.coverage if box.coverage else 0.0
    others = box.futures - cases
    return box.coverage - ((box.inside - box.cases) / others if others else 0.0)


def prim(
    points: Mapping[str, Array], of_interest: Bools, *, alpha: float = 0.05,
    least_mass: float = 0.05, criterion: Criterion = "gain",
) -> Path:
    """Peel a path of boxes.

    ``points`` holds for each factor its values, (futures,); ``of_interest`` says which futures
    are. Each peel takes the part ``alpha`` of the futures in the box from one end of one factor
    (at least one future, and all with the same value); it stops at ``least_mass`` of all futures.
    ``gain`` weighs the rise of density by the futures removed, ``density`` takes the densest
    remainder. Raises ValueError without factors or cases, and for values that are not finite.
    """
    names = tuple(points)
    table = np.column_stack([np.asarray(points[n], dtype=np.float64) for n in names]
                            ) if names else np.zeros((0, 0))
    good = np.asarray(of_interest, dtype=np.float64)
    _checked(table, good, alpha, least_mass)
    total = float(good.sum())
    limits = np.column_stack([np.full(len(names), -np.inf), np.full(len(names), np.inf)])
    inside = np.ones(good.size, dtype=np.bool_)
    orders = [np.argsort(table[:, j], kind="stable") for j in range(len(names))]
    boxes = [_box(names, table, good, limits, inside)]
    while good[inside].sum() < inside.sum():
        peel = _next_peel(table, good, orders, alpha, least_mass * good.size, criterion)
        if peel is None or good[peel.kept].sum() == 0:
            break
        limits = limits.copy()
        limits[peel.factor, peel.side] = peel.limit
        inside = np.zeros_like(inside)
        inside[peel.kept] = True
        orders = [order[inside[order]] for order in orders]
        boxes.append(_box(names, table, good, limits, inside))
    return Path(names, tuple(boxes), int(total), int(good.size))


@dataclass(frozen=True)
class _Peel:
    factor: int
    side: int
    limit: float
    kept: npt.NDArray[np.int64]
    worth: float


def _next_peel(
    table: Array, good: Array, orders: list[npt.NDArray[np.int64]], alpha: float, least: float,
    criterion: Criterion,
) -> _Peel | None:
    best: _Peel | None = None
    count = orders[0].size
    slice_ = max(1, math.ceil(alpha * count))
    for factor, order in enumerate(orders):
        values = table[order, factor]
        if values[0] == values[-1]:
            continue
        for side in (0, 1):
            cut = _cut(values, slice_, side)
            kept = order[cut:] if side == 0 else order[:cut]
            if kept.size < least or kept.size == 0:
                continue
            mean = float(good[kept].mean())
            worth = mean if criterion == "density" else (
                (mean - float(good[order].mean())) / (count - kept.size))
            if best is None or worth > best.worth:
                limit = float(values[cut] if side == 0 else values[cut - 1])
                best = _Peel(factor, side, limit, kept, worth)
    return best


def _cut(values: Array, count: int, side: int) -> int:
    """Where sorted values are cut so that about ``count`` go, equal ones all together."""
    if side == 0:
        first = values[count] if values[count] > values[0] else values[
            np.searchsorted(values, values[0], "right")]
        return int(np.searchsorted(values, first, "left"))
    last = values[-count - 1] if values[-count - 1] < values[-1] else values[
        np.searchsorted(values, values[-1], "left") - 1]
    return int(np.searchsorted(values, last, "right"))


def _box(names: tuple[str, ...], table: Array, good: Array, limits: Array, inside: Bools) -> Box:
    found = {n: (float(limits[j, 0]), float(limits[j, 1])) for j, n in enumerate(names)
             if np.isfinite(limits[j]).any()}
    count, cases = int(inside.sum()), int(good[inside].sum())
    return Box(found, cases / float(good.sum()), cases / count, count, cases, int(good.size),
               {n: _chance(n, names, table, good, found, count, cases) for n in found})


def _chance(
    name: str, names: tuple[str, ...], table: Array, good: Array,
    limits: Mapping[str, tuple[float, float]], count: int, cases: int,
) -> float:
    """Chance of so many cases if the restriction of this factor had been drawn at random."""
    from scipy.stats import binom

    rest = np.ones(good.size, dtype=np.bool_)
    for other, (low, high) in limits.items():
        if other != name:
            column = table[:, names.index(other)]
            rest &= (column >= low) & (column <= high)
    return float(binom.sf(cases - 1, count, float(good[rest].mean())))


def _checked(table: Array, good: Array, alpha: float, least_mass: float) -> None:
    if table.shape[1] == 0:
        raise ValueError("scenario discovery needs a factor that was varied")
    if table.shape[0] != good.size:
        raise ValueError(f"{table.shape[0]} points and {good.size} marks of interest do not pair")
    if not np.isfinite(table).all():
        raise ValueError("a point has a factor without a finite value; leave such futures out")
    if not good.any():
        raise ValueError("no future is of interest, so there is nothing to find a box around")
    if not (0 < alpha < 0.5 and 0 < least_mass < 1):
        raise ValueError("alpha lies between 0 and 0.5, and the least mass between 0 and 1")


def redrawn(box: Box, points: Mapping[str, Array], of_interest: Bools) -> Box:
    """The measures of a box's limits on other futures, or of limits that were changed."""
    names = tuple(points)
    table = np.column_stack([points[n] for n in names])
    good = np.asarray(of_interest, dtype=np.float64)
    inside = box.contains(points)
    if not inside.any():
        return Box(box.limits, 0.0, float("nan"), 0, 0, int(good.size), {})
    limits = np.array([box.limits.get(n, (-np.inf, np.inf)) for n in names])
    return _box(names, table, good, limits, inside)


def simplified(
    box: Box, points: Mapping[str, Array], of_interest: Bools, *, chance: float = 0.05,
) -> Box:
    """The box without the restrictions that chance could have made, the least sure first."""
    while box.limits:
        name = max(box.chance, key=lambda n: box.chance[n])
        if box.chance[name] <= chance:
            break
        rest = {n: v for n, v in box.limits.items() if n != name}
        box = redrawn(Box(rest, 0, 0, 0, 0, box.futures, {}), points, of_interest)
    return box
