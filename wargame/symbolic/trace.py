"""Reading a strategy as symbols: a proxy that records each operation instead of computing it."""

from __future__ import annotations

from typing import Any, NoReturn

import numpy as np

from wargame.symbolic.program import CONDITIONS, Operand


class TraceError(TypeError):
    """A strategy did something that has no symbolic reading; it still plays, more slowly."""


class Tape:
    """The operations recorded so far; equal operations are recorded once."""

    def __init__(self) -> None:
        self.operations: list[tuple[str, tuple[Operand, ...]]] = []
        # By text, in which 0.0 and -0.0 differ.
        self._seen: dict[str, Operand] = {}
        self._conditions: set[Operand] = set()

    def emit(self, name: str, *operands: Operand) -> Operand:
        """Record an operation and return where its result is found."""
        key = f"{name} {operands!r}"
        if key not in self._seen:
            made = ("t", len(self.operations))
            if self._is_condition(name, operands):
                self._conditions.add(made)
            self.operations.append((name, operands))
            self._seen[key] = made
        return self._seen[key]

    def _is_condition(self, name: str, operands: tuple[Operand, ...]) -> bool:
        """Whether a result is a condition. Raises where backends would read it differently."""
        conditions = [operand in self._conditions for operand in operands]
        if name in ("and", "or", "not"):
            if not all(conditions):
                raise TraceError("&, | and ~ join conditions; write x > 0 for a number x")
        elif name == "select":
            return all(conditions[1:])
        elif all(conditions) and name not in CONDITIONS:
            raise TraceError("a condition is not a number; write when(condition, 1, 0)")
        return name in CONDITIONS

    def row(self, name: str, access: tuple[int, ...]) -> Traced:
        """A value read from a row."""
        return Traced(self, ("r", name, access))

    def operand(self, value: Any) -> Operand:
        """The operand of a proxy or of a plain number."""
        if isinstance(value, Traced):
            return value.operand
        if isinstance(value, bool | np.bool_):
            return self.emit("gt" if value else "lt", ("c", 1.0), ("c", 0.0))
        try:
            return ("c", float(value))
        except (TypeError, ValueError):
            raise TraceError(f"cannot compute with {value!r}, which is not a number") from None


class Traced:
    """A number that is not known yet."""

    __slots__ = ("operand", "tape")
    __hash__ = object.__hash__
    __array_ufunc__ = None

    def __init__(self, tape: Tape, operand: Operand) -> None:
        self.tape = tape
        self.operand = operand

    def _do(self, name: str, *values: Any) -> Traced:
        return Traced(self.tape, self.tape.emit(name, *(self.tape.operand(v) for v in values)))

    def __add__(self, other: Any) -> Traced:
        return self._do("add", self, other)

    def __radd__(self, other: Any) -> Traced:
        return self._do("add", other, self)

    def __sub__(self, other: Any) -> Traced:
        return self._do("sub", self, other)

    def __rsub__(self, other: Any) -> Traced:
        return self._do("sub", other, self)

    def __mul__(self, other: Any) -> Traced:
        return self._do("mul", self, other)

    def __rmul__(self, other: Any) -> Traced:
        return self._do("mul", other, self)

    def __truediv__(self, other: Any) -> Traced:
        return self._do("div", self, other)

    def __rtruediv__(self, other: Any) -> Traced:
        return self._do("div", other, self)

    def __neg__(self) -> Traced:
        return self._do("neg", self)

    def __pos__(self) -> Traced:
        return self

    def __abs__(self) -> Traced:
        return self._do("abs", self)

    def __gt__(self, other: Any) -> Traced:
        return self._do("gt", self, other)

    def __ge__(self, other: Any) -> Traced:
        return self._do("ge", self, other)

    def __lt__(self, other: Any) -> Traced:
        return self._do("lt", self, other)

    def __le__(self, other: Any) -> Traced:
        return self._do("le", self, other)

    def __eq__(self, other: object) -> Traced:  # type: ignore[override]
        return self._do("eq", self, other)

    def __ne__(self, other: object) -> Traced:  # type: ignore[override]
        return self._do("ne", self, other)

    def __and__(self, other: Any) -> Traced:
        return self._do("and", self, other)

    def __rand__(self, other: Any) -> Traced:
        return self._do("and", other, self)

    def __or__(self, other: Any) -> Traced:
        return self._do("or", self, other)

    def __ror__(self, other: Any) -> Traced:
        return self._do("or", other, self)

    def __invert__(self) -> Traced:
        return self._do("not", self)

    def __pow__(self, _other: Any) -> NoReturn:
        raise TraceError("`**` rounds differently from machine to machine; write x * x, or "
                         "power(x, y) from wargame.strategies")

    __rpow__ = __pow__

    def __bool__(self) -> NoReturn:
        raise TraceError("`if`, `and`, `or`, `not`, min() and max() need a known value; write "
                         "when(condition, a, b), &, |, ~, lesser(a, b) or greater(a, b)")

    def __float__(self) -> NoReturn:
        raise TraceError("float() and the math module need a known value; use the functions of "
                         "wargame.strategies (exp, log, power, when, greater, lesser)")

    __int__ = __float__
    __index__ = __float__

    def __iter__(self) -> NoReturn:
        raise TraceError("a quantity is one number for each future; it cannot be looped over")

    def __format__(self, _spec: str) -> NoReturn:
        raise TraceError("a reason is a template filled in after the decision; write it as the "
                         "class attribute `reason`, with {names} of orders and notes")

    def __repr__(self) -> str:
        return f"<a number not known yet: {self.operand}>"
