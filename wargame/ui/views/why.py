"""Why did this change? Causes, terms of the equation, the equation, and its parameters."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from wargame.engine.attribution import Explanation, explain_turn
from wargame.engine.replay import Cause
from wargame.session.figures import Figure, in_words
from wargame.session.levers import capital
from wargame.session.titles import in_sentence, parameter_figure, spelt, titled
from wargame.symbolic.declarations import Parameter, Variable
from wargame.symbolic.program import Program
from wargame.ui.cast import Face
from wargame.ui.journal import WATCH
from wargame.ui.run import Run
from wargame.ui.views.terms import SMALL, TermRow, part, term_rows

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
    program: Program | None = None


def why(run: Run, name: str, turn: int) -> Why:
    """Why a metric changed in a turn that was played, counted from 1."""
    seat = run.journal.seat if run.journal.seat != WATCH else None
    found = explain_turn(run.table, name, turn, seat)
    reader = Reader(run.cast.faces, run.journal.seat, lambda n: _seen(run, n),
                    run.scenario.program.variables, run.scenario.parameters,
                    run.scenario.program)
    return explained(found, reader, turn, run.table.turns[turn - 1].label)


def explained(found: Explanation, reader: Reader, turn: int, label: str) -> Why:
    """An explanation in words for a reader."""
    title = titled(found.name, found.title, found.unit)
    figure = title.figure.fitted(max(abs(found.before), abs(found.after)))
    causes = _causes(reader, found, figure)
    when = f"in turn {turn}, {label}" if label else f"in turn {turn}"
    terms, remainder = term_rows(found, figure, reader.variables, reader.sees, reader.program)
    return Why(
        found.name, title.words, turn, label, f"{title.words} {_moved(figure, found)} {when}",
        _sentences(found, causes), causes,
        terms, remainder, found.equation_latex, capital(spelt(found.equation_owner)),
        found.source, tuple(_parameter(reader, p) for p in found.parameters))


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
        said.append(f"Most of it came from {_listed(_weighty(pushing))}.")
    if against:
        said.append(f"Against it stood {_listed(_weighty(against))}.")
    return tuple(said)


def _weighty(causes: list[CauseBar]) -> list[CauseBar]:
    """The largest cause, and the next if it is a quarter of that at least."""
    return [c for c in causes[:2] if abs(c.amount) >= abs(causes[0].amount) / 4]


def _listed(causes: list[CauseBar]) -> str:
    return " and ".join(f"{_spoken(c)} ({c.text})" for c in causes)


def _spoken(cause: CauseBar) -> str:
    """A cause inside a sentence; the headline of an inject stays one."""
    if cause.kind in SPOKEN or cause.face is not None or cause.kind in KINDS:
        return SPOKEN.get(cause.kind, in_sentence(cause.label))
    own = re.match("Free action|Ruling|Your orders", cause.label)
    return in_sentence(cause.label) if own else f"\u201c{cause.label}\u201d"


def _seen(run: Run, name: str) -> bool:
    """Whether the values of a term may be shown: what others see of themselves alone may not."""
    if run.table.over or run.journal.seat == WATCH:
        return True
    program = run.scenario.program
    declared = program.variables.get(name) or program.levers.get(name)
    return declared is None or declared.seen == "public"


def _parameter(reader: Reader, parameter: Parameter) -> ParameterRow:
    figure = parameter_figure(parameter)
    value = reader.parameters.get(parameter.name, parameter.value)
    spread = parameter.high - parameter.low
    place = (value - parameter.low) / spread if spread > 0 else None
    fitted = figure.fitted(parameter.high)
    span = "" if place is None else fitted.span(parameter.low, parameter.high, "to")
    return ParameterRow(spelt(parameter.name), parameter.meaning, in_words(figure, value), span,
                        None if place is None else min(max(place, 0.0), 1.0), parameter.source)
