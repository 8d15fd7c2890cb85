"""Messages: to everybody, to some seats, or to the white cell alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wargame.session.command import SendMessage
from wargame.session.phase import Phase
from wargame.session.refusal import RefusedError

if TYPE_CHECKING:
    from wargame.session.request import Request
    from wargame.session.state import State

MOST_MESSAGES = 20_000


@dataclass(frozen=True)
class MessageState:
    """A message; ``to`` empty means everybody, unless it is for the white cell alone."""

    number: int
    at: float
    turn: int
    phase: Phase
    sender: str
    to: tuple[str, ...]
    white_cell_only: bool
    text: str

    def reaches(self, role: str) -> bool:
        """Whether a role may read it before the debrief."""
        if role in ("white_cell", self.sender):
            return True
        actor = role.partition(":")[2]
        if not actor or self.white_cell_only:
            return False
        return not self.to or actor in self.to


def check_message(request: Request, command: SendMessage) -> None:
    """Raise `RefusedError` for readers that are not there."""
    if len(request.state.messages) >= MOST_MESSAGES:
        raise RefusedError("limit", "The session holds as many messages as it can.")
    if command.to_white_cell and command.to:
        raise RefusedError("content", "A message for the white cell alone names no seats.")
    if command.to_white_cell and request.white_cell:
        raise RefusedError("content", "The white cell writes to seats, or to everybody.")
    for actor in command.to:
        request.known_seat(actor)


def sent(state: State, command: SendMessage, sender: str, at: float) -> State:
    """The state with one more message."""
    message = MessageState(
        len(state.messages) + 1, at, state.turn, state.phase, sender,
        tuple(dict.fromkeys(command.to)), command.to_white_cell, command.text)
    return replace(state, messages=(*state.messages, message))
