"""Games played for an analysis: many settings, each over futures with the same luck."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from wargame.batch.analysis.factors import Factor
from wargame.engine.breakeven import Knob, knob_of
from wargame.engine.kernel import Kernel, Order
from wargame.engine.many import play_many
from wargame.engine.scenario import Scenario, ScenarioError, ranges
from wargame.hooks.search import suggestion
from wargame.strategies.strategy import SET_OF

Array = npt.NDArray[np.float64]
#: The factor that stands for luck: its whole numbers are futures.
LUCK = "luck"


@dataclass(frozen=True)
class Games:
    """A scenario with a seed, and the kernel to play it with if one is at hand.

    ``held`` are levers (``actor.lever``, or ``set.lever`` for all of a kind) that stand at a value
    in every turn, whatever the seat's strategy decides; ``schedule`` are orders turn by turn
    beneath them, such as a policy mix gives. Outcomes are metrics at the end of the
    game, or ``actor.variable``.
    """

    scenario: Scenario
    seed: int = 1
    kernel: Kernel | None = None
    held: Mapping[str, float] = field(default_factory=dict)
    schedule: tuple[Order, ...] = ()
    threads: int | None = None

    def holding(self, **levers: float) -> Games:
        """The same games with more levers held."""
        return replace(self, held={**self.held, **levers})

    def seated(self, strategies: Mapping[str, Any]) -> Games:
        """The same games with other strategies in some seats."""
        return replace(self, scenario=self.scenario.replacing(strategies))

    def factor(self, name: str) -> Factor:
        """A parameter, ``actor.lever`` or ``actor.parameter`` with the range it may have."""
        actors = self.actors(name)
        knob = knob_of(self.scenario, f"{actors[0]}.{name.partition('.')[2]}" if actors else name)
        program = self.scenario.program
        if knob.kind == "parameter":
            low, high = ranges(self.scenario).get(name, (knob.low, knob.high))
            declared = program.parameters[name]
            override = self.scenario.playbook.parameters.get(name)
            source = (override.source if override is not None and override.source
                      else declared.source)
            return Factor(name, low, high, unit=declared.unit, source=source,
                          meaning=declared.meaning)
        if knob.kind == "lever":
            lever = program.levers[knob.row]
            return Factor(name, lever.low, lever.high, whole=bool(lever.choices), unit=lever.unit,
                          source=lever.source, choices=tuple(lever.choices),
                          meaning=lever.meaning)
        return Factor(name, knob.low, knob.high, source="range of the strategy's parameter")

    def actors(self, name: str) -> tuple[str, ...]:
        """The actors of a name whose first part is a set: ``regulators.liability_regime``."""
        kinds = {SET_OF[seat.kind]: seat.kind for seat in self.scenario.seats}
        kind = kinds.get(name.partition(".")[0])
        return tuple(s.actor for s in self.scenario.seats if s.kind == kind) if kind else ()

    def play(
        self, futures: Sequence[int] | npt.NDArray[np.uint64], outcomes: Sequence[str], *,
        settings: Mapping[str, Array] | None = None,
        parameters: Mapping[str, float | Array] | None = None,
    ) -> dict[str, Array]:
        """Play each future once and return every outcome, (futures,).

        ``settings`` holds for each factor its value in each of these games, (futures,);
        ``parameters`` are rows for `play_many`. Games with the same levers are played together.
        """
        every = np.asarray(futures, dtype=np.uint64)
        rows, levers = self._split(settings or {}, every.size)
        given = {**(parameters or {}), **rows}
        found = {name: np.empty(every.size) for name in outcomes}
        names = tuple(levers)
        table = np.column_stack([levers[n] for n in names]) if names else np.zeros((every.size, 0))
        kinds, index = (np.unique(table, axis=0, return_inverse=True) if names
                        else (np.zeros((1, 0)), np.zeros(every.size, dtype=np.int64)))
        index = index.reshape(-1)
        for number, values in enumerate(kinds):
            mine = np.flatnonzero(index == number)
            orders = [*self.schedule,
                      *self.orders({**self.held, **dict(zip(names, values, strict=True))})]
            part = self._together(every[mine], outcomes, orders, {
                n: v if np.ndim(v) == 0 else np.asarray(v)[..., mine] for n, v in given.items()})
            for name, got in part.items():
                found[name][mine] = got
        return found

    def _together(
        self, futures: npt.NDArray[np.uint64], outcomes: Sequence[str], orders: Sequence[Order],
        parameters: Mapping[str, float | Array],
    ) -> dict[str, Array]:
        where = {name: self.place(name) for name in outcomes}
        played = play_many(
            self.scenario, self.seed, futures, parameters=parameters, orders=orders,
            kernel=self.kernel, names=(), final=tuple(sorted({row for row, _ in where.values()})),
            threads=self.threads)
        return {name: np.asarray(played.final[row].reshape(-1, futures.size)[at])
                for name, (row, at) in where.items()}

    def place(self, outcome: str) -> tuple[str, int]:
        """Row and position of an outcome. Raises `ScenarioError` for one that is not there."""
        program = self.scenario.program
        if outcome in program.metrics:
            return outcome, 0
        actor, _, name = outcome.partition(".")
        row = program.rows.get(name)
        if row is None:
            raise ScenarioError(f"no outcome is called '{outcome}'"
                                + suggestion(outcome, program.metrics))
        members = self.scenario.sizes.names(row.space)
        if actor not in members:
            raise ScenarioError(f"'{name}' has no value for '{actor}'; it has for "
                                + ", ".join(members))
        return name, list(members).index(actor)

    def orders(self, levers: Mapping[str, float]) -> list[Order]:
        """Levers held in every turn, by ``actor.lever``, or ``set.lever`` for all of a kind.

        Of two that name one lever the later holds. Raises `ScenarioError` for one that is not
        there.
        """
        found: dict[tuple[str, int], Order] = {}
        for name, value in levers.items():
            first, _, lever = name.partition(".")
            said = {actor: {lever: value} for actor in self.actors(name) or (first,)}
            for row, position, number in self.scenario.commanded(said):
                found[row, position] = Order(-1, row, position, float(number))
        return list(found.values())

    def standing(self, turn: int) -> list[Order]:
        """The orders of one turn, counted from 0, as orders for a play of that turn alone."""
        now = [replace(o, turn=-1) for o in self.schedule if o.turn in {-1, turn}]
        return [*now, *self.orders(self.held)]

    def _split(
        self, settings: Mapping[str, Array], count: int,
    ) -> tuple[dict[str, Array], dict[str, Array]]:
        """Rows that may differ by future, and levers to be held."""
        rows: dict[str, Array] = {}
        levers: dict[str, Array] = {}
        for name, values in settings.items():
            if name == LUCK:
                continue
            actors = self.actors(name)
            if actors:
                levers[name] = values
                continue
            knob = knob_of(self.scenario, name)
            if knob.kind == "lever":
                levers[name] = values
            elif knob.kind == "parameter":
                rows[name] = values
            else:
                self._strategy_row(knob, values, count, rows)
        return rows, levers

    def _strategy_row(
        self, knob: Knob, values: Array, count: int, rows: dict[str, Array],
    ) -> None:
        if knob.row not in rows:
            rows[knob.row] = np.repeat(self.scenario.start[knob.row][..., None], count, axis=-1)
        rows[knob.row][self.scenario.seat(knob.actor).position] = values
