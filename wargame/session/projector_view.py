"""What the big screen may show: the room, and what the white cell has chosen for it."""

from __future__ import annotations

from dataclasses import dataclass

from wargame.session.view import Room


@dataclass(frozen=True)
class ActionView:
    """A free action as the room reads it; ``dice`` are None until they are thrown.

    ``net`` is how many more reasons speak for it than against, ``odds`` how many of 100 worlds it
    works in. What it changes in the world is not in it.
    """

    turn: int
    seat: str
    text: str
    pros: tuple[str, ...]
    cons: tuple[str, ...]
    net: int
    odds: int
    dice: tuple[int, int] | None = None
    success: bool = False


@dataclass(frozen=True)
class ProjectorView:
    """The big screen: ``shows`` is blank, state, happened, chart, claims or join.

    ``action`` is a free action that lies over it for a while.
    """

    room: Room
    shows: str
    metric: str
    claims: tuple[tuple[str, str, str], ...]
    action: ActionView | None = None
