"""How busy the computer is with other things while something is measured."""

from __future__ import annotations

import statistics
import subprocess
import sys
from types import TracebackType

#: Times a short loop again and again until it is sent a line; prints what each took.
LOOP = """
import sys, threading, time
ended = threading.Event()
threading.Thread(target=lambda: (sys.stdin.readline(), ended.set()), daemon=True).start()
taken = []
while not ended.is_set():
    begun = time.perf_counter()
    for _ in range(50_000):
        pass
    taken.append(time.perf_counter() - begun)
    time.sleep(0.02)
print(*taken)
"""


class Busy:
    """A context whose ``ratio`` says by how much a short loop was slower than at its best.

    The loop runs in a process of its own; on a quiet computer with two cores or more it is 1.
    """

    ratio = 1.0

    def __enter__(self) -> Busy:
        self._process = subprocess.Popen(  # noqa: S603  a program of our own
            [sys.executable, "-c", LOOP], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            text=True)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        said, _ = self._process.communicate("\n", timeout=60)
        taken = [float(word) for word in said.split()]
        if taken:
            self.ratio = statistics.mean(taken) / min(taken)
