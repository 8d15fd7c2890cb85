"""Messages: to everybody, to some seats, or to the white cell alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wargame.session.command import SendMessage
from wargame.session.refusal import RefusedError
from wargame.session.view import MessageView

if TYPE_CHECKING:
    from wargame.session.request import Request
    from wargame.session.state import State

#: Messages that one role may send: nobody can fill the session for the others.
MOST_MESSAGES = 2_000


@dataclass(frozen=True)
class MessageState:
    """A message as it is read, and whether it is for the white cell alone."""

    view: MessageView
    at: float
    white_cell_only: bool

    def reaches(self, role: str) -> bool:
        """Whether a role may read it before the debrief."""
        if role in ("white_cell", self.view.sender):
            return True
        actor = role.partition(":")[2]
        if not actor or self.white_cell_only:
            return False
        return not self.view.to or actor in self.view.to


def check_message(request: Request, command: SendMessage) -> None:
    """Raise `RefusedError` for readers that are not there."""
    own = sum(m.view.sender == request.role for m in request.state.messages)
    if own >= MOST_MESSAGES:
        raise RefusedError("limit", f"You have sent {MOST_MESSAGES:,} messages, and that is all "
                           "there can be.")
    if command.to_white_cell and command.to:
        raise RefusedError("content", "A message for the white cell alone names no seats.")
    if command.to_white_cell and request.white_cell:
        raise RefusedError("content", "The white cell writes to seats, or to everybody.")
    for actor in command.to:
        request.known_seat(actor)


def sent(state: State, command: SendMessage, sender: str, at: float) -> State:
    """The state with one more message."""
    to = ("white_cell",) if command.to_white_cell else tuple(dict.fromkeys(command.to))
    view = MessageView(len(state.messages) + 1, state.turn, state.phase, sender, to, command.text)
    message = MessageState(view, at, command.to_white_cell)
    return replace(state, messages=(*state.messages, message))
