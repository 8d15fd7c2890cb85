"""The NumPy backend: the operation list, one array operation at a time, futures last."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

from wargame.symbolic.arithmetic import numpy_functions
from wargame.symbolic.program import Gather, Map, Operand, Program, Reduce, Statement
from wargame.symbolic.sets import Sizes

Array = npt.NDArray[np.float64]
Rows = dict[str, Array]
EMPTY = {"total": 0.0, "highest": -1e300, "lowest": 1e300}


def larger(a: Any, b: Any) -> Any:
    """a where a > b, else b (a signed zero and NaN fall to b)."""
    return np.where(np.greater(a, b), a, b)


def smaller(a: Any, b: Any) -> Any:
    """a where a < b, else b."""
    return np.where(np.less(a, b), a, b)


OPERATIONS: dict[str, Callable[..., Any]] = {
    "add": np.add, "sub": np.subtract, "mul": np.multiply, "div": np.divide,
    "neg": np.negative, "abs": np.abs, "floor": np.floor, "select": np.where,
    "greater": larger, "lesser": smaller, "gt": np.greater, "ge": np.greater_equal,
    "lt": np.less, "le": np.less_equal, "eq": np.equal, "ne": np.not_equal,
    "and": np.logical_and, "or": np.logical_or, "not": np.logical_not,
    **numpy_functions(),
}


class NumpyMachine:
    """Runs statements over rows shaped ``(members of each axis..., futures)``."""

    def __init__(self, program: Program, sizes: Sizes) -> None:
        self.program = program
        self.sizes = sizes

    def prepare(self, statements: Iterable[Statement]) -> Callable[[Rows, int], None]:
        """A function ``run(rows, futures)`` that replaces the rows the statements write."""
        steps = [self._step(s) for s in statements]

        def run(rows: Rows, futures: int) -> None:
            with np.errstate(all="ignore"):
                for step in steps:
                    step(rows, futures)

        return run

    def _step(self, statement: Statement) -> Callable[[Rows, int], None]:
        if isinstance(statement, Map):
            return self._map(statement)
        if isinstance(statement, Reduce):
            return self._reduce(statement)
        return self._gather(statement)

    def _map(self, s: Map) -> Callable[[Rows, int], None]:
        shape = self.sizes.shape(s.space)
        calls = evaluator(s.operations, len(s.space))
        result = s.result
        out = s.out

        def step(rows: Rows, futures: int) -> None:
            value = calls(rows, result)
            full = (*shape, futures)
            if np.shape(value) != full:
                value = np.broadcast_to(np.asarray(value, dtype=np.float64), full)
            rows[out] = value

        return step

    def _reduce(self, s: Reduce) -> Callable[[Rows, int], None]:
        shape = self.sizes.shape(s.space)
        out_shape = self.sizes.shape(s.out_space)
        kind, source, out = s.kind, s.source, s.out
        if kind == "rank":
            return lambda rows, _futures: rows.__setitem__(out, _rank(rows[source]))
        if kind.startswith("others_"):
            inner = kind.removeprefix("others_")
            groups = [[j for j in range(shape[0]) if j != i] for i in range(shape[0])]
            return lambda rows, futures: rows.__setitem__(
                out, _grouped(rows[source], groups, inner, futures))
        if s.axis is None:
            count = self.sizes.count(s.space)
            every = list(range(count))
            return lambda rows, futures: rows.__setitem__(
                out, _fold(rows[source].reshape(count, futures), every, kind, futures))
        if s.relation is not None:
            positions = self.sizes.relations[s.relation]
            groups = [[m for m, at in enumerate(positions) if at == g]
                      for g in range(out_shape[s.axis])]
        else:
            groups = [list(range(shape[s.axis]))]
        axis, squeezed = s.axis, s.relation is None

        def step(rows: Rows, futures: int) -> None:
            moved = np.moveaxis(rows[source], axis, 0)
            value = _grouped(moved, groups, kind, futures)
            rows[out] = value[0] if squeezed else np.moveaxis(value, 0, axis)

        return step

    def _gather(self, s: Gather) -> Callable[[Rows, int], None]:
        positions = np.array(self.sizes.relations[s.relation], dtype=np.intp)
        source, out, axis = s.source, s.out, s.axis
        return lambda rows, _futures: rows.__setitem__(
            out, np.take(rows[source], positions, axis=axis))


def evaluator(operations: Any, axes: int) -> Callable[[Rows, Operand], Any]:
    """Runs the operations of one statement over rows and returns an operand's value."""
    plan = [(OPERATIONS[name], tuple(_fetch(o, axes) for o in operands))
            for name, operands in operations]

    def run(rows: Rows, result: Operand) -> Any:
        done: list[Any] = []
        for function, operands in plan:
            done.append(function(*[
                done[key] if kind == 0 else key if kind == 1 else rows[key] if kind == 2
                else rows[key[0]].transpose(key[1])[key[2]] for kind, key in operands]))
        kind, key = _fetch(result, axes)
        if kind == 0:
            return done[key]
        return key if kind == 1 else rows[key] if kind == 2 \
            else rows[key[0]].transpose(key[1])[key[2]]

    return run


def _fetch(operand: Operand, axes: int) -> tuple[int, Any]:
    """Where an operand's value is found: 0 done before, 1 constant, 2 row, 3 row seen anew."""
    if operand[0] == "t":
        return 0, operand[1]
    if operand[0] == "c":
        return 1, np.float64(operand[1])
    _, name, access = operand
    if access == tuple(range(axes - len(access), axes)):
        return 2, name
    order = tuple(int(i) for i in np.argsort(access))
    kept = set(access)
    index = tuple(slice(None) if axis in kept else None for axis in range(axes))
    return 3, (name, (*order, len(access)), (*index, slice(None)))


def _fold(rows: Array, members: list[int], kind: str, futures: int) -> Array:
    """Left to right over members: the order is part of the contract."""
    if not members:
        return np.full((*rows.shape[1:-1], futures), EMPTY[kind])
    total = rows[members[0]]
    combine = {"total": np.add, "highest": larger, "lowest": smaller}[kind]
    for member in members[1:]:
        total = combine(total, rows[member])
    return np.asarray(total, dtype=np.float64)


def _grouped(rows: Array, groups: list[list[int]], kind: str, futures: int) -> Array:
    if not groups:
        return np.empty((0, *rows.shape[1:-1], futures))
    return np.stack([_fold(rows, group, kind, futures) for group in groups])


def _rank(rows: Array) -> Array:
    count = np.ones_like(rows)
    for other in rows:
        count = count + np.where(other > rows, 1.0, 0.0)
    return count

