"""An independent reading of a book: its equations in many digits, member by member, unlowered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any

import mpmath
import sympy as sp

from wargame.symbolic import operators as op

from .bench import Array, Bench

Where = Mapping[str, str]
COMPARISONS = {
    sp.StrictGreaterThan: lambda a, b: a > b, sp.GreaterThan: lambda a, b: a >= b,
    sp.StrictLessThan: lambda a, b: a < b, sp.LessThan: lambda a, b: a <= b,
    sp.Equality: lambda a, b: a == b, sp.Unequality: lambda a, b: a != b,
}


class Oracle:
    """Evaluates flows and next stocks from the rows that equations only read.

    A place is a member for each axis; the axes of a pair are called first and second. With
    ``shaken`` every number is off by up to that part of itself, and what a double cannot hold
    becomes infinite or zero: a result that changes then rests on rounding or on overflow.
    """

    def __init__(
        self, bench: Bench, related: Mapping[str, Mapping[str, str]], rows: Any,
        shaken: float = 0.0,
    ) -> None:
        self.shaken = shaken
        self._count = 1
        self.book = bench.book
        self.members = dict(bench.sizes.members)
        self.members |= dict.fromkeys(("first", "second"), self.members["nations"])
        self.related = related
        self.given: dict[str, Array] = rows
        self.known = self.book.known()
        self._found: dict[Any, Any] = {}

    def values(self, name: str, expression: Any = None) -> list[Any]:
        """A variable, or an expression over its set, for all members in row order."""
        labels = self._labels(self.known[name])
        places = [dict(zip(labels, ids, strict=True)) for ids in self._all(labels)]
        return [self._name(name, place) if expression is None else self._value(expression, place)
                for place in places]

    def _labels(self, space: tuple[str, ...]) -> tuple[str, ...]:
        return ("first", "second") if space == ("nations", "nations") else space

    def _all(self, labels: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
        return product(*(self.members[label] for label in labels))

    def _name(self, name: str, where: Where) -> Any:
        labels = self._labels(self.known[name])
        ids = tuple(where[label] for label in labels)
        if (name, ids) not in self._found:
            self._found[name, ids] = self._compute(name, labels, ids)
        return self._found[name, ids]

    def _compute(self, name: str, labels: tuple[str, ...], ids: tuple[str, ...]) -> Any:
        place = dict(zip(labels, ids, strict=True))
        variable = self.book.variables.get(name)
        if name in self.book.slots:
            parts = [self._value(e, place) for (slot, _), (_, e)
                     in self.book.contributions.items() if slot == name]
            return mpmath.fsum(parts) if self.book.slots[name] == "sum" else mpmath.fprod(parts)
        if variable is not None and variable.kind == "flow" and name in self.book.equations:
            return self._value(self.book.equations[name], place)
        at = tuple(self.members[label].index(i) for label, i in zip(labels, ids, strict=True))
        return self._held(mpmath.mpf(float(self.given[name][(*at, 0)])))

    def _axes(self, e: Any) -> tuple[str, ...]:
        if isinstance(e, sp.Symbol):
            return self._labels(self.known[e.name])
        if isinstance(e, op.At):
            relation = self.book.relations.get(str(e.args[1]))
            if relation is None:
                return ("first", "second")
            return tuple(relation[0] if a == relation[1] else a for a in self._axes(e.args[0]))
        if isinstance(e, op.Over):
            kind, inner, by = str(e.args[0]), self._axes(e.args[1]), str(e.args[2])
            if kind == "rank" or kind.startswith("others"):
                return inner
            if by in ("first", "second"):
                return ("nations",)
            source, target = self.book.relations.get(by, (by, None))
            return tuple(target if a == source else a for a in inner
                         if by != "world" and (a != source or target is not None))
        found = [a for part in e.args for a in self._axes(part)]
        return tuple(dict.fromkeys(found))

    def _value(self, e: Any, where: Where) -> Any:
        if isinstance(e, sp.Symbol):
            return self._name(e.name, where)
        if isinstance(e, op.At):
            return self._at(e.args[0], str(e.args[1]), where)
        if isinstance(e, op.Over):
            return self._over(str(e.args[0]), e.args[1], str(e.args[2]), where)
        if isinstance(e, op.Ones):
            return mpmath.mpf(1)
        if isinstance(e, op.Select):
            return self._value(e.args[1 if self._holds(e.args[0], where) else 2], where)
        parts = [self._value(a, where) for a in e.args]
        if not parts:
            return mpmath.mpf(e.p) / e.q if isinstance(e, sp.Rational) else mpmath.mpf(
                float(e)) if isinstance(e, sp.Float) else mpmath.mpmathify(e.evalf(50))
        return self._held(self._apply(e, parts))

    def _held(self, value: Any) -> Any:
        """As it is, or within the range of a double for a shaken reading."""
        if not self.shaken or mpmath.isnan(value) or mpmath.isinf(value):
            return value
        if abs(value) > 1e290:
            return mpmath.inf * mpmath.sign(value)
        self._count = self._count * 48271 % (2**31 - 1)
        off = self.shaken * (2 * self._count / 2**31 - 1)
        return value * (1 + off) if abs(value) > 1e-290 else mpmath.mpf(0)

    def _apply(self, e: Any, parts: list[Any]) -> Any:
        a, b = parts[0], parts[-1]
        match type(e).__name__:
            case "Add":
                return mpmath.fsum(parts)
            case "Mul":
                return mpmath.fprod(parts)
            case "Pow":
                return self._power(e.exp, a, b)
            case "exp":
                return mpmath.exp(min(max(a, -708), 709))
            case "log":
                return mpmath.log(max(a, mpmath.mpf(2) ** -1022))
            case "Abs":
                return abs(a)
            case "Ratio":
                return a / b if b > 0 else mpmath.mpf(0)
            case "Greater":
                return max(a, b)
            case "Lesser":
                return min(a, b)
            case "Floor":
                return mpmath.floor(a)
            case "NormalQuantile":
                return mpmath.sqrt(2) * mpmath.erfinv(2 * a - 1)
            case "ParetoQuantile":
                tail, cap = min(max(parts[1], 0.001), 1000), max(b, 1)
                return (1 - a * (1 - cap**-tail)) ** (-1 / tail)
        raise AssertionError(f"nothing is known of {type(e).__name__}")

    def _power(self, exponent: Any, base: Any, value: Any) -> Any:
        if not base and value < 0:
            return mpmath.inf
        if exponent.is_Integer:
            return base ** int(exponent)
        if exponent.is_Rational and exponent.q == 2:
            return mpmath.sqrt(max(base, 0)) ** int(exponent.p)
        return mpmath.exp(min(max(value * mpmath.log(base), -708), 709)) if base > 0 else 0 * base

    def _holds(self, condition: Any, where: Where) -> bool:
        if condition in (sp.true, sp.false):
            return bool(condition)
        if isinstance(condition, sp.And | sp.Or | sp.Not):
            parts = [self._holds(c, where) for c in condition.args]
            join = {sp.And: all, sp.Or: any}.get(type(condition))
            return join(parts) if join else not parts[0]
        return bool(COMPARISONS[type(condition)](*(self._value(a, where) for a in condition.args)))

    def _at(self, inner: Any, to: str, where: Where) -> Any:
        if to == "swapped":
            return self._value(
                inner, {**where, "first": where["second"], "second": where["first"]})
        if to in ("first", "second"):
            return self._value(inner, {**where, "nations": where[to]})
        source, target = self.book.relations[to]
        return self._value(inner, {**where, target: self.related[to][where[source]]})

    def _over(self, kind: str, inner: Any, by: str, where: Where) -> Any:
        labels = self._axes(inner)
        if kind == "rank" or kind.startswith("others"):
            me = tuple(where[label] for label in labels)
            rest = [self._value(inner, {**where, **dict(zip(labels, ids, strict=True))})
                    for ids in self._all(labels) if ids != me]
            if kind == "rank":
                return mpmath.mpf(1 + sum(v > self._value(inner, where) for v in rest))
            return self._held(_gathered(kind.removeprefix("others_"), rest))
        places: list[Where] = []
        if by == "world":
            places = [{**where, **dict(zip(labels, ids, strict=True))}
                      for ids in self._all(labels)]
        elif by in ("first", "second"):
            other = "second" if by == "first" else "first"
            places = [{**where, by: m, other: where["nations"]} for m in self.members[by]]
        elif by in self.book.relations:
            source, target = self.book.relations[by]
            places = [{**where, source: m} for m in self.members[source]
                      if self.related[by][m] == where[target]]
        else:
            places = [{**where, by: m} for m in self.members[by]]
        return self._held(_gathered(kind, [self._value(inner, place) for place in places]))


def _gathered(kind: str, values: list[Any]) -> Any:
    if kind == "total":
        return mpmath.fsum(values)
    if not values:
        return mpmath.mpf(-1e300 if kind == "highest" else 1e300)
    return max(values) if kind == "highest" else min(values)
