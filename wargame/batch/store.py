"""A result folder: parts that appear whole or not at all, and a ledger of what is finished."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import numpy as np

from wargame.batch.ledger import NAME, Entry, Ledger
from wargame.batch.parts import Finished, written
from wargame.batch.plan import Chunk
from wargame.batch.spec import BatchError

UNFINISHED = ".unfinished"


def part_name(number: int) -> str:
    """File name of a chunk's part."""
    return f"part-{number:06d}.parquet"


def digest_of(content: bytes) -> str:
    """Digest of a part's bytes."""
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def put(path: Path, content: bytes) -> None:
    """Write a file so that it is there whole after any crash, or not at all."""
    unfinished = path.with_name(path.name + UNFINISHED)
    try:
        with unfinished.open("wb") as handle:
            handle.write(content)
            handle.flush()
            os.fsync(handle.fileno())
        unfinished.replace(path)
        _sync_folder(path.parent)
    except BaseException:
        with suppress(OSError):
            unfinished.unlink()
        raise


def _sync_folder(folder: Path) -> None:
    """Make a rename durable; Windows has no such call and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class Store:
    """Writes one result folder; only one process at a time may."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def create(self) -> None:
        """Make the folder and those in it. Raises `BatchError` where that cannot be."""
        with told(self.folder):
            for part in ("runs", "turns"):
                (self.folder / part).mkdir(parents=True, exist_ok=True)

    def put(self, name: str, content: bytes) -> None:
        """Write a file of the folder, whole or not at all."""
        with told(self.folder):
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            put(path, content)

    def table(self, name: str, columns: dict[str, Any]) -> None:
        """Write a small table."""
        import pyarrow as pa

        self.put(name, written(pa.table(columns)))

    def points(self, names: list[str], points: np.ndarray[Any, Any]) -> None:
        """Write the table of points."""
        import pyarrow as pa

        columns: dict[str, Any] = {"point": np.arange(points.shape[0], dtype=np.int32)}
        columns |= {n: np.ascontiguousarray(points[:, at]) for at, n in enumerate(names)}
        self.put("points.parquet", written(pa.table(columns), tuple(names)))

    @contextmanager
    def locked(self) -> Iterator[Ledger]:
        """The ledger, for writing, while nobody else may. Raises `BatchError`."""
        with told(self.folder):
            # SQLite's lock is portable, and the system lets go of it however a process ends.
            lock = sqlite3.connect(self.folder / "lock.sqlite", isolation_level=None, timeout=0)
        try:
            try:
                lock.execute("pragma journal_mode=memory")
                lock.execute("begin exclusive")
            except sqlite3.OperationalError as error:
                if "locked" in str(error):
                    raise BatchError(f"another process is writing to '{self.folder}'; wait for "
                                     "it, or stop it first") from None
                raise BatchError(_words(self.folder, error)) from None
            for part in ("runs", "turns"):
                for left in (self.folder / part).glob(f"*{UNFINISHED}"):
                    with suppress(OSError):
                        left.unlink()
            with told(self.folder), Ledger(self.folder, write=True) as ledger:
                yield ledger
        finally:
            lock.close()

    def keep(self, ledger: Ledger, chunk: Chunk, done: Finished) -> Entry:
        """Make a finished chunk durable: its parts, then its row in the ledger."""
        entry = Entry(chunk.number, chunk.digest, done.games, len(done.failures),
                      digest_of(done.runs), digest_of(done.turns), done.seconds)
        with told(self.folder):
            put(self.folder / "runs" / part_name(chunk.number), done.runs)
            put(self.folder / "turns" / part_name(chunk.number), done.turns)
            ledger.add(entry, done.failures)
        return entry

    def manifest(self) -> dict[str, Any]:
        """What the folder says of itself. Raises `BatchError`."""
        try:
            found: dict[str, Any] = json.loads(
                (self.folder / "manifest.json").read_text(encoding="utf-8"))
        except FileNotFoundError:
            if (self.folder / "runs").is_dir():
                raise BatchError(f"'{self.folder}' was stopped while it was made ready, before the "
                                 "first game; start it again with the same line: wargame batch run "
                                 f"... --into {self.folder}") from None
            raise BatchError(f"'{self.folder}' is no result folder: it has no manifest.json"
                             ) from None
        except NotADirectoryError:
            raise BatchError(f"'{self.folder}' is a file; name the folder with the results of it"
                             ) from None
        except (OSError, ValueError) as error:
            raise BatchError(f"'{self.folder / 'manifest.json'}' cannot be read: {error}"
                             ) from None
        return found


@contextmanager
def read_ledger(folder: Path) -> Iterator[Ledger]:
    """The ledger, for reading. Raises `BatchError` where it cannot be read."""
    try:
        with Ledger(folder) as ledger:
            yield ledger
    except sqlite3.Error as error:
        raise BatchError(f"'{folder / NAME}' cannot be read: {error}") from None


@contextmanager
def told(folder: Path) -> Iterator[None]:
    """What a disk refuses, in one line."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise BatchError(_words(folder, error)) from error


def _words(folder: Path, error: Exception) -> str:
    number = getattr(error, "errno", None)
    text = str(error).lower()
    begun = (folder / "manifest.json").exists()
    kept = f"finished chunks are kept: wargame batch resume {folder}"
    if number in (errno.ENOSPC, errno.EDQUOT) or "disk is full" in text:
        return f"the disk of '{folder}' is full; make room and go on, {kept}"
    advice = (f"make it writable and go on, {kept}" if begun
              else "name another folder with --into")
    if number in (errno.EROFS, errno.EACCES, errno.EPERM) or "readonly" in text:
        return f"'{folder}' cannot be written: it is read-only; {advice}"
    if number in (errno.EEXIST, errno.ENOTDIR):
        return f"'{folder}' is no folder; {advice}"
    words = getattr(error, "strerror", None) or str(error)
    return f"'{folder}' cannot be written: {words.lower()}; {advice}"
