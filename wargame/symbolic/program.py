"""The ordered list of two-operand operations that every backend runs.

An *operand* is ``("t", i)``, the result of an earlier operation of the same statement;
``("c", value)``, a constant; or ``("r", row, access)``, a row, where ``access`` gives for each
axis of the row the axis of the statement's set that it follows (``()`` for a world value).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from wargame.symbolic.declarations import Lever, Parameter, Variable
from wargame.symbolic.sets import Axes

Operand = tuple[Any, ...]
Operations = tuple[tuple[str, tuple[Operand, ...]], ...]

#: Operations with a function of our own behind them.
FUNCTIONS = frozenset(
    {"exp", "log", "power", "root", "normal_quantile", "poisson_quantile", "pareto_quantile"})
#: Operations whose result is a condition.
CONDITIONS = frozenset({"gt", "ge", "lt", "le", "eq", "ne", "and", "or", "not"})


@dataclass(frozen=True)
class Row:
    """One contiguous block of state: a value for each member of ``space`` in each future."""

    name: str
    space: Axes
    role: str


@dataclass(frozen=True)
class Map:
    """The same operations for every member of ``space``, their result written to ``out``."""

    out: str
    space: Axes
    operations: Operations
    result: Operand


@dataclass(frozen=True)
class Reduce:
    """``source`` over ``space`` gathered along ``axis`` (None: all), left to right by member id.

    With a ``relation`` the members of the axis are sent to those they point to. The kinds
    ``others_*`` leave each member itself out and ``rank`` counts the larger members, both among
    all members of ``space``.
    """

    out: str
    kind: str
    source: str
    space: Axes
    axis: int | None
    relation: str | None
    out_space: Axes


@dataclass(frozen=True)
class Gather:
    """``out`` over ``space`` reads ``source`` where the relation along ``axis`` points."""

    out: str
    source: str
    space: Axes
    source_space: Axes
    axis: int
    relation: str


Statement = Map | Reduce | Gather


@dataclass(frozen=True)
class Rule:
    """A strategy of the symbolic tier, as operations over one member of its kind's set."""

    name: str
    actors: str
    operations: Operations
    results: tuple[tuple[str, Operand], ...]
    luck: tuple[str, ...]

    @property
    def guard(self) -> int | None:
        """The operation that says whether all it orders is finite; None where it always is."""
        for _, operand in self.results:
            if operand[0] == "t" and self.operations[operand[1]][0] == "select":
                return int(self.operations[operand[1]][1][0][1])
        return None


@dataclass(frozen=True)
class Program:
    """Rows and statements of one set of plugins; independent of members, seeds and strategies.

    ``fixed`` statements depend on parameters and attributes alone and run once a game; then in
    each turn ``observe``, the strategies and ``settle``; in each tick ``flows`` and ``advance``.
    """

    rows: dict[str, Row]
    relations: dict[str, tuple[str, str]]
    draws: tuple[str, ...]
    observe: tuple[Statement, ...]
    settle: tuple[Statement, ...]
    fixed: tuple[Statement, ...]
    flows: tuple[Statement, ...]
    advance: tuple[Statement, ...]
    stocks: tuple[str, ...]
    rules: tuple[Rule, ...]
    variables: dict[str, Variable]
    parameters: dict[str, Parameter]
    levers: dict[str, Lever]
    metrics: tuple[str, ...]
    equation_of: dict[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def digest(self) -> str:
        """Hash of rows and operations: equal digests mean equal equations."""
        parts = [repr(row) for _, row in sorted(self.rows.items())]
        parts += [repr(s) for s in self.statements()]
        parts += [repr(rule) for rule in self.rules]
        return hashlib.blake2b("\n".join(parts).encode(), digest_size=16).hexdigest()

    def statements(self) -> Iterator[Statement]:
        """All statements, in the order in which a turn runs them."""
        yield from self.fixed
        yield from self.observe
        yield from self.settle
        yield from self.flows
        yield from self.advance

    def statements_of(self, variable: str) -> tuple[Statement, ...]:
        """What computes a flow: its statements, in order."""
        first, last = self.equation_of[variable]
        return (*self.fixed, *self.flows)[first:last]

    def operation_count(self) -> int:
        """Number of two-operand operations in a tick, before members are counted."""
        return sum(len(s.operations) if isinstance(s, Map) else 1 for s in self.statements())


def sources(statements: Iterable[Statement]) -> set[str]:
    """Rows that statements read."""
    found: set[str] = set()
    for s in statements:
        if isinstance(s, Map):
            found |= {o[1] for _, operands in s.operations for o in operands if o[0] == "r"}
            found |= {s.result[1]} if s.result[0] == "r" else set()
        else:
            found.add(s.source)
    return found
