"""The white cell's view: every seat's desk, injects, rulings, talk and the log."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.engine.play import Table
from wargame.session.chain import Link
from wargame.session.effects import adjustable, effect_words, figure_for
from wargame.session.facts import Facts
from wargame.session.figures import in_words
from wargame.session.injects import InjectState, revocable, when_words
from wargame.session.notes import NoteState
from wargame.session.phases import next_phase
from wargame.session.resolve import waiting_words
from wargame.session.rolls import waiting_actions
from wargame.session.rulings import RulingState
from wargame.session.seats import strategy_words
from wargame.session.showing import shows_now
from wargame.session.state import State
from wargame.session.view import NoteView, OrderView, Room
from wargame.session.views.adjust import adjust_views, script_of
from wargame.session.views.log import log_line
from wargame.session.views.order import order_view
from wargame.session.views.projector import action_view
from wargame.session.views.seat import breaks_of, position_of
from wargame.session.views.talk import agreements_for, messages_for, rolls_for
from wargame.session.white_cell_view import (
    ChallengeView,
    FaultView,
    InjectView,
    LogLine,
    RulingView,
    SeatDesk,
    WhiteCellView,
)


def white_cell_view(facts: Facts, state: State, table: Table, room: Room,
                    links: Sequence[Link]) -> WhiteCellView:
    """The console; codes and who was seen when are filled in as it is read."""
    role, turn = "white_cell", max(state.turn, 1)
    ahead = next_phase(state, facts.turns)
    waits = waiting_words(facts, state) if state.phase == "locked" else ()
    return WhiteCellView(
        room=room, desks=tuple(_desk(facts, state, table, room, actor, turn)
                               for actor in state.seats),
        next_phase=ahead, waits_for=waits,
        injects=tuple(_inject(facts, state, i) for i in state.injects.values()),
        rulings=tuple(_ruling(facts, state, table, r) for r in state.rulings),
        rolls=rolls_for(facts, state, role), free_actions=_free_actions(facts, state, turn),
        agreements=agreements_for(facts, state, role), messages=messages_for(state, role),
        notes=notes_of(state),
        challenges=tuple(ChallengeView(c.number, c.turn, c.by, c.text, c.metric, c.parameter,
                                       c.value) for c in state.challenges),
        faults=tuple(FaultView(body.turn, f.seat, f.strategy, f.line, f.reason)
                     for body in state.resolved for f in body.faults),
        log=tuple(log_of(facts, state, links)), codes={}, adjustable=adjustable(facts),
        adjust=facts.once(table, "adjust", lambda: adjust_views(facts, table)),
        script=script_of(facts, state),
        projector=shows_now(state), projector_metric=state.shown_metric,
        on_screen=action_view(state))


def notes_of(state: State) -> tuple[NoteView, ...]:
    """All observations; where several observe they are numbered as they first wrote."""
    devices = list(dict.fromkeys(n.device for n in state.notes if n.by == "observer"))
    several = len(devices) > 1
    return tuple(note_view(n, devices.index(n.device) + 1 if several and n.by == "observer" else 0)
                 for n in state.notes if not n.struck)


def note_view(note: NoteState, number: int = 0) -> NoteView:
    """An observation, by the observer of that ``number`` where there are several."""
    by = f"{note.by} {number}" if number else note.by
    return NoteView(note.number, note.turn, note.phase, by, note.seat, note.text)


def log_of(facts: Facts, state: State, links: Sequence[Link]) -> list[LogLine]:
    """The log in words; each event is put into words once."""
    kept = facts.log_lines
    return [kept.get(link.digest) or kept.setdefault(
        link.digest, log_line(facts, state.injects, link.event))
            for link in links]


def _desk(facts: Facts, state: State, table: Table, room: Room, actor: str,
          turn: int) -> SeatDesk:
    seat = state.seats[actor]
    return SeatDesk(
        next(sign for sign in room.seats if sign.actor == actor), seat.device, None,
        seat.stand_in, strategy_words(facts, seat), facts.strategies(actor),
        order_view(facts, state, turn, actor), seat.help_wanted,
        position_of(facts, table, actor).levers,
        breaks_of(facts, state, table, actor)
        if state.order(turn, actor).state != "none" else (), seat.until_turn)


def _inject(facts: Facts, state: State, inject: InjectState) -> InjectView:
    return InjectView(
        inject.id, inject.title, inject.text, inject.to, when_words(facts, inject),
        tuple(effect_words(facts, e) for e in inject.effects), inject.standing, inject.for_turn,
        inject.notes, inject.effects, inject.when.turn if inject.when else None,
        inject.when is not None and inject.when.metric is not None, revocable(state, inject))


def _ruling(facts: Facts, state: State, table: Table, ruling: RulingState) -> RulingView:
    played = ruling.for_turn <= len(state.resolved)
    standing = "withdrawn" if ruling.withdrawn else "in force" if played else "waiting"
    model = ruled = None
    if standing == "in force":
        for record in table.turns[ruling.for_turn - 1].effects:
            if record.effect.origin == "ruling" and record.effect.label == ruling.label:
                model, ruled = record.model, record.after
                break
    became = ""
    if model is not None and ruled is not None:
        figure = figure_for(facts, ruling.effect.name)
        became = (f"The model had {in_words(figure, model)}; it became "
                  f"{in_words(figure, ruled)}.")
    return RulingView(ruling.id, ruling.for_turn, effect_words(facts, ruling.effect),
                      ruling.reason, standing, model, ruled, became)


def _free_actions(facts: Facts, state: State, turn: int) -> tuple[OrderView, ...]:
    return tuple(order_view(facts, state, turn, actor) for actor in waiting_actions(state, turn))
