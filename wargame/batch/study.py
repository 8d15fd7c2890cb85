"""An experiment bound to its playbook: everything checked, nothing played yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from wargame.batch.columns import Column, ColumnReader
from wargame.batch.design import DesignError, points_of
from wargame.batch.experiment import Aim, Experiment
from wargame.batch.mixes import Mix, MixReader, baseline_of
from wargame.engine.library import load_library
from wargame.engine.scenario import Scenario, ScenarioError, bind
from wargame.hooks.search import installed_plugins
from wargame.playbook.load import parse_playbook
from wargame.playbook.models import Playbook
from wargame.playbook.wording import nearest, number, shown

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, repr=False)
class Study:
    """What is to be played: ``points`` (points, columns), the same for every mix.

    A *scenario number* is ``point * futures + future``; a *run* is ``mix * scenarios + scenario``.
    """

    experiment: Experiment
    scenario: Scenario
    mixes: tuple[Mix, ...]
    columns: tuple[Column, ...]
    outcomes: tuple[Aim, ...]
    baseline: int
    points: Array

    def __repr__(self) -> str:
        return (f"<study {self.experiment.id}: {len(self.mixes)} mixes x {self.points.shape[0]} "
                f"points x {self.experiment.futures} futures>")

    @property
    def scenarios(self) -> int:
        """Points times futures: what every mix meets."""
        return int(self.points.shape[0]) * self.experiment.futures

    @property
    def runs(self) -> int:
        """Games in all."""
        return self.scenarios * len(self.mixes)

    @property
    def metrics(self) -> tuple[str, ...]:
        """Every metric of the model, in order."""
        return self.scenario.program.metrics

    @cached_property
    def seated(self) -> tuple[Scenario, ...]:
        """The scenario of each mix."""
        return tuple(mix.scenario(self.scenario) for mix in self.mixes)

    @cached_property
    def tier(self) -> tuple[str, str]:
        """The slowest tier among all mixes, with the strategy and reason that set it."""
        order = ("symbolic", "array", "python")
        return max((s.tier for s in self.seated), key=lambda tier: order.index(tier[0]))

    def luck(self, scenarios: npt.NDArray[np.int64]) -> npt.NDArray[np.uint64]:
        """The future, an address of luck, of each scenario number."""
        if self.experiment.luck == "shared":
            scenarios = scenarios % self.experiment.futures
        return scenarios.astype(np.uint64)

    def parameters(self, values: Array) -> dict[str, Array]:
        """Parameters and starting values for the engine at points (futures, columns)."""
        found: dict[str, Array] = {}
        for at, column in enumerate(self.columns):
            if column.row is None:
                found[column.variable] = np.ascontiguousarray(values[:, at])
                continue
            if column.variable not in found:
                start = self.scenario.start[column.variable]
                found[column.variable] = np.repeat(start[..., None], values.shape[0], axis=-1)
            found[column.variable].reshape(-1, values.shape[0])[column.row] = values[:, at]
        return found


def bind_experiment(
    experiment: Experiment, playbook: str, source: str, *, files: Sequence[Path] = (),
    points: Array | None = None,
) -> Study:
    """Check an experiment against a playbook's text, and lay out its points.

    ``points`` (points, columns) replace the design. Raises PlaybookError with file, line, field
    and fix.
    """
    scenario = _shortened(experiment, playbook, source, files)
    mixes = MixReader(experiment, scenario).mixes()
    columns = ColumnReader(experiment, scenario).columns()
    baseline = baseline_of(experiment, mixes)
    outcomes = _outcomes(experiment, scenario)
    if points is None:
        try:
            points = points_of(columns, experiment.design, experiment.seed)
        except DesignError as error:
            raise experiment.origin.error(("design",), str(error)) from None
    elif points.ndim != 2 or points.shape[1] != len(columns) or not points.size + (not columns):
        raise experiment.origin.error(
            ("design",), f"points of shape {points.shape} were given",
            f"give an array (points, {len(columns)}), a column for each uncertain number")
    elif not np.all(np.isfinite(points)):
        raise experiment.origin.error(("design",), "a point is not a finite number",
                                      "give finite numbers")
    return Study(experiment, scenario, mixes, columns, outcomes, baseline, points)


@lru_cache(maxsize=8)
def parsed_playbook(playbook: str, source: str) -> Playbook:
    """A playbook cannot be changed, so that one reading serves every experiment with it."""
    return parse_playbook(playbook, source)


def _shortened(
    experiment: Experiment, playbook: str, source: str, files: Sequence[Path],
) -> Scenario:
    parsed = parsed_playbook(playbook, source)
    if experiment.plugins:
        parsed = _with_plugins(experiment, parsed, files)
    library = load_library(parsed.plugins, files)
    if library.model.faults:
        raise ScenarioError(str(library.model.faults[0]))
    scenario = bind(parsed, library)
    if experiment.turns is None:
        return scenario
    if experiment.turns > scenario.turns:
        raise experiment.origin.error(("turns",), f"{experiment.turns} turns are asked for",
                                      f"the playbook has {scenario.turns}")
    ticks = experiment.turns * scenario.ticks_per_turn
    calendar = parsed.calendar.model_copy(update={"ticks": ticks})
    return replace(scenario, playbook=parsed.model_copy(update={"calendar": calendar}))


def _with_plugins(
    experiment: Experiment, playbook: Playbook, files: Sequence[Path],
) -> Playbook:
    installed = installed_plugins(files)
    for at, name in enumerate(experiment.plugins):
        if name not in installed:
            raise experiment.origin.error(("plugins", at), f"no plugin is called {shown(name)}",
                                          nearest(name, installed, "installed plugins"))
    every = tuple(dict.fromkeys((*playbook.plugins, *experiment.plugins)))
    return playbook.model_copy(update={"plugins": every})


def _outcomes(experiment: Experiment, scenario: Scenario) -> tuple[Aim, ...]:
    metrics = scenario.program.metrics
    for at, aim in enumerate(experiment.outcomes):
        if aim.metric not in metrics:
            raise experiment.origin.error(
                ("outcomes", at, "metric"), f"no metric is called {shown(aim.metric)}",
                nearest(aim.metric, metrics, "metrics"))
        known = scenario.program.variables[aim.metric]
        for field, value in (("at_least", aim.at_least), ("at_most", aim.at_most)):
            if value is not None and not known.low <= value <= known.high:
                per_cent = known.unit == "share" and 1 < abs(value) <= 100
                raise experiment.origin.error(
                    ("outcomes", at, field), f"{number(value)} is outside {number(known.low)} to "
                    f"{number(known.high)}, and '{aim.metric}' stays within them",
                    f"did you mean {number(value / 100)}?" if per_cent else
                    "every mix would pass in all futures, or in none")
    return experiment.outcomes or tuple(_claimed(scenario).values())


def _claimed(scenario: Scenario) -> Mapping[str, Aim]:
    """The tests of the playbook's claims; the first of each metric."""
    found: dict[str, Aim] = {}
    for claim in scenario.playbook.outcomes:
        for test in claim.tests:
            low, high = (None if np.isinf(x) else x for x in (test.low, test.high))
            found.setdefault(test.metric, Aim(
                metric=test.metric, at_least=low, at_most=high, label=test.words))
    return found
