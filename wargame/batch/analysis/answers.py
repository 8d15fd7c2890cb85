"""What a result set says, worked out once for reports, screens and notebooks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from wargame.batch.analysis.contrasts import axes_of
from wargame.batch.analysis.failing import Failing, failing
from wargame.batch.analysis.judged import Judged, judged, outcome_of
from wargame.batch.analysis.pairing import Savings, savings
from wargame.batch.analysis.robustness import (
    Against,
    Satisfied,
    against,
    dominating,
    pareto,
    passes,
    satisficing,
)
from wargame.batch.spec import BatchError

if TYPE_CHECKING:
    from wargame.batch.results import ResultSet
    from wargame.symbolic.declarations import Parameter, Variable

Array = npt.NDArray[np.float64]
#: Outcomes that take few values tell little of how pairing narrows an interval.
CONTINUOUS = 12


@dataclass(frozen=True)
class Assumption:
    """One number that was not known: its range, and where that comes from."""

    name: str
    meaning: str
    low: float
    middle: float
    high: float
    unit: str
    source: str


@dataclass(frozen=True)
class Answers:
    """Everything that a report of a batch is written from.

    ``satisfied`` is empty without thresholds; ``robust`` is the mix that is good enough most
    often, or of least worst regret on the first outcome; ``front`` are the mixes that no other
    beats on all outcomes in nine of ten futures, ``beaten`` the others, each with a mix
    of the front that does; ``savings`` compare on every metric of the model that takes more
    than a dozen values. ``entangled`` is the largest correlation between two uncertain numbers of
    the design: above a fifth, the parts of single numbers are not to be told apart. ``against``
    compares the robust mix with the baseline in the same futures, where there are thresholds and
    the two differ.
    """

    mixes: tuple[str, ...]
    baseline: str
    scenarios: int
    judged: tuple[Judged, ...]
    satisfied: tuple[Satisfied, ...]
    robust: str
    front: tuple[str, ...]
    beaten: Mapping[str, str]
    failing: tuple[Failing, ...]
    savings: Savings
    assumptions: tuple[Assumption, ...]
    failed_runs: int
    entangled: float
    against: Against | None

    def _repr_html_(self) -> str:
        from html import escape

        from wargame.batch.analysis.headlines import headlines

        lines = "".join(f"<li>{escape(line)}</li>" for line in headlines(self))
        return (f"<b>{len(self.mixes)} mixes in the same {self.scenarios:,} futures</b>"
                f"<ol>{lines}</ol>")

    def judge(self, metric: str) -> Judged:
        """The outcome of a name."""
        return next(j for j in self.judged if j.outcome.metric == metric)


def answers(results: ResultSet, *, seed: int = 1) -> Answers:
    """Work out what a result set says. Raises `BatchError` where too little was played."""
    outcomes = [outcome_of(aim, results) for aim in results.study.outcomes]
    if not outcomes:
        raise BatchError("the experiment judges mixes by nothing: add 'outcomes:' to it")
    points = columns(results)
    groups = groups_of(results)
    mixes, baseline = results.mixes, results.baseline
    values = {o.metric: results.values(o.metric)[0] for o in outcomes}
    try:
        found = tuple(judged(o, values[o.metric], mixes, baseline, points, groups)
                      for o in outcomes)
    except ValueError as error:
        raise BatchError(f"{error}; go on with: wargame batch resume {results.folder}") from None
    limits = {o.metric: o.threshold for o in outcomes if o.threshold is not None}
    satisfied = satisficing(values, limits, mixes) if limits else ()
    robust = satisfied[0].mix if satisfied else found[0].regrets[0].mix
    tails = np.column_stack([_tails(j, values[j.outcome.metric]) for j in found])
    front = pareto(tails, ["higher"] * len(found))
    fails: tuple[Failing, ...] = ()
    compared: Against | None = None
    if limits:
        good = passes(values, limits)
        known = np.logical_and.reduce([np.isfinite(values[n]) for n in limits])
        fails = tuple(
            failing(mix, ~good[mixes.index(mix)], points, known=known[mixes.index(mix)],
                    groups=groups, seed=seed)
            for mix in dict.fromkeys((robust, baseline)))
        if robust != baseline:
            one, other = mixes.index(robust), mixes.index(baseline)
            both = known[one] & known[other]
            compared = against(good[one, both], good[other, both],
                               None if groups is None else groups[both])
    return Answers(
        mixes, baseline, results.scenarios, found, satisfied, robust,
        tuple(m for m, kept in zip(mixes, front, strict=True) if kept),
        {mixes[at]: mixes[int(np.argmax(better))] for at in np.flatnonzero(~front)
         if (better := front & dominating(tails, tails[at])).any()}, fails,
        saved(results), assumptions(results), len(results.failures), entangled(points),
        compared)


def _tails(found: Judged, values: Array) -> Array:
    """What nine of ten futures reach, higher being better."""
    good = found.outcome.oriented(values) * (-1 if found.outcome.direction == "lower" else 1)
    return np.array([np.quantile(v[np.isfinite(v)], 0.1) if np.isfinite(v).any() else np.nan
                     for v in good])


def columns(results: ResultSet) -> dict[str, Array]:
    """What varied, by name, (scenarios,) each."""
    table = results.point_values()
    return {n: table[:, i] for i, n in enumerate(results.columns) if np.ptp(table[:, i]) > 0}


def entangled(points: Mapping[str, Array]) -> float:
    """The largest correlation, without its sign, between two of the numbers that varied."""
    if len(points) < 2:
        return 0.0
    found = np.abs(np.corrcoef(np.array(list(points.values()))))
    np.fill_diagonal(found, 0.0)
    return float(found.max())


def groups_of(results: ResultSet) -> npt.NDArray[np.int64] | None:
    """The point of each scenario, where several futures share one."""
    if results.futures == 1 or len(results.points) < 2 or not results.columns:
        return None
    return np.arange(results.scenarios) // results.futures


def saved(results: ResultSet, *, most: int = 4) -> Savings:
    """What pairing saved on every continuous metric, for mixes compared with the baseline.

    Of a grid these are the mixes that differ from it in one option; of others, ``most`` spread over
    the list.
    """
    mixes = results.mixes
    others = [i for i, m in enumerate(mixes) if m != results.baseline]
    if not others:
        return Savings(())
    near = _neighbours(mixes, results.baseline)
    kept = near or sorted({others[int(i)] for i in np.linspace(0, len(others) - 1, most)})
    rows = [mixes.index(results.baseline), *kept]
    table: dict[str, Array] = {}
    for metric in results.metrics:
        values = results.values(metric)[0][rows]
        if np.unique(values[np.isfinite(values)]).size > CONTINUOUS:
            table[metric] = values
    return savings(table, [mixes[i] for i in rows], groups=groups_of(results), resamples=200)


def _neighbours(mixes: tuple[str, ...], baseline: str) -> list[int]:
    """Mixes of a grid that differ from the baseline in one option."""
    if not axes_of(mixes):
        return []
    own = set(baseline.split(", "))
    return [i for i, m in enumerate(mixes) if len(own - set(m.split(", "))) == 1]


def assumptions(results: ResultSet) -> tuple[Assumption, ...]:
    """Every uncertain number with its source, in the order of the columns."""
    return tuple(_assumption(results, at) for at in range(len(results.study.columns)))


def _assumption(results: ResultSet, at: int) -> Assumption:
    study = results.study
    column = study.columns[at]
    scenario, program = study.scenario, study.scenario.program
    given = results.experiment.uncertainties
    declared: Parameter | Variable
    own: object
    if column.row is None:
        declared = program.parameters[column.variable]
        own = scenario.playbook.parameters.get(column.variable)
        spec = given.parameters.get(column.variable)
    else:
        declared = program.variables[column.variable]
        member = scenario.sizes.names(program.rows[column.variable].space)[column.row]
        own = scenario.playbook.values(column.variable).get(member)
        spec = given.start.get(column.variable, {}).get(member)
    source = getattr(spec, "source", None) or getattr(own, "source", None) or declared.source
    return Assumption(column.name, declared.meaning, column.low, column.middle, column.high,
                      declared.unit, str(source))
