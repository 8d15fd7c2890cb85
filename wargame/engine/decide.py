"""Decisions of all seats over many futures at once: traced rules, arrays, or one by one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import replace
from typing import Any

import numpy as np
import numpy.typing as npt

from wargame.engine.address import Draws, Uints
from wargame.engine.faults import DecisionFaultError, Fault, FaultMode, Held, fault_of
from wargame.engine.reader import SeatReader
from wargame.engine.scenario import Scenario, Seat
from wargame.strategies.limit import TimeLimitError
from wargame.strategies.reading import luck_row, memory_row
from wargame.strategies.rules import clip
from wargame.strategies.seeing import Visible
from wargame.strategies.strategy import SET_OF, Orders, Strategy
from wargame.symbolic.numpy_backend import OPERATIONS
from wargame.symbolic.program import Operand, Rule
from wargame.world.luck import key, row_states, uniforms

Array = npt.NDArray[np.float64]


class Deciders:
    """Turns the start-of-turn rows into lever and memory values for every seat."""

    def __init__(self, scenario: Scenario, mode: FaultMode = "record") -> None:
        self.scenario = scenario
        self.mode = mode
        self.held: list[Held] = []
        #: Strategies that did not return in time, with the fault: they are asked no more.
        self.stopped: dict[str, Fault] = {}
        #: Actors of whom it is told that they hold for that reason.
        self.told: set[str] = set()
        self.visible = Visible(scenario.program.variables, scenario.program.levers)
        self._rules = {rule.name: rule for rule in scenario.program.rules}
        self._plans = {name: _plan(rule) for name, rule in self._rules.items()}
        self._guards = {name: rule.guard for name, rule in self._rules.items()}
        self._draws = {
            name: Draws.of(scenario.program, scenario.sizes, rule.luck)
            for name, rule in self._rules.items()}

    def copy(self) -> Deciders:
        """The same at a position of its own: what was decided and found at fault is told apart."""
        twin = object.__new__(Deciders)
        twin.__dict__.update(self.__dict__)
        twin.held, twin.stopped, twin.told = [], dict(self.stopped), set(self.told)
        return twin

    def decide(
        self, rows: Mapping[str, Array], seed: int, tick: int, futures: Uints, held: frozenset[str],
    ) -> list[tuple[str, int, Any]]:
        """(row, position, values over futures) of every order; ``held`` actors decide nothing."""
        orders: list[tuple[str, int, Any]] = []
        for seat in self.scenario.seats:
            if seat.strategy is None or seat.actor in held:
                continue
            if seat.strategy.name in self.stopped:
                fault = self.unasked(seat, seat.strategy, tick)
                if fault is not None:
                    self.note(fault, futures)
                continue
            if seat.strategy.name in self._rules:
                orders += self._ruled(seat, rows, seed, tick, futures)
            else:
                orders += self._called(seat, seat.strategy, rows, seed, tick, futures)
        return orders

    def _ruled(
        self, seat: Seat, rows: Mapping[str, Array], seed: int, tick: int, futures: Uints,
    ) -> list[tuple[str, int, Any]]:
        assert seat.strategy is not None
        rule, guard = self._rules[seat.strategy.name], self._guards[seat.strategy.name]
        luck = self._draws[rule.name].draw(seed, tick, futures)
        at = seat.position
        done: list[Any] = []

        def value(operand: Operand) -> Any:
            if operand[0] == "t":
                return done[operand[1]]
            if operand[0] == "c":
                return np.float64(operand[1])
            name = operand[1]
            row = luck[name] if name in luck else rows[name]
            return row[at] if operand[2] else row

        with np.errstate(all="ignore"):
            for function, operands in self._plans[rule.name]:
                done.append(function(*[value(o) for o in operands]))
            if guard is not None and not np.all(done[guard]):
                # Asked in numbers, the strategy fails in just these futures, and the fault says so.
                return self._called(seat, seat.strategy, rows, seed, tick, futures)
            return [(row, at, value(operand)) for row, operand in rule.results]

    def _called(
        self, seat: Seat, strategy: type[Strategy], rows: Mapping[str, Array], seed: int,
        tick: int,
        futures: Uints,
    ) -> list[tuple[str, int, Any]]:
        """The array reading, and where that fails the same future by future."""
        spaces = self.scenario.program.rows

        def members(name: str) -> Any:
            return rows[name] if spaces[name].space else rows[name][None]

        try:
            with np.errstate(all="ignore"):
                return self._asked(seat, strategy, members, seed, tick, futures)
        except TimeLimitError as error:
            return self.stop(seat, strategy, tick, error, futures)
        except Exception:  # noqa: BLE001, S110  it may still play one future at a time
            pass
        collected: dict[tuple[str, int], Array] = {}
        for number in range(futures.size):
            def alone(name: str, number: int = number) -> Any:
                return members(name)[..., number]

            try:
                found = self._asked(
                    seat, strategy, alone, seed, tick, futures[number:number + 1], scalar=True)
            except TimeLimitError as error:
                self.stop(seat, strategy, tick, error, futures[number:])
                break
            except Exception as error:  # noqa: BLE001  a fault of a plugin never ends a game
                self.note(fault_of(seat, strategy, tick, error), futures[number:number + 1])
                continue
            for row, at, value in found:
                if (row, at) not in collected:
                    collected[row, at] = np.array(rows[row][at], dtype=np.float64)
                collected[row, at][number] = value
        return [(row, at, values) for (row, at), values in collected.items()]

    def stop(
        self, seat: Seat, strategy: type[Strategy], tick: int, error: TimeLimitError,
        futures: Uints,
    ) -> list[tuple[str, int, Any]]:
        """Ask a strategy that hangs no more: its seats hold from now on."""
        fault = self.stopped[strategy.name] = fault_of(seat, strategy, tick, error)
        self.told.add(seat.actor)
        self.note(fault, futures)
        return []

    def unasked(self, seat: Seat, strategy: type[Strategy], tick: int) -> Fault | None:
        """The fault of a seat whose strategy did not return before; None once that is told."""
        if seat.actor in self.told:
            return None
        self.told.add(seat.actor)
        return replace(self.stopped[strategy.name], actor=seat.actor, tick=tick)

    @property
    def faults(self) -> list[Fault]:
        """Decisions that failed, in the order in which they did."""
        return [held.fault for held in self.held]

    def note(self, fault: Fault, futures: Uints) -> None:
        """Keep a fault of these futures, as the mode says. Raises `DecisionFaultError`."""
        if self.mode == "off":
            return
        self.held.append(Held(fault, futures))
        if self.mode == "stop":
            raise DecisionFaultError(self.held[-1])

    def _asked(
        self, seat: Seat, strategy: type[Strategy], members: Callable[[str], Any], seed: int,
        tick: int, futures: Uints, *, scalar: bool = False,
    ) -> list[tuple[str, int, Any]]:
        def draw(purpose: str) -> Any:
            states = row_states(
                seed, tick, np.array([key(seat.actor, luck_row(strategy.name, purpose))],
                                     dtype=np.uint64))
            values = uniforms(states, futures)[0]
            return values[0] if scalar else values

        orders = SeatReader(self.scenario, seat, self.visible).decide(members, draw)
        return self.checked(seat, strategy, orders, futures.size)

    def checked(
        self, seat: Seat, strategy: type[Strategy], orders: Any, futures: int = 1,
    ) -> list[tuple[str, int, Any]]:
        """Orders as rows; raises ValueError or TypeError for orders that make no sense."""
        if not isinstance(orders, Orders):
            raise TypeError(f"decide returned {type(orders).__name__}, not Orders")
        optional = strategy.optional_levers
        found: list[tuple[str, int, Any]] = []
        for name, value in sorted(orders.levers.items()):
            lever = self.scenario.program.levers.get(name)
            if lever is None and name in optional:
                continue
            if lever is None or lever.actors != SET_OF[seat.kind]:
                raise ValueError(f"a {seat.kind} has no lever '{name}'")
            if isinstance(value, str) and lever.choices:
                codes = ", ".join(f"{n} {choice}" for n, choice in enumerate(lever.choices))
                raise ValueError(f"'{name}' was set to {value!r}, which is not a number; its "
                                 f"choices are {codes}")
            found.append((name, seat.position, _number(name, value, futures)))
        for name, value in sorted(orders.memory.items()):
            memory = strategy.memory.get(name)
            if memory is None:
                raise ValueError(f"strategy '{strategy.name}' declares no memory '{name}'")
            held = clip(_number(name, value, futures), memory.low, memory.high)
            found.append((memory_row(strategy.name, name), seat.position, held))
        return found


def _number(name: str, value: Any, futures: int) -> Any:
    """One number, or one for each future."""
    try:
        number = np.asarray(value, dtype=np.float64)
    except (TypeError, ValueError):
        raise ValueError(f"'{name}' was set to {value!r}, which is not a number") from None
    if number.shape not in ((), (futures,)):
        raise ValueError(f"'{name}' was set to {number.size} numbers; an order is one")
    if not np.all(np.isfinite(number)):
        raise ValueError(f"'{name}' was set to a number that is not finite")
    return number if number.ndim else np.float64(float(number))


def _plan(rule: Rule) -> list[tuple[Callable[..., Any], tuple[Operand, ...]]]:
    return [(OPERATIONS[name], operands) for name, operands in rule.operations]


def applied(rows: MutableMapping[str, Array], orders: Mapping[tuple[str, int], Any]) -> None:
    """Replace rows by copies with the orders in them."""
    changed = {row: np.array(rows[row], dtype=np.float64) for row in {row for row, _ in orders}}
    for (row, at), value in orders.items():
        changed[row][at] = value
    for row, values in changed.items():
        rows[row] = values
