"""The debrief's view: the white cell's view with every turn told from its record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from wargame.engine.outcomes import TestResult, Verdict
from wargame.engine.play import Table
from wargame.engine.record import OrderRecord
from wargame.session.chain import Link
from wargame.session.debrief_view import ClaimView, DebriefView, SeatTurn, TurnStory
from wargame.session.facts import Facts
from wargame.session.figures import in_words, trimmed
from wargame.session.reasons import spoken
from wargame.session.state import State
from wargame.session.titles import title_of
from wargame.session.view import Room
from wargame.session.views.moves import lever_moves
from wargame.session.views.order import order_view
from wargame.session.views.room import happened
from wargame.session.views.white_cell import white_cell_view

PEOPLE = "people"


def debrief_view(facts: Facts, state: State, table: Table, room: Room,
                 links: Sequence[Link]) -> DebriefView:
    """The whole game so far."""
    seen = white_cell_view(facts, state, table, room, links)
    masked = facts.names.masked
    objectives = tuple(
        (actor, tuple(masked(o) for o in facts.scenario.playbook.actor(actor).objectives))
        for actor in facts.seats)
    return DebriefView(
        room=room, objectives=tuple(pair for pair in objectives if pair[1]),
        turns=tuple(_turn(facts, state, table, turn) for turn in range(1, table.turn + 1)),
        claims=tuple(_claim(facts, v) for v in table.verdicts()),
        injects=seen.injects, rulings=seen.rulings, rolls=seen.rolls, agreements=seen.agreements,
        messages=seen.messages, notes=seen.notes, challenges=seen.challenges, faults=seen.faults,
        log=seen.log)


def _turn(facts: Facts, state: State, table: Table, turn: int) -> TurnStory:
    record = table.turns[turn - 1]
    then = replace(state, resolved=state.resolved[:turn])
    by_actor = {order.actor: order for order in record.orders}
    return TurnStory(
        turn, record.label, happened(facts, then, table.at(turn)),
        tuple(_seat(facts, state, turn, by_actor[actor]) for actor in facts.seats),
        record.state_hash)


def _seat(facts: Facts, state: State, turn: int, record: OrderRecord) -> SeatTurn:
    moved = tuple((m.title, m.before, m.after)
                  for m in lever_moves(facts.scenario.program.levers, record))
    order = order_view(facts, state, turn, record.actor)
    people = record.player == PEOPLE and order.state != "none"
    reason = order.reason if people else facts.names.masked(spoken(record.reason))
    return SeatTurn(
        record.actor, state.resolved[turn - 1].played.get(record.actor, record.player), people,
        moved, reason, order.forecasts, order.free_action, max(order.version, 1))


def _claim(facts: Facts, verdict: Verdict) -> ClaimView:
    masked = facts.names.masked
    return ClaimView(
        verdict.claim, masked(verdict.text), verdict.told, verdict.needs_batch,
        masked(verdict.why), tuple(_test(facts, t) for t in verdict.tests))


def _test(facts: Facts, found: TestResult) -> tuple[str, str, str, bool]:
    """Words, the value, the bound, and whether it passes."""
    test = found.test
    figure = title_of(test.metric, facts.scenario.program.variables.get(test.metric)).figure
    plain = trimmed(figure)
    if test.between is not None:
        bound = f"between {plain.fitted(test.high).span(test.low, test.high)}"
    elif test.at_least is not None:
        bound = f"at least {in_words(plain, test.low)}"
    else:
        bound = f"at most {in_words(plain, test.high)}"
    return test.words, in_words(figure, found.value), bound, bool(found.holds[0])
