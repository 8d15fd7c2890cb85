"""Unit of every sub-expression of an equation; a mismatch is an error that names the equation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sympy as sp
from sympy.core.relational import Relational
from sympy.logic.boolalg import Boolean

from wargame.symbolic import operators as op
from wargame.symbolic.book import BookError
from wargame.symbolic.units import DIMENSIONLESS, Unit, show, times

_PURE_CALLS = (sp.exp, sp.log, op.NormalQuantile, op.PoissonQuantile, op.ParetoQuantile)


class Dimensions:
    """Checks one equation after another against the units of all names."""

    def __init__(self, units: Mapping[str, Unit]) -> None:
        self.units = units

    def check(self, name: str, expression: Any, expected: Unit) -> None:
        """Raise `BookError` unless the expression has the unit ``expected``."""
        found = self._of(name, expression)
        if found is not None and found != expected:
            raise BookError(
                f"unit mismatch in equation '{name}': it is declared in {show(expected)}, but its "
                f"expression is in {show(found)}")

    def _of(self, name: str, e: Any) -> Unit | None:
        """Unit of a sub-expression; None for a zero, which fits any unit."""
        if isinstance(e, sp.Symbol):
            if e.name not in self.units:
                raise BookError(f"equation '{name}' uses '{e.name}' as a quantity; it is the name "
                                "of a set, relation or axis")
            return self.units[e.name]
        if getattr(e, "is_number", False) and not e.args:
            return None if e == 0 else DIMENSIONLESS
        if isinstance(e, sp.Add | op.Greater | op.Lesser):
            return self._same(name, e.args, e)
        if isinstance(e, sp.Mul):
            unit: Unit = DIMENSIONLESS
            for factor in e.args:
                part = self._of(name, factor)
                if part is None:
                    return None
                unit = times(unit, part)
            return unit
        if isinstance(e, op.Ratio):
            above, below = (self._of(name, a) for a in e.args)
            return None if above is None else times(above, below or DIMENSIONLESS, -1.0)
        if isinstance(e, sp.Pow):
            return self._power(name, e)
        if isinstance(e, op.Select):
            self._condition(name, e.args[0])
            return self._same(name, e.args[1:], e)
        if isinstance(e, op.Over):
            inner = self._of(name, e.args[1])
            return DIMENSIONLESS if str(e.args[0]) == "rank" else inner
        if isinstance(e, op.At | sp.Abs | op.Floor):
            return self._of(name, e.args[0])
        if isinstance(e, op.Ones):
            return DIMENSIONLESS
        if isinstance(e, _PURE_CALLS):
            for argument in e.args:
                self._pure(name, argument, e)
            return DIMENSIONLESS
        if isinstance(e, Boolean):
            raise BookError(f"equation '{name}' uses the condition '{op.short(e)}' as a number; "
                            "write select(condition, 1, 0)")
        # Numbers such as zoo, and functions that lowering refuses with a better message.
        return None

    def _power(self, name: str, e: Any) -> Unit | None:
        base = self._of(name, e.base)
        if e.exp.is_number and e.exp.is_real and not e.exp.has(op.Marked):
            return None if base is None else times(DIMENSIONLESS, base, float(e.exp))
        self._pure(name, e.base, e)
        self._pure(name, e.exp, e)
        return DIMENSIONLESS

    def _condition(self, name: str, e: Any) -> None:
        if isinstance(e, sp.And | sp.Or | sp.Not):
            for part in e.args:
                self._condition(name, part)
        elif isinstance(e, Relational):
            self._same(name, e.args, e)
        elif e not in (sp.true, sp.false):
            raise BookError(f"equation '{name}' needs a comparison where it has "
                            f"'{op.short(e)}'; join several with And, Or and Not")

    def _same(self, name: str, parts: Any, whole: Any) -> Unit | None:
        unit: Unit | None = None
        for part in parts:
            found = self._of(name, part)
            if unit is None:
                unit = found
            elif found is not None and found != unit:
                raise BookError(
                    f"unit mismatch in equation '{name}': {show(unit)} meets {show(found)} in "
                    f"'{op.short(whole)}' (at '{op.short(part)}')")
        return unit

    def _pure(self, name: str, part: Any, whole: Any) -> None:
        found = self._of(name, part)
        if found:
            raise BookError(
                f"unit mismatch in equation '{name}': '{op.short(whole)}' needs a pure number, but "
                f"'{op.short(part)}' is in {show(found)}")
