"""Notes of observers and challenges of anybody, each tied to its moment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wargame.engine.scenario import ranges
from wargame.session.command import AddNote, RaiseChallenge
from wargame.session.note_command import StrikeNote
from wargame.session.phase import Phase
from wargame.session.refusal import RefusedError
from wargame.session.wording import quoted

if TYPE_CHECKING:
    from wargame.session.request import Request
    from wargame.session.state import State

#: Notes of all observers together, and challenges of one role.
MOST_NOTES, MOST_CHALLENGES = 20_000, 200


@dataclass(frozen=True)
class NoteState:
    """An observation; ``by`` is a role and its device. A ``struck`` one is shown nowhere."""

    number: int
    at: float
    turn: int
    phase: Phase
    by: str
    device: str
    seat: str
    text: str
    struck: bool = False


@dataclass(frozen=True)
class ChallengeState:
    """An objection, perhaps with an assumption that is to be rerun."""

    number: int
    at: float
    turn: int
    by: str
    text: str
    metric: str
    parameter: str
    value: float | None


def check_note(request: Request, command: AddNote) -> None:
    """Raise `RefusedError` for a seat that is not there."""
    if len(request.state.notes) >= MOST_NOTES:
        raise RefusedError("limit", "The session holds as many notes as it can.")
    if command.seat is not None:
        request.known_seat(command.seat)


def check_strike(request: Request, command: StrikeNote) -> None:
    """Raise `RefusedError` for a note that is not there, or not any more."""
    notes = request.state.notes
    if command.note > len(notes):
        raise RefusedError("missing", f"There is no note {command.note}.")
    if notes[command.note - 1].struck:
        raise RefusedError("conflict", f"Note {command.note} is struck out already.")


def check_challenge(request: Request, command: RaiseChallenge) -> None:
    """Raise `RefusedError` for a figure or an assumption that is not there."""
    if sum(c.by == request.role for c in request.state.challenges) >= MOST_CHALLENGES:
        raise RefusedError("limit", f"You have raised {MOST_CHALLENGES} challenges, and that is "
                           "all there can be.")
    program = request.facts.scenario.program
    if command.metric is not None and command.metric not in program.metrics:
        raise RefusedError("content", f"There is no figure {quoted(command.metric)}.")
    if (command.parameter is None) != (command.value is None):
        raise RefusedError("content", "A changed assumption has a name and a value.")
    if command.parameter is None or command.value is None:
        return
    bounds = ranges(request.facts.scenario).get(command.parameter)
    if bounds is None or command.parameter not in program.parameters:
        raise RefusedError("content", f"There is no assumption {quoted(command.parameter)} that "
                           "can be changed.")
    if not bounds[0] <= command.value <= bounds[1]:
        raise RefusedError("content", f"The assumption is from {bounds[0]:g} to {bounds[1]:g}.")


def noted(state: State, command: AddNote, by: str, device: str, at: float) -> State:
    """The state with one more note."""
    note = NoteState(len(state.notes) + 1, at, state.turn, state.phase, by, device,
                     command.seat or "", command.text)
    return replace(state, notes=(*state.notes, note))


def struck(state: State, command: StrikeNote) -> State:
    """The state without a note; those after it keep their numbers."""
    at = command.note - 1
    note = replace(state.notes[at], struck=True)
    return replace(state, notes=(*state.notes[:at], note, *state.notes[at + 1:]))


def challenged(state: State, command: RaiseChallenge, by: str, at: float) -> State:
    """The state with one more challenge."""
    challenge = ChallengeState(
        len(state.challenges) + 1, at, state.turn, by, command.text, command.metric or "",
        command.parameter or "", command.value)
    return replace(state, challenges=(*state.challenges, challenge))
