"""Where everybody stands: each seat, who plays it, and its public levers off their defaults."""

from __future__ import annotations

from dataclasses import dataclass

from wargame.engine.record import levers_of
from wargame.session.facts import levers_of_kind, strategy_title
from wargame.session.levers import words_of
from wargame.ui.cast import KIND_WORDS, Face
from wargame.ui.journal import WATCH
from wargame.ui.run import Run

SMALL = 1e-9


@dataclass(frozen=True)
class Place:
    """One seat; ``stands`` are pairs of a lever and its position."""

    face: Face
    player: str
    own: bool
    stands: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Row:
    """The seats of one kind."""

    title: str
    places: tuple[Place, ...]


def places(run: Run) -> tuple[Row, ...]:
    """All seats by kind, in the playbook's order."""
    rows = []
    for kind, (_, many) in KIND_WORDS.items():
        found = tuple(_place(run, face) for face in run.cast.faces.values() if face.kind == kind)
        if found:
            rows.append(Row(many, found))
    return tuple(rows)


def _place(run: Run, face: Face) -> Place:
    seat = run.scenario.seat(face.actor)
    own = face.actor == run.journal.seat
    everything = own or run.journal.seat == WATCH
    positions = levers_of(run.table.game, seat)
    stands: list[tuple[str, str]] = []
    for lever in levers_of_kind(run.scenario, face.kind):
        value = positions[lever.name]
        telling = bool(lever.choices) or abs(value - lever.default) > SMALL
        if telling and (everything or lever.seen == "public"):
            words = words_of(lever)
            if not (lever.choices and abs(value - lever.default) <= SMALL and stands):
                stands.append((words.title, words.text(value)))
    player = "you" if own else strategy_title(seat.strategy)
    return Place(face, player, own, tuple(stands))
