"""`wargame bench app`: the app under nine browsers and thirty connections, measured in one run.

Needs the extra ``test`` and a Chromium. Server and browsers share the computer, so figures that
browsers bear on are pessimistic.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Sequence
from itertools import cycle, product
from math import ceil
from pathlib import Path

from wargame.session.command import AddNote, MovePhase, SetStandIn, UndoTurn
from wargame.ui import bench_paint, bench_rerun
from wargame.ui.bench_room import Room
from wargame.ui.raw_client import RawClient

FIGURES = {
    "click_to_last_screen_p50_ms": "resolve click to the last of nine screens, median, ms",
    "click_to_last_screen_p95_ms": "the same, 95th percentile, ms",
    "first_paint_s": "from the address to the whole page, warm, slowest role, s",
    "preview_chart_ms": "from the click on a preview to its counted worlds, first of a game, ms",
    "rerun_median_ms": "a run of the whole page on the server, median, slowest screen, ms",
    "rerun_p95_ms": "the same, 95th percentile, slowest screen, ms",
    "idle_cpu_percent_9": "server with nine idle browsers, percent of one core",
    "return_after_kill_s": "from kill -9 to the last of nine screens showing a new event, s",
    "memory_mb_9": "server with nine browsers, MB",
    "memory_mb_30": "server with thirty connections, MB",
    "idle_cpu_percent_30": "server with thirty idle connections, percent of one core",
    "foreign_requests": "requests to any other host, over all pages",
    "axe_serious": "serious and critical findings of axe-core, both themes, all roles and views",
}
Figures = dict[str, float | int | None]
CLICKS, IDLE, CONNECTIONS = 20, 15.0, 30


def measure(*, clicks: int = CLICKS, note: Callable[[str], None]) -> Figures:
    """All figures. Raises `BenchError` where a browser or the test extra is missing."""
    with tempfile.TemporaryDirectory(prefix="wargame-bench-") as folder:
        room = Room(Path(folder))
        try:
            return _measured(room, clicks, note)
        finally:
            room.close()


def _measured(room: Room, clicks: int, note: Callable[[str], None]) -> Figures:
    note("opening nine browsers")
    room.open()
    found: Figures = dict.fromkeys(FIGURES)
    note(f"{clicks} resolutions, from the click to the last screen")
    spans = _latencies(room, clicks)
    found["click_to_last_screen_p50_ms"] = round(ranked(spans, 0.5))
    found["click_to_last_screen_p95_ms"] = round(ranked(spans, 0.95))
    note("pages that are opened, and a preview")
    found["first_paint_s"] = bench_paint.first_paint(room, note)
    found["preview_chart_ms"] = bench_paint.preview_chart(room, 1)
    note("an idle server")
    time.sleep(3)
    found["idle_cpu_percent_9"] = room.server.cpu_percent(IDLE)
    found["memory_mb_9"] = room.server.memory_mb()
    note("thirty connections")
    clients = [RawClient(room.server.address, room.token_of(n))
               for n in range(CONNECTIONS - len(room.pages))]
    time.sleep(5)
    found["memory_mb_30"] = room.server.memory_mb()
    found["idle_cpu_percent_30"] = room.server.cpu_percent(IDLE)
    for client in clients:
        client.close()
    note("kill -9 and restart")
    found["return_after_kill_s"] = _return_after_kill(room)
    room.empty()
    note("accessibility of every view in both themes, as orders are written and in the debrief")
    grave = room.axe_serious(note)
    note("reruns of every screen")
    found |= bench_rerun.summed(bench_rerun.measure(room, note))
    found["axe_serious"] = grave + room.axe_serious(note)
    found["foreign_requests"] = len(room.foreign)
    return found


def ranked(times: Sequence[float], share: float) -> float:
    """The smallest time that so large a share of all does not exceed."""
    return sorted(times)[ceil(share * len(times)) - 1]


def _latencies(room: Room, clicks: int) -> list[float]:
    """Milliseconds from the facilitator's click on Resolve to the last of all screens.

    Other strategies stand in for two teams each time, so that no turn has been played before.
    """
    for actor in room.teams:
        room.act(SetStandIn(seat=actor, stand_in="hold"))
    room.act(MovePhase(to="briefing", turn=0))
    room.act(MovePhase(to="orders", turn=1))
    spans = []
    one, other = room.teams[:2]
    fresh = cycle(product(room.strategies(one), room.strategies(other)))
    for at in range(clicks):
        for actor, strategy in zip((one, other), next(fresh), strict=True):
            room.act(SetStandIn(seat=actor, stand_in="strategy", strategy=strategy, lasts="game"))
        room.act(MovePhase(to="locked", turn=1))
        room.wait_for(room.version())
        time.sleep(at * 0.37 % 1.0)  # clicks fall anywhere between two heartbeats
        spans.append(room.click_to_last("Resolve turn 1"))
        room.act(UndoTurn(turn=1, reason="measured"))
    for actor in (one, other):
        room.act(SetStandIn(seat=actor, stand_in="hold", lasts="game"))
    return spans


def _return_after_kill(room: Room) -> float:
    """Seconds from the kill to the last screen that shows an event from after it."""
    start = time.monotonic()
    room.server.kill()
    room.server.start()
    room.act(AddNote(text="Measured"))
    room.wait_for(room.version())
    return round(time.monotonic() - start, 2)

