"""Exact derivatives: in closed form by SymPy, and along a direction through the operation list.

The second works without SymPy: every operation carries a value and its rate of change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from wargame.symbolic.arithmetic import numpy_functions
from wargame.symbolic.book import Book
from wargame.symbolic.numpy_backend import OPERATIONS, NumpyMachine
from wargame.symbolic.program import CONDITIONS, Map, Operand, Program, Reduce, Statement
from wargame.symbolic.sets import Sizes

Array = npt.NDArray[np.float64]
_FUNCTIONS = numpy_functions()
_STEP = 1e-6


def partial(book: Book, equation: str, by: str) -> Any:
    """The partial derivative of one equation by a name, as a SymPy expression.

    Raises KeyError for an equation that does not exist.
    """
    return book.equations[equation].diff(book[by])


class Tangents:
    """Pushes a direction of change through statements, at one point."""

    def __init__(self, program: Program, sizes: Sizes) -> None:
        self.program = program
        self.sizes = sizes
        self.machine = NumpyMachine(program, sizes)

    def push(
        self, statements: Iterable[Statement], rows: Mapping[str, Array],
        directions: Mapping[str, Array], out: str,
    ) -> Array:
        """Rate of change of ``out`` when rows move along ``directions`` (absent rows: still)."""
        values = dict(rows)
        tangents = dict(directions)
        for statement in statements:
            if isinstance(statement, Map):
                tangents[statement.out] = self._map(statement, values, tangents)
            else:
                tangents[statement.out] = self._gathered(statement, values, tangents)
            self.machine.prepare((statement,))(values, 1)
        return tangents[out]

    def _map(
        self, s: Map, values: Mapping[str, Array], tangents: Mapping[str, Array],
    ) -> Array:
        axes = len(s.space)
        shape = (*self.sizes.shape(s.space), 1)
        done: list[tuple[Any, Any]] = []

        def fetch(operand: Operand) -> tuple[Any, Any]:
            if operand[0] == "t":
                return done[operand[1]]
            if operand[0] == "c":
                return np.float64(operand[1]), np.float64(0.0)
            name, access = operand[1], operand[2]
            tangent = tangents.get(name)
            return (placed(values[name], access, axes),
                    np.float64(0.0) if tangent is None else placed(tangent, access, axes))

        with np.errstate(all="ignore"):
            for name, operands in s.operations:
                pairs = [fetch(o) for o in operands]
                value = OPERATIONS[name](*[p[0] for p in pairs])
                done.append((value, rate(name, pairs, value)))
            return np.array(np.broadcast_to(fetch(s.result)[1], shape), dtype=np.float64)

    def _gathered(
        self, s: Any, values: Mapping[str, Array], tangents: Mapping[str, Array],
    ) -> Array:
        """Sums and readings elsewhere are linear; extremes follow the member that leads."""
        tangent = tangents.get(s.source)
        if tangent is None or (isinstance(s, Reduce) and s.kind == "rank"):
            space = s.out_space if isinstance(s, Reduce) else s.space
            return np.zeros((*self.sizes.shape(space), 1))
        rows = {s.source: tangent}
        if not isinstance(s, Reduce) or s.kind.endswith("total"):
            self.machine.prepare((s,))(rows, 1)
            return rows[s.out]
        # The leader stays the leader within a step small enough to be exact on a line.
        ahead = {s.source: values[s.source] + _STEP * tangent}
        behind = {s.source: values[s.source]}
        run = self.machine.prepare((s,))
        run(ahead, 1)
        run(behind, 1)
        return (ahead[s.out] - behind[s.out]) / _STEP


def placed(row: Array, access: tuple[int, ...], axes: int) -> Array:
    """A row as a statement with more axes sees it."""
    order = tuple(int(i) for i in np.argsort(access))
    index = tuple(slice(None) if axis in access else None for axis in range(axes))
    return row.transpose((*order, len(access)))[(*index, slice(None))]


def rate(name: str, pairs: list[tuple[Any, Any]], value: Any) -> Any:
    """Rate of change of one operation, from the values and rates of its operands."""
    if name in CONDITIONS or name in ("floor", "poisson_quantile"):
        return np.float64(0.0)
    rule = _RATES.get(name)
    if rule is not None:
        return rule(pairs, value)
    # Quantile functions: a central difference in each argument; they enter luck, not policy.
    total = np.float64(0.0)
    for place, (at, change) in enumerate(pairs):
        if np.any(change != 0):
            low, high = [p[0] for p in pairs], [p[0] for p in pairs]
            low[place], high[place] = at - _STEP, at + _STEP
            slope = (OPERATIONS[name](*high) - OPERATIONS[name](*low)) / (2 * _STEP)
            total = total + slope * change
    return total


def _division(p: list[tuple[Any, Any]], value: Any) -> Any:
    return (p[0][1] - value * p[1][1]) / p[1][0]


def _power(p: list[tuple[Any, Any]], value: Any) -> Any:
    base, exponent = p[0][0], p[1][0]
    slope = value * (exponent * p[0][1] / np.where(base > 0, base, 1.0)
                     + _FUNCTIONS["log"](base) * p[1][1])
    return np.where(base > 0, slope, 0.0)


_RATES: dict[str, Callable[[list[tuple[Any, Any]], Any], Any]] = {
    "add": lambda p, _: p[0][1] + p[1][1],
    "sub": lambda p, _: p[0][1] - p[1][1],
    "mul": lambda p, _: p[0][1] * p[1][0] + p[0][0] * p[1][1],
    "div": _division,
    "neg": lambda p, _: -p[0][1],
    "abs": lambda p, _: np.where(p[0][0] < 0, -p[0][1], p[0][1]),
    "select": lambda p, _: np.where(p[0][0], p[1][1], p[2][1]),
    "greater": lambda p, _: np.where(p[0][0] > p[1][0], p[0][1], p[1][1]),
    "lesser": lambda p, _: np.where(p[0][0] < p[1][0], p[0][1], p[1][1]),
    "exp": lambda p, value: value * p[0][1],
    "log": lambda p, _: np.where(p[0][0] > 0, p[0][1] / np.where(p[0][0] > 0, p[0][0], 1.0), 0.0),
    "root": lambda p, v: np.where(v > 0, p[0][1] / np.where(v > 0, 2 * v, 1.0), 0.0),
    "power": _power,
}
