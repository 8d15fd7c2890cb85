"""What seats know: their own quantities, their home, the public world, and each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from wargame.engine.play import Table
from wargame.engine.scenario import Seat
from wargame.session.facts import Facts
from wargame.session.meanings import meaning_of
from wargame.session.titles import title_of
from wargame.session.view import Known, RivalView
from wargame.strategies.seeing import Visible
from wargame.strategies.strategy import SET_OF

#: What each kind of seat looks at first; the rest follows by name.
OWN: Mapping[str, tuple[str, ...]] = {
    "lab": ("capability", "lag_to_frontier", "cash", "runway", "funds", "api_revenue",
            "gross_profit", "opening_gain", "complement_gain", "rival_gain", "ecosystem_gain",
            "rent_lost", "release_cost", "defection_pressure", "released_capability",
            "contributors"),
    "nation": ("effective_access", "domestic_capability", "national_compute", "chip_deliveries",
               "domestic_chip_share", "chips_denied", "adoption", "trust", "stringency",
               "salience", "incidents", "chip_licence_revenue"),
    "regulator": ("capped_damage",),
}
HOME = ("trust", "stringency", "salience", "incidents", "adoption", "effective_access", "defence",
        "domestic_capability")
PUBLIC = ("open_token_share", "frontier_lag_months", "closed_frontier", "open_frontier",
          "closed_price_level", "open_price_level", "model_spending", "run_cost", "releasing_labs",
          "task_sufficiency_by_value", "hybrid_share", "open_services", "open_fund",
          "buyers_trust", "buyers_rules", "incident_rate", "supply_concentration")
MEAN, SPREAD = "_mean", "_sd"


class Knowledge:
    """A position as its seats may see it; values are those at the starts of turns, and now."""

    def __init__(self, facts: Facts, table: Table) -> None:
        self._others: dict[str, RivalView] = {}
        self._facts, self._table = facts, table
        program = facts.scenario.program
        self._variables = program.variables
        self._visible = Visible(program.variables, program.levers)
        self._values: dict[str, tuple[Any, ...]] = {}

    def of_seat(self, actor: str) -> tuple[Known, ...]:
        """All that a seat knows but for its rivals: its own, its home's, and the world's."""
        seat = self._facts.seats[actor]
        own = self._named(seat.kind, "me", OWN[seat.kind])
        found = self._known(own, seat.position, "own")
        relation = {"lab": "home", "regulator": "jurisdiction"}.get(seat.kind)
        if relation is not None:
            place = self._facts.scenario.sizes.relations[relation][seat.position]
            found += self._known(self._named(seat.kind, "home", HOME), place, "home")
        return (*found, *self._known(self._named(seat.kind, "world", PUBLIC), 0, "world"))

    def of_others(self, actor: str) -> tuple[RivalView, ...]:
        """The other actors: public quantities and levers only."""
        if not self._others:
            self._others = {other: self._public(seat)
                            for other, seat in self._facts.seats.items()}
        return tuple(rival for other, rival in self._others.items() if other != actor)

    def _public(self, seat: Seat) -> RivalView:
        space = (SET_OF[seat.kind],)
        names = sorted(n for n, v in self._variables.items()
                       if v.space == space and v.seen == "public" and v.kind != "slot")
        levers = {
            n: float(self._table.game.rows[n][seat.position][0])
            for n, lever in sorted(self._facts.scenario.program.levers.items())
            if lever.actors == space[0] and lever.seen == "public"}
        return RivalView(
            seat.actor, self._facts.names.name(seat.actor), seat.kind,
            tuple(self._known(_first(OWN[seat.kind], names), seat.position, "")), levers)

    def _named(self, kind: str, view: str, first: Sequence[str]) -> list[str]:
        names = [n for n in self._visible.names(kind, view) if n in self._variables]
        return _first(first, names)

    def _known(self, names: Iterable[str], position: int, group: str) -> list[Known]:
        there = list(names)
        found = []
        for name in there:
            base = name.removesuffix(MEAN)
            believed = name.endswith(MEAN) and base + SPREAD in there
            if name.endswith(SPREAD) and name.removesuffix(SPREAD) + MEAN in there:
                continue
            variable = self._variables[name]
            title = title_of(name, variable)
            at = position if variable.space else 0
            spread = float(self._rows(base + SPREAD)[-1][at]) if believed else 0.0
            found.append(Known(
                base if believed else name, title.words, variable.unit, meaning_of(variable),
                tuple(float(row[at]) for row in self._rows(name)), spread, group))
        return found

    def _rows(self, name: str) -> tuple[Any, ...]:
        if name not in self._values:
            self._values[name] = tuple(
                np.asarray(snapshot.rows[name]).reshape(-1) for snapshot in self._table.snapshots)
        return self._values[name]


def _first(wanted: Sequence[str], names: Iterable[str]) -> list[str]:
    there = set(names)
    first = [n for n in wanted if n in there]
    return [*first, *sorted(there - set(first))]
