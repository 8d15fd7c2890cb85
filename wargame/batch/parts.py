"""A chunk's games as Parquet bytes: the same games, the same bytes."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from wargame.batch.games import Failure, Games
from wargame.batch.study import Study
from wargame.batch.summary import summarised

OK, FAILED = "ok", "failed"


@dataclass(frozen=True)
class Finished:
    """A chunk that has been played: the bytes of its two parts, and its failures."""

    runs: bytes
    turns: bytes
    failures: tuple[Failure, ...]
    games: int
    seconds: float = 0.0


def finished(study: Study, games: Games, seconds: float = 0.0) -> Finished:
    """The parts of a chunk."""
    return Finished(_runs(study, games), _turns(study, games), games.failures,
                    games.last - games.first, seconds)


def _runs(study: Study, games: Games) -> bytes:
    import pyarrow as pa

    runs = np.arange(games.first, games.last, dtype=np.int64)
    mix, scenario = divmod(runs, study.scenarios)
    failed = np.zeros(runs.size, dtype=np.int8)
    for failure in games.failures:
        failed[failure.run - games.first] = 1
    columns: dict[str, Any] = {
        "run": runs,
        "mix": mix.astype(np.int32),
        "point": (scenario // study.experiment.futures).astype(np.int32),
        "future": study.luck(scenario).astype(np.int64),
        "status": pa.DictionaryArray.from_arrays(failed, pa.array([OK, FAILED])),
    }
    columns |= {n: games.turns[-1, at] for at, n in enumerate(study.metrics)}
    return written(pa.table(columns), study.metrics)


def _turns(study: Study, games: Games) -> bytes:
    import pyarrow as pa

    runs = np.arange(games.first, games.last, dtype=np.int64)
    kept = np.ones(runs.size, dtype=np.bool_)
    for failure in games.failures:
        kept[failure.run - games.first] = False
    turns, metrics = games.turns.shape[:2]
    parts: list[dict[str, npt.NDArray[Any]]] = []
    bins, counts, widths = [], [], []
    for mix in np.unique(runs // study.scenarios):
        chosen = kept & (runs // study.scenarios == mix)
        found = summarised(games.turns[:, :, chosen].reshape(turns * metrics, -1))
        rows = found.count.size
        parts.append({
            "mix": np.full(rows, mix, dtype=np.int32),
            "turn": np.repeat(np.arange(turns, dtype=np.int32), metrics)[:rows],
            "metric": np.tile(np.arange(metrics, dtype=np.int32), turns)[:rows],
            "count": found.count, "total": found.total, "lowest": found.lowest,
            "highest": found.highest, "whole": found.whole})
        bins.append(found.bins)
        counts.append(found.counts)
        widths.append(np.diff(found.starts))
    columns: dict[str, Any] = {n: np.concatenate([p[n] for p in parts]) for n in parts[0]}
    columns["metric"] = pa.DictionaryArray.from_arrays(columns["metric"], pa.array(study.metrics))
    starts = np.concatenate([[0], np.cumsum(np.concatenate(widths))]).astype(np.int32)
    for name, values in (("bins", bins), ("counts", counts)):
        flat = pa.array(np.concatenate(values).astype(np.int32))
        columns[name] = pa.ListArray.from_arrays(pa.array(starts), flat)
    return written(pa.table(columns), ())


def written(table: Any, split: tuple[str, ...] = ()) -> bytes:
    """A table as one Parquet file; ``split`` are columns of doubles stored byte by byte."""
    import pyarrow.parquet as pq

    sink = io.BytesIO()
    dictionary = [n for n in table.column_names if n in ("status", "metric")]
    encoding = dict.fromkeys(split, "BYTE_STREAM_SPLIT")
    pq.write_table(
        table, sink, compression="zstd", compression_level=1, use_dictionary=dictionary,
        column_encoding=encoding or None, version="2.6", row_group_size=1 << 20)
    return sink.getvalue()
