"""A limit on time for decisions: a call that does not return is given up, and ended if it can."""

from __future__ import annotations

import contextvars
import ctypes
import os
import queue
import sys
import threading
from collections.abc import Callable
from typing import Any, TypeVar

from wargame.strategies.aside import aside

Result = TypeVar("Result")

#: Longest decision, in seconds; another number may be set in the environment.
SETTING = "WARGAME_DECISION_SECONDS"
SECONDS = 2.0


class TimeLimitError(RuntimeError):
    """A call did not return in time; ``frames`` say where it was: (file, line), outermost first."""

    def __init__(self, message: str, frames: tuple[tuple[str, int], ...]) -> None:
        super().__init__(message)
        self.frames = frames


class _StoppedError(BaseException):
    """Raised inside a call that was given up."""


def limit_seconds() -> float:
    """The longest a decision may take, in seconds."""
    try:
        seconds = float(os.environ.get(SETTING, SECONDS))
    except ValueError:
        return SECONDS
    return seconds if seconds > 0 else SECONDS


def within(seconds: float, call: Callable[[], Result]) -> Result:
    """What ``call()`` returns or raises; `TimeLimitError` when it takes longer than that.

    It runs on a thread of its own in the caller's context, and what it prints goes to standard
    error. A call that waits inside a library
    cannot be ended and stays behind asleep; a loop in Python is ended.
    """
    worker = _take()
    try:
        with aside():
            worker.tasks.put((contextvars.copy_context(), call))
            error, value = worker.answers.get(timeout=seconds)
    except queue.Empty:
        frames = worker.frames()
        worker.stop()
        raise TimeLimitError(f"took longer than {seconds:g} s", frames) from None
    except BaseException:
        worker.stop()
        raise
    _idle.append(worker)
    if error is not None:
        raise error
    return value  # type: ignore[no-any-return]


class _Worker:
    """A thread that runs one call after another."""

    def __init__(self) -> None:
        self.tasks: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self.answers: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self.process = os.getpid()
        self._given_up = False
        self._thread = threading.Thread(target=self._work, name="wargame decision", daemon=True)
        self._thread.start()

    def _work(self) -> None:
        try:
            while not self._given_up:
                context, call = self.tasks.get()
                try:
                    answer: tuple[BaseException | None, Any] = (None, context.run(call))
                except _StoppedError:
                    return
                except BaseException as error:  # noqa: BLE001  it is raised where it belongs
                    answer = (error, None)
                self.answers.put(answer)
                del context, call, answer
        except _StoppedError:
            return

    def frames(self) -> tuple[tuple[str, int], ...]:
        """Where the thread is now."""
        found = []
        frame = sys._current_frames().get(self._thread.ident or 0)
        while frame is not None:
            found.append((frame.f_code.co_filename, frame.f_lineno))
            frame = frame.f_back
        return tuple(reversed(found))

    def stop(self) -> None:
        """Give the thread up; a loop of Python ends at its next step."""
        self._given_up = True
        ctypes.pythonapi.PyThreadState_SetAsyncExc(
            ctypes.c_ulong(self._thread.ident or 0), ctypes.py_object(_StoppedError))


#: Threads that wait for work.
_idle: list[_Worker] = []


def _take() -> _Worker:
    while True:
        try:
            worker = _idle.pop()
        except IndexError:
            return _Worker()
        # Threads do not survive a fork.
        if worker.process == os.getpid():
            return worker
