"""The scalar backend: the operation list as plain Python functions over lists of floats.

This is what the Mesa model runs, one future at a time; it is written for speed so that no
comparison with it flatters the others.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable

from wargame.symbolic.arithmetic import scalar_functions
from wargame.symbolic.numpy_backend import EMPTY
from wargame.symbolic.program import Gather, Map, Operand, Program, Reduce, Statement
from wargame.symbolic.sets import Sizes

State = dict[str, list[float]]
_INFIX = {"add": "+", "sub": "-", "mul": "*", "gt": ">", "ge": ">=", "lt": "<", "le": "<=",
          "eq": "==", "ne": "!=", "and": "and", "or": "or"}


def divide_by_zero(a: float, b: float) -> float:
    """a / b for a zero b, as IEEE 754 has it."""
    if math.isnan(a) or a == 0.0:
        return math.nan
    return math.copysign(math.inf, a) * math.copysign(1.0, b)


def floor(value: float) -> float:
    """Largest whole number not above the value."""
    return math.copysign(math.floor(value), value) if math.isfinite(value) else value


class ScalarMachine:
    """Writes and compiles the Python text of statements at given sizes."""

    def __init__(self, program: Program, sizes: Sizes) -> None:
        self.program = program
        self.sizes = sizes

    def prepare(self, name: str, statements: Iterable[Statement]) -> Callable[[State], None]:
        """A function ``run(state)`` that replaces the rows the statements write."""
        text = self.text(name, statements)
        scope = {**scalar_functions(), "divide_by_zero": divide_by_zero, "floor": floor}
        exec(compile(text, f"<{name}>", "exec"), scope)  # noqa: S102  text of our own making
        run: Callable[[State], None] = scope[name]  # type: ignore[assignment]
        return run

    def text(self, name: str, statements: Iterable[Statement]) -> str:
        """The Python text."""
        lines = [f"def {name}(s):"]
        for statement in statements:
            if isinstance(statement, Map):
                lines += self._map(statement)
            elif isinstance(statement, Reduce):
                lines += self._reduce(statement)
            else:
                lines += self._gather(statement)
        return "\n".join([*lines, "    return", ""])

    def _map(self, s: Map) -> list[str]:
        shape = self.sizes.shape(s.space)
        rows = sorted({o[1] for _, operands in s.operations for o in operands if o[0] == "r"}
                      | ({s.result[1]} if s.result[0] == "r" else set()))
        local = {row: f"r{number}" for number, row in enumerate(rows)}
        lines = [f"    {local[row]} = s[{row!r}]" for row in rows]
        indent = "    "
        lines.append(f"    out = [0.0] * {self.sizes.count(s.space)}")
        for axis, size in enumerate(shape):
            lines.append(f"{indent}for i{axis} in range({size}):")
            indent += "    "
        for number, (name, operands) in enumerate(s.operations):
            values = [self._value(o, local, shape) for o in operands]
            lines.append(f"{indent}t{number} = {_call(name, values)}")
        full = tuple(range(len(shape)))
        lines.append(f"{indent}out[{_index(full, shape)}] = "
                     f"{self._value(s.result, local, shape)}")
        lines.append(f"    s[{s.out!r}] = out")
        return lines

    def _value(self, operand: Operand, local: dict[str, str], shape: tuple[int, ...]) -> str:
        if operand[0] == "t":
            return f"t{operand[1]}"
        if operand[0] == "c":
            return f"({operand[1]!r})"
        return f"{local[operand[1]]}[{_index(operand[2], shape)}]"

    def _reduce(self, s: Reduce) -> list[str]:
        shape = self.sizes.shape(s.space)
        lines = [f"    x = s[{s.source!r}]"]
        if s.kind == "rank":
            lines += ["    out = []", "    for v in x:", "        t = 1.0", "        for w in x:",
                      "            t = t + (1.0 if w > v else 0.0)", "        out.append(t)"]
            return [*lines, f"    s[{s.out!r}] = out"]
        groups = self._groups(s, shape)
        kind = s.kind.removeprefix("others_")
        lines += [f"    out = [{EMPTY[kind]!r}] * {len(groups)}"]
        lines += [f"    for g, group in enumerate({groups!r}):",
                  "        if not group:", "            continue", "        t = x[group[0]]",
                  "        for m in group[1:]:", "            v = x[m]",
                  f"            t = {_COMBINE[kind]}", "        out[g] = t"]
        return [*lines, f"    s[{s.out!r}] = out"]

    def _groups(self, s: Reduce, shape: tuple[int, ...]) -> tuple[tuple[int, ...], ...]:
        """Flat positions of the members that go into each member of the result, in order."""
        count = self.sizes.count(s.space)
        if s.kind.startswith("others_"):
            return tuple(tuple(j for j in range(count) if j != i) for i in range(count))
        if s.axis is None:
            return (tuple(range(count)),)
        inner = math.prod(shape[s.axis + 1:])
        out_inner = inner
        out_size = 1 if s.relation is None else len(self.sizes.members[s.out_space[s.axis]])
        groups: list[list[int]] = [[] for _ in range(self.sizes.count(s.out_space))]
        for flat in range(count):
            rest, low = divmod(flat, inner)
            high, member = divmod(rest, shape[s.axis])
            to = 0 if s.relation is None else self.sizes.relations[s.relation][member]
            groups[(high * out_size + to) * out_inner + low].append(flat)
        return tuple(tuple(group) for group in groups)

    def _gather(self, s: Gather) -> list[str]:
        shape, from_shape = self.sizes.shape(s.space), self.sizes.shape(s.source_space)
        inner = math.prod(shape[s.axis + 1:])
        positions = []
        for flat in range(self.sizes.count(s.space)):
            rest, low = divmod(flat, inner)
            high, member = divmod(rest, shape[s.axis])
            to = self.sizes.relations[s.relation][member]
            positions.append((high * from_shape[s.axis] + to) * inner + low)
        return [f"    x = s[{s.source!r}]",
                f"    s[{s.out!r}] = [x[m] for m in {tuple(positions)!r}]"]


_COMBINE = {"total": "t + v", "highest": "t if t > v else v", "lowest": "t if t < v else v"}


def _index(access: tuple[int, ...], shape: tuple[int, ...]) -> str:
    terms = []
    for place, axis in enumerate(access):
        stride = math.prod(shape[a] for a in access[place + 1:])
        terms.append(f"i{axis}" if stride == 1 else f"i{axis} * {stride}")
    return " + ".join(terms) or "0"


def _call(name: str, values: list[str]) -> str:
    if name in _INFIX:
        return f"{values[0]} {_INFIX[name]} {values[1]}"
    if name == "div":
        a, b = values
        return f"{a} / {b} if {b} else divide_by_zero({a}, {b})"
    if name == "neg":
        return f"-{values[0]}"
    if name == "not":
        return f"not {values[0]}"
    if name == "select":
        return f"{values[1]} if {values[0]} else {values[2]}"
    if name == "greater":
        return f"{values[0]} if {values[0]} > {values[1]} else {values[1]}"
    if name == "lesser":
        return f"{values[0]} if {values[0]} < {values[1]} else {values[1]}"
    return f"{name}({', '.join(values)})"
