"""Resolution: sealed orders, stand-ins, injects, rulings and throws become one turn of the game."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wargame.engine.input import TurnInput
from wargame.engine.play import Table
from wargame.engine.record import levers_of
from wargame.engine.scenario import ScenarioError
from wargame.session import injects, rolls, rulings
from wargame.session.agreements import breaches_of
from wargame.session.command import MovePhase
from wargame.session.event import EffectGiven, FaultFound, Resolved
from wargame.session.facts import Facts
from wargame.session.orders import AS_IT_STOOD
from wargame.session.refusal import RefusedError
from wargame.session.seats import SeatState, player_words, stand_in_words
from wargame.session.wording import listed

if TYPE_CHECKING:
    from wargame.session.request import Request
    from wargame.session.state import State


#: Who played an order that the team itself did not seal.
SEALED_BY = {"white_cell": "stand-in: white cell", AS_IT_STOOD: "stand-in: its draft as it stood"}


@dataclass(frozen=True)
class Cast:
    """Who plays the coming turn: ``commands`` and ``players`` for the engine, and in words.

    ``missing`` are seats for which nobody has an order and nobody stands in.
    """

    commands: Mapping[str, Mapping[str, float]]
    players: Mapping[str, str | None]
    played: Mapping[str, str]
    missing: tuple[str, ...]


def cast_of(facts: Facts, state: State) -> Cast:
    """Sealed orders first, then those who stand in, then the playbook's strategies."""
    commands: dict[str, Mapping[str, float]] = {}
    players: dict[str, str | None] = {}
    played: dict[str, str] = {}
    missing = []
    for actor, seat in state.seats.items():
        order = state.order(state.coming_turn, actor)
        if order.sealed:
            commands[actor] = order.text.levers
            played[actor] = SEALED_BY.get(order.by, "people")
            continue
        if seat.stand_in in ("hold", "repeat", "strategy"):
            played[actor] = stand_in_words(facts, seat)
            _stand_in(state, seat, commands, players)
        elif seat.for_people or seat.stand_in == "white_cell":
            missing.append(actor)
        else:
            played[actor] = player_words(facts, seat)
    return Cast(commands, players, played, tuple(missing))


def _stand_in(state: State, seat: SeatState, commands: dict[str, Mapping[str, float]],
              players: dict[str, str | None]) -> None:
    if seat.stand_in == "strategy":
        if seat.strategy is not None:
            players[seat.actor] = seat.strategy
        return
    last = next((r.commands[seat.actor] for r in reversed(state.resolved)
                 if seat.actor in r.commands), None)
    if seat.stand_in == "repeat" and last is not None:
        commands[seat.actor] = last
    else:
        players[seat.actor] = None


def waiting_words(facts: Facts, state: State) -> tuple[str, ...]:
    """What the resolution waits for, a line for each seat."""
    name = facts.names.name
    return (*(f"{name(actor)} has no sealed order and nobody stands in."
              for actor in cast_of(facts, state).missing),
            *(f"The free action of {name(actor)} is not judged: judge it, or say why you go on "
              "without." for actor in _unjudged(state)))


def _unjudged(state: State) -> tuple[str, ...]:
    return rolls.waiting_actions(state, state.coming_turn) if state.rules > 1 else ()


def resolution(request: Request, command: MovePhase) -> Resolved:
    """The coming turn, played. Raises `RefusedError` while orders are missing."""
    facts, state = request.facts, request.state
    cast = cast_of(facts, state)
    if cast.missing:
        names = listed([facts.names.name(a) for a in cast.missing])
        raise RefusedError("phase", f"The turn waits for {names}: they have no sealed order, and "
                           "nobody stands in.")
    unjudged = listed([facts.names.name(a) for a in _unjudged(state)])
    if _unjudged(state) and not command.reason:
        raise RefusedError("content", f"The free action of {unjudged} is not judged. Judge it, or "
                           "give a reason for going on without.")
    turn = state.coming_turn
    given = TurnInput(
        {a: dict(levers) for a, levers in cast.commands.items()},
        (*injects.effects_of(state, turn), *rolls.effects_of(facts, state, turn),
         *rulings.effects_of(state, turn)), dict(cast.players))
    try:
        table = request.tables((*state.inputs, given))
    except ScenarioError as error:
        raise RefusedError("content", f"The turn cannot be played: {error}.") from None
    return resolved_by(facts, state, command, given, cast, table)


def resolved_by(facts: Facts, state: State, command: MovePhase, given: TurnInput, cast: Cast,
                table: Table) -> Resolved:
    """The event of a turn that was played."""
    record, turn = table.turns[-1], state.coming_turn
    levers = {actor: levers_of(table.game, seat) for actor, seat in facts.seats.items()}
    return Resolved(
        command=command, turn=turn, commands={a: dict(v) for a, v in given.commands.items()},
        effects=tuple(EffectGiven(name=e.name, member=e.member, operation=e.operation,
                                  value=e.value, origin=e.origin, label=e.label)
                      for e in given.effects),
        players=dict(given.players), played=dict(cast.played),
        breaches=breaches_of(state, turn, levers),
        faults=tuple(FaultFound(seat=f.actor, strategy=f.strategy, line=f.line, reason=f.reason)
                     for f in record.faults),
        metrics=dict(record.after), state_hash=record.state_hash)
