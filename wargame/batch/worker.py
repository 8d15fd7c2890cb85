"""A worker process: reads tasks from its standard input, and writes answers to its output.

The parent supervises one of these per core. It is started afresh rather than forked, imports
nothing of the parent's program, and ends when the parent does.
"""

from __future__ import annotations

import os
import pickle
import struct
import subprocess
import sys
from contextlib import suppress
from typing import IO

from wargame.batch.parts import Finished
from wargame.batch.task import Task, WorkerDiedError, work

_SIZE = struct.Struct("<Q")


def send(stream: IO[bytes], content: object) -> None:
    """Write one object."""
    body = pickle.dumps(content, protocol=5)
    stream.write(_SIZE.pack(len(body)))
    stream.write(body)
    stream.flush()


def receive(stream: IO[bytes]) -> object:
    """Read one object. Raises EOFError where the other side is gone."""
    head = stream.read(_SIZE.size)
    if len(head) < _SIZE.size:
        raise EOFError
    size = _SIZE.unpack(head)[0]
    body = stream.read(size)
    if len(body) < size:
        raise EOFError
    return pickle.loads(body)  # noqa: S301  from our own child or parent


def main() -> None:
    """Answer tasks until there are no more."""
    answers = os.fdopen(os.dup(1), "wb")
    # What a plugin prints must not end up among the answers.
    os.dup2(2, 1)
    while True:
        try:
            task = receive(sys.stdin.buffer)
        except (EOFError, KeyboardInterrupt):
            return
        assert isinstance(task, Task)
        answer: object
        try:
            answer = work(task)
        except KeyboardInterrupt:
            return
        except Exception as error:  # noqa: BLE001  the parent decides what becomes of it
            answer = error
        try:
            send(answers, answer)
        except (OSError, KeyboardInterrupt):
            return


class Worker:
    """A worker process, seen from its parent; a dead one is replaced when next asked."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False

    @property
    def pid(self) -> int | None:
        """Number of the process, while there is one."""
        return self._process.pid if self._process is not None else None

    def ask(self, task: Task) -> Finished:
        """Have a task played. Raises `WorkerDiedError`, and whatever the worker raised."""
        if self._closed:
            raise WorkerDiedError("the batch was stopped")
        if self._process is not None and self._process.poll() is not None:
            self._ended()
        if self._process is None:
            self._process = _started()
        process = self._process
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            send(process.stdin, task)
            answer = receive(process.stdout)
        except (EOFError, OSError, pickle.UnpicklingError):
            code = self._ended()
            how = f"was ended by signal {-code}" if code < 0 else f"ended with code {code}"
            raise WorkerDiedError(f"the process that played it {how}") from None
        if isinstance(answer, Exception):
            raise answer
        assert isinstance(answer, Finished)
        return answer

    def close(self) -> None:
        """End the process at once."""
        self._closed = True
        self._ended()

    def _ended(self) -> int:
        """End the process, let go of its pipes, and return its code."""
        process, self._process = self._process, None
        if process is None:
            return 0
        with suppress(OSError):
            process.kill()
        code = process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()
        return code


def _started() -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    return subprocess.Popen(
        [sys.executable, "-c", "from wargame.batch.worker import main; main()"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
