"""Adjudication of free actions: argued pros and cons, two dice, and bounded effects."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wargame.engine.effect import Effect
from wargame.session.command import Adjudicate, WithdrawJudgement
from wargame.session.dice import TARGET, odds, throw
from wargame.session.effects import check_effects_on
from wargame.session.event import Adjudicated
from wargame.session.refusal import RefusedError

if TYPE_CHECKING:
    from wargame.session.facts import Facts
    from wargame.session.request import Request
    from wargame.session.state import State


def adjudication(request: Request, command: Adjudicate) -> Adjudicated:
    """The throw for a free action. Raises `RefusedError` where there is none to judge."""
    state, actor = request.state, request.known_seat(command.seat)
    if command.turn != state.turn or state.phase not in ("locked", "resolved", "discussion"):
        raise RefusedError("phase", "A free action is judged in its own turn, once orders are "
                           "locked.")
    order = state.order(command.turn, actor)
    if not (order.sealed and order.text.free_action):
        raise RefusedError("missing", f"{request.name(actor)} has no free action this turn.")
    if any(r.command.turn == command.turn and r.command.seat == actor for r in state.rolls):
        raise RefusedError("conflict", f"The free action of {request.name(actor)} has been judged.")
    check_effects_on(request.facts, command.effects)
    net = len(command.pros) - len(command.cons)
    tick = (command.turn - 1) * request.facts.scenario.ticks_per_turn
    dice = throw(request.facts.created.seed, tick, actor, command.turn)
    return Adjudicated(
        command=command, action=order.text.free_action, dice=dice, net=net, odds=odds(net),
        success=sum(dice) + net >= TARGET, for_turn=state.coming_turn)


def rolled(state: State, body: Adjudicated) -> State:
    """The state with one more throw."""
    return replace(state, rolls=(*state.rolls, body))


def check_unjudging(request: Request, command: WithdrawJudgement) -> None:
    """Raise `RefusedError` for a free action that was not judged, or whose effects were played."""
    state, actor = request.state, request.known_seat(command.seat)
    found = next((r for r in state.rolls if (r.command.turn, r.command.seat) == (
        command.turn, actor)), None)
    if found is None:
        raise RefusedError("missing", f"No free action of {request.name(actor)} was judged in turn "
                           f"{command.turn}.")
    if found.for_turn < state.coming_turn:
        raise RefusedError("conflict", "What it changed has been played; undo the turn first.")
    if command.turn != state.turn:
        raise RefusedError("phase", "A free action is judged in its own turn.")


def unjudged(state: State, command: WithdrawJudgement) -> State:
    """The state in which a free action waits for its judgement again."""
    return replace(state, rolls=tuple(r for r in state.rolls if (
        r.command.turn, r.command.seat) != (command.turn, command.seat)))


def waiting_actions(state: State, turn: int) -> tuple[str, ...]:
    """Seats whose sealed free action of a turn nobody has judged."""
    judged = {(r.command.turn, r.command.seat) for r in state.rolls}
    return tuple(
        actor for actor in state.seats
        if state.order(turn, actor).sealed and state.order(turn, actor).text.free_action
        and (turn, actor) not in judged)


def effects_of(facts: Facts, state: State, turn: int) -> tuple[Effect, ...]:
    """What free actions that succeeded bring into a turn."""
    return tuple(
        Effect(e.name, e.member, e.operation, e.value, "matrix", label_of(facts, state, r))
        for r in state.rolls if r.success and r.for_turn == turn
        and state.order(r.command.turn, r.command.seat).sealed for e in r.command.effects)


def label_of(facts: Facts, state: State, roll: Adjudicated) -> str:
    """What the ledger calls a free action that worked; by the first rules with the seat's id."""
    seat = roll.command.seat
    name = facts.names.name(seat) if state.rules > 1 else seat
    return f"Free action of {name}, turn {roll.command.turn}"
