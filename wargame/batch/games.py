"""Playing a range of runs: the work of one chunk, wherever it is done."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from wargame.batch.study import Study
from wargame.engine.kernel import Kernel
from wargame.engine.many import Many, play_many
from wargame.strategies.limit import TimeLimitError

Array = npt.NDArray[np.float64]
#: So many runs of a block may fail in the playing itself; with more, the fault is not theirs.
MOST_RAISING = 32
#: Games played at once: their metrics of every quarter stay in the processor's cache.
BLOCK = 1024


class CancelledError(Exception):
    """The batch was stopped while this chunk was played."""


class UnplayableError(ValueError):
    """The playing itself fails, whatever the run."""


@dataclass(frozen=True)
class Failure:
    """A run that is missing: where it failed, with what, and at which line of which file."""

    run: int
    stage: str
    type: str
    reason: str
    line: int = 0


@dataclass(frozen=True)
class Games:
    """Runs ``first`` to ``last`` (excluded): ``turns`` (turns + 1, metrics, runs), start first.

    What failed is not a number there.
    """

    first: int
    last: int
    turns: Array
    failures: tuple[Failure, ...]


def play_range(
    study: Study, points: Array, first_point: int, first: int, last: int, *,
    kernel: Kernel | None = None, skipped: Sequence[Failure] = (),
    cancelled: Callable[[], bool] = lambda: False,
) -> Games:
    """Play the runs from ``first`` up to ``last``.

    ``points`` are those from ``first_point`` on that the runs need. ``skipped`` are runs already
    known to fail. Raises `CancelledError` between blocks.
    """
    turns = np.full((study.scenario.turns + 1, len(study.metrics), last - first), np.nan)
    failures = {f.run: f for f in skipped if first <= f.run < last}
    for start, end in _blocks(first, last, study.scenarios):
        if cancelled():
            raise CancelledError
        runs = np.array([r for r in range(start, end) if r not in failures], dtype=np.int64)
        player = _Player(study, points, first_point, kernel, turns, first, failures)
        player.play(runs)
    return Games(first, last, turns, tuple(failures[run] for run in sorted(failures)))


def _blocks(first: int, last: int, scenarios: int) -> Iterator[tuple[int, int]]:
    """Ranges of runs that lie within one mix, of at most `BLOCK`."""
    while first < last:
        end = min(last, first + BLOCK, (first // scenarios + 1) * scenarios)
        yield first, end
        first = end


@dataclass
class _Player:
    study: Study
    points: Array
    first_point: int
    kernel: Kernel | None
    turns: Array
    first: int
    failures: dict[int, Failure]
    raised: int = 0

    def play(self, runs: npt.NDArray[np.int64]) -> None:
        """Play runs of one mix; where that raises, halves of them, down to the run at fault."""
        if not runs.size:
            return
        try:
            self._keep(runs, self._played(runs, self.kernel))
        except UnplayableError:
            raise
        except Exception as error:
            # Whatever one run does, the others are kept.
            if runs.size == 1:
                self.failures[int(runs[0])] = _failure(int(runs[0]), error)
                self.raised += 1
                if self.raised > MOST_RAISING:
                    raise UnplayableError(
                        f"run after run fails, the last with {error!r}") from error
                return
            self.play(runs[:runs.size // 2])
            self.play(runs[runs.size // 2:])

    def _played(self, runs: npt.NDArray[np.int64], kernel: Kernel | None = None) -> Many:
        study = self.study
        mix, scenario = divmod(runs, study.scenarios)
        at = scenario // study.experiment.futures - self.first_point
        seated = study.seated[int(mix[0])]
        orders = study.mixes[int(mix[0])].orders(study.scenario)
        played = play_many(
            seated, study.experiment.seed, study.luck(scenario),
            parameters=study.parameters(self.points[at]), orders=orders, kernel=kernel, threads=1,
            faults="off" if study.experiment.failures == "off" else "record")
        if runs.size > 1 and any(h.fault.kind == TimeLimitError.__name__ for h in played.faults):
            # A strategy that hangs once is asked no more: alone, the run at fault shows itself.
            raise TimeLimitError("a strategy did not return", ())
        return played

    def _keep(self, runs: npt.NDArray[np.int64], played: Many) -> None:
        step = self.study.scenario.ticks_per_turn
        ends = played.metrics[::step]
        good = np.isfinite(played.metrics).all(axis=(0, 1))
        for at in np.flatnonzero(~good):
            self.failures[int(runs[at])] = _not_finite(
                int(runs[at]), played.names, played.metrics[:, :, at])
        if played.faults:
            futures = self.study.luck(runs % self.study.scenarios)
            doubtful = np.unique(np.concatenate([held.futures for held in played.faults]))
            self._decisions(runs[np.isin(futures, doubtful)])
            good &= ~np.isin(runs, list(self.failures))
        begin = int(runs[0]) - self.first
        # -0.0 and 0.0 are one number to a reader, and should be to a table.
        if good.all() and runs[-1] - runs[0] == runs.size - 1:
            np.add(ends, 0.0, out=self.turns[:, :, begin:begin + runs.size])
        else:
            self.turns[:, :, runs[good] - self.first] = ends[:, :, good] + 0.0

    def _decisions(self, runs: npt.NDArray[np.int64]) -> None:
        """Note the runs whose strategies failed: played again by NumPy, which knows each reason."""
        scenario = runs % self.study.scenarios
        futures = self.study.luck(scenario)
        if np.unique(futures).size < futures.size:
            # Under shared luck the same future is met at many points.
            points = scenario // self.study.experiment.futures
            for point in np.unique(points):
                self._decisions(runs[points == point])
            return
        run_of = dict(zip(futures.tolist(), runs.tolist(), strict=True))
        for held in self._played(runs).faults:
            fault = held.fault
            for future in held.futures.tolist():
                run = run_of[future]
                self.failures.setdefault(run, Failure(
                    run, "decide", fault.kind, f"'{fault.actor}' could not decide in quarter "
                    f"{fault.tick}: {fault.reason}", fault.line))


def _failure(run: int, error: Exception) -> Failure:
    frames = traceback.extract_tb(error.__traceback__)
    line = frames[-1].lineno if frames else 0
    return Failure(run, "play", type(error).__name__, str(error) or type(error).__name__, line or 0)


def _not_finite(run: int, names: Sequence[str], metrics: Array) -> Failure:
    """The first metric of the first quarter that is not a finite number."""
    tick, at = np.argwhere(~np.isfinite(metrics))[0]
    when = "at the start" if tick == 0 else f"in quarter {tick}"
    return Failure(run, "model", "NotFinite",
                   f"{names[at]} is {metrics[tick, at]} {when}")
