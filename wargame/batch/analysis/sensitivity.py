"""Which factor moves an outcome: Sobol indices and Morris effects, by SALib behind the gate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from wargame.batch.analysis.factors import Factor, scaled
from wargame.batch.analysis.gate import Missing, complete_blocks
from wargame.batch.analysis.wording import plain, rounded

Array = npt.NDArray[np.float64]
Kind = Literal["sobol", "morris"]
LEVELS = 4


@dataclass(frozen=True)
class Study:
    """A design for sensitivity: ``points`` (runs, factors) in the factors' units.

    Runs come in blocks of ``block`` that are analysed together: D + 2 of a Sobol design
    (Saltelli 2010), D + 1 of a Morris trajectory. ``unit`` are the draws on the unit cube.
    """

    kind: Kind
    factors: tuple[Factor, ...]
    unit: Array
    points: Array
    block: int

    @property
    def blocks(self) -> npt.NDArray[np.int64]:
        """The block of each run, (runs,)."""
        return np.arange(self.points.shape[0]) // self.block


@dataclass(frozen=True)
class Index:
    """One factor: Sobol's first-order and total index, or Morris' mean and spread of effects.

    For Sobol both are parts of the outcome's variance; for Morris ``total`` is the mean absolute
    effect of a factor over its range (mu*) and ``first`` their standard deviation (sigma), in the
    outcome's unit. The halves are half-widths of 95 % intervals; Morris has none for sigma.
    """

    factor: str
    first: float
    first_half: float
    total: float
    total_half: float


@dataclass(frozen=True)
class Sensitivity:
    """Indices of one outcome, the most influential factor first.

    ``constant`` is true when the outcome is the same in every run: then there are no indices.
    """

    outcome: str
    kind: Kind
    indices: tuple[Index, ...]
    runs: int
    dropped_blocks: int
    block: int
    variance: float
    constant: bool = False

    @property
    def words(self) -> str:
        """One sentence on what matters most, and one on what was left out."""
        if self.constant:
            return f"{plain(self.outcome)} is the same in all {self.runs:,} runs"
        first, *others = self.indices
        if self.kind == "sobol":
            text = (f"{plain(first.factor)} has a part in {first.total:.0%} of the variation of "
                    f"{plain(self.outcome)} and decides {max(0.0, first.first):.0%} on its own")
            if others:
                text += f"; next comes {plain(others[0].factor)} with {others[0].total:.0%}"
        else:
            text = (f"{plain(first.factor)} moves {plain(self.outcome)} most: by "
                    f"{rounded(first.total)} over its range")
        if self.dropped_blocks:
            text += (f"; {self.dropped_blocks:,} blocks of {self.block} runs were left out because "
                     "a run in them has no value")
        return text


def sobol_study(factors: Sequence[Factor], blocks: int, *, seed: int = 1) -> Study:
    """A Sobol design of ``blocks`` * (D + 2) runs. Blocks must be a power of two, at least 4."""
    if blocks < 4 or blocks & (blocks - 1):
        raise ValueError(f"a Sobol design has a power of two blocks, at least 4, not {blocks}")
    from SALib.sample.sobol import sample

    unit = np.asarray(sample(_problem(factors), blocks, calc_second_order=False, seed=seed))
    return Study("sobol", tuple(factors), unit, scaled(unit, factors), len(factors) + 2)


def morris_study(factors: Sequence[Factor], trajectories: int, *, seed: int = 1) -> Study:
    """Morris trajectories on a grid of four levels: ``trajectories`` * (D + 1) runs."""
    if trajectories < 4:
        raise ValueError(f"a Morris study has at least 4 trajectories, not {trajectories}")
    from SALib.sample.morris import sample

    unit = np.asarray(sample(_problem(factors), trajectories, num_levels=LEVELS, seed=seed))
    return Study("morris", tuple(factors), unit, scaled(unit, factors), len(factors) + 1)


def sensitivity(
    study: Study, values: Array, *, outcome: str = "outcome", missing: Missing = "refuse",
    seed: int = 1,
) -> Sensitivity:
    """Indices of an outcome, values (runs,) in the order of the study's points.

    Raises `MissingRunsError` for runs without a value, unless ``missing`` is ``drop``.
    """
    values = np.asarray(values, dtype=np.float64)
    if values.shape != (study.points.shape[0],):
        raise ValueError(f"the study has {study.points.shape[0]} runs, and {outcome} has values of "
                         f"shape {values.shape}")
    kept, dropped = complete_blocks(values, study.block, outcome=outcome, missing=missing)
    used = values[kept]
    variance = float(np.var(used))
    # Equal numbers can have a variance of a rounding error or two.
    constant = bool(np.ptp(used) <= 1e-12 * np.max(np.abs(used), initial=0.0))
    indices: tuple[Index, ...] = ()
    if not constant:
        found = (_sobol if study.kind == "sobol" else _morris)(study, used, study.unit[kept], seed)
        indices = tuple(sorted(found, key=lambda i: (-i.total, i.factor)))
    return Sensitivity(outcome, study.kind, indices, int(used.size), dropped, study.block,
                       variance, constant)


def _problem(factors: Sequence[Factor]) -> dict[str, Any]:
    if not factors:
        raise ValueError("a study of sensitivity needs a factor to vary")
    return {"num_vars": len(factors), "names": [f.name for f in factors],
            "bounds": [[0.0, 1.0]] * len(factors)}


def _sobol(study: Study, values: Array, unit: Array, seed: int) -> list[Index]:
    from SALib.analyze.sobol import analyze

    found = analyze(_problem(study.factors), values, calc_second_order=False, seed=seed)
    return [Index(f.name, float(found["S1"][i]), float(found["S1_conf"][i]),
                  float(found["ST"][i]), float(found["ST_conf"][i]))
            for i, f in enumerate(study.factors)]


def _morris(study: Study, values: Array, unit: Array, seed: int) -> list[Index]:
    from SALib.analyze.morris import analyze

    found = analyze(_problem(study.factors), unit, values, num_levels=LEVELS, seed=seed)
    return [Index(f.name, float(found["sigma"][i]), float("nan"), float(found["mu_star"][i]),
                  float(found["mu_star_conf"][i])) for i, f in enumerate(study.factors)]
