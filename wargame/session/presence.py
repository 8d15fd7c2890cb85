"""Presence: when each device was last heard of. Kept in memory; the log has no heartbeats."""

from __future__ import annotations

import threading
from collections.abc import Callable

#: A device that was silent for so many seconds is away.
AWAY = 12.0


class Presence:
    """Last sign of life of the devices that hold roles."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._since = clock()
        self._seen: dict[tuple[str, str, str], float] = {}
        self._lock = threading.Lock()

    def seen(self, session: str, role: str, device: str) -> None:
        """A device is there now."""
        with self._lock:
            self._seen[session, role, device] = self._clock()

    def last(self, session: str, role: str, device: str) -> float | None:
        """When a device was last heard of by this process."""
        return self._seen.get((session, role, device))

    def away(self, session: str, role: str, device: str) -> bool:
        """Whether a device has been silent too long."""
        last = self._seen.get((session, role, device), self._since)
        return self._clock() - last > AWAY
