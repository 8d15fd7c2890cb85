"""The served app without a browser: its time, its silence, its secrets, and its way back."""

from __future__ import annotations

import time
from itertools import count

import pytest

from wargame.session.command import AddNote, MovePhase, SaveDraft, SetStandIn, SubmitOrder
from wargame.session.content import Forecast
from wargame.ui import bench_rerun
from wargame.ui.bench import ranked
from wargame.ui.bench_room import Room
from wargame.ui.raw_client import RawClient

pytestmark = pytest.mark.slow
#: Milliseconds that a run of a page may take on the server.
MEDIAN, P95 = 50, 150
IDLE = 10.0
KEYS = count()


@pytest.fixture
def room(tmp_path):
    made = Room(tmp_path)
    try:
        made.server.start()
        yield made
    finally:
        made.close()


def test_a_client_without_a_browser_beats_and_follows_and_a_killed_server_comes_back(room):
    client = RawClient(room.server.address, room.token_of(1))
    first = _grown(client, 0)
    idle = _grown(client, first)
    assert idle - first < 10_000  # heartbeats, and no page
    room.act(MovePhase(to="briefing", turn=0))
    assert _grown(client, idle, by=10_000) > idle + 10_000
    client.close()
    assert 0 <= room.server.cpu_percent(0.5) <= 400
    assert room.server.memory_mb() > 50
    room.server.kill()
    room.server.start()
    again = RawClient(room.server.address, room.token_of(2))
    assert _grown(again, 0, by=10_000) > 10_000
    again.close()


def test_every_screen_is_run_again_in_a_moment(room):
    found = bench_rerun.measure(room, print)
    assert len(found) > 25
    slow = [f"{r.screen}: {r.median:.0f} ms" for r in found if r.median > MEDIAN]
    assert slow == []
    assert ranked([t for r in found for t in r.times], 0.95) <= P95


def test_a_page_that_nobody_touches_makes_no_full_run_in_ten_seconds(room):
    room.act(MovePhase(to="briefing", turn=0))
    room.act(MovePhase(to="orders", turn=1))
    clients = {role: _client(room, role) for role in dict.fromkeys(room.roles)}
    time.sleep(1.5)  # seats that were taken a moment ago are news to the others
    before = {role: client.runs for role, client in clients.items()}
    time.sleep(IDLE)
    assert {role: client.runs for role, client in clients.items()} == before
    room.act(AddNote(text="News"))
    _all_at(clients, room.version())
    for client in clients.values():
        client.close()


def test_no_byte_of_a_team_s_words_reaches_another_connection_in_any_phase(room):
    clients = {role: _client(room, role) for role in dict.fromkeys(room.roles)}
    room.act(MovePhase(to="briefing", turn=0))
    _all_at(clients, room.version())
    room.act(MovePhase(to="orders", turn=1))
    for actor in room.teams:
        token = room.host.enter(room.codes[f"seat:{actor}"], f"pen {actor}", takeover=True).token
        for command in (
                SaveDraft(turn=1, reason=f"canary-{actor}-reason", forecasts=(
                    Forecast(metric=room.metric, low=0.1, high=0.5),)),
                SubmitOrder(turn=1)):
            room.host.act(token, command, f"c{next(KEYS)}")
        _all_at(clients, room.version())
    for actor in room.teams:
        room.act(SetStandIn(seat=actor, stand_in="people"))
    for phase in ("locked", "resolved", "discussion"):
        room.act(MovePhase(to=phase, turn=1))
        _all_at(clients, room.version())
    for actor in room.teams:
        canary = f"canary-{actor}".encode()
        for role, client in clients.items():
            if role != "white_cell":
                assert (canary in client.words) == (role == f"seat:{actor}"), (actor, role)
    for client in clients.values():
        client.close()


def _client(room: Room, role: str) -> RawClient:
    token = room.host.enter(room.codes[role], f"raw {role}", takeover=True).token
    made = RawClient(room.server.address, token)
    made.wait_until_run()
    return made


def _all_at(clients: dict[str, RawClient], version: int) -> None:
    end = time.monotonic() + 30
    while any(client.version < version for client in clients.values()):
        assert time.monotonic() < end, {r: c.version for r, c in clients.items()}
        time.sleep(0.05)


def _grown(client: RawClient, before: int, by: int = 1) -> int:
    """How much a client has received once it has received more, and then nothing for a moment."""
    end = time.monotonic() + 30
    while client.received < before + by:
        assert time.monotonic() < end, "nothing more was received"
        time.sleep(0.1)
    time.sleep(0.3)
    return client.received
