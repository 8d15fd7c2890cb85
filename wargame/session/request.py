"""A request: a command with who gives it, when, and the position it is judged by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from wargame.engine.input import TurnInput
from wargame.engine.play import Table
from wargame.session.facts import Facts
from wargame.session.refusal import RefusedError
from wargame.session.state import State
from wargame.session.wording import quoted

WHITE_CELL, OBSERVER, PROJECTOR, SEAT = "white_cell", "observer", "projector", "seat"


@dataclass(frozen=True)
class Request:
    """What a handler judges a command by; ``tables`` plays inputs, remembering what it played."""

    facts: Facts
    state: State
    role: str
    device: str
    now: float
    tables: Callable[[tuple[TurnInput, ...]], Table]

    @property
    def white_cell(self) -> bool:
        """Whether the white cell asks."""
        return self.role == WHITE_CELL

    @property
    def seat(self) -> str:
        """The seat that asks, or nothing."""
        return seat_of(self.role)

    @property
    def table(self) -> Table:
        """The present position."""
        return self.tables(self.state.inputs)

    def name(self, actor: str) -> str:
        """The name of a seat."""
        return self.facts.names.name(actor)

    def known_seat(self, actor: str) -> str:
        """A seat that is there. Raises `RefusedError`."""
        if not isinstance(actor, str) or actor not in self.facts.seats:
            raise RefusedError("missing", f"There is no seat {quoted(str(actor))} here.")
        return actor


def seat_of(role: str) -> str:
    """The actor of a seat's role, or nothing."""
    kind, _, actor = role.partition(":")
    return actor if kind == SEAT else ""


def roles_of(facts: Facts) -> tuple[str, ...]:
    """Roles that have a code of their own, but for the white cell."""
    return (*(f"{SEAT}:{actor}" for actor in facts.seats), OBSERVER, PROJECTOR)
