"""Who moved which levers in a turn, and how far: in words, the furthest first."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wargame.engine.record import OrderRecord
from wargame.session.facts import Facts
from wargame.session.levers import words_of
from wargame.session.seat_moves import SeatMoves
from wargame.symbolic.declarations import Lever


@dataclass(frozen=True)
class LeverMove:
    """A lever that was moved; ``far`` is the part of its range, 1 for another named choice."""

    title: str
    told: str
    before: str
    after: str
    far: float
    public: bool


def lever_moves(levers: Mapping[str, Lever], order: OrderRecord) -> tuple[LeverMove, ...]:
    """Levers of an order that read differently from before, the furthest first."""
    found = []
    for name, (before, after) in order.changed.items():
        lever = levers[name]
        words = words_of(lever)
        was, now = words.text(before), words.text(after)
        if was == now:
            continue
        named = isinstance(before, str) or isinstance(after, str) or lever.choices
        far = 1.0 if named else abs(float(after) - float(before)) / (lever.high - lever.low)
        found.append(LeverMove(words.title, words.told, was, now, far, lever.seen == "public"))
    return tuple(sorted(found, key=lambda move: -move.far))


def public_moves(
    facts: Facts, orders: Mapping[str, OrderRecord], played: Mapping[str, str],
) -> tuple[SeatMoves, ...]:
    """What each seat was seen to move; seats of people first: the room asks what those did."""
    levers = facts.scenario.program.levers
    found = []
    for actor in sorted(facts.seats, key=lambda a: played.get(a, "").startswith("strategy")):
        moved = tuple((m.told, m.before, m.after)
                      for m in lever_moves(levers, orders[actor]) if m.public)
        if moved:
            found.append(SeatMoves(actor, played.get(actor, ""), moved))
    return tuple(found)


def told(name: str, moves: SeatMoves) -> str:
    """The lever that a seat moved furthest, and how many others it moved."""
    (title, before, after), *others = moves.moved
    rest = len(others)
    more = "" if not rest else f", and {rest} more lever{'s' if rest > 1 else ''}"
    return f"{name} moved \u201c{title}\u201d from {before} to {after}{more}."
