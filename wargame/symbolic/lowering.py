"""From one SymPy equation to the ordered operations of the numeric contract."""

from __future__ import annotations

import math
from typing import Any

import sympy as sp

from wargame.symbolic import operators as op
from wargame.symbolic.book import BookError
from wargame.symbolic.program import Gather, Map, Operand, Reduce, Row, Statement
from wargame.symbolic.sets import Axes, over
from wargame.symbolic.spaces import SIDES, SpaceError, Spaces, is_pair

__all__ = ["Lowering", "Spaces"]

_COMPARISONS = {
    sp.StrictGreaterThan: "gt", sp.GreaterThan: "ge", sp.StrictLessThan: "lt",
    sp.LessThan: "le", sp.Equality: "eq", sp.Unequality: "ne",
}
_CALLS = {
    op.Greater: "greater", op.Lesser: "lesser", op.Floor: "floor", op.Select: "select",
    op.NormalQuantile: "normal_quantile", op.PoissonQuantile: "poisson_quantile",
    op.ParetoQuantile: "pareto_quantile", sp.exp: "exp", sp.log: "log", sp.Abs: "abs",
}
#: Longest chain of products; above it, powers are squared.
_LARGEST_CHAIN = 8


class Lowering:
    """Lowers one equation; temporaries are rows named after it, and faults name it ``where``."""

    def __init__(self, name: str, spaces: Spaces, where: str = "") -> None:
        self.name = name
        self.where = where or f"equation '{name}'"
        self.spaces = spaces
        self.statements: list[Statement] = []
        self.rows: list[Row] = []
        self._made: dict[Any, str] = {}

    def assign(self, out: str, space: Axes, expression: Any) -> None:
        """Append the statements that compute ``expression`` into the row ``out``.

        Raises `BookError` for what cannot be computed or lives on other sets.
        """
        body = _Body(self, space)
        try:
            result = body.lower(expression)
        except SpaceError as fault:
            raise BookError(f"{self.where}: {fault}") from None
        self.statements.append(Map(out, space, tuple(body.operations), result))

    def materialise(self, expression: Any) -> tuple[str, Axes]:
        """A row that holds the expression over its own set."""
        space = self.spaces.of(expression)
        if isinstance(expression, sp.Symbol):
            return expression.name, space
        if isinstance(expression, op.Over):
            return self.reduced(expression)
        if isinstance(expression, op.At) and str(expression.args[1]) in self.spaces.relations:
            return self.placed(expression)[:2]
        if isinstance(expression, op.Ones):
            space = self.spaces.of(expression.args[0])
        if expression not in self._made:
            out = self.temporary(space)
            self.assign(out, space, expression)
            self._made[expression] = out
        return self._made[expression], space

    def reduced(self, expression: Any) -> tuple[str, Axes]:
        """The row of a reduction."""
        kind, inner, by = expression.args
        if expression not in self._made:
            source, space = self.materialise(inner)
            axis, relation, out_space = self.spaces.reduced(space, str(kind), str(by))
            out = self.temporary(out_space)
            self.statements.append(
                Reduce(out, str(kind), source, space, axis, relation, out_space))
            self._made[expression] = out
        return self._made[expression], self.spaces.of(expression)

    def placed(self, expression: Any) -> tuple[str, Axes, tuple[int, ...] | None]:
        """The row of a value read elsewhere, and a fixed access for pairs."""
        inner, where = expression.args
        source, space = self.materialise(inner)
        out_space = self.spaces.placed(space, str(where))
        if str(where) in SIDES:
            return source, out_space, (SIDES.index(str(where)),)
        if str(where) == "swapped":
            return source, out_space, (1, 0)
        if expression not in self._made:
            axis = space.index(self.spaces.relations[str(where)][1])
            out = self.temporary(out_space)
            self.statements.append(Gather(out, source, out_space, space, axis, str(where)))
            self._made[expression] = out
        return self._made[expression], out_space, None

    def temporary(self, space: Axes) -> str:
        """A fresh row."""
        row = Row(f"{self.name}~{len(self.rows)}", space, "temporary")
        self.rows.append(row)
        return row.name


class _Body:
    """Operations of one statement, in order; equal sub-expressions are computed once."""

    def __init__(self, lowering: Lowering, space: Axes) -> None:
        self.lowering = lowering
        self.space = space
        self.operations: list[tuple[str, tuple[Operand, ...]]] = []
        self._seen: dict[Any, Operand] = {}

    def lower(self, expression: Any) -> Operand:
        if expression in self._seen:
            return self._seen[expression]
        operand = self._lower(expression)
        self._seen[expression] = operand
        return operand

    def emit(self, name: str, *operands: Operand) -> Operand:
        self.operations.append((name, operands))
        return ("t", len(self.operations) - 1)

    def row(
        self, e: Any, name: str, space: Axes, access: tuple[int, ...] | None = None,
    ) -> Operand:
        """The operand of a row that holds ``e`` over ``space``, as this statement sees it."""
        if space == self.space:
            return ("r", name, access or tuple(range(len(space))))
        if is_pair(self.space) and space:
            raise SpaceError(f"'{op.short(e)}' lives on {over(space)}; in an equation over "
                             f"{over(self.space)} it needs at(..., 'first') or at(..., 'second')")
        if is_pair(space) or not set(space) <= set(self.space):
            raise SpaceError(f"it lives on {over(self.space)} but uses '{op.short(e)}' over "
                             f"{over(space)}; gather it with total(), highest(), at() ...")
        return ("r", name, tuple(self.space.index(a) for a in space))

    def _lower(self, e: Any) -> Operand:
        if getattr(e, "is_number", False) and not e.has(sp.Symbol, op.Marked):
            return ("c", self._number(e))
        if isinstance(e, sp.Symbol):
            return self.row(e, e.name, self.lowering.spaces.known[e.name])
        if isinstance(e, op.Ones):
            return ("c", 1.0)
        if isinstance(e, op.Over):
            return self.row(e, *self.lowering.reduced(e))
        if isinstance(e, op.At):
            return self.row(e, *self.lowering.placed(e))
        if isinstance(e, sp.Add):
            return self._add(e)
        if isinstance(e, sp.Mul):
            return self._mul(e)
        if isinstance(e, sp.Pow):
            return self._pow(e.base, e.exp)
        if type(e) in _COMPARISONS:
            return self.emit(_COMPARISONS[type(e)], *(self.lower(a) for a in e.args))
        if isinstance(e, sp.And | sp.Or):
            name = "and" if isinstance(e, sp.And) else "or"
            return self._chain(name, sorted(e.args, key=sp.default_sort_key))
        if isinstance(e, sp.Not):
            return self.emit("not", self.lower(e.args[0]))
        if e in (sp.true, sp.false):
            return self.emit("gt" if e == sp.true else "lt", ("c", 1.0), ("c", 0.0))
        if isinstance(e, op.Ratio):
            return self._ratio(*e.args)
        if type(e) in _CALLS:
            return self.emit(_CALLS[type(e)], *(self.lower(a) for a in e.args))
        raise BookError(
            f"{self.lowering.where} uses {type(e).__name__}, which cannot be computed; "
            "allowed are + - * / powers, exp, log, sqrt, Abs and wargame.symbolic.operators")

    def _number(self, e: Any) -> float:
        try:
            value = float(e)
        except (TypeError, OverflowError):
            value = math.nan
        if not math.isfinite(value):
            raise BookError(f"{self.lowering.where} has '{op.short(e)}' in it, which is not a "
                            "finite real number")
        return value

    def _chain(self, name: str, parts: list[Any]) -> Operand:
        out = self.lower(parts[0])
        for part in parts[1:]:
            out = self.emit(name, out, self.lower(part))
        return out

    def _ratio(self, above: Any, below: Any) -> Operand:
        numerator, denominator = self.lower(above), self.lower(below)
        positive = self.emit("gt", denominator, ("c", 0.0))
        safe = self.emit("select", positive, denominator, ("c", 1.0))
        quotient = self.emit("div", numerator, safe)
        return self.emit("select", positive, quotient, ("c", 0.0))

    def _add(self, e: Any) -> Operand:
        out: Operand | None = None
        later: list[Any] = []
        for term in sorted(e.args, key=sp.default_sort_key):
            negative, rest = _sign(term)
            if negative and out is None:
                later.append(rest)
            elif out is None:
                out = self.lower(rest)
            else:
                out = self.emit("sub" if negative else "add", out, self.lower(rest))
        for rest in later:
            out = (self.emit("neg", self.lower(rest)) if out is None
                   else self.emit("sub", out, self.lower(rest)))
        assert out is not None
        return out

    def _mul(self, e: Any) -> Operand:
        above: list[Any] = []
        below: list[Any] = []
        negative, e = _sign(e)
        for factor in sorted(sp.Mul.make_args(e), key=sp.default_sort_key):
            if isinstance(factor, sp.Rational) and not isinstance(factor, sp.Integer):
                above.append(sp.Float(factor))
            elif isinstance(factor, sp.Pow) and _is_negative(_exponent(factor.exp)):
                below.append(sp.Pow(factor.base, -_exponent(factor.exp)))
            else:
                above.append(factor)
        out = self._chain("mul", above) if above else ("c", 1.0)
        if below:
            out = self.emit("div", out, self._chain("mul", below))
        return self.emit("neg", out) if negative else out

    def _pow(self, base: Any, exponent: Any) -> Operand:
        exponent = _exponent(exponent)
        if _is_negative(exponent):
            return self.emit("div", ("c", 1.0), self.lower(sp.Pow(base, -exponent)))
        if exponent.is_Integer:
            return self._whole_power(self.lower(base), int(exponent))
        if exponent.is_Rational and exponent.q == 2:
            root = self.emit("root", self.lower(base))
            whole = int(exponent.p) // 2
            return root if whole == 0 else self.emit(
                "mul", self._whole_power(self.lower(base), whole), root)
        return self.emit("power", self.lower(base), self.lower(exponent))

    def _whole_power(self, factor: Operand, exponent: int) -> Operand:
        """Repeated products: right for negative factors too, which `power` is not."""
        if exponent > _LARGEST_CHAIN:
            half = self._whole_power(factor, exponent // 2)
            square = self.emit("mul", half, half)
            return self.emit("mul", square, factor) if exponent % 2 else square
        out = factor
        for _ in range(exponent - 1):
            out = self.emit("mul", out, factor)
        return out


def _exponent(exponent: Any) -> Any:
    """Whole and half exponents written as floats (``x**2.0``) as what they are."""
    if isinstance(exponent, sp.Float) and float(2 * exponent).is_integer():
        return sp.Rational(int(2 * exponent), 2)
    return exponent


def _is_negative(exponent: Any) -> bool:
    return bool(exponent.is_Rational and exponent < 0)


def _sign(term: Any) -> tuple[bool, Any]:
    coefficient, rest = term.as_coeff_Mul()
    if coefficient.is_number and coefficient < 0:
        return True, sp.Mul(-coefficient, rest) if coefficient != -1 else rest
    return False, term
