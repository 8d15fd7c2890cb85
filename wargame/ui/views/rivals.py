"""Other actors as a seat sees them: what is public of them, and where their levers stand."""

from __future__ import annotations

from dataclasses import dataclass, replace

from wargame.session.figures import number
from wargame.session.levers import TITLES, words_of
from wargame.session.titles import spelt
from wargame.session.view import RivalView, Room, SeatView
from wargame.session.wording import of_another
from wargame.symbolic.declarations import Lever
from wargame.ui.cast import KIND_WORDS, Face
from wargame.ui.faces import faces_of
from wargame.ui.games import scenario_of
from wargame.ui.views.knowledge import Known
from wargame.ui.views.seat_knowledge import known_words

SMALL = 1e-9
SHOWN = 6


@dataclass(frozen=True)
class Rival:
    """One other actor; ``stands`` are levers off their usual position, in words."""

    face: Face
    player: str
    known: tuple[Known, ...]
    stands: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Rivals:
    """The other actors of one kind."""

    title: str
    members: tuple[Rival, ...]


def rivals(view: SeatView) -> tuple[Rivals, ...]:
    """All others by kind, in the order of the seats."""
    faces = faces_of(view.room.seats)
    players = {s.actor: s.player for s in view.room.seats}
    levers = declared(view.room)
    found = []
    for kind, (_, many) in KIND_WORDS.items():
        members = tuple(
            Rival(faces[r.actor], players[r.actor],
                  tuple(_its(known_words(k)) for k in r.known[:SHOWN]), _stands(r, levers))
            for r in view.rivals if r.kind == kind and r.actor in faces)
        if members:
            found.append(Rivals(many, members))
    return tuple(found)


def _its(known: Known) -> Known:
    return replace(known, title=of_another(known.title))


def declared(room: Room) -> dict[str, Lever]:
    """The levers of the game that a room plays."""
    scenario = scenario_of(room)
    return {} if scenario is None else dict(scenario.program.levers)


def _stands(rival: RivalView, levers: dict[str, Lever]) -> tuple[tuple[str, str], ...]:
    found = []
    for name, value in rival.levers.items():
        lever = levers.get(name)
        if lever is None:
            found.append((TITLES.get(name) or spelt(name).capitalize(), number(value)))
        elif lever.choices or abs(value - lever.default) > SMALL:
            words = words_of(lever)
            found.append((words.told, words.text(value)))
    return tuple(found)
