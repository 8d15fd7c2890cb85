"""Source text of the fused Numba kernel: the operation list as loops over one flat buffer.

The kernel depends on the loaded plugins and on the sizes of the sets, never on parameters,
seeds, orders or who plays what: those are arrays given at run time.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from wargame.symbolic.kernel_text import DRIVER, HEADER
from wargame.symbolic.layout import LANES, Layout
from wargame.symbolic.numpy_backend import EMPTY
from wargame.symbolic.program import (
    Gather,
    Map,
    Operand,
    Operations,
    Program,
    Reduce,
    Rule,
    Statement,
)
from wargame.symbolic.sets import Sizes

#: Statements compiled together; small functions keep the compiler's time linear.
GROUP = 12
#: Largest fold that is written out member by member.
UNROLLED = 64
ACTORS = ("labs", "nations", "regulators")
_INFIX = {"add": "+", "sub": "-", "mul": "*", "div": "/", "gt": ">", "ge": ">=", "lt": "<",
          "le": "<=", "eq": "==", "ne": "!=", "and": "&", "or": "|"}
_PREFIX = {"neg": "-", "not": "not "}


class FusedSource:
    """Writes the module text of one program at one set of sizes."""

    def __init__(self, program: Program, sizes: Sizes) -> None:
        self.program = program
        self.sizes = sizes
        self.layout = Layout.of(program, sizes)
        self.relations = sorted(program.relations)

    def text(self) -> str:
        """The whole module."""
        p = self.program
        parts = [HEADER]
        parts += [self._phase(phase, getattr(p, phase))
                  for phase in ("fixed", "observe", "settle", "flows", "advance")]
        parts.append(self._commit())
        parts += [self._rule(i, rule) for i, rule in enumerate(p.rules)]
        parts += [self._decide(actors) for actors in ACTORS]
        parts.append(self._draw())
        parts.append(DRIVER.format(lanes=LANES, doubles=self.layout.count * LANES))
        return "\n".join(parts)

    def _phase(self, name: str, statements: Sequence[Statement]) -> str:
        groups = [statements[i:i + GROUP] for i in range(0, len(statements), GROUP)]
        out: list[str] = []
        for number, group in enumerate(groups):
            out.append(f"@quick\ndef {name}_{number}(b, rel):")
            for statement in group:
                out += [f"    {line}" for line in self._statement(statement)]
            out.append("")
        out.append(f"@quick\ndef {name}(b, rel):")
        out += [f"    {name}_{number}(b, rel)" for number in range(len(groups))]
        out.append("    return\n")
        return "\n".join(out)

    def _statement(self, s: Statement) -> list[str]:
        if isinstance(s, Map):
            return self._map(s)
        if isinstance(s, Reduce):
            return self._reduce(s)
        return self._gather(s)

    def _map(self, s: Map) -> list[str]:
        shape = self.sizes.shape(s.space)
        full = tuple(range(len(shape)))
        accesses = {o[2] for _, operands in s.operations for o in operands if o[0] == "r"}
        if s.result[0] == "r":
            accesses.add(s.result[2])
        flat = accesses <= {full} and self.sizes.count(s.space) > 1
        if flat:
            lines, indent = [f"for k in range({self.sizes.count(s.space) * LANES}):"], "    "
        else:
            lines, indent = _loops(shape)
        body = self._body(s.operations, flat, shape)
        target = self._index(s.out, full, flat, shape)
        body.append(f"b[{target}] = {self._value(s.result, flat, shape)}")
        return [f"# {s.out}", *lines, *(indent + line for line in body)]

    def _body(
        self, operations: Operations, flat: bool, shape: tuple[int, ...],
    ) -> list[str]:
        return [f"t{number} = {self._call(name, [self._value(o, flat, shape) for o in operands])}"
                for number, (name, operands) in enumerate(operations)]

    def _call(self, name: str, values: list[str]) -> str:
        if name in _INFIX:
            return f"{values[0]} {_INFIX[name]} {values[1]}"
        if name in _PREFIX:
            return f"{_PREFIX[name]}{values[0]}"
        if name == "select":
            return f"{values[1]} if {values[0]} else {values[2]}"
        return f"{name}({', '.join(values)})"

    def _value(self, operand: Operand, flat: bool, shape: tuple[int, ...]) -> str:
        if operand[0] == "t":
            return f"t{operand[1]}"
        if operand[0] == "c":
            return f"({operand[1]!r})"
        return f"b[{self._index(operand[1], operand[2], flat, shape)}]"

    def _index(
        self, name: str, access: tuple[int, ...], flat: bool, shape: tuple[int, ...],
    ) -> str:
        offset = self.layout.offset(name)
        if flat:
            return f"{offset} + k"
        row_shape = [shape[axis] for axis in access]
        terms = []
        for place, axis in enumerate(access):
            stride = LANES
            for size in row_shape[place + 1:]:
                stride *= size
            terms.append(f"i{axis} * {stride}")
        return " + ".join([str(offset), *terms, "k"])

    def _reduce(self, s: Reduce) -> list[str]:
        source, out = self.layout.offset(s.source), self.layout.offset(s.out)
        shape = self.sizes.shape(s.space)
        lines = [f"# {s.out}"]
        if s.kind == "rank" or s.kind.startswith("others_"):
            return lines + _against_others(s.kind, source, out, self.sizes.count(s.space))
        if s.relation is not None:
            assert s.axis is not None
            return lines + self._by_relation(s, source, out)
        if s.axis is None:
            outer, size, inner = 1, self.sizes.count(s.space), 1
        else:
            outer, inner = math.prod(shape[:s.axis]), math.prod(shape[s.axis + 1:])
            size = shape[s.axis]
        if size == 0:
            return [*lines, f"for k in range({outer * inner * LANES}):",
                    f"    b[{out} + k] = {EMPTY[s.kind]!r}"]
        if outer * inner == 1 and size <= UNROLLED:
            return [*lines, f"for k in range({LANES}):", f"    t = b[{source} + k]",
                    *(line for m in range(1, size) for line in
                      (f"    v = b[{source + m * LANES} + k]", f"    {_combine(s.kind)}")),
                    f"    b[{out} + k] = t"]
        return [*lines, f"for o in range({outer}):", f"    for q in range({inner}):",
                f"        for k in range({LANES}):",
                f"            at = {source} + o * {size * inner * LANES} + q * {LANES} + k",
                "            t = b[at]",
                f"            for m in range(1, {size}):",
                f"                v = b[at + m * {inner * LANES}]",
                f"                {_combine(s.kind)}",
                f"            b[{out} + o * {inner * LANES} + q * {LANES} + k] = t"]

    def _by_relation(self, s: Reduce, source: int, out: int) -> list[str]:
        axis = s.axis or 0
        shape, out_shape = self.sizes.shape(s.space), self.sizes.shape(s.out_space)
        outer, inner = math.prod(shape[:axis]), math.prod(shape[axis + 1:])
        size, groups = shape[axis], out_shape[axis]
        pointer = f"rel[{self.relations.index(str(s.relation))}, m]"
        # The first member of a group starts its fold, so that no zero is added in front.
        return [
            f"for o in range({outer}):",
            f"    for g in range({groups}):",
            "        first = True",
            f"        for q in range({inner * LANES}):",
            f"            b[{out} + (o * {groups} + g) * {inner * LANES} + q] = {EMPTY[s.kind]!r}",
            f"        for m in range({size}):",
            f"            if {pointer} == g:",
            f"                for q in range({inner * LANES}):",
            f"                    at = {out} + (o * {groups} + g) * {inner * LANES} + q",
            f"                    v = b[{source} + (o * {size} + m) * {inner * LANES} + q]",
            "                    if first:",
            "                        b[at] = v",
            "                    else:",
            "                        t = b[at]",
            f"                        {_combine(s.kind)}",
            "                        b[at] = t",
            "                first = False",
        ]

    def _gather(self, s: Gather) -> list[str]:
        shape, from_shape = self.sizes.shape(s.space), self.sizes.shape(s.source_space)
        outer, inner = math.prod(shape[:s.axis]), LANES * math.prod(shape[s.axis + 1:])
        pointer = f"rel[{self.relations.index(s.relation)}, m]"
        return [
            f"# {s.out}",
            f"for o in range({outer}):",
            f"    for m in range({shape[s.axis]}):",
            f"        at = {self.layout.offset(s.source)}"
            f" + (o * {from_shape[s.axis]} + {pointer}) * {inner}",
            f"        to = {self.layout.offset(s.out)} + (o * {shape[s.axis]} + m) * {inner}",
            f"        for k in range({inner}):",
            "            b[to + k] = b[at + k]",
        ]

    def _commit(self) -> str:
        lines = ["@quick", "def commit(b):"]
        for name in self.program.stocks:
            size = self.layout.members[name] * LANES
            lines += [f"    for k in range({size}):",
                      f"        b[{self.layout.offset(name)} + k] ="
                      f" b[{self.layout.offset('next ' + name)} + k]"]
        return "\n".join([*lines, "    return\n"])

    def _rule(self, number: int, rule: Rule) -> str:
        lines = ["@quick", f"def rule_{number}(b, m, held, block):",
                 f"    for k in range({LANES}):"]

        def value(operand: Operand) -> str:
            if operand[0] != "r":
                return self._value(operand, False, ())
            member = f" + m * {LANES}" if operand[2] else ""
            return f"b[{self.layout.offset(operand[1])}{member} + k]"

        for at, (name, operands) in enumerate(rule.operations):
            lines.append(f"        t{at} = {self._call(name, [value(o) for o in operands])}")
        for at, (_, operand) in enumerate(rule.results):
            lines.append(f"        r{at} = {value(operand)}")
        for at, (row, _) in enumerate(rule.results):
            lines.append(f"        b[{self.layout.offset(row)} + m * {LANES} + k] = r{at}")
        if rule.guard is not None:
            lines.append(f"        held[m, block + k] = 0 if t{rule.guard} else 1")
        if not rule.operations and not rule.results:
            lines.append("        pass")
        return "\n".join([*lines, "    return\n"])

    def _decide(self, actors: str) -> str:
        rules = [(i, r) for i, r in enumerate(self.program.rules) if r.actors == actors]
        lines = ["@quick",
                 f"def decide_{actors}(b, codes, seed, tick, keys, futures, held, block):",
                 f"    for m in range({len(self.sizes.members[actors])}):",
                 "        code = codes[m]"]
        for number, rule in rules:
            lines.append(f"        if code == {number}:")
            for row in rule.luck:
                at = self.layout.start[row]
                lines += [f"            state = row_state(seed, tick, keys[{at} + m])",
                          f"            for k in range({LANES}):",
                          f"                b[{at * LANES} + m * {LANES} + k] ="
                          " uniform(state, futures[k])"]
            lines.append(f"            rule_{number}(b, m, held, block)")
        return "\n".join([*lines, "    return\n"])

    def _draw(self) -> str:
        lines = ["@quick", "def draw(b, seed, tick, keys, futures):"]
        for name in self.program.draws:
            at, size = self.layout.start[name], self.layout.members[name]
            lines += [f"    for m in range({size}):",
                      f"        state = row_state(seed, tick, keys[{at} + m])",
                      f"        for k in range({LANES}):",
                      f"            b[{at * LANES} + m * {LANES} + k] ="
                      " uniform(state, futures[k])"]
        return "\n".join([*lines, "    return\n"])


def _loops(shape: tuple[int, ...]) -> tuple[list[str], str]:
    lines, indent = [], ""
    for axis, size in enumerate(shape):
        lines.append(f"{indent}for i{axis} in range({size}):")
        indent += "    "
    lines.append(f"{indent}for k in range({LANES}):")
    return lines, indent + "    "


def _combine(kind: str) -> str:
    if kind == "total":
        return "t = t + v"
    return "t = greater(t, v)" if kind == "highest" else "t = lesser(t, v)"


def _against_others(kind: str, source: int, out: int, size: int) -> list[str]:
    lines = [f"for m in range({size}):", f"    for k in range({LANES}):",
             f"        me = b[{source} + m * {LANES} + k]"]
    if kind == "rank":
        return [*lines, "        t = 1.0", f"        for j in range({size}):",
                f"            t = t + (1.0 if b[{source} + j * {LANES} + k] > me else 0.0)",
                f"        b[{out} + m * {LANES} + k] = t"]
    inner = kind.removeprefix("others_")
    return [f"for m in range({size}):", f"    for k in range({LANES}):",
            f"        t = {EMPTY[inner]!r}", "        first = True",
            f"        for j in range({size}):", "            if j != m:",
            f"                v = b[{source} + j * {LANES} + k]",
            "                if first:", "                    t = v", "                else:",
            f"                    {_combine(inner)}", "                first = False",
            f"        b[{out} + m * {LANES} + k] = t"]
