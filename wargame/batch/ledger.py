"""The ledger of a batch: which chunks are finished, and which runs failed, in SQLite."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from wargame.batch.games import Failure

NAME = "ledger.sqlite"
_TABLES = """
create table if not exists chunks (
    number integer primary key, digest text not null, games integer not null,
    failed integer not null, runs_digest text not null, turns_digest text not null,
    seconds real not null);
create table if not exists failures (
    run integer primary key, chunk integer not null, stage text not null, type text not null,
    reason text not null, line integer not null);
"""


@dataclass(frozen=True)
class Entry:
    """A finished chunk: its own digest, and those of the bytes of its parts."""

    number: int
    digest: str
    games: int
    failed: int
    runs_digest: str
    turns_digest: str
    seconds: float


class Ledger:
    """One row for each finished chunk, committed with full synchronisation after its parts."""

    def __init__(self, folder: Path, *, write: bool = False) -> None:
        path = folder / NAME
        if write:
            self._base = sqlite3.connect(path, isolation_level=None, timeout=30)
            # A rollback journal leaves no second file behind that a reader would need.
            self._base.execute("pragma journal_mode=delete")
            self._base.execute("pragma synchronous=extra")
            self._base.executescript(_TABLES)
        else:
            # Not read-only: after a crash, whoever reads first undoes what was not finished.
            self._base = sqlite3.connect(f"{path.resolve().as_uri()}?mode=rw", uri=True,
                                         isolation_level=None, timeout=30)

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()

    def add(self, entry: Entry, failures: Iterable[Failure]) -> None:
        """Note a chunk whose parts are on disk, with its failures, at once."""
        self._base.execute("begin immediate")
        try:
            self._base.execute("insert or replace into chunks values (?, ?, ?, ?, ?, ?, ?)", (
                entry.number, entry.digest, entry.games, entry.failed, entry.runs_digest,
                entry.turns_digest, entry.seconds))
            self._base.execute("delete from failures where chunk = ?", (entry.number,))
            self._base.executemany(
                "insert or replace into failures values (?, ?, ?, ?, ?, ?)",
                [(f.run, entry.number, f.stage, f.type, f.reason, f.line) for f in failures])
            self._base.execute("commit")
        except BaseException:
            if self._base.in_transaction:
                self._base.execute("rollback")
            raise

    def entries(self) -> dict[int, Entry]:
        """Finished chunks by number."""
        rows = self._base.execute("select * from chunks order by number").fetchall()
        return {row[0]: Entry(*row) for row in rows}

    def failures(self) -> list[Failure]:
        """Failed runs in order."""
        rows = self._base.execute(
            "select run, stage, type, reason, line from failures order by run").fetchall()
        return [Failure(*row) for row in rows]
