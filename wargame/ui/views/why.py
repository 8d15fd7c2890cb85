"""Why did this change? Causes, terms of the equation, the equation, and its parameters."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from wargame.engine.attribution import Explanation, Term, explain_turn
from wargame.engine.replay import Cause
from wargame.session.figures import MINUS, Figure, figure_of, in_words, number
from wargame.session.levers import capital
from wargame.session.titles import in_sentence, parameter_figure, spelt, title_of, titled
from wargame.symbolic.declarations import Parameter, Variable
from wargame.ui.cast import Face
from wargame.ui.journal import WATCH
from wargame.ui.run import Run

SMALL = 0.01
MOST_TERMS = 8
KINDS = {
    "drift": ("Under way already", "what would have come with every order held and luck still"),
    "chance": ("Chance", "the luck of these quarters"),
    "interaction": ("Acting together", "what orders and luck did only in combination"),
}
SPOKEN = {"drift": "what was under way already",
          "interaction": "what orders and luck did only together"}


@dataclass(frozen=True)
class CauseBar:
    """One bar: ``amount`` on the metric's own scale, ``text`` with its sign and unit."""

    label: str
    note: str
    kind: str
    face: Face | None
    amount: float
    text: str


@dataclass(frozen=True)
class TermRow:
    """One direct input of the equation; its values are empty where the seat may not see them."""

    title: str
    values: str
    amount: str
    sign: int
    owner: str
    source: str


@dataclass(frozen=True)
class ParameterRow:
    """One parameter of the equation; ``place`` is where its value lies in its range, 0 to 1."""

    name: str
    meaning: str
    value: str
    range: str
    place: float | None
    source: str


@dataclass(frozen=True)
class Why:
    """An explanation for a screen."""

    name: str
    title: str
    turn: int
    label: str
    finding: str
    sentences: tuple[str, ...]
    causes: tuple[CauseBar, ...]
    terms: tuple[TermRow, ...]
    remainder: str
    latex: str
    owner: str
    source: str
    parameters: tuple[ParameterRow, ...]


@dataclass(frozen=True)
class Reader:
    """For whom something is explained: ``sees`` says whether a quantity's values may be shown."""

    faces: Mapping[str, Face]
    seat: str
    sees: Callable[[str], bool]
    variables: Mapping[str, Variable]
    parameters: Mapping[str, float]


def why(run: Run, name: str, turn: int) -> Why:
    """Why a metric changed in a turn that was played, counted from 1."""
    seat = run.journal.seat if run.journal.seat != WATCH else None
    found = explain_turn(run.table, name, turn, seat)
    reader = Reader(run.cast.faces, run.journal.seat, lambda n: _seen(run, n),
                    run.scenario.program.variables, run.scenario.parameters)
    return explained(found, reader, turn, run.table.turns[turn - 1].label)


def explained(found: Explanation, reader: Reader, turn: int, label: str) -> Why:
    """An explanation in words for a reader."""
    title = titled(found.name, found.title, found.unit)
    figure = title.figure.fitted(max(abs(found.before), abs(found.after)))
    causes = _causes(reader, found, figure)
    when = f"in turn {turn}, {label}" if label else f"in turn {turn}"
    return Why(
        found.name, title.words, turn, label, f"{title.words} {_moved(figure, found)} {when}",
        _sentences(found, causes), causes,
        tuple(_term(reader, t, figure) for t in found.terms[:MOST_TERMS] if t.amount),
        _rest(found, figure), found.equation_latex, capital(spelt(found.equation_owner)),
        found.source, tuple(_parameter(reader, p) for p in found.parameters))


def part(figure: Figure, amount: float) -> str:
    """A part of a change, with its sign and the unit of changes."""
    if figure.kind == "level":
        return f"\u00d7\u00a0{number(figure.shown(amount), 2)}"
    shown = amount * figure.factor
    mark = "+" if shown > 0 else MINUS if shown < 0 else ""
    size = abs(shown)
    places = figure.places if figure.places is not None and size >= 10 ** -figure.places else None
    return f"{mark}{figure.before}{number(size, places if size else 0)}{figure.change_unit}"


def _moved(figure: Figure, found: Explanation) -> str:
    before, after = figure.text(found.before), figure.text(found.after)
    if before == after:
        return f"held at {after}"
    verb = "rose" if found.change > 0 else "fell"
    return f"{verb} from {before} to {after}"


def _causes(reader: Reader, found: Explanation, figure: Figure) -> tuple[CauseBar, ...]:
    """Largest first; what is under a hundredth of all of them goes into one bar."""
    total = sum(abs(c.amount) for c in found.causes)
    kept = [c for c in found.causes if total and abs(c.amount) >= SMALL * total]
    small = [c for c in found.causes if c not in kept and c.amount]
    bars = [_bar(reader, c, figure) for c in sorted(kept, key=lambda c: -abs(c.amount))]
    rest = sum(c.amount for c in small)
    if small and rest:
        words = "1 smaller cause" if len(small) == 1 else f"{len(small)} smaller causes"
        bars.append(CauseBar(words, "each under a hundredth of the whole", "rest", None, rest,
                             part(figure, rest)))
    return tuple(bars)


def _bar(reader: Reader, cause: Cause, figure: Figure) -> CauseBar:
    text = part(figure, cause.amount)
    if cause.actor:
        face = reader.faces[cause.actor]
        label = "Your orders" if cause.actor == reader.seat else f"Orders of {face.name}"
        return CauseBar(label, "these orders alone", "orders", face, cause.amount, text)
    label, note = KINDS.get(cause.kind, (cause.label, ""))
    return CauseBar(label, note, cause.kind, None, cause.amount, text)


def _sentences(found: Explanation, causes: tuple[CauseBar, ...]) -> tuple[str, ...]:
    if not causes:
        return ("Nothing that can be told apart moved it.",)
    pushing = [c for c in causes if c.amount * found.change > 0 and c.kind != "rest"]
    against = [c for c in causes if c.amount * found.change < 0 and c.kind != "rest"]
    said = []
    if pushing:
        said.append(f"Most of it came from {_listed(pushing[:2])}.")
    if against:
        said.append(f"Against it stood {_listed(against[:2])}.")
    return tuple(said)


def _listed(causes: list[CauseBar]) -> str:
    return " and ".join(f"{SPOKEN.get(c.kind, in_sentence(c.label))} ({c.text})" for c in causes)


def _term(reader: Reader, term: Term, figure: Figure) -> TermRow:
    variable = reader.variables.get(term.name)
    words = title_of(term.name, variable).words if variable else capital(term.title)
    values = ""
    known = math.isfinite(term.before) and math.isfinite(term.after)
    if term.kind != "term" and known and reader.sees(term.name):
        scale = title_of(term.name, variable).figure if variable else figure_of(term.unit)
        before, after = in_words(scale, term.before), in_words(scale, term.after)
        values = f"{before} \u2192 {after}"
    elif term.kind != "term":
        values = "not seen from your seat"
    return TermRow(words, values, part(figure, term.amount), (term.amount > 0) - (term.amount < 0),
                   capital(spelt(term.owner)), term.source)


def _seen(run: Run, name: str) -> bool:
    """Whether the values of a term may be shown: what others see of themselves alone may not."""
    if run.table.over or run.journal.seat == WATCH:
        return True
    program = run.scenario.program
    declared = program.variables.get(name) or program.levers.get(name)
    return declared is None or declared.seen == "public"


def _rest(found: Explanation, figure: Figure) -> str:
    shown = found.terms[:MOST_TERMS]
    rest = found.change - sum(t.amount for t in shown)
    size = max((abs(t.amount) for t in found.terms), default=0.0)
    return part(figure, rest) if size and abs(rest) > SMALL * size else ""


def _parameter(reader: Reader, parameter: Parameter) -> ParameterRow:
    figure = parameter_figure(parameter)
    value = reader.parameters.get(parameter.name, parameter.value)
    spread = parameter.high - parameter.low
    place = (value - parameter.low) / spread if spread > 0 else None
    fitted = figure.fitted(parameter.high)
    span = "" if place is None else fitted.span(parameter.low, parameter.high, "to")
    return ParameterRow(spelt(parameter.name), parameter.meaning, in_words(figure, value), span,
                        None if place is None else min(max(place, 0.0), 1.0), parameter.source)
