"""From one SymPy equation to the ordered operations of the numeric contract."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sympy as sp

from wargame.symbolic import operators as op
from wargame.symbolic.book import BookError
from wargame.symbolic.program import Gather, Map, Operand, Reduce, Row, Statement
from wargame.symbolic.sets import Axes

_COMPARISONS = {
    sp.StrictGreaterThan: "gt", sp.GreaterThan: "ge", sp.StrictLessThan: "lt",
    sp.LessThan: "le", sp.Equality: "eq", sp.Unequality: "ne",
}
_CALLS = {
    op.Greater: "greater", op.Lesser: "lesser", op.Floor: "floor", op.Select: "select",
    op.NormalQuantile: "normal_quantile", op.PoissonQuantile: "poisson_quantile",
    op.ParetoQuantile: "pareto_quantile", sp.exp: "exp", sp.log: "log", sp.Abs: "abs",
}
_LARGEST_POWER = 8


class Spaces:
    """Which set an expression lives on."""

    def __init__(
        self, known: Mapping[str, Axes], relations: Mapping[str, tuple[str, str]],
        order: list[str],
    ) -> None:
        self.known = known
        self.relations = relations
        self.order = order

    def of(self, expression: Any) -> Axes:
        """The smallest product of sets on which the expression has values."""
        if isinstance(expression, sp.Symbol):
            return self.known[expression.name]
        if isinstance(expression, op.Over):
            kind, inner, by = expression.args
            return self.reduced(self.of(inner), str(kind), str(by))[2]
        if isinstance(expression, op.At):
            inner, where = expression.args
            return self.placed(self.of(inner), str(where))
        return self.union([self.of(a) for a in expression.args])

    def union(self, spaces: list[Axes]) -> Axes:
        """The smallest product that holds them all."""
        largest = max(spaces, key=len, default=())
        extra = {axis for space in spaces for axis in space} - set(largest)
        if not extra:
            return largest
        return tuple(sorted(set(largest) | extra, key=self.order.index))

    def reduced(self, space: Axes, kind: str, by: str) -> tuple[int | None, str | None, Axes]:
        """Axis, relation and resulting set of a reduction."""
        if kind == "rank" or kind.startswith("others_"):
            return None, None, space
        if by == "world":
            return None, None, ()
        if by in ("first", "second"):
            axis = 0 if by == "first" else 1
            return axis, None, tuple(a for i, a in enumerate(space) if i != axis)
        if by in self.relations:
            source, target = self.relations[by]
            if source not in space:
                raise BookError(f"'{by}' leads from {source}, which {space} does not have")
            axis = space.index(source)
            return axis, by, tuple(target if i == axis else a for i, a in enumerate(space))
        if by in space:
            axis = space.index(by)
            return axis, None, tuple(a for i, a in enumerate(space) if i != axis)
        raise BookError(f"cannot gather over '{by}': the expression lives on {space or 'world'}")

    def placed(self, space: Axes, where: str) -> Axes:
        """Resulting set of reading elsewhere."""
        if where in ("first", "second"):
            return space + space
        if where == "swapped":
            return space
        if where not in self.relations:
            raise BookError(f"no relation is called '{where}'")
        source, target = self.relations[where]
        if target not in space:
            raise BookError(f"'{where}' leads to {target}, which {space or 'world'} does not have")
        return tuple(source if a == target else a for a in space)


class Lowering:
    """Lowers one equation; temporaries are rows named after it."""

    def __init__(self, name: str, spaces: Spaces) -> None:
        self.name = name
        self.spaces = spaces
        self.statements: list[Statement] = []
        self.rows: list[Row] = []
        self._made: dict[Any, str] = {}

    def assign(self, out: str, space: Axes, expression: Any) -> None:
        """Append the statements that compute ``expression`` into the row ``out``."""
        body = _Body(self, space)
        result = body.lower(expression)
        self.statements.append(Map(out, space, tuple(body.operations), result))

    def materialise(self, expression: Any) -> tuple[str, Axes]:
        """A row that holds the expression over its own set."""
        space = self.spaces.of(expression)
        if isinstance(expression, sp.Symbol):
            return expression.name, space
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
        if str(where) in ("first", "second"):
            return source, space, (0,) if str(where) == "first" else (1,)
        if str(where) == "swapped":
            return source, space, (1, 0)
        if expression not in self._made:
            out_space = self.spaces.placed(space, str(where))
            axis = space.index(self.spaces.relations[str(where)][1])
            out = self.temporary(out_space)
            self.statements.append(Gather(out, source, out_space, space, axis, str(where)))
            self._made[expression] = out
        return self._made[expression], self.spaces.of(expression), None

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

    def row(self, name: str, space: Axes, access: tuple[int, ...] | None = None) -> Operand:
        if access is None:
            if len(set(self.space)) < len(self.space) and 0 < len(space) < len(self.space):
                raise BookError(
                    f"'{name}' in the pair equation '{self.lowering.name}' needs "
                    "at(..., 'first') or at(..., 'second')")
            missing = [a for a in space if a not in self.space]
            if missing:
                raise BookError(
                    f"equation '{self.lowering.name}' lives on {self.space or 'world'} but uses "
                    f"'{name}' over {space}; gather it with total(), highest(), at() ...")
            access = (tuple(range(len(space))) if space == self.space
                      else tuple(self.space.index(a) for a in space))
        return ("r", name, access)

    def _lower(self, e: Any) -> Operand:
        if getattr(e, "is_number", False) and not e.has(sp.Symbol, op.Marked):
            return ("c", float(e))
        if isinstance(e, sp.Symbol):
            return self.row(e.name, self.lowering.spaces.known[e.name])
        if isinstance(e, op.Ones):
            return ("c", 1.0)
        if isinstance(e, op.Over):
            return self.row(*self.lowering.reduced(e))
        if isinstance(e, op.At):
            return self.row(*self.lowering.placed(e))
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
            f"equation '{self.lowering.name}' uses {type(e).__name__}, which cannot be computed; "
            "allowed are + - * / powers, exp, log, sqrt, Abs and wargame.symbolic.operators")

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
            elif isinstance(factor, sp.Pow) and factor.exp.is_Rational and factor.exp < 0:
                below.append(sp.Pow(factor.base, -factor.exp))
            else:
                above.append(factor)
        out = self._chain("mul", above) if above else ("c", 1.0)
        if below:
            out = self.emit("div", out, self._chain("mul", below))
        return self.emit("neg", out) if negative else out

    def _pow(self, base: Any, exponent: Any) -> Operand:
        if exponent.is_Rational and exponent < 0:
            return self.emit("div", ("c", 1.0), self.lower(sp.Pow(base, -exponent)))
        if exponent.is_Integer and 0 < exponent <= _LARGEST_POWER:
            factor = self.lower(base)
            out = factor
            for _ in range(int(exponent) - 1):
                out = self.emit("mul", out, factor)
            return out
        if exponent.is_Rational and exponent.q == 2 and exponent.p <= _LARGEST_POWER:
            root = self.emit("root", self.lower(base))
            whole = int(exponent.p) // 2
            return root if whole == 0 else self.emit(
                "mul", self._pow(base, sp.Integer(whole)), root)
        return self.emit("power", self.lower(base), self.lower(exponent))


def _sign(term: Any) -> tuple[bool, Any]:
    coefficient, rest = term.as_coeff_Mul()
    if coefficient.is_number and coefficient < 0:
        return True, sp.Mul(-coefficient, rest) if coefficient != -1 else rest
    return False, term
