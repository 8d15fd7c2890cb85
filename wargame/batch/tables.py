"""Tables of a result folder: read by Arrow, or asked by DuckDB."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from wargame.batch.spec import BatchError

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

TABLES = ("runs", "mixes", "points", "turns", "summaries", "failures")


def parts_of(folder: Path, name: str) -> list[Path]:
    """The parts of ``runs`` or ``turns``, in the order of their chunks."""
    return sorted((folder / name).glob("part-*.parquet"))


def runs_of(folder: Path, columns: Sequence[str] | None = None) -> pa.Table:
    """Finished runs in the order of their numbers. Raises `BatchError`."""
    import pyarrow as pa
    import pyarrow.dataset as ds

    parts = [str(path) for path in parts_of(folder, "runs")]
    if not parts:
        raise BatchError(f"'{folder}' has no finished runs yet; go on with: wargame batch resume "
                         f"{folder}")
    try:
        return ds.dataset(parts, format="parquet").to_table(
            columns=None if columns is None else list(columns))
    except (OSError, pa.ArrowInvalid) as error:
        raise BatchError(
            f"a part of '{folder}' is damaged ({str(error).splitlines()[0]}); it is played again "
            f"by: wargame batch resume {folder}") from None


def answered(folder: Path, query: str) -> pd.DataFrame:
    """DuckDB's answer to a query over the tables there are. Raises `BatchError`."""
    import duckdb

    with duckdb.connect() as base:
        for name in TABLES:
            if (folder / f"{name}.parquet").is_file():
                files = str(folder / f"{name}.parquet")
            elif parts_of(folder, name):
                files = str(folder / name / "part-*.parquet")
            else:
                continue
            quoted = files.replace("'", "''")
            base.execute(  # a name of ours and a quoted path
                f"create view {name} as select * from read_parquet('{quoted}')")  # noqa: S608
        try:
            found: pd.DataFrame = base.execute(query).df()
        except duckdb.Error as error:
            raise BatchError(f"DuckDB cannot answer this: {str(error).splitlines()[0]}; tables "
                             f"are {', '.join(TABLES)}") from None
    return found
