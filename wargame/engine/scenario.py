"""A playbook bound to a program: members in order, starting values, who plays what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from pydantic import ValidationError

from wargame.engine.library import Library
from wargame.hooks.search import suggestion
from wargame.playbook.calendar import MOST_TICKS
from wargame.playbook.check import check_against
from wargame.playbook.models import Playbook, StrategyUse
from wargame.strategies.reading import Tier, memory_row, parameter_row
from wargame.strategies.strategy import SET_OF, Strategy
from wargame.symbolic.program import Program
from wargame.symbolic.sets import Sizes

Array = npt.NDArray[np.float64]


class ScenarioError(ValueError):
    """An actor, strategy, lever or parameter that the scenario does not have."""


@dataclass(frozen=True)
class Seat:
    """One actor and the strategy that plays it; a strategy of None holds."""

    actor: str
    kind: str
    position: int
    strategy: type[Strategy] | None
    parameters: Mapping[str, float]


@dataclass(frozen=True, repr=False)
class Scenario:
    """Everything a game needs besides a seed: sets, starting rows, parameters and seats.

    ``start`` holds for each stock, attribute, lever, memory and strategy parameter an array of
    the shape of its set; ``parameters`` are world values.
    """

    playbook: Playbook
    library: Library
    sizes: Sizes
    start: Mapping[str, Array]
    parameters: Mapping[str, float]
    seats: tuple[Seat, ...]

    def __repr__(self) -> str:
        return f"<scenario {self.playbook.id}, {len(self.seats)} actors, {self.turns} turns>"

    @property
    def program(self) -> Program:
        """The operation list."""
        return self.library.program

    @property
    def ticks(self) -> int:
        """Length in quarters."""
        return self.playbook.calendar.ticks

    @property
    def ticks_per_turn(self) -> int:
        """Quarters in a turn."""
        return self.playbook.calendar.ticks_per_turn

    @property
    def turns(self) -> int:
        """Number of turns."""
        return self.playbook.calendar.turns

    @cached_property
    def tier(self) -> tuple[Tier, str]:
        """The slowest tier among the seats, and the strategy and reason that set it."""
        worst: tuple[Tier, str] = ("symbolic", "")
        for seat in self.seats:
            if seat.strategy is not None:
                tier, why = self.library.tiers[seat.strategy.name]
                if tier != "symbolic":
                    worst = (tier, f"{seat.strategy.name}: {why}")
        return worst

    def seat(self, actor: str) -> Seat:
        """The seat of an actor. Raises `ScenarioError` naming those there are."""
        for seat in self.seats:
            if seat.actor == actor:
                return seat
        raise ScenarioError(f"no actor is called '{actor}'; actors here are "
                            + ", ".join(sorted(s.actor for s in self.seats)))

    def commanded(self, commands: Mapping[str, Mapping[str, Any]]) -> list[tuple[str, int, Any]]:
        """People's orders (by actor and lever) as lever, position and value.

        Raises `ScenarioError` for an actor or lever that is not there and for no number.
        """
        seats = {actor: self.seat(actor) for actor in commands}
        return [(lever, seats[actor].position, self._ordered(seats[actor], lever, value))
                for actor, levers in commands.items() for lever, value in levers.items()]

    def _ordered(self, seat: Seat, name: str, value: Any) -> Any:
        lever = self.program.levers.get(name)
        if lever is None or lever.actors != SET_OF[seat.kind]:
            own = [n for n, known in self.program.levers.items()
                   if known.actors == SET_OF[seat.kind]]
            raise ScenarioError(f"the {seat.kind} '{seat.actor}' has no lever '{name}'"
                                + suggestion(name, own))
        if isinstance(value, str) or not np.all(np.isfinite(value)):
            codes = "".join(f", {code} for {word}" for code, word in enumerate(lever.choices))
            raise ScenarioError(f"lever '{name}' of '{seat.actor}' was set to {value!r}; "
                                f"give a finite number{codes}")
        return value

    def replacing(
        self, strategies: Mapping[str, StrategyUse | Mapping[str, Any] | str | None],
    ) -> Scenario:
        """The same scenario with other strategies in some seats; None makes a seat hold.

        A strategy is its name, or ``{"use": name, parameter: value}``. Raises `ScenarioError`.
        """
        for actor in strategies:
            self.seat(actor)
        start = dict(self.start)
        seats = []
        for seat in self.seats:
            if seat.actor not in strategies:
                seats.append(seat)
                continue
            seats.append(_seated(self.library, seat.actor, seat.kind, seat.position,
                                 strategies[seat.actor]))
            _place(start, seat, empty=True)
            _place(start, seats[-1])
        return replace(self, seats=tuple(seats), start=start)

    def lasting(self, turns: int) -> Scenario:
        """The same scenario over another number of turns, as a session may have less time.

        Raises `ScenarioError` for fewer than one.
        """
        calendar = self.playbook.calendar
        if turns < 1 or turns * calendar.ticks_per_turn > MOST_TICKS:
            raise ScenarioError(f"a game of {turns} turns cannot be played; turns are 1 to "
                                f"{MOST_TICKS // calendar.ticks_per_turn}")
        if turns == calendar.turns:
            return self
        other = calendar.model_copy(update={"ticks": turns * calendar.ticks_per_turn})
        return replace(self, playbook=self.playbook.model_copy(update={"calendar": other}))

    def setting(self, parameters: Mapping[str, float]) -> Scenario:
        """The same scenario with other parameter values. Raises `ScenarioError`."""
        for name, value in parameters.items():
            if name not in self.parameters:
                raise ScenarioError(f"no parameter is called '{name}'"
                                    + suggestion(name, self.parameters))
            if not np.isfinite(value):
                raise ScenarioError(f"parameter '{name}' was set to {value}, which is not finite")
        return replace(self, parameters={**self.parameters, **parameters})


def bind(playbook: Playbook, library: Library) -> Scenario:
    """Check a playbook against what is loaded and lay out its numbers.

    Raises `PlaybookError` with file, line, field and fix.
    """
    check_against(playbook, library)
    program = library.program
    members = {name: tuple(playbook.member_ids().get(name, ())) for name in library.sets}
    sizes = Sizes.of(members, playbook.related(), program.relations)
    start: dict[str, Array] = {}
    for name, variable in program.variables.items():
        if variable.kind in ("stock", "attribute"):
            given = playbook.values(name)
            default = variable.initial if variable.initial is not None else 0.0
            start[name] = np.array(
                [given[m].value if m in given else default for m in sizes.names(variable.space)],
                dtype=np.float64).reshape(sizes.shape(variable.space))
    for name, lever in program.levers.items():
        start[name] = np.full(sizes.shape((lever.actors,)), float(lever.default))
    for spec in playbook.actors:
        for name, value in spec.levers.items():
            lever = program.levers[name]
            code = lever.choices.index(value) if isinstance(value, str) else float(value)
            start[name][sizes.position((lever.actors,), spec.id)] = code
    for row in program.rows.values():
        if row.role in ("memory", "strategy"):
            start[row.name] = np.zeros(sizes.shape(row.space))
    parameters = {n: p.value for n, p in program.parameters.items()}
    for name, override in playbook.parameters.items():
        if override.value is not None:
            parameters[name] = override.value
    seats = []
    for spec in playbook.actors:
        position = sizes.position((SET_OF[spec.kind],), spec.id)
        seat = _seated(library, spec.id, spec.kind, position, spec.strategy)
        _place(start, seat)
        seats.append(seat)
    return Scenario(playbook, library, sizes, start, parameters,
                    tuple(sorted(seats, key=lambda s: s.actor)))


def ranges(scenario: Scenario) -> dict[str, tuple[float, float]]:
    """Low and high of every parameter that is uncertain, playbook overrides included."""
    found = {n: (p.low, p.high) for n, p in scenario.program.parameters.items()}
    for name, override in scenario.playbook.parameters.items():
        if override.low is not None and override.high is not None:
            found[name] = (override.low, override.high)
    return {n: (low, high) for n, (low, high) in sorted(found.items()) if low < high}


def start_ranges(scenario: Scenario) -> dict[str, dict[str, tuple[int, float, float]]]:
    """Uncertain starting values: variable -> member -> (row, low, high)."""
    found: dict[str, dict[str, tuple[int, float, float]]] = {}
    for name, variable in sorted(scenario.program.variables.items()):
        names = scenario.sizes.names(variable.space)
        for member, given in scenario.playbook.values(name).items():
            if given.low is not None and given.high is not None and given.low < given.high:
                found.setdefault(name, {})[member] = (
                    names.index(member), given.low, given.high)
    return found


def _seated(
    library: Library, actor: str, kind: str, position: int,
    use: StrategyUse | Mapping[str, Any] | str | None,
) -> Seat:
    if use is None:
        return Seat(actor, kind, position, None, {})
    use = StrategyUse.model_validate(use)
    info = library.strategies.get(use.use)
    if info is None or info.actor != kind:
        usable = sorted(n for n, s in library.strategies.items() if s.actor == kind)
        raise ScenarioError(f"'{use.use}' is no strategy for the {kind} '{actor}'; "
                            f"there are {', '.join(usable) or 'none'}")
    strategy: type[Strategy] = info.cls
    for name in use.parameters:
        if name not in strategy.Params.model_fields:
            raise ScenarioError(f"strategy '{use.use}' has no parameter '{name}'"
                                + suggestion(name, strategy.Params.model_fields))
    try:
        parameters: dict[str, Any] = strategy.Params(**use.parameters).model_dump()
    except ValidationError as error:
        fault = error.errors()[0]
        raise ScenarioError(f"strategy '{use.use}', parameter '{fault['loc'][0]}': "
                            f"{fault['msg'].lower()}") from None
    return Seat(actor, kind, position, strategy, parameters)


def _place(start: dict[str, Array], seat: Seat, *, empty: bool = False) -> None:
    """Put a seat's strategy parameters and fresh memory into the starting rows, or clear them."""
    if seat.strategy is None:
        return
    values = {parameter_row(seat.strategy.name, n): v for n, v in seat.parameters.items()}
    values |= {memory_row(seat.strategy.name, n): m.initial
               for n, m in seat.strategy.memory.items()}
    for row, value in values.items():
        start[row] = start[row].copy()
        start[row][seat.position] = 0.0 if empty else float(value)
