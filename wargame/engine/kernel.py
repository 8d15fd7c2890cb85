"""The fused runner: whole games in compiled code, a chunk of futures at a time."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from wargame.engine.address import Uints
from wargame.engine.scenario import Scenario
from wargame.symbolic import cache
from wargame.symbolic.fused import FusedSource
from wargame.symbolic.layout import LANES
from wargame.symbolic.numpy_backend import Rows
from wargame.world.luck import key, seed_state

Array = npt.NDArray[np.float64]
Flags = npt.NDArray[np.uint8]
KINDS = (("lab", "labs"), ("nation", "nations"), ("regulator", "regulators"))
#: Futures handed to a thread at once.
CHUNK = 1024


class KernelError(RuntimeError):
    """A scenario that the fused kernel cannot play; says which strategy, and why."""


@dataclass(frozen=True)
class Played:
    """What came out: ``metrics`` (ticks + 1, names, futures) from the start on, ``final`` rows.

    ``held`` gives by (tick, actor) the places in ``futures`` at which a strategy's orders were no
    finite numbers, so that the seat held.
    ``history`` holds whole rows at every tick: (ticks + 1, members of each axis..., futures).
    """

    names: tuple[str, ...]
    metrics: Array
    final: Rows
    held: Mapping[tuple[int, str], npt.NDArray[np.int64]]
    history: Rows


@dataclass(frozen=True)
class Order:
    """A lever held by people: in one turn of the run (counted from 0), or in all (-1).

    The seat's strategy decides the other levers. Raises ValueError for no finite value.
    """

    turn: int
    lever: str
    position: int
    value: float

    def __post_init__(self) -> None:
        if not np.isfinite(self.value):
            raise ValueError(f"lever '{self.lever}' was set to {self.value}; give a finite number")


class Kernel:
    """The compiled twin of `ArrayGame` for one set of plugins and one size of world.

    It depends on no strategy, parameter, order or seed. Making it writes the source; the machine
    code is compiled by `compile`, or at the first play.
    """

    def __init__(self, scenario: Scenario) -> None:
        self.program = scenario.program
        self.sizes = scenario.sizes
        self.source = FusedSource(self.program, self.sizes)
        self.layout = self.source.layout
        text = self.source.text()
        self.key = cache.kernel_key(text)
        self._text = text
        self._module: Any = None
        self._lock = threading.Lock()
        self._number = {rule.name: i for i, rule in enumerate(self.program.rules)}
        self._relations = self._relation_table()
        self._keys = self._key_table()

    @property
    def cached(self) -> bool:
        """Whether machine code is already in the cache folder."""
        return cache.is_compiled(self.key)

    @property
    def ready(self) -> bool:
        """Whether it can play at once."""
        return self._module is not None

    def compile(self, scenario: Scenario) -> Kernel:
        """Load or compile the machine code, by playing one tick of one future."""
        with self._lock:
            if self._module is None:
                module = cache.load_kernel(self.key, self._text)
                module.play(*self._first(scenario))
                cache.mark_compiled(self.key)
                self._module = module
        return self

    def play(
        self, scenario: Scenario, seed: int, futures: Sequence[int] | Uints, *,
        parameters: Mapping[str, float | Array] | None = None, orders: Sequence[Order] = (),
        start: Rows | None = None, start_tick: int = 0, ticks: int | None = None,
        names: Sequence[str] | None = None, final: Sequence[str] = (),
        history: Sequence[str] = (), threads: int | None = None, chunk: int = CHUNK,
    ) -> Played:
        """Play ``ticks`` quarters (the rest of the game) for each future.

        ``start`` are rows of an `ArrayGame` of one future, or of these futures, to play on from
        at ``start_tick``, where a turn begins. ``names`` are world values to keep after each tick
        (all metrics), ``history`` whole rows to keep after each, ``final`` those to keep at the
        end. Raises `KernelError` for a strategy that is not symbolic, and for a scenario of
        another world than the kernel's.
        """
        if scenario.sizes != self.sizes or (
                scenario.program is not self.program
                and scenario.program.digest != self.program.digest):
            raise KernelError("this kernel was made for other equations or for another world")
        if start_tick % scenario.ticks_per_turn:
            raise KernelError(f"tick {start_tick} is inside a turn; a play begins with a turn")
        self._codes(scenario)
        self.compile(scenario)
        every = np.asarray(futures, dtype=np.uint64)
        length = scenario.ticks - start_tick if ticks is None else ticks
        kept = tuple(names if names is not None else self.program.metrics)
        record = np.array([self.layout.start[n] for n in kept] + self._places(history),
                          dtype=np.int64)
        workers = threads or os.cpu_count() or 1
        if every.size >= 2 * LANES * workers and workers > 1:
            chunk = min(chunk, -(-every.size // workers // LANES) * LANES)
        pieces = [slice(at, min(at + chunk, every.size)) for at in range(0, every.size, chunk)]

        def piece(part: slice) -> tuple[Array, Array, Flags]:
            return self._run(
                self._module, scenario, seed, every[part],
                {n: v if np.ndim(v) == 0 else np.asarray(v)[..., part]
                 for n, v in (parameters or {}).items()},
                orders, _part(start, part, every.size), start_tick, length, record, tuple(final))

        if workers > 1 and len(pieces) > 1:
            with ThreadPoolExecutor(workers) as pool:
                done = list(pool.map(piece, pieces))
        else:
            done = [piece(part) for part in pieces]
        trace = done[0][0] if len(done) == 1 else np.concatenate([d[0] for d in done], axis=-1)
        last = done[0][1] if len(done) == 1 else np.concatenate([d[1] for d in done], axis=-1)
        held: dict[tuple[int, str], list[npt.NDArray[np.int64]]] = {}
        for part, (_, _, flags) in zip(pieces, done, strict=True):
            for turn, kind, at in zip(*np.nonzero(flags.any(axis=-1)), strict=True):
                tick = start_tick + int(turn) * scenario.ticks_per_turn + 1
                actor = self.sizes.members[KINDS[kind][1]][at]
                held.setdefault((tick, actor), []).append(
                    part.start + np.flatnonzero(flags[turn, kind, at]))
        ticks_of: Rows = {}
        at = len(kept)
        for name in history:
            count = self.layout.members[name]
            shape = self.sizes.shape(self.program.rows[name].space)
            ticks_of[name] = trace[:, at:at + count].reshape(length + 1, *shape, every.size)
            at += count
        return Played(kept, trace[:, :len(kept)], self._unpacked(final, last, every.size),
                      {key: np.concatenate(places) for key, places in held.items()}, ticks_of)

    def compile_apart(self, scenario: Scenario) -> bool:
        """Have another process compile the machine code into the cache; whether it did."""
        return self.cached or cache.compile_apart(self.key, self._text, self._first(scenario))

    def _first(self, scenario: Scenario) -> tuple[Any, ...]:
        """Arguments of the smallest play: one tick of one future."""
        return self._arguments(scenario, 0, np.zeros(1, dtype=np.uint64), {}, (), None, 0, 1,
                               np.zeros(0, dtype=np.int64), ())

    def _run(
        self, module: Any, scenario: Scenario, seed: int, futures: Uints, *rest: Any,
    ) -> tuple[Array, Array, Flags]:
        module.play(*(arguments := self._arguments(scenario, seed, futures, *rest)))
        out, _, last, held = arguments[-4:]
        return out, last, held[..., :futures.size]

    def _arguments(
        self, scenario: Scenario, seed: int, futures: Uints,
        parameters: Mapping[str, Any], orders: Sequence[Order], start: Rows | None,
        start_tick: int, ticks: int, record: npt.NDArray[np.int64], final: Sequence[str],
    ) -> tuple[Any, ...]:
        shared = np.zeros(self.layout.count)
        varied: dict[int, Array] = {}
        given: dict[str, Any] = {n: np.asarray(v)[..., None] for n, v in scenario.start.items()}
        given |= {n: np.asarray([v]) for n, v in scenario.parameters.items()}
        if start is not None:
            given |= {n: v for n, v in start.items() if n in self.layout.start}
        for name, value in parameters.items():
            values = np.asarray(value, dtype=np.float64)
            shape = self.sizes.shape(self.program.rows[name].space)
            given[name] = np.broadcast_to(values, (*shape, futures.size if values.ndim else 1))
        for name, values in given.items():
            at, count = self.layout.start[name], self.layout.members[name]
            flat = values.reshape(count, -1)
            if flat.shape[1] == 1:
                shared[at:at + count] = flat[:, 0]
            else:
                varied |= {at + m: flat[m] for m in range(count)}
        rows = np.array(list(varied), dtype=np.int64)
        table = np.array(list(varied.values()), dtype=np.float64) if varied else np.zeros((0, 1))
        out = np.empty((ticks + 1, record.size, futures.size))
        kept = np.array(self._places(final), dtype=np.int64)
        last = np.empty((kept.size, futures.size))
        codes = self._codes(scenario)
        held = np.zeros((-(-ticks // scenario.ticks_per_turn), *codes.shape,
                         -(-futures.size // LANES) * LANES), dtype=np.uint8)
        return (
            shared, rows, table, codes,
            np.array([o.turn for o in orders], dtype=np.int64),
            np.array([self.layout.start[o.lever] + o.position for o in orders], dtype=np.int64),
            np.array([self._held(o) for o in orders], dtype=np.float64),
            self._keys, np.uint64(seed_state(seed)), futures, self._relations, start_tick, ticks,
            scenario.ticks_per_turn, start is None, record, out, kept, last, held)

    def _places(self, names: Sequence[str]) -> list[int]:
        return [self.layout.start[n] + m for n in names for m in range(self.layout.members[n])]

    def _held(self, order: Order) -> float:
        """An order's value within the lever's bounds; compiled code rounds to a whole number."""
        lever = self.program.levers[order.lever]
        return float(np.clip(order.value, lever.low, lever.high))

    def _codes(self, scenario: Scenario) -> npt.NDArray[np.int64]:
        widest = max([1, *(len(self.sizes.members[s]) for _, s in KINDS)])
        codes = np.full((3, widest), -1, dtype=np.int64)
        for number, (kind, _) in enumerate(KINDS):
            for seat in scenario.seats:
                if seat.kind == kind and seat.strategy is not None:
                    if seat.strategy.name not in self._number:
                        _, why = scenario.library.tiers[seat.strategy.name]
                        raise KernelError(
                            f"strategy '{seat.strategy.name}' cannot be fused: {why}")
                    codes[number, seat.position] = self._number[seat.strategy.name]
        return codes

    def _relation_table(self) -> npt.NDArray[np.int64]:
        names = self.source.relations
        widest = max([1, *(len(self.sizes.relations[n]) for n in names)])
        table = np.zeros((max(1, len(names)), widest), dtype=np.int64)
        for number, name in enumerate(names):
            positions = self.sizes.relations[name]
            table[number, :len(positions)] = positions
        return table

    def _key_table(self) -> Uints:
        """A key for every row position that holds luck; the last entry is the clock's row."""
        keys = np.zeros(self.layout.count + 1, dtype=np.uint64)
        purposes = [*self.program.draws, *(p for r in self.program.rules for p in r.luck)]
        for name in purposes:
            at = self.layout.start[name]
            for number, member in enumerate(self.sizes.names(self.program.rows[name].space)):
                keys[at + number] = key(member, name)
        keys[-1] = self.layout.start["elapsed"]
        return keys

    def _unpacked(self, names: Sequence[str], values: Array, futures: int) -> Rows:
        rows: Rows = {}
        at = 0
        for name in names:
            count = self.layout.members[name]
            shape = self.sizes.shape(self.program.rows[name].space)
            rows[name] = values[at:at + count].reshape(*shape, futures)
            at += count
        return rows


def _part(start: Rows | None, part: slice, futures: int) -> Rows | None:
    if start is None:
        return None
    return {n: v[..., part] if v.shape[-1] == futures and futures > 1 else v
            for n, v in start.items()}


def compile_in_background(
    kernel: Kernel, scenario: Scenario, done: Callable[[], None] | None = None,
) -> threading.Thread:
    """Compile without making anybody wait; other backends serve until it is ready.

    A process of its own does the work, so that this one's threads keep their turns.
    """
    def work() -> None:
        kernel.compile_apart(scenario)
        kernel.compile(scenario)
        if done is not None:
            done()

    thread = threading.Thread(target=work, name="wargame-kernel", daemon=True)
    thread.start()
    return thread
