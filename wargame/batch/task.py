"""One chunk as a task: sent to whoever plays it, answered with the bytes of its parts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from time import perf_counter

from wargame.batch.games import Failure, play_range
from wargame.batch.parts import Finished, finished
from wargame.batch.plan import Chunk
from wargame.batch.spec import Spec, kernel_of, study_of
from wargame.batch.study import Array, Study
from wargame.engine.kernel import Kernel


class WorkerDiedError(RuntimeError):
    """The process that played a task ended without an answer."""


@dataclass(frozen=True, eq=False)
class Task:
    """A chunk with all that a worker needs: ``points`` are those from its first point on."""

    spec: Spec
    equations: str
    every_point: int
    chunk: Chunk
    points: Array
    skipped: tuple[Failure, ...] = ()


def work(
    task: Task, study: Study | None = None, kernel: Kernel | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Finished:
    """Play a task; ``study`` and ``kernel`` are made from its texts where they are not given."""
    start = perf_counter()
    if study is None:
        study = study_of(task.spec, task.equations, task.every_point)
        kernel = kernel_of(task.spec, task.equations, task.every_point)
    games = play_range(
        study, task.points, task.chunk.first_point, task.chunk.first, task.chunk.last,
        kernel=kernel, skipped=task.skipped, cancelled=cancelled)
    return finished(study, games, perf_counter() - start)


def supervised(ask: Callable[[Task], Finished], task: Task) -> Finished:
    """Ask for a task; one whose worker dies twice is halved, down to the runs that kill it.

    ``ask`` raises `WorkerDiedError` when its worker does.
    """
    error: WorkerDiedError | None = None
    for _ in range(2):
        try:
            return ask(task)
        except WorkerDiedError as died:
            error = died
    assert error is not None
    deadly: list[Failure] = []
    _halve(ask, task, task.chunk.first, task.chunk.last, error, deadly)
    return ask(replace(task, skipped=(*task.skipped, *deadly)))


def _halve(
    ask: Callable[[Task], Finished], task: Task, first: int, last: int, error: WorkerDiedError,
    deadly: list[Failure],
) -> None:
    """Find the deadly runs of a range that is known to be deadly."""
    if last - first == 1:
        deadly.append(Failure(first, "worker", "WorkerDied", str(error)))
        return
    middle = (first + last) // 2
    for one, end in ((first, middle), (middle, last)):
        try:
            ask(replace(task, chunk=replace(task.chunk, first=one, last=end)))
        except WorkerDiedError as died:
            _halve(ask, task, one, end, died, deadly)
