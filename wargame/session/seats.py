"""Seats: who holds them, and who plays when nobody does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wargame.session.command import ReissueCode, ReleaseSeat, SetStandIn
from wargame.session.event import Created, Entered
from wargame.session.facts import Facts, strategy_title
from wargame.session.refusal import RefusedError
from wargame.session.wording import listed

if TYPE_CHECKING:
    from wargame.session.request import Request
    from wargame.session.state import State


@dataclass(frozen=True)
class SeatState:
    """A seat: ``device`` holds it; ``stand_in`` plays in place of people who are not there.

    ``until_turn`` is the one turn for which it stands in, 0 if it goes on; ``people`` says whether
    the seat is meant for people; others are played by their strategy.
    """

    actor: str
    people: bool
    device: str = ""
    stand_in: str = ""
    strategy: str | None = None
    help_wanted: bool = False
    until_turn: int = 0

    @property
    def for_people(self) -> bool:
        """Whether people play it, or are to."""
        return self.people or bool(self.device)


def first_seats(facts: Facts, created: Created) -> dict[str, SeatState]:
    """All seats before anybody came in."""
    return {actor: SeatState(actor, actor in created.people) for actor in facts.seats}


def holds(state: State, actor: str, device: str) -> bool:
    """Whether a device holds a seat."""
    seat = state.seats.get(actor)
    return seat is not None and bool(device) and seat.device == device


def check_entry(state: State, actor: str, device: str, name: str, *, takeover: bool) -> None:
    """Raise `RefusedError` where another device holds the seat and is not to be displaced."""
    held = state.seats[actor].device
    if held and held != device and not takeover:
        raise RefusedError("conflict", f"Another device holds the seat of {name}. Take it over to "
                           "go on here; the other device can then only read.")


def entered(state: State, body: Entered, actor: str) -> State:
    """The state with a device in a seat."""
    return changed_seat(state, actor, device=body.device)


def check_release(request: Request, command: ReleaseSeat) -> None:
    """Raise `RefusedError` for another's seat, a free one, and a reason that is missing."""
    actor = request.known_seat(command.seat)
    if request.white_cell:
        if not command.reason:
            raise RefusedError("content", "Releasing a team's seat needs a reason.")
    elif actor != request.seat:
        raise RefusedError("role", "A seat releases itself only.")
    if not request.state.seats[actor].device:
        raise RefusedError("conflict", f"Nobody holds the seat of {request.name(actor)}.")


def check_stand_in(request: Request, command: SetStandIn) -> None:
    """Raise `RefusedError` for a strategy that cannot play the seat."""
    actor = request.known_seat(command.seat)
    fit = request.facts.strategies(actor)
    if command.stand_in != "strategy":
        if command.strategy is not None:
            raise RefusedError("content", "A strategy is named only where a strategy stands in.")
        return
    own = request.facts.seats[actor].strategy
    if command.strategy is None and own is None:
        raise RefusedError("content", f"The playbook gives {request.name(actor)} no strategy; "
                           f"name one of {listed(fit)}.")
    if command.strategy is not None and command.strategy not in fit:
        raise RefusedError("content", f"\u201c{command.strategy[:60]}\u201d cannot play "
                           f"{request.name(actor)}; there are {listed(fit)}.")


def with_stand_in(state: State, command: SetStandIn) -> State:
    """The state with somebody who stands in, or with nobody any more."""
    waiting = state.rules > 1 and state.phase == "locked"
    lasts = command.lasts or ("turn" if waiting else "game")
    kind = "" if command.stand_in == "people" else command.stand_in
    return changed_seat(state, command.seat, stand_in=kind, strategy=command.strategy,
                        until_turn=state.coming_turn if kind and lasts == "turn" else 0)


def without_stand_ins(state: State, over: Callable[[int], bool]) -> State:
    """The state without those that stood in for one turn, where that turn is ``over``."""
    for actor, seat in state.seats.items():
        if seat.until_turn and over(seat.until_turn):
            state = changed_seat(state, actor, stand_in="", strategy=None, until_turn=0)
    return state


def released(state: State, command: ReleaseSeat) -> State:
    """The state with a seat that nobody holds; its draft stays."""
    return changed_seat(state, command.seat, device="", help_wanted=False)


def check_reissue(request: Request, command: ReissueCode) -> None:
    """Raise `RefusedError` for a role without a code, and for the white cell's own."""
    if command.role == "white_cell":
        raise RefusedError("role", "The white cell's own code opens everything and stays as it is.")
    if command.role in ("observer", "projector"):
        return
    kind, _, actor = command.role.partition(":")
    if kind != "seat" or actor not in request.facts.seats:
        raise RefusedError("missing", "There is no such role here.")


def reissued(state: State, command: ReissueCode) -> State:
    """The state in which the role's old code and its devices count no more."""
    generations = {**state.generations, command.role: state.generation(command.role) + 1}
    state = replace(state, generations=generations)
    actor = command.role.partition(":")[2]
    return changed_seat(state, actor, device="", help_wanted=False) if actor else state


def changed_seat(state: State, actor: str, **fields: object) -> State:
    """The state with one seat changed."""
    seats: Mapping[str, SeatState] = {
        **state.seats, actor: replace(state.seats[actor], **fields)}  # type: ignore[arg-type]
    return replace(state, seats=seats)


def stand_in_words(facts: Facts, seat: SeatState) -> str:
    """Who stands in, in words; nothing where nobody was chosen."""
    match seat.stand_in:
        case "hold":
            return "stand-in: holds"
        case "repeat":
            return "stand-in: repeats its last order"
        case "white_cell":
            return "stand-in: white cell"
        case "strategy":
            return f"stand-in: strategy \u201c{strategy_words(facts, seat)}\u201d"
    return ""


def strategy_words(facts: Facts, seat: SeatState) -> str:
    """The title of the strategy that plays, or would play, a seat."""
    if seat.strategy is not None:
        info = facts.scenario.library.strategies.get(seat.strategy)
        return strategy_title(info.cls) if info is not None else seat.strategy
    return strategy_title(facts.seats[seat.actor].strategy)


def player_words(facts: Facts, seat: SeatState) -> str:
    """Who plays a seat, as the whole room reads it."""
    if seat.device:
        return "people"
    if seat.stand_in:
        return stand_in_words(facts, seat)
    if seat.people:
        return "people, not here yet"
    own = facts.seats[seat.actor].strategy
    return "nobody: holds" if own is None else f"strategy \u201c{strategy_title(own)}\u201d"
