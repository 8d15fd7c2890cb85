"""The direct inputs of an equation in words; those that offset each other stand as one."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from wargame.engine.attribution import Explanation, Term
from wargame.session.figures import MINUS, Figure, figure_of, in_words, number
from wargame.session.levers import capital
from wargame.session.titles import in_sentence, spelt, title_of
from wargame.session.wording import of_all
from wargame.symbolic.declarations import Variable
from wargame.symbolic.program import Program, sources

SMALL = 0.01
MOST_TERMS = 8
#: Two inputs offset each other when so little of the larger one is left.
LEFT = 0.1
INPUTS = ("stock", "flow", "metric", "lever")
#: What two inputs that offset each other are together, where a word for it is known.
TOGETHER: Mapping[frozenset[str], str] = {
    frozenset({"tokens", "segment_tokens"}): "More use, and how it is spread over uses",
    frozenset({"closed_revenue", "gross_profit"}): "Profit on what closed access earns",
    frozenset({"gap_sum", "quarters"}): "The leads of past quarters",
    frozenset({"gap_positive", "quarters"}): "Quarters that have passed",
    frozenset({"first_edge_share", "quarters"}): "The share at the start",
    frozenset({"early_lag_sum", "early_quarters"}): "The lag of the first quarters",
}


@dataclass(frozen=True)
class TermRow:
    """One direct input of the equation, or two that offset each other (``parts``).

    ``values`` is empty where the seat may not see them; ``size`` is the amount on the metric's
    own scale.
    """

    title: str
    values: str
    amount: str
    size: float
    owner: str
    source: str
    parts: tuple[TermRow, ...] = ()


def term_rows(
    found: Explanation, figure: Figure, variables: Mapping[str, Variable],
    sees: Callable[[str], bool], program: Program | None,
) -> tuple[tuple[TermRow, ...], str]:
    """The rows, largest first, and in words what they leave of the change."""
    subject = variables.get(found.name)
    others = subject is not None and not subject.space
    rows = [_row(pair, figure, variables, sees, everybodys=others)
            for pair in offsetting([t for t in found.terms if t.amount], program)]
    rows.sort(key=lambda row: -abs(row.size))
    largest = max((abs(row.size) for row in rows), default=0.0)
    shown = tuple(row for row in rows[:MOST_TERMS]
                  if row.parts or abs(row.size) >= SMALL**2 * largest)
    rest = found.change - sum(row.size for row in shown)
    return shown, part(figure, rest) if abs(rest) > SMALL * largest else ""


def offsetting(terms: Sequence[Term], program: Program | None) -> list[tuple[Term, ...]]:
    """Terms by themselves or in pairs that nearly cancel.

    A pair of which one is computed from the other (parts and their sum) goes first, then those
    that cancel best.
    """
    found = []
    for a, b in combinations(terms, 2):
        larger = max(abs(a.amount), abs(b.amount))
        left = abs(a.amount + b.amount)
        if a.kind in INPUTS and b.kind in INPUTS and left <= LEFT * larger:
            found.append((not _linked(program, a.name, b.name), left / larger, (a, b)))
    paired: list[tuple[Term, ...]] = []
    for _, _, pair in sorted(found, key=lambda f: f[:2]):
        if not any(t in taken for taken in paired for t in pair):
            paired.append(pair)
    alone = [(t,) for t in terms if not any(t in taken for taken in paired)]
    return [*paired, *alone]


def part(figure: Figure, amount: float) -> str:
    """A part of a change, with its sign and the unit of changes."""
    if figure.kind == "level":
        return f"\u00d7\u00a0{number(figure.shown(amount), 2)}"
    shown = amount * figure.factor
    mark = "+" if shown > 0 else MINUS if shown < 0 else ""
    size = abs(shown)
    places = figure.places if figure.places is not None and size >= 10 ** -figure.places else None
    return f"{mark}{figure.before}{number(size, places if size else 0)}{figure.change_unit}"


def _linked(program: Program | None, one: str, other: str) -> bool:
    """Whether one of two quantities is computed from the other."""
    if program is None:
        return False
    return any(
        a in program.equation_of and b in sources(program.statements_of(a))
        for a, b in ((one, other), (other, one)))


def _row(
    terms: tuple[Term, ...], figure: Figure, variables: Mapping[str, Variable],
    sees: Callable[[str], bool], *, everybodys: bool,
) -> TermRow:
    parts = tuple(_term(t, figure, variables, sees, everybodys=everybodys) for t in terms)
    if len(parts) == 1:
        return parts[0]
    size = sum(p.size for p in parts)
    words = TOGETHER.get(frozenset(t.name for t in terms)) or (
        f"{parts[0].title} and {in_sentence(parts[1].title)} together")
    return TermRow(words, "", part(figure, size), size, "", "", parts)


def _term(
    term: Term, figure: Figure, variables: Mapping[str, Variable], sees: Callable[[str], bool],
    *, everybodys: bool,
) -> TermRow:
    """One input; in the equation of a figure of the whole world nothing is the reader's own."""
    variable = variables.get(term.name)
    words = title_of(term.name, variable).words if variable else capital(term.title)
    if everybodys and variable is not None and variable.space:
        words = of_all(words, variable.space[0])
    values = ""
    known = math.isfinite(term.before) and math.isfinite(term.after)
    if term.kind != "term" and known and sees(term.name):
        scale = title_of(term.name, variable).figure if variable else figure_of(term.unit)
        values = f"{in_words(scale, term.before)} \u2192 {in_words(scale, term.after)}"
    elif term.kind != "term":
        values = "not seen from your seat"
    return TermRow(words, values, part(figure, term.amount), term.amount,
                   capital(spelt(term.owner)), term.source)
