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
_ROOT_OF_TWO_PI = 2.5066282746310002


def partial(book: Book, equation: str, by: str) -> Any:
    """The partial derivative of one equation by a name, as a SymPy expression.

    Every member moves at once; quantiles move with their arguments, counts and ranks stand still.
    Raises KeyError for an equation that does not exist, and NotImplementedError where it takes
    the highest or lowest of what depends on the name.
    """
    import sympy as sp

    from wargame.symbolic.operators import select

    # Of complex symbols, which SymPy's are, an absolute value has no derivative to compute.
    expression = book.equations[equation].replace(sp.Abs, lambda x: select(x < 0, -x, x))
    return expression.diff(book[by])


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
        if not isinstance(s, Reduce) or s.kind.endswith("total"):
            rows = {s.source: tangent}
            self.machine.prepare((s,))(rows, 1)
            return rows[s.out]
        arrange, groups, restore = self.machine.grouping(s)
        members, moves = arrange(values[s.source], 1), arrange(tangent, 1)
        leads = np.greater if s.kind.endswith("highest") else np.less
        found = np.zeros((len(groups), *members.shape[1:]))
        for place, group in enumerate(groups):
            best = np.full(members.shape[1:], np.nan)
            for member in group:
                keeps = leads(best, members[member])
                best = np.where(keeps, best, members[member])
                found[place] = np.where(keeps, found[place], moves[member])
        return restore(found, 1)


def placed(row: Array, access: tuple[int, ...], axes: int) -> Array:
    """A row as a statement with more axes sees it."""
    order = tuple(int(i) for i in np.argsort(access))
    index = tuple(slice(None) if axis in access else None for axis in range(axes))
    return row.transpose((*order, len(access)))[(*index, slice(None))]


def rate(name: str, pairs: list[tuple[Any, Any]], value: Any) -> Any:
    """Rate of change of one operation, from the values and rates of its operands."""
    if name in CONDITIONS or name in ("floor", "poisson_quantile"):
        return np.float64(0.0)
    return _RATES[name](pairs, value)


def _division(p: list[tuple[Any, Any]], value: Any) -> Any:
    return (p[0][1] - value * p[1][1]) / p[1][0]


def _power(p: list[tuple[Any, Any]], value: Any) -> Any:
    base, exponent = p[0][0], p[1][0]
    log = _FUNCTIONS["log"](base)
    slope = value * (exponent * p[0][1] / np.where(base > 0, base, 1.0) + log * p[1][1])
    return np.where((base > 0) & _within(exponent * log), slope, 0.0)


def _within(x: Any) -> Any:
    """Where `exp` is not held at its ends."""
    return (x > -708.0) & (x < 709.0)


def _normal(p: list[tuple[Any, Any]], value: Any) -> Any:
    inside = (p[0][0] > 0) & (p[0][0] < 1)
    return np.where(inside, _ROOT_OF_TWO_PI * _FUNCTIONS["exp"](value * value / 2) * p[0][1], 0.0)


def _pareto(p: list[tuple[Any, Any]], value: Any) -> Any:
    """Rates of ``survival ** (-1 / tail)``; arguments outside their range are held, and still."""
    u, tail, cap = (np.asarray(each[0], dtype=np.float64) for each in p)
    inside = ((u > 0) & (u < 1), (tail > 0.001) & (tail < 1000), (cap > 1) & (cap < 1e300))
    du, dtail, dcap = (np.where(i, each[1], 0.0) for i, each in zip(inside, p, strict=True))
    u, tail, cap = np.clip(u, 0, 1), np.clip(tail, 0.001, 1000), np.clip(cap, 1, 1e300)
    log = _FUNCTIONS["log"](cap)
    least = _FUNCTIONS["exp"](-tail * log)
    survival = (1 - u) + u * least
    by_tail = _FUNCTIONS["log"](survival) / tail + u * least * log / survival
    return value / tail * ((1 - least) * du / survival + by_tail * dtail
                           + u * tail * least / cap * dcap / survival)


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
    "exp": lambda p, value: np.where(_within(p[0][0]), value * p[0][1], 0.0),
    "log": lambda p, _: np.where(p[0][0] > 0, p[0][1] / np.where(p[0][0] > 0, p[0][0], 1.0), 0.0),
    "root": lambda p, v: np.where(v > 0, p[0][1] / np.where(v > 0, 2 * v, 1.0), 0.0),
    "power": _power,
    "normal_quantile": _normal,
    "pareto_quantile": _pareto,
}
