"""Orders of a seat: every lever in plain words, what it costs, and what was moved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wargame.session import budget
from wargame.session.figures import INCOME, in_words
from wargame.session.levers import LeverWords, words_of
from wargame.ui.run import Run

SMALL = 1e-9


@dataclass(frozen=True)
class Field:
    """One lever with its present position."""

    words: LeverWords
    present: float

    @property
    def name(self) -> str:
        """The lever's name."""
        return self.words.lever.name

    @property
    def scale(self) -> float:
        """Shown units for each unit of the lever."""
        return self.words.figure.factor

    @property
    def note(self) -> str:
        """What it does, what it costs and who says so."""
        lever = self.words.lever
        kept = "" if lever.seen == "public" else "Only you see where it stands."
        said = (f"{lever.meaning}.", self.words.cost, kept, f"Source: {lever.source}.")
        return " ".join(part for part in said if part)

    def moved(self, value: float) -> bool:
        """Whether a value differs from the present position."""
        return abs(value - self.present) > SMALL


@dataclass(frozen=True)
class Group:
    """Fields of one mechanism or plugin."""

    title: str
    fields: tuple[Field, ...]


@dataclass(frozen=True)
class Moved:
    """A lever that was moved, in words."""

    title: str
    before: str
    after: str


@dataclass(frozen=True)
class OrderForm:
    """Everything the seat can order this turn; ``budget`` in USD bn a year, None for no limit."""

    turn: int
    label: str
    groups: tuple[Group, ...]
    budget: float | None

    @property
    def fields(self) -> tuple[Field, ...]:
        """All levers."""
        return tuple(f for g in self.groups for f in g.fields)

    @property
    def costed(self) -> bool:
        """Whether any lever costs money."""
        return any(f.words.lever.cost for f in self.fields)

    def changed(self, values: Mapping[str, float]) -> dict[str, float]:
        """The values that differ from present positions."""
        return {f.name: values[f.name] for f in self.fields
                if f.name in values and f.moved(values[f.name])}

    def moves(self, values: Mapping[str, float]) -> tuple[Moved, ...]:
        """The same in words."""
        changed = self.changed(values)
        return tuple(
            Moved(f.words.title, f.words.text(f.present), f.words.text(changed[f.name]))
            for f in self.fields if f.name in changed)

    def cost(self, values: Mapping[str, float]) -> float:
        """What the orders cost, USD bn a year."""
        return sum(f.words.lever.cost * values.get(f.name, f.present) for f in self.fields)

    def money_words(self, values: Mapping[str, float]) -> str:
        """Cost and budget in a sentence; empty where nothing costs money."""
        if not self.costed:
            return ""
        cost = self.cost(values)
        spent = in_words(INCOME, cost) if cost > 0 else "nothing extra"
        if self.budget is None:
            return f"These orders cost {spent}."
        at_hand = in_words(INCOME, self.budget) if self.budget > 0 else "nothing"
        if cost > self.budget + SMALL:
            return (f"These orders cost {spent}, more than the {at_hand} at hand: "
                    "costed ones will be cut to fit.")
        return f"These orders cost {spent}; {at_hand} at hand."

    def over(self, values: Mapping[str, float]) -> bool:
        """Whether the orders cost more than the seat has."""
        return self.budget is not None and self.cost(values) > self.budget + SMALL


def order_form(run: Run) -> OrderForm:
    """The orders that the run's seat can give now."""
    table = run.table
    positions = run.positions
    groups: dict[str, list[Field]] = {}
    for lever in run.levers:
        words = words_of(lever)
        groups.setdefault(words.group, []).append(Field(words, positions[lever.name]))
    label = "" if table.over else run.scenario.playbook.calendar.turn_label(table.turn)
    return OrderForm(table.turn, label,
                     tuple(Group(title, tuple(fields)) for title, fields in groups.items()),
                     budget_of(run))


def budget_of(run: Run) -> float | None:
    """What the seat can pay for costed levers, USD bn a year; None where nothing limits it."""
    return None if run.seat is None else budget.budget_of(run.scenario, run.table.game, run.seat)
