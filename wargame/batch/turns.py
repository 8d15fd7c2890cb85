"""Per-turn summaries of all chunks, merged."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from wargame.batch.summary import QUANTILES, quantiles_of

if TYPE_CHECKING:
    import pandas as pd

#: Merged summaries, written when a batch is complete.
NAME = "summaries.parquet"
KEYS = ("metric", "mix", "turn")
#: Figures of each metric, mix and turn.
FIGURES = ("count", "mean", "lowest", *(f"q{100 * q:02.0f}" for q in QUANTILES), "highest")


def merged(folder: Path, metric: str | None = None) -> pd.DataFrame:
    """A row for each metric (or one), mix and turn: count, mean, lowest, quantiles and highest.

    Turn 0 is the start. Chunks are added in their order, so the result is the same however they
    were played.
    """
    import pandas as pd
    import pyarrow.parquet as pq

    groups: dict[tuple[str, int, int], list[dict[str, Any]]] = {}
    for path in sorted((folder / "turns").glob("part-*.parquet")):
        table = pq.read_table(path, filters=None if metric is None else [("metric", "=", metric)])
        flat = {n: table[n].combine_chunks() for n in ("bins", "counts")}
        starts = flat["bins"].offsets.to_numpy()
        bins = flat["bins"].values.to_numpy()
        counts = flat["counts"].values.to_numpy()
        rows = table.drop_columns(["bins", "counts"]).to_pylist()
        for row, start, end in zip(rows, starts[:-1], starts[1:], strict=True):
            row["bins"], row["counts"] = bins[start:end], counts[start:end]
            groups.setdefault((row["metric"], row["mix"], row["turn"]), []).append(row)
    return pd.DataFrame(
        [[*key, *_figures(parts)] for key, parts in sorted(groups.items())],
        columns=[*KEYS, *FIGURES])


def _figures(parts: list[dict[str, Any]]) -> list[float]:
    count = sum(p["count"] for p in parts)
    total = 0.0
    for part in parts:
        total += part["total"]
    lowest, highest = min(p["lowest"] for p in parts), max(p["highest"] for p in parts)
    if len(parts) == 1:
        bins, counts = parts[0]["bins"], parts[0]["counts"]
    else:
        bins, places = np.unique(np.concatenate([p["bins"] for p in parts]), return_inverse=True)
        counts = np.bincount(
            places, weights=np.concatenate([p["counts"] for p in parts])).astype(np.int64)
    found = quantiles_of(bins.astype(np.int64), counts, lowest, highest,
                         whole=all(p["whole"] for p in parts))
    return [count, total / count, lowest, *found, highest]


def columns_of(folder: Path) -> dict[str, Any]:
    """The merged summaries of every metric as columns of a table."""
    frame = merged(folder)
    columns: dict[str, Any] = {"metric": frame["metric"].tolist()}
    columns |= {n: frame[n].to_numpy(dtype=np.int32) for n in ("mix", "turn")}
    columns["count"] = frame["count"].to_numpy(dtype=np.int64)
    columns |= {n: frame[n].to_numpy(dtype=np.float64) for n in FIGURES[1:]}
    return columns


def read(folder: Path, metric: str) -> pd.DataFrame | None:
    """One metric's merged summaries as they were written, or None."""
    import pyarrow.parquet as pq

    path = folder / NAME
    if not path.is_file():
        return None
    found: pd.DataFrame = pq.read_table(path, filters=[("metric", "=", metric)]).to_pandas()
    return found
