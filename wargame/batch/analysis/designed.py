"""Indices from a result set whose design was made for them: kinds ``saltelli`` and ``morris``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from wargame.batch.analysis.factors import Factor
from wargame.batch.analysis.gate import Missing
from wargame.batch.analysis.sensitivity import Sensitivity, Study, sensitivity
from wargame.batch.spec import BatchError

if TYPE_CHECKING:
    from wargame.batch.results import ResultSet

Array = npt.NDArray[np.float64]


def designed_sensitivity(
    results: ResultSet, metric: str, *, mix: str | None = None, missing: Missing = "refuse",
) -> Sensitivity:
    """Sobol's or Morris' indices of a metric under one mix (the baseline).

    An outcome is the mean over the futures of a point, and every point must have met the same
    luck: otherwise luck would be counted as an interaction of the unknowns. Raises `BatchError`
    for another design or luck, and `MissingRunsError` for missing runs, unless ``missing`` is
    ``drop``.
    """
    experiment = results.experiment
    kind = experiment.design.kind
    if kind not in {"saltelli", "morris"}:
        raise BatchError(f"a design of kind {kind} has no Sobol or Morris indices: run the "
                         "experiment with 'design: {kind: saltelli}' or morris, or read the parts "
                         "of the variance in the report")
    if experiment.luck != "shared":
        raise BatchError("every point had luck of its own, which would count as an interaction: "
                         "run the experiment with 'luck: shared'")
    name = mix or results.baseline
    if name not in results.mixes:
        raise BatchError(f"no mix is called '{name}'; the first are "
                         + ", ".join(results.mixes[:5]))
    values = results.values(metric)[0][results.mixes.index(name)]
    means = values.reshape(-1, results.futures).mean(axis=1)
    return sensitivity(_study(results), means, outcome=metric, missing=missing)


def _study(results: ResultSet) -> Study:
    columns = results.study.columns
    factors = tuple(Factor(c.name, c.low, c.high) for c in columns)
    points = results.points.to_numpy(dtype=np.float64)
    if results.experiment.design.kind == "saltelli":
        # Only the order of the rows counts.
        return Study("sobol", factors, points, points, len(factors) + 2)
    from SALib.sample import morris

    problem: dict[str, Any] = {"num_vars": len(columns), "names": [c.name for c in columns],
                               "bounds": [[0.0, 1.0]] * len(columns)}
    unit = np.asarray(morris.sample(problem, results.experiment.design.points,
                                    seed=results.experiment.seed % 2**32))
    found = np.column_stack([c.at(unit[:, i]) for i, c in enumerate(columns)])
    if not np.array_equal(found, points):
        raise BatchError("these points are not the Morris trajectories of the experiment's seed: "
                         "another version of SALib draws others")
    return Study("morris", factors, unit, points, len(factors) + 1)
