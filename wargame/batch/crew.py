"""Who plays the chunks: threads, supervised processes, or a Dask cluster. The bytes are equal."""

from __future__ import annotations

import logging
import os
import queue
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any, Literal, Protocol

from wargame.batch.parts import Finished
from wargame.batch.spec import BatchError
from wargame.batch.study import Study
from wargame.batch.task import Task, WorkerDiedError, supervised, work
from wargame.batch.worker import Worker
from wargame.engine.kernel import Kernel

Backend = Literal["auto", "threads", "processes", "dask"]


class Crew(Protocol):
    """Plays tasks, ``size`` of them at a time."""

    name: str
    size: int

    def play(self, task: Task, cancelled: Callable[[], bool]) -> Finished:
        """Play one task on the calling thread's behalf; called from ``size`` threads at once."""

    def close(self) -> None:
        """Let everybody go, at once."""


class Threads:
    """Threads of this process: the compiled kernel and NumPy let go of Python's lock."""

    name = "threads"

    def __init__(self, study: Study, kernel: Kernel | None, workers: int) -> None:
        self.size = workers
        self._study = study
        self._kernel = kernel

    def play(self, task: Task, cancelled: Callable[[], bool]) -> Finished:
        """Play it here."""
        return work(task, self._study, self._kernel, cancelled)

    def close(self) -> None:
        """Nothing to let go of."""


class Processes:
    """Processes of their own, for strategies that hold Python's lock or may end the process."""

    name = "processes"

    def __init__(self, workers: int) -> None:
        self.size = workers
        self.workers = [Worker() for _ in range(workers)]
        self._idle: queue.SimpleQueue[Worker] = queue.SimpleQueue()
        for worker in self.workers:
            self._idle.put(worker)

    def play(self, task: Task, cancelled: Callable[[], bool]) -> Finished:
        """Have an idle worker play it, and another one where that dies."""
        worker = self._idle.get()
        try:
            def ask(one: Task) -> Finished:
                if cancelled():
                    raise WorkerDiedError("the batch was stopped")
                return worker.ask(one)

            return supervised(ask, task)
        finally:
            self._idle.put(worker)

    def close(self) -> None:
        """End all workers."""
        for worker in self.workers:
            worker.close()


class Dask:
    """A Dask cluster: ``local``, or the address of a scheduler. Needs the extra ``cluster``."""

    name = "dask"

    def __init__(self, address: str, workers: int) -> None:
        try:
            import distributed
        except ImportError:
            raise BatchError("Dask is not installed: pip install 'wargame[cluster]'") from None
        dask: Any = distributed
        self._cluster: Any = None
        self._main = sys.modules["__main__"]
        if address == "local":
            # Processes begin by running the main module again, and again whenever one is replaced:
            # a script without a guard would start its batch once more in each. Ours need nothing
            # of it.
            sys.modules["__main__"] = ModuleType("__main__")
            self._cluster = dask.LocalCluster(
                n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=None,
                silence_logs=logging.ERROR)
        try:
            self._client: Any = dask.Client(
                address if self._cluster is None else self._cluster, timeout="10s",
                set_as_default=False)
        except (OSError, ValueError) as error:
            sys.modules["__main__"] = self._main
            raise BatchError(f"no Dask scheduler answers at '{address}': {error}") from None
        threads = sum(self._client.nthreads().values())
        if not threads:
            self._client.close()
            raise BatchError(f"the Dask cluster at '{address}' has no workers")
        self.size = threads

    def play(self, task: Task, cancelled: Callable[[], bool]) -> Finished:
        """Have the cluster play it."""
        from distributed import CancelledError, KilledWorker

        def ask(one: Task) -> Finished:
            if cancelled():
                raise WorkerDiedError("the batch was stopped")
            future = self._client.submit(work, one, pure=False)
            try:
                done: Finished = future.result()
            except (KilledWorker, CancelledError):
                raise WorkerDiedError("the workers that played it were ended") from None
            return done

        return supervised(ask, task)

    def close(self) -> None:
        """Leave the cluster; a local one ends."""
        self._client.close()
        if self._cluster is not None:
            self._cluster.close()
            sys.modules["__main__"] = self._main


def crew_for(
    study: Study, kernel: Kernel | None, backend: Backend = "auto", workers: int | None = None,
    address: str = "local",
) -> Crew:
    """The crew asked for; ``auto`` is threads, and processes where a strategy needs Python."""
    count = workers or os.cpu_count() or 1
    if backend == "auto":
        backend = "processes" if study.tier[0] == "python" else "threads"
    if backend == "threads":
        return Threads(study, kernel, count)
    return Processes(count) if backend == "processes" else Dask(address, count)
