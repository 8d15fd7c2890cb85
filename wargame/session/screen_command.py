"""Commands that put a free action on the projector while it is judged, and take it off."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from wargame.session.command import Command
from wargame.session.content import Name, Reason, Turn


class ShowAction(Command):
    """White cell: let the room read a free action with what speaks for and against it.

    It lies over whatever the projector shows, dice included once they are thrown, until the phase
    moves or the projector is set.
    """

    kind: Literal["show_action"] = "show_action"
    turn: Turn
    seat: Name
    pros: tuple[Reason, ...] = Field(default=(), max_length=6)
    cons: tuple[Reason, ...] = Field(default=(), max_length=6)


class HideAction(Command):
    """White cell: take the free action off the projector."""

    kind: Literal["hide_action"] = "hide_action"
