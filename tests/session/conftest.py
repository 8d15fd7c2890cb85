"""Sessions that are tried: a clock that stands still, a host on a fresh database, a small room."""

from __future__ import annotations

import functools
import itertools
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from wargame.session.command import (
    Command,
    MovePhase,
    SaveDraft,
    SubmitOrder,
)
from wargame.session.content import Forecast
from wargame.session.host import Host
from wargame.session.refusal import RefusedError

FORECAST = (Forecast(metric="open_token_share", low=0.1, high=0.9),)


@dataclass
class Clock:
    """Seconds that pass when a test says so."""

    now: float = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Room:
    """A session with the tokens of its roles, and short ways to act."""

    host: Host
    clock: Clock
    session: str
    master: str
    tokens: dict[str, str] = field(default_factory=dict)
    keys: Any = field(default_factory=lambda: itertools.count())

    def act(self, role: str, command: Command, key: str | None = None) -> Any:
        return self.host.act(self.tokens[role], command, key or f"k{next(self.keys)}")

    def refused(self, call: Any) -> RefusedError:
        """The refusal that a call meets; it changes nothing."""
        before = self.host.version(self.session)
        with pytest.raises(RefusedError) as caught:
            call()
        assert self.host.version(self.session) == before
        return caught.value

    def refuses(self, role: str, command: Command) -> RefusedError:
        return self.refused(lambda: self.act(role, command))

    def view(self, role: str) -> Any:
        return self.host.view(self.tokens[role])

    def move(self, to: str, reason: str = "") -> Any:
        turn = self.view("white_cell").room.turn
        return self.act("white_cell", MovePhase(to=to, turn=turn, reason=reason))

    def codes(self) -> dict[str, str]:
        return self.view("white_cell").codes

    def enter(self, role: str, device: str = "", **more: Any) -> str:
        code = self.master if role == "white_cell" else self.codes()[role]
        entry = self.host.enter(code, device or f"device of {role}", **more)
        assert entry.role == role
        self.tokens[role] = entry.token
        return entry.token

    def order(self, seat: str, levers: dict[str, float] | None = None, **more: Any) -> None:
        turn = self.view("white_cell").room.turn
        role = f"seat:{seat}"
        self.act(role, SaveDraft(turn=turn, levers=levers or {}, reason=f"why {seat}",
                                 forecasts=FORECAST, **more))
        self.act(role, SubmitOrder(turn=turn))

    def play_turn(self, seats: tuple[str, ...] = ("meta", "openai")) -> None:
        """From the lobby or the end of a turn to its resolution."""
        self.move("briefing")
        self.move("orders")
        for seat in seats:
            self.order(seat)
        self.move("locked")
        self.move("resolved")


def fresh_url(folder: Path) -> str:
    """A database that is empty: a file, or one on the server that the environment names."""
    server = os.environ.get("WARGAME_TEST_SERVER")
    if not server:
        return f"sqlite:///{folder / 'sessions.db'}"
    name = f"room_{secrets.token_hex(6)}"
    engine = sa.create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    engine.dispose()
    return f"{server}/{name}"


def new_room(folder: Path, people: tuple[str, ...] = ("meta", "openai"), **more: Any) -> Room:
    """A Long View session with some seats for people, all of them taken."""
    clock = Clock()
    host = Host(fresh_url(folder), clock)
    made = host.create(more.pop("playbook", "long_view"), seed=more.pop("seed", 5), people=people,
                       **more)
    room = Room(host, clock, made.session_id, made.master_code)
    room.enter("white_cell")
    for seat in people:
        room.enter(f"seat:{seat}")
    room.enter("observer")
    room.enter("projector")
    return room


@pytest.fixture(scope="session")
def room_in() -> Any:
    """Makes a room in a folder."""
    return new_room


@pytest.fixture
def make(tmp_path: Path) -> Any:
    """Makes a room with other seats, turns or playbooks."""
    return functools.partial(new_room, tmp_path)


@pytest.fixture
def orders(room: Room) -> Room:
    """The same room with orders open in turn 1."""
    room.move("briefing")
    room.move("orders")
    return room


@pytest.fixture
def room(tmp_path: Path) -> Room:
    """Two teams, a white cell, an observer and a projector in the lobby."""
    return new_room(tmp_path)
