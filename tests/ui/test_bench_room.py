"""What measures the app: a server that is killed and comes back, and clients without a browser."""

from __future__ import annotations

import time

import pytest

from wargame.session.command import MovePhase
from wargame.ui.bench_room import Room
from wargame.ui.raw_client import RawClient

pytestmark = pytest.mark.slow


def test_a_client_without_a_browser_beats_and_follows_and_a_killed_server_comes_back(tmp_path):
    room = Room(tmp_path)
    try:
        room.server.start()
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
    finally:
        room.close()


def _grown(client: RawClient, before: int, by: int = 1) -> int:
    """How much a client has received once it has received more, and then nothing for a moment."""
    end = time.monotonic() + 30
    while client.received < before + by:
        assert time.monotonic() < end, "nothing more was received"
        time.sleep(0.1)
    time.sleep(0.3)
    return client.received
