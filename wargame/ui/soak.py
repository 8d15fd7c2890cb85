"""`wargame bench app --soak MINUTES`: thirty connections, an event every ten seconds, for long."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from wargame.session.command import AddNote, MovePhase, SetTimer
from wargame.ui.bench import ranked
from wargame.ui.bench_room import Room
from wargame.ui.raw_client import RawClient

FIGURES = {
    "soak_minutes": "how long it took, minutes",
    "soak_events": "events that everybody had to see",
    "last_update_p95_ms": "from an event to the last of thirty connections, 95th percentile, ms",
    "last_update_max_ms": "the slowest, ms",
    "stale_updates": "updates that a connection had not got after five seconds",
    "memory_start_mb": "server once everybody was there and a minute had passed, MB",
    "memory_growth_mb": "what the server grew by from then on, MB",
    "tracebacks": "tracebacks in the server's log",
}
CONNECTIONS, EVERY, PATIENCE = 30, 10.0, 5.0
#: The first minute fills caches; growth counts from its end.
SETTLED = 60.0


def measure(minutes: float, *, every: float = EVERY,
            note: Callable[[str], None]) -> dict[str, float | int | None]:
    """The figures of one soak of so many minutes."""
    with tempfile.TemporaryDirectory(prefix="wargame-soak-") as folder:
        room = Room(Path(folder))
        clients: list[RawClient] = []
        try:
            room.server.start()
            clients = [RawClient(room.server.address, room.token_of(number))
                       for number in range(CONNECTIONS)]
            note(f"{CONNECTIONS} connections for {minutes:g} minutes")
            return _soaked(room, clients, minutes * 60, every, Path(folder) / "server.log")
        finally:
            for client in clients:
                client.close()
            room.close()


def _soaked(room: Room, clients: list[RawClient], seconds: float, every: float,
            log: Path) -> dict[str, float | int | None]:
    begun = time.monotonic()
    settled = min(SETTLED, seconds / 3)
    start: int | None = None
    waits: list[float] = []
    stale = 0
    room.act(MovePhase(to="briefing", turn=0))
    room.act(SetTimer(seconds=600))
    while (now := time.monotonic()) - begun < seconds or start is None:
        if start is None and now - begun >= settled:
            start = room.server.memory_mb()
        room.act(AddNote(text=f"Seen at {len(waits)}"))
        slowest, late = _seen_by_all(clients, room.version(), now)
        waits.append(1000 * slowest)
        stale += late
        time.sleep(max(0.0, every - (time.monotonic() - now)))
    return {
        "soak_minutes": round((time.monotonic() - begun) / 60, 2), "soak_events": len(waits),
        "last_update_p95_ms": round(ranked(waits, 0.95)),
        "last_update_max_ms": round(max(waits)), "stale_updates": stale,
        "memory_start_mb": start, "memory_growth_mb": room.server.memory_mb() - start,
        "tracebacks": log.read_text(encoding="utf-8", errors="replace").count("Traceback"),
    }


def _seen_by_all(clients: list[RawClient], version: int, since: float) -> tuple[float, int]:
    """Seconds until the last connection had a version, and how many had it not in time."""
    while any(client.version < version for client in clients):
        if time.monotonic() - since > PATIENCE:
            break
        time.sleep(0.02)
    return time.monotonic() - since, sum(client.version < version for client in clients)
