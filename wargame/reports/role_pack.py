"""Role packs: a page for each seat with its brief, objectives and levers, and an order on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wargame.engine.scenario import Scenario
from wargame.reports.pages import page_of
from wargame.session.facts import levers_of_kind
from wargame.session.levers import LeverWords, words_of
from wargame.session.names import Names
from wargame.symbolic.declarations import Lever

KINDS = {"lab": "Laboratory", "nation": "Nation", "regulator": "Regulator"}


@dataclass(frozen=True)
class LeverLine:
    """A lever in plain words."""

    title: str
    meaning: str
    range: str
    start: str
    cost: str
    secret: bool


@dataclass(frozen=True)
class LeverGroup:
    """Levers of one mechanism or instrument."""

    title: str
    levers: tuple[LeverLine, ...]


@dataclass(frozen=True)
class RolePage:
    """One seat."""

    name: str
    kind: str
    nation: str
    brief: str
    objectives: tuple[str, ...]
    groups: tuple[LeverGroup, ...]


def role_pack(
    scenario: Scenario, seats: Sequence[str] = (), *, fictional: bool = False,
) -> str:
    """The pages of some seats (the playbook's teams by default, or else all), as HTML to print."""
    playbook, names = scenario.playbook, Names(scenario.playbook, fictional)
    wanted = tuple(seats) or playbook.teams or tuple(spec.id for spec in playbook.actors)
    return page_of(
        "role_pack.html", {}, title=names.masked(playbook.title),
        question=names.masked(playbook.question),
        seats=[role_page(scenario, actor, names) for actor in wanted])


def role_page(scenario: Scenario, actor: str, names: Names) -> RolePage:
    """The page of one seat."""
    spec = scenario.playbook.actor(actor)
    seat = scenario.seat(actor)
    groups: dict[str, list[LeverLine]] = {}
    for lever in levers_of_kind(scenario, seat.kind):
        words = words_of(lever)
        start = float(scenario.start[lever.name].reshape(-1)[seat.position])
        groups.setdefault(words.group, []).append(_line(lever, words, start))
    return RolePage(
        names.name(actor), KINDS[seat.kind], names.name(spec.nation) if spec.nation else "",
        names.masked(spec.brief), tuple(names.masked(o) for o in spec.objectives),
        tuple(LeverGroup(title, tuple(lines)) for title, lines in groups.items()))


def _line(lever: Lever, words: LeverWords, start: float) -> LeverLine:
    cost = f" {words.cost}" if words.cost else ""
    return LeverLine(words.title, words.meaning, words.bounds, words.text(start), cost,
                     lever.seen != "public")
