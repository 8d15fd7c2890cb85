"""What can be played: playbooks, and the seats of one."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from wargame.engine.scenario import Scenario
from wargame.playbook.models import KIND_SETS, Playbook
from wargame.session.facts import levers_of_kind, strategy_title
from wargame.session.levers import words_of
from wargame.ui.cast import KIND_WORDS, Cast, Face

#: Welcome and rules, a break and the debrief, in hours (assumed).
OPENING_HOURS = 1.5


@dataclass(frozen=True)
class PlaybookCard:
    """A playbook on offer; ``fault`` says why one cannot be played."""

    name: str
    title: str
    question: str
    summary: str
    length: str
    actors: str
    fault: str = ""


@dataclass(frozen=True)
class SeatCard:
    """One seat that can be taken."""

    face: Face
    kind: str
    place: str
    brief: str
    levers: tuple[str, ...]
    strategy: str


def playbook_cards(found: Mapping[str, Playbook | str]) -> tuple[PlaybookCard, ...]:
    """Cards of the playbooks, those that cannot be read last."""
    cards = [_card(name, playbook) for name, playbook in found.items()]
    return tuple(sorted(cards, key=lambda c: bool(c.fault)))


def _card(name: str, playbook: Playbook | str) -> PlaybookCard:
    if isinstance(playbook, str):
        return PlaybookCard(name, Path(name).stem.replace("_", " "), "", "", "", "", playbook)
    calendar = playbook.calendar
    turns = f"{calendar.turns} turns" if calendar.turns > 1 else "1 turn"
    years = calendar.ticks / 4
    length = (f"{turns} over {years:g} years, "
              f"{calendar.spoken(0, calendar.ticks - 1)}")
    counts = [(kind, sum(a.kind == kind for a in playbook.actors)) for kind in KIND_SETS]
    actors = ", ".join(f"{n} {KIND_WORDS[kind][n > 1].lower()}" for kind, n in counts if n)
    return PlaybookCard(name, playbook.title, playbook.question, playbook.summary, length, actors)


def seat_card(scenario: Scenario, cast: Cast, actor: str) -> SeatCard:
    """One seat with its brief and what it decides."""
    face = cast.faces[actor]
    spec = scenario.playbook.actor(actor)
    strategy = scenario.seat(actor).strategy
    levers = tuple(words_of(lever).title for lever in levers_of_kind(scenario, face.kind))
    place = f"{KIND_WORDS[face.kind][0]}, {face.nation}" if face.nation else (
        KIND_WORDS[face.kind][0])
    return SeatCard(face, face.kind, place, cast.masked(spec.brief), levers,
                    strategy_title(strategy))


@dataclass(frozen=True)
class SessionPlan:
    """What a facilitated session of a playbook takes, in words."""

    people: str
    turns: str
    length: str


def session_plan(playbook: Playbook) -> SessionPlan:
    """Teams, turns and hours of a session as its playbook suggests."""
    teams = len(playbook.teams)
    people = (f"{2 * teams} to {4 * teams} in {teams} teams, and 2 who lead" if teams > 1 else
              "1 team, and 2 who lead" if teams else "none: strategies play every seat")
    count = playbook.session.turns or playbook.calendar.turns
    minutes = playbook.session.minutes.total
    hours = count * minutes / 60
    turns = f"{count} of {playbook.calendar.turns}" if count < playbook.calendar.turns else (
        f"{count}")
    return SessionPlan(people, f"{turns}, {minutes:.0f} minutes each",
                       f"about {_halves(hours + OPENING_HOURS)} hours with welcome and debrief")


def _halves(hours: float) -> str:
    """Hours to the next half."""
    return f"{math.ceil(hours * 2) / 2:g}"
