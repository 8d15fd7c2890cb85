"""What each input of an equation contributed to a change, in the variable's own unit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from wargame.symbolic.declarations import Variable
from wargame.symbolic.derivative import Tangents
from wargame.symbolic.numpy_backend import NumpyMachine
from wargame.symbolic.program import Program, sources

if TYPE_CHECKING:
    from wargame.engine.play import Table

Array = npt.NDArray[np.float64]
Rows = Mapping[str, Array]
#: Points along the straight line between two states; Gauss and Legendre's rule.
NODES = 16
#: Part of a value that derivatives may leave over before an equation counts as one that jumps.
SMOOTH = 1e-6
#: Orders in which the inputs of an equation that jumps are moved; and each of them backwards.
ORDERS = 4


@dataclass(frozen=True)
class Term:
    """What one input of an equation contributed to a change, in the variable's unit.

    ``before`` and ``after`` are the input's values (the mean over its members, where it has any).
    """

    name: str
    title: str
    kind: str
    before: float
    after: float
    amount: float
    unit: str
    owner: str
    source: str


def flow_terms(
    table: Table, name: str, member: int, before: Rows, after: Rows,
) -> tuple[Term, ...]:
    """What each input of a flow's equation contributed between two ticks.

    Exact derivatives are integrated along the straight line between the two states, which needs
    no order among the inputs. Where the equation jumps (a named choice, luck, a count) they miss
    the jump: then the inputs are moved one after another, and their effects averaged over orders.
    """
    program, sizes = table.scenario.program, table.scenario.sizes
    statements = program.statements_of(name)
    read = sources(list(statements)) - {s.out for s in statements}
    start = {n: np.asarray(before[n]) for n in sorted(read)}
    end = {n: np.asarray(after[n]) for n in sorted(read)}
    run = NumpyMachine(program, sizes).prepare(statements)

    def value(rows: Rows) -> float:
        found = dict(rows)
        run(found, 1)
        return float(found[name].reshape(-1)[member])

    if "elapsed" in read and not start["elapsed"].any():
        start = _with_first_values(program, start, end, value)
    inputs = [n for n in start if not np.array_equal(start[n], end[n])]
    tangents = Tangents(program, sizes)

    def slope(rows: Rows, along: str) -> float:
        pushed = tangents.push(statements, rows, {along: end[along] - start[along]}, name)
        return float(pushed.reshape(-1)[member])

    amounts = _along_the_line(inputs, start, end, slope)
    low, high = value(start), value(end)
    missed = abs(high - low - sum(amounts.values()))
    if not missed <= SMOOTH * max(abs(low), abs(high)):
        amounts = _over_orders(inputs, start, end, value)
    terms = [_term(program, n, before[n], after[n], amounts[n]) for n in inputs]
    return tuple(sorted(terms, key=lambda t: -abs(t.amount)))


def stock_terms(
    table: Table, variable: Variable, member: int, first: int, last: int,
) -> tuple[Term, ...]:
    """The terms of a stock's equation, summed over the ticks."""
    import sympy as sp

    from wargame.symbolic.lowering import Lowering, Spaces

    book, program = table.scenario.library.model.book, table.scenario.program
    symbol = sp.Symbol(variable.name)
    step = sp.expand(book.equations[variable.name] - symbol)
    spaces = Spaces(book.known(), book.relations, book.sets)
    machine = NumpyMachine(program, table.scenario.sizes)
    terms = []
    for number, part in enumerate(sp.Add.make_args(step)):
        lowering = Lowering(f"{variable.name} term {number}", spaces)
        lowering.assign("term", variable.space, part)
        run = machine.prepare(lowering.statements)
        amount = 0.0
        for tick in range(first + 1, last + 1):
            rows = dict(table.read[tick])
            run(rows, 1)
            amount += float(rows["term"].reshape(-1, 1)[member, 0])
        terms.append(Term(str(part), readable(part, program), "term", 0.0, 0.0, amount,
                          variable.unit, variable.owner, variable.source))
    return tuple(sorted(terms, key=lambda t: -abs(t.amount)))


def effect_terms(
    table: Table, variable: Variable, member: str, turn: int,
) -> tuple[Term, ...]:
    """What effects at the start of a turn (counted from 1) did to a stock itself."""
    return tuple(
        Term(variable.name, record.effect.title, record.effect.origin, record.before, record.after,
             record.after - record.before, variable.unit, variable.owner, variable.source)
        for record in table.turns[turn - 1].effects
        if (record.effect.name, record.member) == (variable.name, member))


def readable(expression: Any, program: Program) -> str:
    """An expression with the titles of its variables for their names."""
    def title(match: re.Match[str]) -> str:
        found = program.variables.get(match[0])
        return found.title if found else match[0].replace("_", " ")

    return re.sub(r"[A-Za-z_][A-Za-z0-9_]*", title, str(expression))


def _with_first_values(
    program: Program, start: dict[str, Array], end: Rows, value: Callable[[Rows], float],
) -> dict[str, Array]:
    """The starting rows with what stocks remember of the start, where none of it counts yet.

    Growth since the start reads its base from a stock that is written in the first quarter.
    """
    known = value(start)
    for name in start:
        variable = program.variables.get(name)
        if variable is not None and variable.kind == "stock":
            tried = {**start, name: end[name]}
            if value(tried) == known:
                start = tried
    return start


def _along_the_line(
    inputs: Sequence[str], start: Rows, end: Rows, slope: Callable[[Rows, str], float],
) -> dict[str, float]:
    nodes, weights = np.polynomial.legendre.leggauss(NODES)
    amounts = dict.fromkeys(inputs, 0.0)
    for node, weight in zip((nodes + 1) / 2, weights / 2, strict=True):
        rows = {**start, **{n: start[n] + node * (end[n] - start[n]) for n in inputs}}
        for n in inputs:
            amounts[n] += float(weight) * slope(rows, n)
    return amounts


def _over_orders(
    inputs: Sequence[str], start: Rows, end: Rows, value: Callable[[Rows], float],
) -> dict[str, float]:
    orders = list(_orders(list(inputs)))
    amounts = dict.fromkeys(inputs, 0.0)
    for order in orders:
        rows, before = dict(start), value(start)
        for n in order:
            rows[n] = end[n]
            after = value(rows)
            amounts[n] += (after - before) / len(orders)
            before = after
    return amounts


def _orders(inputs: list[str]) -> Iterator[list[str]]:
    """A few orders, each with its reverse: turns of the alphabetical one."""
    steps = sorted({round(len(inputs) * part / ORDERS) for part in range(ORDERS)})
    for step in steps:
        order = inputs[step:] + inputs[:step]
        yield order
        yield order[::-1]


def _term(program: Program, name: str, before: Array, after: Array, amount: float) -> Term:
    mean = (float(np.mean(before)), float(np.mean(after)))
    if name in program.variables:
        v = program.variables[name]
        return Term(name, v.title, v.kind, *mean, amount, v.unit, v.owner, v.source)
    if name in program.levers:
        lever = program.levers[name]
        return Term(name, lever.title, "lever", *mean, amount, lever.unit, lever.owner,
                    lever.source)
    role = program.rows[name].role
    return Term(name, name.replace("_", " "), role, *mean, amount, "1", "", "")
