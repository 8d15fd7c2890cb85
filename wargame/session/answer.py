"""What the host answers: entries, identities, receipts, and sessions in a list."""

from __future__ import annotations

from dataclasses import dataclass

from wargame.engine.scenario import Scenario


@dataclass(frozen=True)
class NewSession:
    """A new session and the white cell's code, which opens everything and is shown this once."""

    session_id: str
    master_code: str


@dataclass(frozen=True)
class Entry:
    """What a device gets for a code: the token that it keeps."""

    token: str
    role: str
    session_id: str


@dataclass(frozen=True)
class Identity:
    """Who a token stands for; ``read_only`` says why it may not act, or is empty."""

    session_id: str
    role: str
    device: str
    read_only: str


@dataclass(frozen=True)
class Receipt:
    """That a command was obeyed: the version of the session with it, its event, and a line."""

    version: int
    index: int
    message: str


@dataclass(frozen=True)
class SessionSign:
    """A session as anybody may see it in a list."""

    id: str
    title: str
    created: float
    phase: str
    turn: int
    turns: int


@dataclass(frozen=True)
class Casting:
    """What a role may print: the pages of some seats, of a scenario under real or invented names.

    The scenario holds what every seat knows of the model; the white cell has all ``seats`` of
    people, a team its own.
    """

    scenario: Scenario
    seats: tuple[str, ...]
    fictional: bool
