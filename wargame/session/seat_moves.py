"""What one seat was seen to do to its levers in a turn."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SeatMoves:
    """What a seat was seen to move in a turn: titles of levers, from, to; the furthest first.

    ``player`` says who gave the order, in words.
    """

    actor: str
    player: str
    moved: tuple[tuple[str, str, str], ...]
