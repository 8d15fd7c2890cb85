"""A session host behind a socket, in a process of its own that can be killed at any moment.

`serve` answers calls ``(method, arguments, keywords)`` of clients, a thread for each; `Server`
starts it, kills it and starts it again.
"""

from __future__ import annotations

import multiprocessing as mp
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Client, Connection, Listener
from pathlib import Path
from typing import Any, TypeVar

from wargame.session.host import Host
from wargame.session.refusal import RefusedError
from wargame.world.luck import uniform

KEY = b"sessions"


def serve(url: str, address: str) -> None:
    """Answer until killed."""
    host = Host(url)
    Path(address).unlink(missing_ok=True)
    listener = Listener(address, "AF_UNIX", backlog=64, authkey=KEY)
    while True:
        try:
            connection = listener.accept()
        except (EOFError, OSError, mp.AuthenticationError):
            continue
        threading.Thread(target=_answer, args=(host, connection), daemon=True).start()


def _answer(host: Host, connection: Connection) -> None:
    with suppress(EOFError, OSError):
        while True:
            method, arguments, keywords = connection.recv()
            try:
                found = ("ok", getattr(host, method)(*arguments, **keywords))
            except RefusedError as no:
                found = ("refused", (no.cause, no.words))
            except BaseException as error:
                found = ("error", repr(error))
            connection.send(found)


Of = TypeVar("Of")


class Dice:
    """Whims of a client, the same in every run of the test."""

    def __init__(self, seed: int) -> None:
        self.seed, self.thrown = seed, 0

    def part(self) -> float:
        """A number from 0 to 1."""
        self.thrown += 1
        return uniform(self.seed, 0, self.thrown, "client", "whim")

    def choice(self, among: Sequence[Of]) -> Of:
        """One of these."""
        return among[int(self.part() * len(among))]


class Down(ConnectionError):
    """The server did not answer: whether it obeyed is not known."""


class Line:
    """A client's connection, made anew when it breaks."""

    def __init__(self, address: str) -> None:
        self.address, self._connection = address, None

    def call(self, method: str, *arguments: Any, **keywords: Any) -> Any:
        """What the host answers. Raises `RefusedError`, and `Down` where nothing comes back."""
        try:
            if self._connection is None:
                self._connection = Client(self.address, "AF_UNIX", authkey=KEY)
            self._connection.send((method, arguments, keywords))
            kind, found = self._connection.recv()
        except (OSError, EOFError, mp.AuthenticationError):
            self._connection = None
            raise Down from None
        if kind == "refused":
            raise RefusedError(*found)
        assert kind == "ok", found
        return found

    def until_up(self, method: str, *arguments: Any, **keywords: Any) -> Any:
        """The same, again and again until the server is there."""
        while True:
            try:
                return self.call(method, *arguments, **keywords)
            except Down:
                time.sleep(0.05)


class Server:
    """A server that is killed and started again; forked, so that a start is its own work alone."""

    def __init__(self, url: str, address: str) -> None:
        self.url, self.address = url, address
        self._fork = mp.get_context("fork")
        self.process: Any = None

    def start(self, *call: Any) -> float:
        """Start; seconds until it has answered a call."""
        begun = time.perf_counter()
        self.process = self._fork.Process(target=serve, args=(self.url, self.address), daemon=True)
        self.process.start()
        Line(self.address).until_up(*(call or ("sessions",)))
        return time.perf_counter() - begun

    def kill(self) -> None:
        """SIGKILL, as by a power switch that spares the disk."""
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.join()


@contextmanager
def clients(number: int, work: Any, *arguments: Any) -> Iterator[Any]:
    """Client processes at work: ``work(index, stop, results, *arguments)`` until ``stop`` is."""
    context = mp.get_context("fork")
    stop, results = context.Event(), context.Queue()
    processes = [context.Process(target=work, args=(i, stop, results, *arguments), daemon=True)
                 for i in range(number)]
    for process in processes:
        process.start()
    try:
        yield results
    finally:
        stop.set()
        for process in processes:
            process.join(30)
            if process.exitcode is None:
                process.kill()
    assert [p.exitcode for p in processes] == [0] * number, sys.stderr
