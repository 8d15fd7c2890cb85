"""Why did this change? In causes, by replay, and in terms of the equation, by derivatives."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from wargame.engine.library import Library
from wargame.engine.replay import Cause, causes_of_turns, value_of
from wargame.engine.scenario import ScenarioError
from wargame.engine.terms import Term, effect_terms, flow_terms, stock_terms
from wargame.symbolic.declarations import Parameter, Variable

if TYPE_CHECKING:
    from wargame.engine.play import Table

__all__ = ["Cause", "Explanation", "Term", "explain_equation", "explain_turn"]


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

    def __repr__(self) -> str:
        return "\n".join(self.words)

    def _repr_html_(self) -> str:
        first, *rest = (escape(line) for line in self.words)
        return f"<b>{first}</b><ul>{''.join(f'<li>{line}</li>' for line in rest)}</ul>"


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
    if variable is None or variable.kind == "attribute" or name == "elapsed":
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
        terms = (*effect_terms(table, variable, member, turn),
                 *stock_terms(table, variable, at, first, last))
    else:
        terms = flow_terms(table, name, at, table.read[first], table.read[last])
    latex, owner, source, parameters = explain_equation(scenario.library, name)
    return Explanation(
        name, member, variable.title, variable.unit, variable.meaning, before, after, causes,
        terms, after - before - sum(t.amount for t in terms), latex, owner, source, parameters,
        _words(variable, before, after, causes, terms))


def explain_equation(
    library: Library, name: str,
) -> tuple[str, str, str, tuple[Parameter, ...]]:
    """An equation in LaTeX, who declares it, its source, and its parameters."""
    from wargame.symbolic.latex import equation_latex, parameters_of

    variable = library.variables[name]
    book = library.model.book
    return (equation_latex(book, name), variable.owner, variable.source,
            parameters_of(book, name))


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
