"""What a batch found: one object over a result folder."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from wargame.batch.experiment import Experiment
from wargame.batch.job import Job, reopen
from wargame.batch.parts import FAILED, OK
from wargame.batch.replay import replayed, traced
from wargame.batch.spec import BatchError
from wargame.batch.store import Store, part_name, read_ledger
from wargame.batch.study import Study
from wargame.batch.tables import answered, runs_of
from wargame.batch.turns import merged, read
from wargame.playbook.wording import nearest, shown

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

    from wargame.engine.play import Play

Array = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


class ResultSet:
    """The runs, turns, points, mixes and failures of a batch, finished or not.

    Arrays are in paired order: row m is mix m, column s is scenario s, a point and a future that
    every mix meets with the same luck.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifest: dict[str, Any] = Store(folder).manifest()
        self._values: dict[tuple[str, int], Array] = {}

    @cached_property
    def job(self) -> Job:
        """The batch itself: its experiment bound to its playbook."""
        return reopen(self.folder)

    @property
    def study(self) -> Study:
        """The experiment bound to its playbook."""
        return self.job.study

    @property
    def experiment(self) -> Experiment:
        """The experiment, resolved."""
        return self.study.experiment

    @property
    def metrics(self) -> tuple[str, ...]:
        """Outcome metrics: a column of `frame` each."""
        return tuple(self.manifest["metrics"])

    @property
    def columns(self) -> tuple[str, ...]:
        """Uncertain parameters and starting values: a column of `points` each."""
        return tuple(self.manifest["columns"])

    @property
    def futures(self) -> int:
        """Futures at each point; scenario s is future ``s % futures`` of point ``s // futures``."""
        return int(self.manifest["futures"])

    @property
    def scenarios(self) -> int:
        """Points times futures."""
        return int(self.manifest["points"]) * self.futures

    @cached_property
    def mixes(self) -> tuple[str, ...]:
        """Names of the mixes, in order."""
        return tuple(self._table("mixes")["name"].to_pylist())

    @property
    def baseline(self) -> str:
        """The mix that others are compared with."""
        return str(self.manifest["baseline"])

    @cached_property
    def assignments(self) -> tuple[dict[str, Any], ...]:
        """Strategies and levers of each mix."""
        return tuple(json.loads(t) for t in self._table("mixes")["assignments"].to_pylist())

    @cached_property
    def points(self) -> pd.DataFrame:
        """The points: a row each, a column for each uncertain number."""
        frame: pd.DataFrame = self._table("points").to_pandas()
        return frame.set_index("point")

    @property
    def failures(self) -> pd.DataFrame:
        """Failed runs: run, stage, type, reason, line, and the command that replays it."""
        with read_ledger(self.folder) as ledger:
            failures = ledger.failures()
        import pandas as pd

        rows = [(f.run, f.stage, f.type, f.reason, f.line,
                 f"wargame batch show {self.folder} --run {f.run}") for f in failures]
        return pd.DataFrame(
            rows, columns=["run", "stage", "type", "reason", "line", "replay"])

    @property
    def complete(self) -> bool:
        """Whether every chunk is finished."""
        return bool(self.finished == self.manifest["runs"])

    @property
    def finished(self) -> int:
        """Runs that are finished, failed ones included."""
        with read_ledger(self.folder) as ledger:
            return sum(e.games for e in ledger.entries().values())

    def arrow(self, columns: Sequence[str] | None = None) -> pa.Table:
        """Runs as an Arrow table, in the order of their numbers."""
        return runs_of(self.folder, columns)

    def frame(self, *, points: bool = False) -> pd.DataFrame:
        """Runs as a data frame, with the names of the mixes; ``points`` adds what varied."""
        import pandas as pd

        frame: pd.DataFrame = self.arrow().to_pandas()
        frame.insert(2, "mix_name", pd.Categorical.from_codes(
            frame["mix"].to_numpy(), categories=list(self.mixes)))
        return frame.join(self.points, on="point") if points else frame

    def sql(self, query: str) -> pd.DataFrame:
        """Ask DuckDB; tables are runs, mixes, points, turns, summaries and failures.

        Raises `BatchError` for a query that cannot be answered.
        """
        return answered(self.folder, query)

    def values(self, outcome: str) -> tuple[Array, Mask]:
        """A metric at the end, (mixes, scenarios), and where it is missing: failed or not played.

        Missing values are not a number.
        """
        self._known(outcome)
        key = (outcome, self.finished)
        if key not in self._values:
            found = np.full(len(self.mixes) * self.scenarios, np.nan)
            table = self.arrow(["run", outcome])
            found[table["run"].to_numpy()] = table[outcome].to_numpy()
            self._values = {k: v for k, v in self._values.items() if k[1] == key[1]}
            self._values[key] = found.reshape(len(self.mixes), self.scenarios)
        values = self._values[key].copy()
        return values, np.isnan(values)

    def point_values(self) -> Array:
        """What varied, (scenarios, columns): the points, each repeated for its futures."""
        return np.repeat(self.points.to_numpy(dtype=np.float64), self.futures, axis=0)

    def turns(self, metric: str) -> pd.DataFrame:
        """A metric over time: a row for each mix and turn, with count, mean and quantiles.

        Turn 0 is the start. Quantiles are right to 1/128 of the value; the rest is exact.
        """
        self._known(metric)
        frame = read(self.folder, metric) if self.complete else None
        if frame is None:
            frame = merged(self.folder, metric)
        frame = frame.drop(columns="metric")
        frame.insert(1, "mix_name", [self.mixes[m] for m in frame["mix"]])
        return frame

    def run(self, run: int) -> Play:
        """One run played again, bit-identical, with its full trace and explanations."""
        if not 0 <= run < int(self.manifest["runs"]):
            raise BatchError(f"there is no run {run}; runs are 0 to {self.manifest['runs'] - 1}")
        return replayed(self.study, run)

    def traces(self, runs: Sequence[int], metrics: Sequence[str] | None = None) -> pd.DataFrame:
        """Metrics of every quarter of some runs, played again: a row for each run and tick.

        Nobody needs to store traces: a run is played again in less time than it is read.
        """
        last = int(self.manifest["runs"]) - 1
        for run in runs:
            if not 0 <= run <= last:
                raise BatchError(f"there is no run {run}; runs are 0 to {last}")
        for metric in metrics or ():
            self._known(metric)
        return traced(self.study, list(runs), tuple(metrics or self.metrics))

    def address(self, run: int) -> dict[str, Any]:
        """A run's mix, point and future."""
        mix, scenario = divmod(run, self.scenarios)
        return {"run": run, "mix": mix, "mix_name": self.mixes[mix],
                "point": scenario // self.futures,
                "future": int(self.study.luck(np.array([scenario]))[0])}

    def equals_stored(self, run: int, play: Play) -> bool | None:
        """Whether a run played again ends as it is stored, to the last bit; None: not stored."""
        part = self.folder / "runs" / part_name(run // self.job.chunk)
        if not part.is_file():
            return None
        import pyarrow.parquet as pq

        row = pq.read_table(part).slice(run % self.job.chunk, 1).to_pydict()
        if row["status"] != [OK]:
            return None
        ends = play.many.metrics[-1, :, 0] + 0.0
        stored = np.array([row[n][0] for n in play.many.names])
        return bool(ends.tobytes() == stored.tobytes())

    def _table(self, name: str) -> pa.Table:
        import pyarrow.parquet as pq

        return pq.read_table(self.folder / f"{name}.parquet")

    def _known(self, metric: str) -> None:
        if metric not in self.metrics:
            raise BatchError(f"no outcome is called {shown(metric)}; "
                             + nearest(metric, self.metrics, "outcomes"))

    def __repr__(self) -> str:
        m = self.manifest
        return (f"<results of {m['id']}: {m['mixes']} mixes x {m['points']:,} points x "
                f"{m['futures']} futures, {self.finished:,} of {m['runs']:,} runs>")

    def _repr_html_(self) -> str:
        from html import escape

        m, failed = self.manifest, len(self.failures)
        rows = "".join(
            f"<tr><td>{escape(name)}</td><td>{'baseline' if name == self.baseline else ''}</td>"
            "</tr>" for name in self.mixes[:20])
        more = f"<p>and {len(self.mixes) - 20} more mixes</p>" if len(self.mixes) > 20 else ""
        return (f"<b>{escape(m['title'])}</b><p>{escape(m['question'])}</p><p>{m['mixes']} mixes x "
                f"{m['points']:,} points x {m['futures']} futures, {self.finished:,} of "
                f"{m['runs']:,} runs, {failed:,} failed</p><table>{rows}</table>{more}"
                f"<code>{escape(str(self.folder))}</code>")


def open_results(folder: str | Path) -> ResultSet:
    """The results in a folder. Raises `BatchError` where it holds none."""
    return ResultSet(Path(folder))


__all__ = ["FAILED", "OK", "ResultSet", "open_results"]
