"""A driver that plays any book, without a playbook, on every backend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from wargame.engine.address import Draws
from wargame.engine.kernel import Kernel, Order
from wargame.engine.table import TableMachine, TableRows
from wargame.symbolic.book import Book
from wargame.symbolic.compile import compile_book
from wargame.symbolic.numpy_backend import NumpyMachine
from wargame.symbolic.program import Program
from wargame.symbolic.sets import Sizes

Array = npt.NDArray[np.float64]
Rows = dict[str, Array]

MEMBERS = {
    "labs": ("a", "b", "c"), "nations": ("m", "n"), "regulators": ("r",),
    "segments": ("s", "t"), "layers": ("l",),
}
#: Two labs point to one nation, and one nation has no regulator.
RELATED = {"home": {"a": "n", "b": "m", "c": "n"}, "jurisdiction": {"r": "n"}}
SMALLER = {
    "labs": ("a",), "nations": ("n",), "regulators": (), "segments": ("s", "t", "u"),
    "layers": ("k", "l"),
}
SMALLER_RELATED = {"home": {"a": "n"}, "jurisdiction": {}}
@dataclass
class Bench:
    """A book at some sizes with starting rows; stands in for a scenario without seats.

    ``start`` holds an array for each stock, attribute and lever. Every backend plays the same
    game with `played`; ``varied`` rows differ from future to future.
    """

    book: Book
    program: Program
    sizes: Sizes
    start: dict[str, Array]
    parameters: dict[str, float]
    ticks: int = 5
    ticks_per_turn: int = 2
    seats: tuple[Any, ...] = ()
    varied: tuple[str, ...] = ()
    orders: tuple[Order, ...] = ()
    _kernels: list[Kernel] = field(default_factory=list)

    @classmethod
    def of(
        cls, book: Book, members: Mapping[str, Sequence[str]] = MEMBERS,
        related: Mapping[str, Mapping[str, str]] = RELATED,
        start: Mapping[str, Any] | None = None, **more: Any,
    ) -> Bench:
        """Compile a book; stocks and attributes begin as given, at ``initial`` or at 0."""
        program = compile_book(book)
        sizes = Sizes.of(members, related, program.relations)
        rows: dict[str, Array] = {}
        for name, variable in book.variables.items():
            if variable.kind in ("stock", "attribute"):
                value = (start or {}).get(name, variable.initial or 0.0)
                rows[name] = np.broadcast_to(
                    np.asarray(value, dtype=np.float64), sizes.shape(variable.space))
        for name, lever in book.levers.items():
            value = (start or {}).get(name, lever.default)
            rows[name] = np.broadcast_to(
                np.asarray(value, dtype=np.float64), sizes.shape((lever.actors,)))
        values = {n: p.value for n, p in book.parameters.items()}
        return cls(book, program, sizes, rows, values, **more)

    def given(self, futures: Sequence[int]) -> dict[str, Array]:
        """Values of the varied rows; each future's own whatever the others are."""
        numbers = np.asarray(futures, dtype=np.float64)
        factors = 1.0 + np.floor(numbers * 0.618 % 1.0 * 16.0) / 32.0
        every = {**self.start, **{n: np.asarray(v) for n, v in self.parameters.items()}}
        return {n: every[n][..., None] * factors for n in self.varied}

    def played(
        self, futures: Sequence[int] = (0,), *, scalar: bool = False, seed: int = 7,
    ) -> Rows:
        """Rows after all ticks, (members of each axis..., futures), by NumPy or on plain floats."""
        numbers = np.asarray(futures, dtype=np.uint64)
        count = numbers.size
        assert count == 1 or not scalar
        machine = (TableMachine if scalar else NumpyMachine)(self.program, self.sizes)
        rows: Any = TableRows(self.program, self.sizes) if scalar else {}
        run = {phase: machine.prepare(getattr(self.program, phase))
               for phase in ("fixed", "observe", "settle", "flows", "advance")}
        draws = Draws.of(self.program, self.sizes, self.program.draws)
        every = {n: np.asarray(v)[..., None] for n, v in self.start.items()}
        every |= {n: np.asarray([v]) for n, v in self.parameters.items()} | self.given(futures)
        for name, value in every.items():
            rows[name] = np.broadcast_to(value, (*value.shape[:-1], count))
        run["fixed"](rows, count)
        for tick in range(self.ticks + 1):
            if tick > 0 and (tick - 1) % self.ticks_per_turn == 0:
                run["observe"](rows, count)
                self._order(rows, (tick - 1) // self.ticks_per_turn)
                run["settle"](rows, count)
            rows["elapsed"] = np.full(count, tick * 0.25)
            for name, values in draws.draw(seed, tick, numbers).items():
                rows[name] = values
            run["flows"](rows, count)
            if tick > 0:
                run["advance"](rows, count)
                for name in self.program.stocks:
                    rows[name] = rows[f"next {name}"]
        return {n: np.array(rows[n]) for n in rows}

    def fused(self, futures: Sequence[int] = (0,), *, seed: int = 7) -> Rows:
        """The same by the compiled kernel."""
        scenario: Any = replace(self, start={n: v for n, v in self.start.items() if v.size})
        if not self._kernels:
            self._kernels.append(Kernel(scenario))
        played = self._kernels[0].play(
            scenario, seed, futures, orders=self.orders, names=(), final=tuple(self.program.rows),
            parameters={n: v for n, v in self.given(futures).items() if v.size})
        return played.final

    def _order(self, rows: Any, turn: int) -> None:
        for order in self.orders:
            if order.turn in (-1, turn):
                values = np.array(rows[order.lever])
                values[order.position] = order.value
                rows[order.lever] = values


def assert_equal_bits(found: Mapping[str, Array], expected: Mapping[str, Array]) -> None:
    """All rows agree in every bit, signed zeros included; a NaN equals any NaN."""
    assert set(found) == set(expected)
    for name, values in expected.items():
        pair = [np.where(np.isnan(v), np.nan, v).astype(np.float64) for v in (found[name], values)]
        bits = [np.ascontiguousarray(v).view(np.int64) for v in pair]
        assert np.array_equal(bits[0], bits[1]), (name, *pair)
