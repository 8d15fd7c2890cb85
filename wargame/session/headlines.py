"""Headline metrics: where they stand, how they moved in words, and the way there."""

from __future__ import annotations

from dataclasses import dataclass

from wargame.engine.play import Table
from wargame.engine.scenario import Scenario
from wargame.session.figures import ARROWS, MINUS, change_in_words, in_words
from wargame.session.meanings import meaning_of
from wargame.session.titles import in_sentence, title_of

#: Metrics that open most screens, where the playbook has them.
FIRST = ("open_token_share", "frontier_lag_months", "closed_price_level", "open_price_level",
         "releasing_labs", "hybrid_share", "incident_rate", "edge_profit_share")
MOST = 6
VERBS = {1: "rose", -1: "fell", 0: "held"}


@dataclass(frozen=True)
class Headline:
    """One metric now; ``tone`` is good or bad where the metric has a better side, else empty."""

    name: str
    title: str
    value: str
    change: str
    sign: int
    tone: str
    path: tuple[float, ...]
    meaning: str

    @property
    def arrow(self) -> str:
        """The change as a sign."""
        return ARROWS[self.sign]

    @property
    def words(self) -> str:
        """The change as a sentence."""
        moved = self.moved
        return f"{self.title} {moved}." if self.sign == 0 else (
            f"{self.title} {moved} to {self.value}.")

    @property
    def moved(self) -> str:
        """The change without the metric: ``rose by 4 points``."""
        if self.sign == 0:
            return f"held at {self.value}"
        size = self.change.lstrip(f"+{MINUS}")
        by = "by " if size[:1].isdigit() or size.startswith("USD") else ""
        return f"{VERBS[self.sign]} {by}{size}".replace(" now ", " ")

    @property
    def clause(self) -> str:
        """The change as a part of a sentence."""
        return in_sentence(self.words).rstrip(".")


def headline_names(scenario: Scenario) -> tuple[str, ...]:
    """The usual headlines first, then what the playbook's claims are tested by."""
    tested = [t.metric for o in scenario.playbook.outcomes for t in o.tests]
    known = scenario.program.metrics
    names = [n for n in (*FIRST, *tested, *known) if n in known]
    return tuple(dict.fromkeys(names))[:MOST]


def headline(table: Table, name: str, turn: int | None = None) -> Headline:
    """One metric after a turn (None: the last one played; 0: the start)."""
    scenario = table.scenario
    at = (table.turn if turn is None else turn) * scenario.ticks_per_turn
    before = max(0, at - scenario.ticks_per_turn)
    variable = scenario.program.variables[name]
    title = title_of(name, variable)
    path = tuple(float(step[name]) for step in table.trace[: at + 1])
    sign = title.figure.sign(path[before], path[-1])
    tone = ""
    if sign and variable.better in ("higher", "lower"):
        tone = "good" if (sign > 0) == (variable.better == "higher") else "bad"
    return Headline(
        name, title.words, in_words(title.figure, path[-1]),
        change_in_words(title.figure, path[before], path[-1]), sign, tone, path,
        meaning_of(variable))


def headlines(table: Table, turn: int | None = None) -> tuple[Headline, ...]:
    """The headline metrics after a turn (None: the last one played; 0: the start)."""
    return tuple(headline(table, name, turn) for name in headline_names(table.scenario))


def telling(table: Table, turn: int, most: int = 3) -> tuple[Headline, ...]:
    """The first headline if it moved, then those that moved most."""
    record, scenario = table.turns[turn - 1], table.scenario

    def size(name: str) -> float:
        before, after = record.before[name], record.after[name]
        largest = max(abs(before), abs(after))
        if scenario.program.variables[name].unit == "share":
            return abs(after - before) * 2
        return abs(after - before) / largest if largest else 0.0

    first, *others = headline_names(scenario)
    names = [first, *sorted(others, key=lambda n: -size(n))]
    return tuple(h for h in (headline(table, n, turn) for n in names) if h.sign)[:most]
