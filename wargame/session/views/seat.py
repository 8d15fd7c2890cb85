"""A seat's view: its own orders and knowledge, and of others what is public."""

from __future__ import annotations

from wargame.engine.play import Table
from wargame.engine.record import levers_of
from wargame.session.agreements import broken_by
from wargame.session.budget import budget_of
from wargame.session.facts import Facts
from wargame.session.knowledge import Knowledge
from wargame.session.levers import words_of
from wargame.session.state import State
from wargame.session.view import LeverView, Notice, Room, SeatView
from wargame.session.views.order import order_view
from wargame.session.views.room import notices_for
from wargame.session.views.talk import Inbox, agreements_for, rolls_for


def seat_view(facts: Facts, state: State, table: Table, room: Room, inbox: Inbox,
              actor: str) -> SeatView:
    """Everything that one seat may see."""
    role = f"seat:{actor}"
    position = position_of(facts, table, actor)
    return SeatView(
        room=room, seat=next(sign for sign in room.seats if sign.actor == actor),
        brief=position.brief, objectives=position.objectives, levers=position.levers,
        budget=position.budget,
        order=order_view(facts, state, max(state.turn, 1), actor),
        past=tuple(order_view(facts, state, turn, actor)
                   for turn in range(1, len(state.resolved) + 1)),
        knows=position.knows, rivals=position.rivals,
        messages=inbox.of(state, role), agreements=agreements_for(facts, state, role),
        notices=_notices(facts, state, room, actor), rolls=rolls_for(facts, state, role),
        metrics=position.metrics,
        help_wanted=state.seats[actor].help_wanted,
        breaks=breaks_of(facts, state, table, actor, own=True))


def breaks_of(facts: Facts, state: State, table: Table, actor: str, *,
              own: bool = False) -> tuple[str, ...]:
    """Agreements that the seat's order would break, while it can still be changed.

    ``own`` are the words for the seat itself.
    """
    if state.phase not in ("briefing", "orders", "locked"):
        return ()
    present = {lever.name: lever.present for lever in position_of(facts, table, actor).levers}
    return broken_by(facts, state, actor, state.order(state.turn, actor).text.levers, present,
                     own=own)


def position_of(facts: Facts, table: Table, actor: str) -> Position:
    """What a seat sees of a position, worked out once."""
    return facts.once(table, ("seat", actor), lambda: Position(facts, table, actor))


class Position:
    """What a seat sees of a position, whatever was written or said since."""

    def __init__(self, facts: Facts, table: Table, actor: str) -> None:
        spec, masked = facts.scenario.playbook.actor(actor), facts.names.masked
        program = facts.scenario.program
        knowledge = facts.once(table, "knowledge", lambda: Knowledge(facts, table))
        self.brief = masked(spec.brief)
        self.objectives = tuple(masked(o) for o in spec.objectives)
        self.levers = levers_view(facts, table, actor)
        costed = any(lever.cost for lever in self.levers)
        self.budget = budget_of(facts.scenario, table.game, facts.seats[actor]) if costed else None
        self.knows = knowledge.of_seat(actor)
        self.rivals = knowledge.of_others(actor)
        self.metrics = tuple(n for n in program.metrics if program.variables[n].seen == "public")


def levers_view(facts: Facts, table: Table, actor: str) -> tuple[LeverView, ...]:
    """The levers of a seat, in the order of its form."""
    present = levers_of(table.game, facts.seats[actor])
    found = []
    for lever in facts.levers(actor):
        words = words_of(lever)
        found.append(LeverView(
            lever.name, words.title, lever.meaning, lever.source, lever.owner, lever.unit,
            lever.low, lever.high, present[lever.name], lever.cost, lever.choices,
            lever.seen == "public"))
    return tuple(found)


def _notices(facts: Facts, state: State, room: Room, actor: str) -> tuple[Notice, ...]:
    if state.revealed:
        return room.notices
    private = notices_for(facts, state, actor)
    return tuple(sorted((*room.notices, *private), key=lambda n: n.turn))
