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
Arrange = Callable[[Array, int], Array]
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
#: Operations whose names are words of Python.
KEYWORDS = ("and", "or", "not")
OPERATIONS |= {f"{name}_": OPERATIONS[name] for name in KEYWORDS} | {"where": np.where}


class NumpyMachine:
    """Runs statements over rows shaped ``(members of each axis..., futures)``.

    Statements become Python text, a line for each operation, so that at one future little but
    the array operations themselves costs time.
    """

    def __init__(self, program: Program, sizes: Sizes) -> None:
        self.program = program
        self.sizes = sizes

    def prepare(self, statements: Iterable[Statement]) -> Callable[[Rows, int], None]:
        """A function ``run(rows, futures)`` that replaces the rows the statements write."""
        scope: dict[str, Any] = {**OPERATIONS, "spread": spread}
        lines = ["def run(rows, futures):"]
        for number, statement in enumerate(statements):
            if isinstance(statement, Map):
                lines += self._map(statement)
                continue
            scope[f"step{number}"] = (
                self._reduce(statement) if isinstance(statement, Reduce)
                else self._gather(statement))
            lines.append(f"    step{number}(rows, futures)")
        text = "\n".join([*lines, "    return", ""])
        exec(compile(text, "<statements>", "exec"), scope)  # noqa: S102  text of our own making
        run: Callable[[Rows, int], None] = scope["run"]

        def quietly(rows: Rows, futures: int) -> None:
            with np.errstate(all="ignore"):
                run(rows, futures)

        return quietly

    def _map(self, s: Map) -> list[str]:
        axes = len(s.space)
        covered: list[frozenset[int] | None] = []
        lines: list[str] = []

        def axes_of(operand: Operand) -> frozenset[int] | None:
            """Axes that a value varies along; None for a constant."""
            if operand[0] == "t":
                return covered[operand[1]]
            return None if operand[0] == "c" else frozenset(operand[2])

        for number, (name, operands) in enumerate(s.operations):
            values = ", ".join(_text(o, axes) for o in operands)
            call = "where" if name == "select" else f"{name}_" if name in KEYWORDS else name
            lines.append(f"    t{number} = {call}({values})")
            found = [a for a in map(axes_of, operands) if a is not None]
            covered.append(frozenset().union(*found) if found else None)
        value = _text(s.result, axes)
        last = axes_of(s.result)
        if last is None or len(last) < axes:
            shape = "".join(f"{size}, " for size in self.sizes.shape(s.space))
            value = f"spread({value}, ({shape}futures,))"
        return [*lines, f"    rows[{s.out!r}] = {value}"]

    def grouping(self, s: Reduce) -> tuple[Arrange, list[list[int]], Arrange]:
        """How a reduction sees its source with members first, its groups of them, and the way back.

        Both functions take a row and the number of futures.
        """
        count, out_shape = self.sizes.count(s.space), self.sizes.shape(s.out_space)
        if s.axis is None:
            every = list(range(count))
            alone = s.kind.startswith("others_")
            groups = [[j for j in every if j != i] for i in every] if alone else [every]
            return (lambda row, futures: row.reshape(count, futures), groups,
                    lambda row, futures: row.reshape(*out_shape, futures))
        axis = s.axis
        if s.relation is None:
            groups = [list(range(self.sizes.shape(s.space)[axis]))]
            return (lambda row, _futures: np.moveaxis(row, axis, 0), groups,
                    lambda row, _futures: row[0])
        positions = self.sizes.relations[s.relation]
        groups = [[m for m, at in enumerate(positions) if at == g] for g in range(out_shape[axis])]
        return (lambda row, _futures: np.moveaxis(row, axis, 0), groups,
                lambda row, _futures: np.moveaxis(row, 0, axis))

    def _reduce(self, s: Reduce) -> Callable[[Rows, int], None]:
        arrange, groups, restore = self.grouping(s)
        source, out, kind = s.source, s.out, s.kind.removeprefix("others_")

        def step(rows: Rows, futures: int) -> None:
            members = arrange(rows[source], futures)
            found = (_rank(members) if kind == "rank"
                     else _grouped(members, groups, kind, futures))
            rows[out] = restore(found, futures)

        return step

    def _gather(self, s: Gather) -> Callable[[Rows, int], None]:
        positions = np.array(self.sizes.relations[s.relation], dtype=np.intp)
        source, out, axis = s.source, s.out, s.axis
        return lambda rows, _futures: rows.__setitem__(
            out, np.take(rows[source], positions, axis=axis))


def spread(value: Any, shape: tuple[int, ...]) -> Array:
    """A value repeated over all members and futures."""
    return np.broadcast_to(np.asarray(value, dtype=np.float64), shape)


def _text(operand: Operand, axes: int) -> str:
    """An operand as Python text; a row that lacks axes of the statement gets them as 1."""
    if operand[0] == "t":
        return f"t{operand[1]}"
    if operand[0] == "c":
        return f"({operand[1]!r})"
    _, name, access = operand
    row = f"rows[{name!r}]"
    if access == tuple(range(axes - len(access), axes)):
        return row
    order = tuple(int(i) for i in np.argsort(access))
    if order != tuple(range(len(order))):
        row += f".transpose({(*order, len(access))!r})"
    index = ", ".join(":" if axis in access else "None" for axis in range(axes))
    return f"{row}[{index}]"


_COMBINE: dict[str, Callable[..., Any]] = {
    "total": np.add, "highest": larger, "lowest": smaller}


def _fold(rows: Array, members: list[int], kind: str, futures: int) -> Array:
    """Left to right over members: the order is part of the contract."""
    if not members:
        return np.full((*rows.shape[1:-1], futures), EMPTY[kind])
    total = rows[members[0]]
    combine = _COMBINE[kind]
    for member in members[1:]:
        total = combine(total, rows[member])
    return np.asarray(total, dtype=np.float64)


def _grouped(rows: Array, groups: list[list[int]], kind: str, futures: int) -> Array:
    if not groups:
        return np.empty((0, *rows.shape[1:-1], futures))
    if len(groups) == 1:
        return _fold(rows, groups[0], kind, futures)[None]
    return np.stack([_fold(rows, group, kind, futures) for group in groups])


def _rank(rows: Array) -> Array:
    count = np.ones_like(rows)
    for other in rows:
        count = count + np.where(other > rows, 1.0, 0.0)
    return count

