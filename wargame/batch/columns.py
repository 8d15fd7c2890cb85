"""What varies: one column for each uncertain parameter and starting value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from wargame.batch.experiment import Distribution, Experiment, RangeSpec
from wargame.engine.scenario import Scenario, ranges, start_ranges
from wargame.playbook.errors import PlaybookError
from wargame.playbook.source import Path
from wargame.playbook.wording import nearest, number, shown
from wargame.symbolic.declarations import Parameter, Variable

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Column:
    """One uncertain number: a parameter, or (``row`` is not None) one member's starting value.

    ``middle`` is the playbook's own value; ``values`` are the only ones, where there are such.
    """

    name: str
    variable: str
    row: int | None
    low: float
    middle: float
    high: float
    distribution: Distribution
    values: tuple[float, ...] = ()

    def at(self, draws: Array) -> Array:
        """Values at draws in [0, 1), of the same shape."""
        if self.values:
            places = np.minimum((draws * len(self.values)).astype(np.int64), len(self.values) - 1)
            return np.array(self.values)[places]
        low, middle, high = self.low, self.middle, self.high
        if self.distribution == "uniform":
            return low + (high - low) * draws
        if self.distribution == "balanced":
            return np.where(draws < 0.5, low + (middle - low) * 2 * draws,
                            middle + (high - middle) * (2 * draws - 1))
        width, peak = high - low, (middle - low) / (high - low)
        return np.where(draws < peak, low + np.sqrt(draws * width * (middle - low)),
                        high - np.sqrt((1 - draws) * width * (high - middle)))

    def levels(self, count: int) -> Array:
        """Its values, or evenly spaced ones from low to high."""
        return np.array(self.values) if self.values else np.linspace(self.low, self.high, count)


class ColumnReader:
    """Reads an experiment's uncertainties against a scenario; faults are PlaybookErrors."""

    def __init__(self, experiment: Experiment, scenario: Scenario) -> None:
        self.given = experiment.uncertainties
        self.scenario = scenario
        self.error = experiment.origin.error

    def columns(self) -> tuple[Column, ...]:
        """Every column, parameters first, by name. Raises PlaybookError."""
        known = ranges(self.scenario)
        known_start = start_ranges(self.scenario)
        every = self.given.ranges == "playbook"
        left_out = self._left_out()
        names = set(self.given.parameters) | (set(known) if every else set())
        found = [self._parameter(name, known) for name in sorted(names - left_out)]
        for name in sorted((set(self.given.start) | (set(known_start) if every else set()))
                           - left_out):
            found += self._start(name, known_start.get(name, {}), every)
        return tuple(found)

    def _left_out(self) -> set[str]:
        rows = [*self.scenario.parameters, *self.scenario.program.variables]
        for at, name in enumerate(self.given.except_):
            if name not in rows:
                raise self.error(("uncertainties", "except", at),
                                 f"nothing is called {shown(name)}",
                                 nearest(name, rows, "parameters and variables"))
        return set(self.given.except_)

    def _parameter(self, name: str, known: Mapping[str, tuple[float, float]]) -> Column:
        path: Path = ("uncertainties", "parameters", name)
        parameter = self.scenario.program.parameters.get(name)
        if parameter is None:
            fix = nearest(name, self.scenario.program.parameters, "parameters")
            if name in self.scenario.program.variables:
                fix = f"'{name}' is a variable: put it under 'start'"
            raise self.error(path, f"no parameter is called {shown(name)}", fix)
        spec = self.given.parameters.get(name, RangeSpec())
        return self._column(name, name, None, self.scenario.parameters[name], spec,
                            known.get(name), path, _signs(parameter))

    def _start(
        self, name: str, known: Mapping[str, tuple[int, float, float]], every: bool,
    ) -> Iterable[Column]:
        variable = self.scenario.program.variables.get(name)
        if variable is None or name not in self.scenario.start:
            startable = [n for n in self.scenario.program.variables if n in self.scenario.start]
            fix = nearest(name, startable, "they")
            if name in self.scenario.program.parameters:
                fix = f"'{name}' is a parameter: put it under 'parameters'"
            raise self.error(("uncertainties", "start", name),
                             f"no variable with a starting value is called {shown(name)}", fix)
        members = self.scenario.sizes.names(variable.space)
        given = self.given.start.get(name, {})
        flat = self.scenario.start[name].reshape(-1)
        for member in given:
            if member not in members:
                raise self.error(("uncertainties", "start", name, member),
                                 f"'{name}' has no member {shown(member)}",
                                 nearest(member, members, "members"))
        for row, member in enumerate(members):
            if member in given or (every and member in known):
                bounds = known.get(member)
                label = f"{name}[{member}]" if variable.space else name
                yield self._column(
                    label, name, row, float(flat[row]), given.get(member, RangeSpec()),
                    bounds and (bounds[1], bounds[2]), ("uncertainties", "start", name, member),
                    (variable, variable.low, variable.high))

    def _column(
        self, label: str, name: str, row: int | None, middle: float, spec: RangeSpec,
        known: tuple[float, float] | None, path: Path,
        bounds: tuple[Variable | Parameter, float, float],
    ) -> Column:
        _, lowest, highest = bounds
        if spec.values is not None:
            self._inside(spec.values, lowest, highest, path, label)
            return Column(label, name, row, min(spec.values), middle, max(spec.values), "uniform",
                          spec.values)
        if spec.low is not None and spec.high is not None:
            low, high = spec.low, spec.high
        elif known is not None:
            low, high = known
        else:
            raise self.error(path, f"the playbook has no range for '{label}'",
                             "add 'low' and 'high'")
        self._inside((low, high), lowest, highest, path, label)
        distribution = spec.distribution or self.given.distribution
        if distribution != "uniform" and not low <= middle <= high:
            raise self.error(path, f"the playbook's value {number(middle)} is outside "
                             f"{number(low)} to {number(high)}",
                             "widen the range, or add 'distribution: uniform'")
        return Column(label, name, row, low, middle, high, distribution)

    def _inside(
        self, values: Iterable[float], lowest: float, highest: float, path: Path, label: str,
    ) -> None:
        for value in values:
            if not lowest <= value <= highest:
                fault: PlaybookError = self.error(
                    path, f"{number(value)} is outside what the model allows",
                    f"'{label}' is {_span(lowest, highest)}")
                raise fault


def _signs(parameter: Parameter) -> tuple[Parameter, float, float]:
    """A range may be wider than the model's, but not change the sign its equations rely on."""
    low, high = parameter.low, parameter.high
    if low == high:
        return parameter, low, high
    lowest = np.nextafter(0.0, 1.0) if low > 0 else 0.0 if low == 0 else -np.inf
    return parameter, float(lowest), float("inf") if high > 0 else 0.0


def _span(lowest: float, highest: float) -> str:
    if lowest == highest:
        return f"fixed at {number(lowest)}"
    if np.isinf(highest):
        if np.isinf(lowest):
            return "any number"
        return "above 0" if lowest > 0 else "at least 0"
    if np.isinf(lowest):
        return f"at most {number(highest)}"
    return f"from {number(lowest)} to {number(highest)}"
