"""SymPy functions that mechanisms write their equations with.

Importing this module imports SymPy, so mechanism files import it inside their functions.
"""

from __future__ import annotations

from typing import Any

import sympy as sp

from wargame.symbolic.sets import WORLD


class Marked(sp.Function):  # type: ignore[misc]
    """A function that SymPy carries along without evaluating it."""

    @classmethod
    def eval(cls, *_args: Any) -> None:
        """Never evaluate: lowering does."""

    def _eval_is_real(self) -> bool:
        return True


class Select(Marked):
    """``Select(condition, a, b)``: a where the condition holds, b elsewhere."""

    def _eval_derivative(self, symbol: Any) -> Any:
        condition, then, otherwise = self.args
        return _either(condition, then.diff(symbol), otherwise.diff(symbol))

    def _latex(self, printer: Any, exp: Any = None) -> str:
        condition, then, otherwise = (printer._print(a) for a in self.args)
        body = (
            rf"\begin{{cases}} {then} & {condition} \\ "
            rf"{otherwise} & \text{{otherwise}} \end{{cases}}"
        )
        return body if exp is None else rf"\left({body}\right)^{{{exp}}}"


class Ratio(Marked):
    """A quotient that is 0 where its denominator is not positive."""

    def _eval_derivative(self, symbol: Any) -> Any:
        above, below = self.args
        change = above.diff(symbol) - Ratio(above, below) * below.diff(symbol)
        return sp.Integer(0) if change == 0 else Ratio(change, below)

    def _latex(self, printer: Any, exp: Any = None) -> str:
        above, below = (printer._print(a) for a in self.args)
        body = rf"\frac{{{above}}}{{{below}}}"
        return body if exp is None else rf"\left({body}\right)^{{{exp}}}"


class Greater(Marked):
    """The larger of two values."""

    def _eval_derivative(self, symbol: Any) -> Any:
        a, b = self.args
        return _either(a > b, a.diff(symbol), b.diff(symbol))

    def _latex(self, printer: Any, exp: Any = None) -> str:
        return _call(printer, r"\max", self.args, exp)


class Lesser(Marked):
    """The smaller of two values."""

    def _eval_derivative(self, symbol: Any) -> Any:
        a, b = self.args
        return _either(a < b, a.diff(symbol), b.diff(symbol))

    def _latex(self, printer: Any, exp: Any = None) -> str:
        return _call(printer, r"\min", self.args, exp)


class Over(Marked):
    """A reduction: ``Over(kind, expression, by)`` with symbols naming kind and set or relation."""

    def _eval_derivative(self, symbol: Any) -> Any:
        kind, expression, by = self.args
        if str(kind) in ("total", "others_total"):
            inner = _slope(expression, symbol)
            return sp.Integer(0) if inner == 0 else Over(kind, inner, by)
        if str(kind) == "rank" or not expression.has(symbol):
            return sp.Integer(0)
        raise NotImplementedError(f"{kind} has no derivative in closed form")

    def _latex(self, printer: Any, exp: Any = None) -> str:
        kind, expression, by = self.args
        name = {"total": r"\sum", "highest": r"\max", "lowest": r"\min"}.get(str(kind))
        name = name or rf"\operatorname{{{_words(kind)}}}"
        body = rf"{name}_{{\text{{{_words(by)}}}}} \left({printer._print(expression)}\right)"
        return body if exp is None else rf"\left({body}\right)^{{{exp}}}"


class At(Marked):
    """A value read elsewhere: ``At(expression, where)``, where a relation or an axis of a pair."""

    def _eval_derivative(self, symbol: Any) -> Any:
        expression, where = self.args
        inner = _slope(expression, symbol)
        return sp.Integer(0) if inner == 0 else At(inner, where)

    def _latex(self, printer: Any, exp: Any = None) -> str:
        expression, where = self.args
        body = rf"\left.{printer._print(expression)}\right|_{{\text{{{_words(where)}}}}}"
        return body if exp is None else rf"\left({body}\right)^{{{exp}}}"


class NormalQuantile(Marked):
    """Standard normal draw from a uniform one (inverse distribution function)."""

    def _eval_derivative(self, symbol: Any) -> Any:
        return sp.sqrt(2 * sp.pi) * sp.exp(self**2 / 2) * self.args[0].diff(symbol)


class PoissonQuantile(Marked):
    """Poisson count from a uniform draw and a mean."""

    def _eval_derivative(self, _symbol: Any) -> Any:
        return sp.Integer(0)


class ParetoQuantile(Marked):
    """Bounded Pareto draw on [1, cap] from a uniform one, a tail index and the cap."""

    def _eval_derivative(self, symbol: Any) -> Any:
        u, tail, cap = self.args
        survival = 1 - u + u * cap**-tail
        by_tail = sp.log(survival) / tail + u * cap**-tail * sp.log(cap) / survival
        return self / tail * (
            (1 - cap**-tail) / survival * u.diff(symbol) + by_tail * tail.diff(symbol)
            + u * tail * cap ** (-tail - 1) / survival * cap.diff(symbol))


class Floor(Marked):
    """The largest whole number not above the value."""

    def _eval_derivative(self, _symbol: Any) -> Any:
        return sp.Integer(0)


def _slope(expression: Any, symbol: Any) -> Any:
    """A derivative that lives on the set of the expression, even where it is a plain number."""
    return expression.diff(symbol) * Ones(expression)


def _either(condition: Any, then: Any, otherwise: Any) -> Any:
    return then if then == otherwise else Select(condition, then, otherwise)


def short(expression: Any) -> str:
    """An expression as text for a message, cut where it is long."""
    text = str(expression)
    return text if len(text) <= 90 else text[:87] + "..."


def _words(label: Any) -> str:
    return str(label).replace("_", r"\ ")


def _call(printer: Any, name: str, args: Any, exp: Any) -> str:
    inner = ", ".join(printer._print(a) for a in args)
    body = rf"{name}\left({inner}\right)"
    return body if exp is None else rf"{body}^{{{exp}}}"


def _by(by: str | None) -> Any:
    return sp.Symbol("world" if by is None else by)


def total(expression: Any, by: str | None = None) -> Any:
    """Sum over all members (``by=None``), over one set of a product, or gathered by a relation.

    ``total(x)`` over labs is a world value; ``total(s, "segments")`` of a lab-by-segment value
    is a lab value; ``total(x, "home")`` of a lab value is a nation value.
    For a nation pair, ``"first"`` or ``"second"`` names the axis that is summed away.
    """
    return Over(sp.Symbol("total"), sp.sympify(expression), _by(by))


def highest(expression: Any, by: str | None = None) -> Any:
    """Largest value over a set, as `total`; an empty group at a relation gives -1e300."""
    return Over(sp.Symbol("highest"), sp.sympify(expression), _by(by))


def lowest(expression: Any, by: str | None = None) -> Any:
    """Smallest value over a set, as `total`; an empty group at a relation gives 1e300."""
    return Over(sp.Symbol("lowest"), sp.sympify(expression), _by(by))


def mean(expression: Any, by: str | None = None) -> Any:
    """Arithmetic mean over a set; an empty group gives 0."""
    return ratio(total(expression, by), total(Ones(sp.sympify(expression)), by))


class Ones(Marked):
    """1 for every member of the set its argument lives on."""

    def _eval_derivative(self, _symbol: Any) -> Any:
        return sp.Integer(0)

    def _latex(self, _printer: Any, exp: Any = None) -> str:
        return "1" if exp is None else f"1^{{{exp}}}"


def rank(expression: Any) -> Any:
    """1 for the largest member of its set, ties equal: one plus the number of larger members."""
    return Over(sp.Symbol("rank"), sp.sympify(expression), _by(None))


def ratio(numerator: Any, denominator: Any) -> Any:
    """``numerator / denominator``, and 0 where the denominator is not positive."""
    numerator, denominator = sp.sympify(numerator), sp.sympify(denominator)
    return sp.Integer(0) if numerator == 0 else Ratio(numerator, denominator)


def share(expression: Any, by: str | None = None) -> Any:
    """A member's part of the total along ``by`` (a set or nothing); 0 where the total is 0.

    For the part within a relation write ``ratio(x, at(total(x, "home"), "home"))``.
    """
    return ratio(expression, total(expression, by))


def at(expression: Any, where: str) -> Any:
    """Value at a relation (``at(tariff, "home")``), or along an axis of a pair.

    ``at(x, "first")`` and ``at(x, "second")`` put a nation value on one side of a nation pair;
    ``at(pair, "swapped")`` exchanges the two sides.
    """
    return At(sp.sympify(expression), sp.Symbol(where))


def select(condition: Any, then: Any, otherwise: Any) -> Any:
    """``then`` where the condition (a comparison) holds, ``otherwise`` elsewhere."""
    return Select(sp.sympify(condition), sp.sympify(then), sp.sympify(otherwise))


def greater(a: Any, b: Any) -> Any:
    """The larger of two values."""
    return Greater(sp.sympify(a), sp.sympify(b))


def lesser(a: Any, b: Any) -> Any:
    """The smaller of two values."""
    return Lesser(sp.sympify(a), sp.sympify(b))


def clip(value: Any, low: Any, high: Any) -> Any:
    """The value held within [low, high]."""
    return lesser(greater(value, low), high)


def logistic(value: Any) -> Any:
    """``1 / (1 + exp(-value))``."""
    return 1 / (1 + sp.exp(-sp.sympify(value)))


def normal(uniform: Any) -> Any:
    """Standard normal value of a uniform draw."""
    return NormalQuantile(uniform)


def poisson(uniform: Any, mean: Any) -> Any:
    """Poisson count with the given mean from a uniform draw."""
    return PoissonQuantile(uniform, sp.sympify(mean))


def pareto(uniform: Any, tail: Any, cap: Any) -> Any:
    """Bounded Pareto value on [1, cap] with tail index ``tail`` from a uniform draw."""
    return ParetoQuantile(uniform, sp.sympify(tail), sp.sympify(cap))


def floor(value: Any) -> Any:
    """Largest whole number not above the value."""
    return Floor(sp.sympify(value))


__all__ = [
    "WORLD", "at", "clip", "floor", "greater", "highest", "lesser", "logistic", "lowest", "mean",
    "normal", "pareto", "poisson", "rank", "ratio", "select", "share", "total",
]
