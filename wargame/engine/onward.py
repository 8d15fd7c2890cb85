"""Many futures from a position: the coming turns under given inputs, by the fastest backend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from wargame.engine.address import Uints
from wargame.engine.arrays import ArrayGame
from wargame.engine.input import TurnInput
from wargame.engine.kernel import Kernel, Order
from wargame.engine.many import CHUNK, Many
from wargame.engine.players import seated
from wargame.engine.scenario import Scenario, ScenarioError
from wargame.engine.tabletop import Table
from wargame.symbolic.program import Program, sources

Array = npt.NDArray[np.float64]
NOTHING = TurnInput()


def continue_many(
    position: Table | ArrayGame, futures: Sequence[int] | Uints, inputs: Sequence[TurnInput] = (),
    *, orders: Sequence[Order] = (), seed: int | None = None, turns: int | None = None,
    values: Mapping[str, float | Array] | None = None, home: Scenario | None = None,
    kernel: Kernel | None = None, names: Sequence[str] | None = None, final: Sequence[str] = (),
    threads: int | None = None,
) -> Many:
    """Play on from a position in every future: ``inputs`` for the coming turns, then strategies.

    ``orders`` hold single levers in a coming turn (from 0) or in all (-1), whatever a seat decides.
    ``seed`` is the position's own if none is given; then future 0 is the path that the table
    itself would take. ``turns`` is the number to play (the rest of the game), ``values`` other
    parameters from here on, arrays ending in the futures. ``home`` is the scenario whose seats
    play where an input says nothing (a table's own). The position may be an `ArrayGame` of these
    very futures. The fused kernel plays when one is given and every strategy is symbolic, else
    NumPy, with the same bits. Row 0 of the metrics is the position as it stands, before effects;
    seats whose strategy fails hold, and nobody is told. Raises `ScenarioError`.
    """
    game = position.game if isinstance(position, Table) else position
    base = home or position.scenario
    per_turn = base.ticks_per_turn
    count = base.turns - game.tick // per_turn if turns is None else turns
    if len(inputs) > count or count < 0:
        raise ScenarioError(f"{len(inputs)} turns were given, and {max(count, 0)} are to come")
    coming = [*inputs, *[NOTHING] * (count - len(inputs))]
    players = [seated(base, given.players) for given in coming]
    for scenario, given in zip(players, coming, strict=True):
        scenario.commanded(given.commands)
    every = np.asarray(futures, dtype=np.uint64)
    run = _Run(game, base, every, game.seed if seed is None else seed, values or {}, tuple(orders),
               tuple(names if names is not None else base.program.metrics), tuple(final))
    deciding = [s.replacing(dict.fromkeys(given.commands))
                for s, given in zip(players, coming, strict=True)]
    slow = next((s.tier for s in deciding if s.tier[0] != "symbolic"), None)
    if kernel is not None and slow is None:
        return run.fused(kernel, coming, players, deciding, threads)
    found = run.numpy(coming, players)
    return found if slow is None else Many(
        found.names, found.metrics, found.final, f"{slow[0]} ({slow[1]})")


@dataclass(frozen=True)
class _Run:
    game: ArrayGame
    home: Scenario
    futures: Uints
    seed: int
    values: Mapping[str, float | Array]
    orders: tuple[Order, ...]
    names: tuple[str, ...]
    final: tuple[str, ...]

    def numpy(self, coming: Sequence[TurnInput], players: Sequence[Scenario]) -> Many:
        parts, last = [], []
        for at in range(0, self.futures.size, CHUNK):
            game = self._spread(slice(at, at + CHUNK))
            first = game.tick
            ticks = len(coming) * self.home.ticks_per_turn
            trace = np.empty((ticks + 1, len(self.names), game.futures.size))
            trace[0] = self._kept(game)

            def keep(now: ArrayGame, trace: Array = trace, first: int = first) -> None:
                trace[now.tick - first] = self._kept(now)

            for turn, (given, scenario) in enumerate(zip(coming, players, strict=True)):
                game.apply(given.effects)
                game.seat(scenario, self.home)
                game.play_turn(given.commands, fixed=[
                    (o.lever, o.position, o.value) for o in self.orders if o.turn in (-1, turn)],
                    each_tick=keep)
            parts.append(trace)
            last.append({n: np.asarray(game.rows[n]) for n in self.final})
        rows = {n: np.concatenate([piece[n] for piece in last], axis=-1) for n in self.final}
        return Many(self.names, np.concatenate(parts, axis=-1), rows, "numpy")

    def fused(
        self, kernel: Kernel, coming: Sequence[TurnInput], players: Sequence[Scenario],
        deciding: Sequence[Scenario], threads: int | None,
    ) -> Many:
        game = self._spread(slice(None))
        program, per_turn = self.home.program, self.home.ticks_per_turn
        carried = carried_rows(program)
        constant = {n for n, row in program.rows.items()
                    if row.role in ("strategy", "attribute", "parameter")}
        parts: list[Array] = [self._kept(game)[None]]
        pieces = _pieces(coming, deciding)
        for number, (first, end) in enumerate(pieces):
            game.apply(coming[first].effects)
            game.seat(players[first], self.home)
            start = {n: _narrow(np.asarray(v)) for n, v in game.rows.items()
                     if n in constant or n in carried}
            orders = [Order(turn - first, lever, at, value) for turn in range(first, end)
                      for lever, at, value in players[turn].commanded(coming[turn].commands)]
            orders += [replace(o, turn=max(o.turn - first, -1)) for o in self.orders
                       if o.turn == -1 or first <= o.turn < end]
            effects_next = number + 1 < len(pieces) and bool(coming[end].effects)
            played = kernel.play(
                deciding[first], self.seed, self.futures, orders=orders, start=start,
                start_tick=game.tick, ticks=(end - first) * per_turn, names=self.names,
                final=sorted(carried | set(self.final)), threads=threads,
                history=program.stocks if effects_next else ())
            parts.append(played.metrics[1:])
            game.rows.update(played.final)
            game.read = game.rows.copy()
            game.read.update({n: v[-2] for n, v in played.history.items()})
            game.tick += (end - first) * per_turn
        metrics = np.concatenate(parts)
        return Many(self.names, metrics, {n: np.asarray(game.rows[n]) for n in self.final},
                    "fused")

    def _kept(self, game: ArrayGame) -> Array:
        found: Array = np.array([game.rows[n] for n in self.names], dtype=np.float64)
        return found.reshape(len(self.names), game.futures.size)

    def _spread(self, part: slice) -> ArrayGame:
        game = self.game.part(part)
        values = {n: v if np.ndim(v) == 0 else np.asarray(v)[..., part]
                  for n, v in self.values.items()}
        return game.spread(self.futures[part], seed=self.seed, values=values)


def carried_rows(program: Program) -> frozenset[str]:
    """Rows that a turn hands on to the next: stocks, levers, memory, luck, and what seats see."""
    early = [*program.observe, *program.settle]
    read = sources(early) | {
        operand[1] for rule in program.rules for _, operands in rule.operations
        for operand in operands if operand[0] == "r"} | {
        operand[1] for rule in program.rules for _, operand in rule.results if operand[0] == "r"}
    made = {s.out for s in (*early, *program.fixed)}
    flows = {s.out for s in program.flows}
    return frozenset((read & flows) - made) | {
        n for n, row in program.rows.items()
        if row.role in ("stock", "lever", "memory", "luck", "clock")}


def _pieces(
    coming: Sequence[TurnInput], deciding: Sequence[Scenario],
) -> list[tuple[int, int]]:
    """Runs of turns, (first, end), that the kernel can play at one go.

    Effects begin a new one, and so does another cast. The turn before effects stands alone: from
    it the stocks are kept at every tick.
    """
    starts = {0}
    for turn in range(1, len(coming)):
        if deciding[turn].seats != deciding[turn - 1].seats:
            starts.add(turn)
        if coming[turn].effects:
            starts |= {turn - 1, turn}
    ordered = sorted(starts)
    ends = [*ordered[1:], len(coming)]
    return [(a, b) for a, b in zip(ordered, ends, strict=True) if a < b]


def _narrow(values: Array) -> Array:
    """A row that is the same in all futures as one of a single future, which is cheaper."""
    return values[..., :1] if values.strides[-1] == 0 else values
