"""Work behind the scene: done one after the other in a thread, so that no screen waits for it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

Found = TypeVar("Found")
#: Results kept; whoever asks for one that was dropped has it worked out again.
KEPT = 12


class Backstage:
    """Results by key; each is worked out once. Safe for threads."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(1, "wargame-backstage")
        self._lock = threading.Lock()
        self._known: OrderedDict[Hashable, Future[Any]] = OrderedDict()
        self._finished: dict[str, int] = {}

    def result(self, session: str, key: Hashable, work: Callable[[], Found]) -> Found | None:
        """The result of ``work``, None while it is being worked out; what it raised is raised."""
        with self._lock:
            known = self._known.get(key)
            if known is None:
                known = self._known[key] = self._pool.submit(work)
                while len(self._known) > KEPT:
                    self._known.popitem(last=False)[1].cancel()
                known.add_done_callback(lambda _: self._count(session))
            self._known.move_to_end(key)
        if not known.done():
            return None
        found: Found = known.result()
        return found

    def finished(self, session: str) -> int:
        """How much has been finished for a session: screens that wait look at it."""
        return self._finished.get(session, 0)

    def close(self) -> None:
        """Begin nothing any more."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _count(self, session: str) -> None:
        self._finished[session] = self._finished.get(session, 0) + 1
