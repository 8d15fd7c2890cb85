"""A small world to try equations in, without a playbook: stand-ins for all that is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from wargame.symbolic.book import Book
from wargame.symbolic.compile import compile_book
from wargame.symbolic.numpy_backend import NumpyMachine, Rows
from wargame.symbolic.program import Program
from wargame.symbolic.sets import Sizes

Values = float | Sequence[float]
Given = tuple[str, str, Values]


class World:
    """One tick of some mechanisms, one future.

    ``values`` are stocks and attributes, scalar or one per member in sorted order (products in
    row-major order); ``given`` stands in for names that no mechanism under test declares, as
    ``name: (over, unit, values)``; ``luck`` are uniform draws, 0.5 unless told.
    Unknown names raise KeyError.
    """

    def __init__(
        self,
        declarations: Iterable[Callable[[Book], None]],
        *,
        members: Mapping[str, Sequence[str]],
        relations: Mapping[str, Mapping[str, str]] | None = None,
        values: Mapping[str, Values] | None = None,
        parameters: Mapping[str, float] | None = None,
        levers: Mapping[str, Values] | None = None,
        luck: Mapping[str, Values] | None = None,
        given: Mapping[str, Given] | None = None,
        elapsed: float = 0.0,
    ) -> None:
        self.book = Book()
        for number, declare in enumerate(declarations):
            name = declare.__module__.rpartition(".")[2]
            self.book.include(f"{name}#{number}" if name in self._owners() else name, declare)
        given = dict(given or {})
        for name, (over, unit, _) in given.items():
            if name not in self.book.known():
                self.book.attribute(name, over, unit, -1e300, 1e300, "stand-in", "test")
        self.program: Program = compile_book(self.book)
        everyone = {s: tuple(members.get(s, ())) for s in self.book.sets}
        self.sizes = Sizes.of(everyone, relations or {}, {
            n: ends for n, ends in self.book.relations.items() if n in (relations or {})})
        self.rows: Rows = {}
        self._fill({**(values or {}), **{n: v for n, (_, _, v) in given.items()}},
                   dict(parameters or {}), dict(levers or {}), dict(luck or {}), elapsed)
        machine = NumpyMachine(self.program, self.sizes)
        machine.prepare(
            (*self.program.fixed, *self.program.flows, *self.program.advance))(self.rows, 1)

    def flow(self, name: str) -> npt.NDArray[np.float64]:
        """A flow of this tick over its members, or the starting value of anything else."""
        return np.asarray(self.rows[name][..., 0])

    def next(self, name: str) -> npt.NDArray[np.float64]:
        """A stock after the tick, over its members."""
        return np.asarray(self.rows[f"next {name}"][..., 0])

    def _owners(self) -> set[str]:
        return {v.owner for v in self.book.variables.values()}

    def _fill(
        self, values: dict[str, Values], parameters: dict[str, float],
        levers: dict[str, Values], luck: dict[str, Values], elapsed: float,
    ) -> None:
        book = self.book
        for name, variable in book.variables.items():
            if variable.kind in ("stock", "attribute"):
                default = variable.initial if variable.initial is not None else 0.0
                self._set(name, values.pop(name, default))
        for name, parameter in book.parameters.items():
            self._set(name, parameters.pop(name, parameter.value))
        for name, lever in book.levers.items():
            self._set(name, levers.pop(name, lever.default))
        for name in book.draws:
            self._set(name, luck.pop(name, 0.5))
        self._set("elapsed", elapsed)
        unknown = [*values, *parameters, *levers, *luck]
        if unknown:
            raise KeyError(f"nobody declares {unknown}{book.suggest(unknown[0])}")

    def _set(self, name: str, value: Values) -> None:
        shape = self.sizes.shape(self.book.known()[name])
        array = np.asarray(value, dtype=np.float64)
        self.rows[name] = (np.full((*shape, 1), float(array)) if array.ndim == 0
                           else array.reshape((*shape, 1)))


