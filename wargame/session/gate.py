"""The gate: who has tried too many codes waits."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable

from wargame.session.refusal import RefusedError

#: Wrong codes that an address may try within so many seconds.
TRIES, SECONDS = 12, 60.0
MOST_ADDRESSES = 10_000


class Gate:
    """Counts wrong codes by address; right ones are never held up by them for long."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._failed: dict[str, deque[float]] = {}
        self._lock = threading.Lock()

    def check(self, address: str) -> None:
        """Raise `RefusedError` for an address that has tried too often."""
        now = self._clock()
        with self._lock:
            tries = self._failed.get(address)
            while tries and tries[0] <= now - SECONDS:
                tries.popleft()
            if tries is not None and not tries:
                del self._failed[address]
            if tries and len(tries) >= TRIES:
                wait = max(1, round(tries[0] + SECONDS - now))
                raise RefusedError("limit", f"Too many wrong codes; wait {wait} s.")

    def failed(self, address: str) -> None:
        """Count a wrong code."""
        with self._lock:
            if len(self._failed) >= MOST_ADDRESSES and address not in self._failed:
                self._failed.pop(next(iter(self._failed)))
            self._failed.setdefault(address, deque(maxlen=TRIES)).append(self._clock())
