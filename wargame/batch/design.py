"""Designs of experiments: which points of the uncertain ranges are visited."""

from __future__ import annotations

import math
import warnings
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from wargame.batch.columns import Column
from wargame.batch.experiment import DesignSpec

Array = npt.NDArray[np.float64]
MOST_POINTS = 10_000_000


class DesignError(ValueError):
    """A design that cannot be made; says what to write instead."""


def points_of(columns: Sequence[Column], spec: DesignSpec, seed: int) -> Array:
    """The points, (points, columns), of a design. Raises `DesignError`.

    Sobol sequences are scrambled, so that a point never lies on a corner. Saltelli's rows are
    SALib's, without second order: for each base point A, then A with one column after another
    from B, then B. With nothing uncertain, every design is one point without columns.
    """
    if spec.kind == "given":
        raise DesignError("points that are 'given' come from Python: wargame.sweep(points=...)")
    if not columns:
        return np.empty((1, 0))
    if spec.kind == "middle":
        return np.array([[c.middle for c in columns]])
    if spec.kind == "factorial":
        return _factorial(columns, spec.levels)
    unit = _unit(spec, len(columns), seed)
    found = np.empty_like(unit)
    for at, column in enumerate(columns):
        found[:, at] = column.at(unit[:, at])
    return found


def _factorial(columns: Sequence[Column], levels: int) -> Array:
    axes = [column.levels(levels) for column in columns]
    count = math.prod(axis.size for axis in axes)
    if count > MOST_POINTS:
        words = f"{count:,}" if count < 10**15 else "far too many"
        raise DesignError(
            f"every combination of {len(columns)} numbers at {levels} levels makes {words} points; "
            "list fewer under 'uncertainties', or take 'kind: latin_hypercube'")
    grid = np.meshgrid(*axes, indexing="ij")
    return np.stack([axis.reshape(-1) for axis in grid], axis=-1)


def _unit(spec: DesignSpec, dimensions: int, seed: int) -> Array:
    """Points in the unit cube."""
    from scipy.stats import qmc

    rng: Any = np.random.default_rng(seed)
    if spec.kind == "latin_hypercube":
        return np.asarray(qmc.LatinHypercube(dimensions, rng=rng).random(spec.points))
    if spec.kind == "sobol":
        with warnings.catch_warnings():
            # A number of points that is no power of two is balanced a little less, no more.
            warnings.simplefilter("ignore", UserWarning)
            return np.asarray(qmc.Sobol(dimensions, rng=rng).random(spec.points))
    problem = {"num_vars": dimensions, "names": [str(n) for n in range(dimensions)],
               "bounds": [[0.0, 1.0]] * dimensions}
    if spec.kind == "saltelli":
        from SALib.sample import sobol

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return np.asarray(sobol.sample(problem, spec.points, calc_second_order=False,
                                           seed=seed % 2**32))
    from SALib.sample import morris

    return np.asarray(morris.sample(problem, spec.points, seed=seed % 2**32))
