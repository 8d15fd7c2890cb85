"""Per-turn summaries of all chunks, merged."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from wargame.batch.summary import QUANTILES, quantiles_of

if TYPE_CHECKING:
    import pandas as pd

#: Columns of a merged summary, besides mix and turn.
FIGURES = ("count", "mean", "lowest", *(f"q{100 * q:02.0f}" for q in QUANTILES), "highest")


def merged(folder: Path, metric: str) -> pd.DataFrame:
    """A row for each mix and turn: count, mean, lowest, quantiles and highest of a metric.

    Turn 0 is the start. Chunks are added in their order, so the result is the same however they
    were played.
    """
    import pandas as pd
    import pyarrow.parquet as pq

    groups: dict[tuple[int, int], list[dict[str, Any]]] = {}
    for path in sorted((folder / "turns").glob("part-*.parquet")):
        table = pq.read_table(path, filters=[("metric", "=", metric)])
        flat = {n: table[n].combine_chunks() for n in ("bins", "counts")}
        starts = flat["bins"].offsets.to_numpy()
        bins = flat["bins"].values.to_numpy()
        counts = flat["counts"].values.to_numpy()
        rows = table.drop_columns(["bins", "counts", "metric"]).to_pylist()
        for row, start, end in zip(rows, starts[:-1], starts[1:], strict=True):
            row["bins"], row["counts"] = bins[start:end], counts[start:end]
            groups.setdefault((row["mix"], row["turn"]), []).append(row)
    return pd.DataFrame(
        [[*key, *_figures(parts)] for key, parts in sorted(groups.items())],
        columns=["mix", "turn", *FIGURES])


def _figures(parts: list[dict[str, Any]]) -> list[float]:
    count = sum(p["count"] for p in parts)
    total = 0.0
    for part in parts:
        total += part["total"]
    lowest, highest = min(p["lowest"] for p in parts), max(p["highest"] for p in parts)
    bins, places = np.unique(np.concatenate([p["bins"] for p in parts]), return_inverse=True)
    counts = np.zeros(bins.size, dtype=np.int64)
    np.add.at(counts, places, np.concatenate([p["counts"] for p in parts]))
    found = quantiles_of(bins.astype(np.int64), counts, lowest, highest,
                         whole=all(p["whole"] for p in parts))
    return [count, total / count, lowest, *found, highest]
