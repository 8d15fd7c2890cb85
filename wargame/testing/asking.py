"""Asking a strategy: one seat in one world on floats, or in all worlds at once on arrays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from pydantic import ValidationError

from wargame.engine.reader import SeatReader
from wargame.engine.scenario import Scenario, Seat
from wargame.strategies.reading import luck_row, memory_row, parameter_row
from wargame.strategies.seeing import Visible
from wargame.strategies.strategy import Orders, Strategy, parameter_ranges
from wargame.symbolic.numpy_backend import OPERATIONS
from wargame.symbolic.program import Rule
from wargame.testing.remedies import NotOrdersError
from wargame.testing.worlds import Array, Situations
from wargame.world.luck import digest

#: A decision that takes longer, in seconds, ends the check of a strategy.
LIMIT = 2.0


@dataclass(frozen=True)
class Answer:
    """What came back: orders, what to remember, notes and the reason; or the error instead."""

    levers: Mapping[str, Any] = field(default_factory=dict)
    memory: Mapping[str, Any] = field(default_factory=dict)
    notes: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""
    error: Exception | None = None

    @property
    def orders(self) -> dict[str, Any]:
        """Levers, and memory under the names of its rows."""
        return {**self.levers, **{f"memory {n}": v for n, v in self.memory.items()}}


class Inquiry:
    """A strategy in some situations, with one set of parameters; everything it meets is a copy."""

    def __init__(
        self, strategy: type[Strategy], situations: Situations, parameters: Mapping[str, Any],
    ) -> None:
        self.strategy = strategy
        self.situations = situations
        self.parameters = dict(parameters)
        self.visible = Visible(situations.scenario.library.variables,
                               situations.scenario.library.levers)
        self.rows: dict[str, Array] = {n: v.copy() for n, v in situations.rows.items()}
        self.scenario: Scenario = situations.scenario
        self._draws: dict[str, Array] = {}
        generator = np.random.default_rng(7)
        for name, memory in strategy.memory.items():
            row = memory_row(strategy.name, name)
            count = len(self.scenario.sizes.members[f"{strategy.actor}s"])
            values = generator.uniform(memory.low, memory.high, (count, situations.count))
            values[..., 0] = memory.initial
            values[..., 1::3] = memory.low
            values[..., 2::3] = memory.high
            self.rows[row] = values

    @property
    def seats(self) -> tuple[Seat, ...]:
        """The seats it can play here, with the strategy in them."""
        return tuple(replace(seat, strategy=self.strategy, parameters=self.parameters)
                     for seat in self.situations.seats(self.strategy.actor))

    def draw(self, purpose: str) -> Array:
        """Luck over worlds: the same for every seat, whatever was drawn before."""
        if purpose not in self._draws:
            generator = np.random.default_rng(digest(purpose))
            self._draws[purpose] = generator.uniform(0, 1, self.situations.count)
        return self._draws[purpose]

    def ask(self, seat: Seat, world: int) -> Answer:
        """One decision on floats."""
        def members(name: str) -> Any:
            return self._members(name)[..., world]

        return self._answer(seat, members, lambda purpose: self.draw(purpose)[world])

    def ask_all(self, seat: Seat) -> Answer:
        """One decision on arrays over all worlds."""
        return self._answer(seat, self._members, lambda purpose: self.draw(purpose).copy())

    def _members(self, name: str) -> Any:
        space = self.scenario.program.rows[name].space if name in self.scenario.program.rows \
            else (f"{self.strategy.actor}s",)
        return self.rows[name] if space else self.rows[name][None]

    def _answer(self, seat: Seat, members: Any, draw: Any) -> Answer:
        reader = SeatReader(self.scenario, seat, self.visible)
        try:
            with np.errstate(all="ignore"):
                orders = reader.decide(members, draw, seconds=LIMIT)
                if not isinstance(orders, Orders):
                    raise NotOrdersError(orders)
                return Answer(dict(orders.levers), dict(orders.memory), dict(orders.notes),
                              _reason(self.strategy, orders))
        except Exception as error:  # noqa: BLE001  whatever a plugin raises is a finding
            return Answer(error=error)

    def traced(self, rule: Rule, seat: Seat) -> dict[str, Any]:
        """What the strategy's rule orders over all worlds, by row."""
        at = seat.position
        done: list[Any] = []
        rows: dict[str, Any] = {
            parameter_row(self.strategy.name, n): np.float64(v)
            for n, v in self.parameters.items()}
        rows |= {purpose: self.draw(purpose.removeprefix(luck_row(self.strategy.name, "")))
                 for purpose in rule.luck}

        def value(operand: Any) -> Any:
            if operand[0] == "t":
                return done[operand[1]]
            if operand[0] == "c":
                return np.float64(operand[1])
            if operand[1] in rows:
                return rows[operand[1]]
            row = self.rows[operand[1]]
            return row[at] if operand[2] else row

        with np.errstate(all="ignore"):
            for name, operands in rule.operations:
                done.append(OPERATIONS[name](*(value(o) for o in operands)))
            prefix = memory_row(self.strategy.name, "")
            return {f"memory {row.removeprefix(prefix)}" if row.startswith(prefix) else row:
                    value(operand) for row, operand in rule.results}


def parameter_sets(strategy: type[Strategy]) -> list[dict[str, Any]]:
    """Parameters to try: as they come, all at their lower bounds, and all at their upper ones."""
    usual: dict[str, Any] = strategy.Params().model_dump()
    found = [usual]
    for side in (0, 1):
        corner = {n: bounds[side] if np.isfinite(bounds[side]) else usual[n]
                  for n, bounds in parameter_ranges(strategy).items()}
        try:
            values = strategy.Params(**corner).model_dump()
        except ValidationError:
            continue
        if values not in found:
            found.append(values)
    return found


def same(one: Any, other: Any) -> bool:
    """Whether two values have the same bits as doubles, or else read the same."""
    try:
        return bool(np.asarray(one, dtype=np.float64).tobytes()
                    == np.asarray(other, dtype=np.float64).tobytes())
    except (TypeError, ValueError):
        return repr(one) == repr(other)


def differing(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    """Names whose values differ in any bit, or that only one of the two has."""
    return [n for n in sorted({*one, *other})
            if n not in one or n not in other or not same(one[n], other[n])]


def _reason(strategy: type[Strategy], orders: Orders) -> str:
    try:
        return strategy.reason.format(**{**orders.levers, **orders.memory, **orders.notes})
    except Exception as error:  # noqa: BLE001  arrays have no format; the scalar reading counts
        return f"(no reason: {type(error).__name__}: {error})"
