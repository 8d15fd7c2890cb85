"""The runner: plays the chunks that are missing, and keeps each as soon as it is finished."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from time import perf_counter

from wargame.batch import turns
from wargame.batch.crew import Crew
from wargame.batch.games import CancelledError, Failure, UnplayableError
from wargame.batch.job import Job
from wargame.batch.ledger import Ledger
from wargame.batch.parts import Finished
from wargame.batch.plan import Chunk
from wargame.batch.progress import Progress, Watcher
from wargame.batch.spec import BatchError
from wargame.batch.store import told
from wargame.batch.task import WorkerDiedError

#: Exit code of a command that was interrupted.
INTERRUPTED = 130


class StoppedError(BatchError):
    """A batch that ended before it was finished; says how to go on."""

    def __init__(self, words: str, code: int = 2) -> None:
        super().__init__(words)
        self.exit_code = code


def run(
    job: Job, crew: Crew, *, watch: Watcher = lambda _: None,
    cancel: threading.Event | None = None,
) -> Progress:
    """Play what is missing.

    Raises `StoppedError` when ``cancel`` is set, when the experiment stops at failures and meets
    one, and on Ctrl+C: what is finished is kept in each case.
    """
    with job.store.locked() as ledger:
        return _Run(job, crew, ledger, watch, cancel or threading.Event()).play()


class _Run:
    def __init__(
        self, job: Job, crew: Crew, ledger: Ledger, watch: Watcher, cancel: threading.Event,
    ) -> None:
        self.job, self.crew, self.ledger, self.watch, self.cancel = job, crew, ledger, watch, cancel
        entries = job.checked(ledger)
        self.missing = deque(c for c in job.chunks if c.number not in entries)
        self.done = sum(e.games for e in entries.values())
        self.failed = sum(e.failed for e in entries.values())
        self.here = 0
        self.start = perf_counter()

    def play(self) -> Progress:
        flying: dict[Future[Finished], Chunk] = {}
        self.watch(self._progress())
        pool = ThreadPoolExecutor(self.crew.size, thread_name_prefix="wargame-batch")
        try:
            while self.missing or flying:
                if self.cancel.is_set():
                    raise self._stopped("stopped")
                # One more than can be played, so that nobody waits while a part is written.
                while self.missing and len(flying) <= self.crew.size:
                    chunk = self.missing.popleft()
                    flying[pool.submit(
                        self.crew.play, self.job.task(chunk), self.cancel.is_set)] = chunk
                landed, _ = wait(flying, timeout=0.2, return_when=FIRST_COMPLETED)
                for future in sorted(landed, key=lambda f: flying[f].number):
                    self._keep(flying.pop(future), future.result())
        except KeyboardInterrupt:
            raise self._stopped("stopped", INTERRUPTED) from None
        except (CancelledError, WorkerDiedError):
            raise self._stopped("stopped") from None
        except UnplayableError as error:
            raise self._stopped(str(error)) from error
        finally:
            self.cancel.set()
            if flying:
                self.crew.close()
            pool.shutdown(wait=True, cancel_futures=True)
            self._tell_failures()
        if self.here or not (self.job.store.folder / turns.NAME).is_file():
            self.job.store.table(turns.NAME, turns.columns_of(self.job.store.folder))
        return self._progress()

    def _keep(self, chunk: Chunk, done: Finished) -> None:
        self.job.store.keep(self.ledger, chunk, done)
        self.done += done.games
        self.here += done.games
        self.failed += len(done.failures)
        self.watch(self._progress())
        if done.failures and self.job.study.experiment.failures == "stop":
            first = done.failures[0]
            raise self._stopped(f"run {first.run} failed ({first.type}: {first.reason})")

    def _progress(self) -> Progress:
        return Progress(self.done, self.job.study.runs, self.failed, self.here,
                        perf_counter() - self.start)

    def _stopped(self, why: str, code: int = 2) -> StoppedError:
        return StoppedError(
            f"{why} after {self.done:,} of {self.job.study.runs:,} games, which are kept; go on "
            f"with: wargame batch resume {self.job.store.folder}", code)

    def _tell_failures(self) -> None:
        with told(self.job.store.folder):
            failures = self.ledger.failures()
        write_failures(self.job, failures)


def write_failures(job: Job, failures: Sequence[Failure]) -> None:
    """Write the table of failed runs, each with the command that plays it again."""
    import pyarrow as pa

    folder = job.store.folder.resolve().name
    job.store.table("failures.parquet", {
        "run": pa.array([f.run for f in failures], pa.int64()),
        "stage": pa.array([f.stage for f in failures], pa.string()),
        "type": pa.array([f.type for f in failures], pa.string()),
        "reason": pa.array([f.reason for f in failures], pa.string()),
        "line": pa.array([f.line for f in failures], pa.int32()),
        "replay": pa.array([f"wargame batch show {folder} --run {f.run}" for f in failures],
                           pa.string()),
    })
