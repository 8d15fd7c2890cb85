"""Moves between phases: by the white cell, one step at a time, never by a late click."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wargame.engine.effect import Effect
from wargame.engine.input import TurnInput
from wargame.session import injects
from wargame.session.command import MovePhase, UndoTurn
from wargame.session.event import Moved, Resolved
from wargame.session.phase import MOVES, Phase
from wargame.session.refusal import RefusedError
from wargame.session.resolve import resolution
from wargame.session.seats import without_stand_ins
from wargame.session.state import State, UndoneState

if TYPE_CHECKING:
    from wargame.session.request import Request

WORDS: dict[Phase, str] = {
    "lobby": "the lobby", "briefing": "briefing", "orders": "orders", "locked": "locked orders",
    "resolved": "the resolution", "discussion": "discussion", "debrief": "the debrief",
    "closed": "the end"}


def move(request: Request, command: MovePhase) -> Moved | Resolved:
    """The move that a command asks for. Raises `RefusedError` where it cannot be made."""
    state = request.state
    if command.turn != state.turn:
        raise RefusedError("conflict", f"That was meant for turn {command.turn}; turn "
                           f"{state.turn} is on. Nothing was changed.")
    if command.to == state.phase:
        raise RefusedError("conflict", f"The session is at {WORDS[command.to]} already.")
    if command.to not in MOVES[state.phase]:
        steps = " or ".join(WORDS[p] for p in MOVES[state.phase])
        raise RefusedError("phase", f"From {WORDS[state.phase]} the session goes to "
                           f"{steps or 'nowhere'}, not to {WORDS[command.to]}.")
    if command.to == "resolved":
        return resolution(request, command)
    played, turns = len(state.resolved), request.facts.turns
    if command.to == "debrief" and played < turns and not command.reason:
        raise RefusedError("content", f"{played} of {turns} turns have been played; going to the "
                           "debrief now needs a reason.")
    if command.to == "orders" and state.phase in ("resolved", "discussion"):
        raise RefusedError("phase", "Orders of this turn open again when the turn is undone.")
    if state.phase == "debrief" and command.to == "orders" and not command.reason:
        raise RefusedError("content", "Going back from the debrief needs a reason.")
    if not _enters_turn(state, command.to):
        return Moved(command=command, turn=state.turn)
    if played >= turns:
        raise RefusedError("phase", "The last turn has been played; undo it, or go to the "
                           "debrief.")
    turn = state.coming_turn
    return Moved(command=command, turn=turn,
                 fired=injects.due(state, turn, request.table.trace[-1]))


def moved(state: State, body: Moved) -> State:
    """The state in another phase; a timer ends with its phase."""
    for name in body.fired:
        state = injects.fired(state, name, body.turn)
    state = without_stand_ins(state, lambda until: until < body.turn)
    return replace(state, phase=body.command.to, turn=body.turn, timer=None,
                   action=None)


def resolved(state: State, body: Resolved) -> State:
    """The state after a turn."""
    return replace(state, phase="resolved", timer=None, action=None,
                   resolved=(*state.resolved, body),
                   inputs=(*state.inputs, input_of(body)))


def input_of(body: Resolved) -> TurnInput:
    """What the engine was given."""
    effects = tuple(
        Effect(e.name, e.member, e.operation, e.value, e.origin, e.label)  # type: ignore[arg-type]
        for e in body.effects)
    return TurnInput(body.commands, effects, body.players)


def check_undo(request: Request, command: UndoTurn) -> None:
    """Raise `RefusedError` for a turn that has not been played."""
    played = len(request.state.resolved)
    if command.turn > played:
        raise RefusedError("phase", f"Turn {command.turn} has not been resolved." if played else
                           "No turn has been resolved yet.")


def undone(state: State, command: UndoTurn) -> State:
    """The state with orders of a turn open again; what was sealed for it stays sealed."""
    turn = command.turn
    orders = {key: replace(order, state="draft") if key[0] > turn and order.sealed else order
              for key, order in state.orders.items()}
    state = without_stand_ins(injects.unfired(state, turn), lambda until: until > turn)
    # Free actions of later turns are judged again; they have the same dice.
    last = turn if state.rules > 1 else turn - 1
    kept = tuple(r for r in state.rolls if r.command.turn <= last)
    return replace(
        state, rolls=kept, phase="orders", turn=turn, timer=None, action=None, orders=orders,
        resolved=state.resolved[:turn - 1], inputs=state.inputs[:turn - 1],
        undone=(*state.undone, UndoneState(turn, command.reason, state.count)))


def next_phase(state: State, turns: int) -> Phase | None:
    """Where the session usually goes from here."""
    usual: dict[Phase, Phase | None] = {
        "lobby": "briefing", "briefing": "orders", "orders": "locked", "locked": "resolved",
        "resolved": "discussion", "debrief": "closed", "closed": None,
        "discussion": "briefing" if len(state.resolved) < turns else "debrief"}
    return usual[state.phase]


def _enters_turn(state: State, to: Phase) -> bool:
    return to == "briefing" or (to == "orders" and state.phase == "debrief")
