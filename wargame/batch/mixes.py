"""Mixes of an experiment bound to a scenario: every name checked, every choice a number."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from wargame.batch.experiment import Experiment
from wargame.batch.mix import HOLD, Assignment
from wargame.engine.kernel import Order
from wargame.engine.scenario import Scenario, ScenarioError, Seat
from wargame.playbook.actor import StrategyUse
from wargame.playbook.errors import PlaybookError
from wargame.playbook.source import Path
from wargame.playbook.wording import listed, nearest, number, shown
from wargame.strategies.strategy import SET_OF

MOST_MIXES = 100_000
#: From turn, counted from 1, to the value held from then on.
Turns = Mapping[int, float]


@dataclass(frozen=True)
class Mix:
    """A policy mix: strategies by actor (None holds), and levers by actor, held by turn."""

    name: str
    strategies: Mapping[str, StrategyUse | None]
    levers: Mapping[str, Mapping[str, Turns]]

    def scenario(self, base: Scenario) -> Scenario:
        """The scenario with this mix in its seats."""
        return base.replacing(dict(self.strategies)) if self.strategies else base

    def orders(self, base: Scenario) -> tuple[Order, ...]:
        """The levers held, as a runner of many futures takes them."""
        found = []
        for actor, levers in sorted(self.levers.items()):
            position = base.seat(actor).position
            for lever, turns in sorted(levers.items()):
                held = None
                for turn in range(base.turns):
                    held = turns.get(turn + 1, held)
                    if held is not None:
                        found.append(Order(turn, lever, position, held))
        return tuple(found)

    def assignments(self) -> dict[str, Any]:
        """What it changes, as plain data."""
        strategies = {a: HOLD if u is None else u.model_dump() if u.parameters else u.use
                      for a, u in sorted(self.strategies.items())}
        levers = {a: {n: turns[1] if set(turns) == {1} else dict(sorted(turns.items()))
                      for n, turns in sorted(given.items())}
                  for a, given in sorted(self.levers.items())}
        return {"strategies": strategies, "levers": levers}


class MixReader:
    """Reads an experiment's mixes against a scenario. Faults are PlaybookErrors with lines."""

    def __init__(self, experiment: Experiment, scenario: Scenario) -> None:
        self.experiment = experiment
        self.scenario = scenario
        self.error = experiment.origin.error
        self.groups = {SET_OF[kind]: [s.actor for s in scenario.seats if s.kind == kind]
                       for kind in SET_OF}

    def mixes(self) -> tuple[Mix, ...]:
        """Every mix, in the order of the file: listed ones, then the grid.

        Raises PlaybookError for names that lead nowhere, values out of range, and two mixes of
        one name.
        """
        common = self._bound("", self.experiment.common, ("common",))
        found: dict[str, Mix] = {}
        for at, spec in enumerate(self.experiment.mixes):
            if spec.name in found:
                raise self.error(("mixes", at, "name"), f"the mix {shown(spec.name)} is named "
                                 "twice", "give each its own name")
            found[spec.name] = _over(spec.name, common, self._bound(spec.name, spec, ("mixes", at)))
        for mix in self._grid(common):
            if mix.name in found:
                raise self.error(("grid",), f"the grid has a mix {shown(mix.name)}, and so has "
                                 "'mixes'", "rename the listed one")
            found[mix.name] = mix
        if not found:
            found["as_played"] = _over("as_played", common)
        return tuple(found.values())

    def _grid(self, common: Mix) -> Iterator[Mix]:
        axes: list[list[Mix]] = []
        for axis, options in self.experiment.options.items():
            if not options:
                raise self.error(("options", axis), "has no options", "add some, or remove it")
            axes.append([self._bound(f"{axis}={name}", given, ("options", axis, name))
                         for name, given in options.items()])
        for axis, values in self.experiment.grid.items():
            if not values:
                raise self.error(("grid", axis), "has no values", "add some, or remove it")
            axes.append([self._bound(f"{axis}={_word(value)}", self._axis(axis, value),
                                     ("grid", axis, at)) for at, value in enumerate(values)])
        count = math.prod(len(axis) for axis in axes)
        if count > MOST_MIXES:
            raise self.error(("grid",), f"the grid has {count:,} mixes, {MOST_MIXES:,} at most",
                             "leave out values or axes")
        for chosen in itertools.product(*axes) if axes else ():
            yield _over(", ".join(m.name for m in chosen), common, *chosen)

    def _axis(self, axis: str, value: Any) -> Assignment:
        actor, dot, lever = axis.partition(".")
        if dot:
            return Assignment(levers={actor: {lever: value}})
        if not isinstance(value, str):
            raise self.error(("grid", axis), f"{shown(value)} is no strategy",
                             f"write '{axis}.lever' for values of a lever")
        return Assignment(strategies={actor: StrategyUse.model_validate(value)})

    def _bound(self, name: str, given: Assignment, path: Path) -> Mix:
        strategies: dict[str, StrategyUse | None] = {}
        for target, use in given.strategies.items():
            where = (*path, "strategies", target)
            for seat in self._seats(target, where):
                strategies[seat.actor] = self._strategy(seat, use, where)
        levers: dict[str, dict[str, Turns]] = {}
        for target, held in given.levers.items():
            for seat in self._seats(target, (*path, "levers", target)):
                for lever, turns in held.items():
                    levers.setdefault(seat.actor, {})[lever] = self._turns(
                        seat, lever, turns, (*path, "levers", target, lever))
        return Mix(name, strategies, levers)

    def _seats(self, target: str, path: Path) -> list[Seat]:
        actors = self.groups.get(target) or [target]
        try:
            return [self.scenario.seat(actor) for actor in actors]
        except ScenarioError:
            known = [*(s.actor for s in self.scenario.seats), *self.groups]
            raise self.error(path, f"no actor or set is called {shown(target)}",
                             nearest(target, known, "they")) from None

    def _strategy(self, seat: Seat, use: StrategyUse, path: Path) -> StrategyUse | None:
        if use.use == HOLD:
            return None
        known = self.scenario.library.strategies
        fit = [n for n, info in known.items() if info.actor == seat.kind]
        if use.use not in fit:
            raise self.error(path, f"no strategy of a {seat.kind} is called {shown(use.use)}",
                             nearest(use.use, [*fit, HOLD], "they"))
        try:
            self.scenario.replacing({seat.actor: use})
        except ScenarioError as error:
            raise self.error(path, str(error)) from None
        return use

    def _turns(self, seat: Seat, name: str, given: Mapping[int, Any], path: Path) -> Turns:
        lever = self.scenario.program.levers.get(name)
        if lever is None or lever.actors != SET_OF[seat.kind]:
            own = [n for n, known in self.scenario.program.levers.items()
                   if known.actors == SET_OF[seat.kind]]
            raise self.error(path, f"the {seat.kind} '{seat.actor}' has no lever {shown(name)}",
                             nearest(name, own, "its levers"))
        found: dict[int, float] = {}
        for turn, value in sorted(given.items()):
            if turn > self.scenario.turns:
                raise self.error(path, f"there is no turn {turn}",
                                 f"turns here are 1 to {self.scenario.turns}")
            if isinstance(value, str):
                if value not in lever.choices:
                    fix = (f"choices are {listed(lever.choices)}" if lever.choices else
                           f"give a number from {number(lever.low)} to {number(lever.high)}")
                    raise self.error(path, f"{shown(value)} is no value of '{name}'", fix)
                found[turn] = float(lever.choices.index(value))
            elif not lever.low <= value <= lever.high:
                raise self.error(path, f"{number(value)} is outside {number(lever.low)} to "
                                 f"{number(lever.high)}", f"'{name}' stays within them")
            else:
                found[turn] = float(value)
        return found


def _over(name: str, *parts: Mix) -> Mix:
    """Mixes laid over each other, later ones on top, lever by lever."""
    strategies: dict[str, StrategyUse | None] = {}
    levers: dict[str, dict[str, Turns]] = {}
    for part in parts:
        strategies |= part.strategies
        for actor, given in part.levers.items():
            levers.setdefault(actor, {}).update(given)
    return Mix(name, strategies, levers)


def baseline_of(experiment: Experiment, mixes: tuple[Mix, ...]) -> int:
    """Position of the mix that others are compared with. Raises PlaybookError."""
    if experiment.baseline is None:
        return 0
    names = [mix.name for mix in mixes]
    if experiment.baseline not in names:
        error: PlaybookError = experiment.origin.error(
            ("baseline",), f"no mix is called {shown(experiment.baseline)}",
            nearest(experiment.baseline, names, "mixes"))
        raise error
    return names.index(experiment.baseline)


def _word(value: Any) -> str:
    return value if isinstance(value, str) else number(value)
