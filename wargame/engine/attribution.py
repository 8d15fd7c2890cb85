"""Why did this change? In causes, by replay, and in terms of the equation, by derivatives."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from wargame.engine.library import Library
from wargame.engine.replay import Cause, causes_of_turns, value_of
from wargame.engine.scenario import ScenarioError
from wargame.symbolic.compile import sources
from wargame.symbolic.declarations import Parameter, Variable
from wargame.symbolic.derivative import Tangents
from wargame.symbolic.program import Program

if TYPE_CHECKING:
    from wargame.engine.play import Table

Array = npt.NDArray[np.float64]
#: Points along the straight line between two states; Gauss and Legendre's rule.
NODES = 16


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


@dataclass(frozen=True)
class Explanation:
    """Causes add up to the change; so do the terms with the remainder."""

    name: str
    member: str
    title: str
    unit: str
    meaning: str
    before: float
    after: float
    causes: tuple[Cause, ...]
    terms: tuple[Term, ...]
    remainder: float
    equation_latex: str
    equation_owner: str
    source: str
    parameters: tuple[Parameter, ...]
    words: tuple[str, ...]

    @property
    def change(self) -> float:
        """After less before."""
        return self.after - self.before


def explain_turn(
    table: Table, name: str, turn: int, seat: str | None = None, member: str | None = None,
) -> Explanation:
    """Why a variable changed in one turn (counted from 1).

    ``member`` names the actor or other member of a variable over a set; ``seat`` the actor whose
    view it is, so that others' orders count as rivals'. Raises `ScenarioError` for an unknown
    variable, member or turn.
    """
    scenario = table.scenario
    variable = scenario.program.variables.get(name)
    if variable is None or variable.kind == "attribute":
        raise ScenarioError(f"nothing called '{name}' changes in this model")
    if not 1 <= turn <= table.turn:
        raise ScenarioError(f"turn {turn} has not been played; there are turns 1 to {table.turn}")
    names = scenario.sizes.names(variable.space)
    if member is None:
        member = names[0]
    if member not in names:
        raise ScenarioError(f"'{name}' has no member '{member}'; it has {', '.join(names)}")
    at = names.index(member)
    before = value_of(table.snapshots[turn - 1], name, at)
    after = value_of(table.snapshots[turn], name, at)
    causes = causes_of_turns(table, name, at, turn, turn, seat)
    first = (turn - 1) * scenario.ticks_per_turn
    last = turn * scenario.ticks_per_turn
    if variable.kind == "stock":
        terms = stock_terms(table, variable, at, first, last)
    else:
        terms = flow_terms(table, name, at, table.read[first], table.read[last])
    latex, owner, source, parameters = explain_equation(scenario.library, name)
    return Explanation(
        name, member, variable.title, variable.unit, variable.meaning, before, after, causes,
        terms, after - before - sum(t.amount for t in terms), latex, owner, source, parameters,
        _words(variable, before, after, causes, terms))


def flow_terms(
    table: Table, name: str, member: int, before: Mapping[str, Array], after: Mapping[str, Array],
) -> tuple[Term, ...]:
    """What each input of a flow's equation contributed between two ticks.

    Exact derivatives are integrated along the straight line between the two states, which needs
    no order among the inputs; kinks leave a small remainder.
    """
    program, sizes = table.scenario.program, table.scenario.sizes
    statements = program.statements_of(name)
    written = {s.out for s in statements}
    inputs = [n for n in sorted(sources(list(statements)) - written)
              if not np.array_equal(before[n], after[n])]
    change = {n: np.asarray(after[n]) - np.asarray(before[n]) for n in inputs}
    still = {n: np.asarray(before[n])
             for n in sources(list(statements)) - written - set(inputs)}
    tangents = Tangents(program, sizes)
    nodes, weights = np.polynomial.legendre.leggauss(NODES)
    amounts = dict.fromkeys(inputs, 0.0)
    for node, weight in zip((nodes + 1) / 2, weights / 2, strict=True):
        rows = still | {n: np.asarray(before[n]) + node * change[n] for n in inputs}
        for n in inputs:
            slope = tangents.push(statements, rows, {n: change[n]}, name)
            amounts[n] += float(weight) * float(slope.reshape(-1)[member])
    terms = [_term(program, n, before[n], after[n], amounts[n]) for n in inputs]
    return tuple(sorted(terms, key=lambda t: -abs(t.amount)))


def stock_terms(
    table: Table, variable: Variable, member: int, first: int, last: int,
) -> tuple[Term, ...]:
    """The terms of a stock's equation, summed over the ticks."""
    import sympy as sp

    from wargame.symbolic.lowering import Lowering, Spaces
    from wargame.symbolic.numpy_backend import NumpyMachine

    model = table.scenario.library.model
    book, program = model.book, table.scenario.program
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


def explain_equation(
    library: Library, name: str,
) -> tuple[str, str, str, tuple[Parameter, ...]]:
    """An equation in LaTeX, who declares it, its source, and its parameters."""
    from wargame.symbolic.latex import equation_latex, parameters_of

    variable = library.variables[name]
    book = library.model.book
    return (equation_latex(book, name), variable.owner, variable.source,
            parameters_of(book, name))


def readable(expression: Any, program: Program) -> str:
    """An expression with the titles of its variables for their names."""
    def title(match: re.Match[str]) -> str:
        found = program.variables.get(match[0])
        return found.title if found else match[0].replace("_", " ")

    return re.sub(r"[A-Za-z_][A-Za-z0-9_]*", title, str(expression))


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


def _words(
    variable: Variable, before: float, after: float, causes: tuple[Cause, ...],
    terms: tuple[Term, ...],
) -> tuple[str, ...]:
    change = after - before
    verb = "rose" if change > 0 else "fell" if change < 0 else "stayed at"
    if change == 0:
        return (f"{variable.title.capitalize()} {verb} {before:.3g}.",)
    found = [f"{variable.title.capitalize()} {verb} from {before:.3g} to {after:.3g} "
             f"({change:+.3g} {'' if variable.unit == '1' else variable.unit})".rstrip(" )") + ")."]
    ranked = sorted(causes, key=lambda c: -abs(c.amount))
    for cause in [c for c in ranked if abs(c.amount) >= 0.1 * abs(change)][:3]:
        way = "for" if cause.amount * change > 0 else "against"
        found.append(f"{cause.label}: {cause.amount:+.3g}, {way} the change.")
    if terms:
        found.append(f"In its equation the largest term is {terms[0].title} "
                     f"({terms[0].amount:+.3g}).")
    return tuple(found)
