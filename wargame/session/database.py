"""Databases: a file of SQLite's for one computer, or PostgreSQL, opened so that nothing is lost."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError

#: How long a writer waits for another, and how often it looks, in seconds.
WAIT, LOOK = 15.0, 0.002
#: PostgreSQL's key of the lock under which tables are made.
TABLES = 20_873_311
#: Marks a connection whose transaction may write.
WRITING = "wargame_writing"


def default_url() -> str:
    """The database of whoever names none: a file in the user's data folder."""
    import os
    import sys

    home = Path.home()
    if sys.platform == "win32":
        folder = Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local"))
    elif sys.platform == "darwin":
        folder = home / "Library" / "Application Support"
    else:
        folder = Path(os.environ.get("XDG_DATA_HOME", home / ".local" / "share"))
    return f"sqlite:///{folder / 'wargame' / 'sessions.db'}"


def alone(connection: Connection) -> None:
    """Let one process at a time make the tables; SQLite lets one writer in anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": TABLES})


def check_tables(engine: sa.Engine, table: str) -> None:
    """Raise OSError for a database that has never held a session."""
    if not sa.inspect(engine).has_table(table):
        raise OSError("it holds no sessions")


def engine_of(url: sa.URL, *, must_exist: bool) -> sa.Engine:
    """An engine for a URL; a file of SQLite's is made, or left as it is where it ``must_exist``."""
    if url.get_backend_name() != "sqlite":
        return sa.create_engine(url, pool_size=20, max_overflow=40, pool_pre_ping=True,
                                isolation_level="READ COMMITTED")
    if url.database in (None, "", ":memory:"):
        raise OSError("a session needs a file, such as sqlite:///sessions.db")
    path = Path(str(url.database))
    if must_exist and not path.exists():
        raise OSError("there is no such file")
    path.parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(url, pool_size=20, max_overflow=40,
                              connect_args={"timeout": WAIT, "check_same_thread": False})

    @sa.event.listens_for(engine, "connect")
    def opened(connection: Any, _record: Any) -> None:
        # The driver's own transactions begin too late for what is read before a write.
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={int(WAIT * 1000)}")
        if not must_exist:
            cursor.execute("PRAGMA journal_mode=WAL")
            cursor.execute("PRAGMA synchronous=FULL")
        cursor.close()

    @sa.event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        if connection.get_execution_options().get(WRITING, False):
            _begin_writing(connection)
        else:
            connection.exec_driver_sql("BEGIN")

    return engine


def _begin_writing(connection: Connection) -> None:
    """Wait for other writers in small steps; SQLite's own grow to a tenth of a second."""
    until = time.monotonic() + WAIT
    connection.exec_driver_sql("PRAGMA busy_timeout=0")
    try:
        while True:
            try:
                connection.exec_driver_sql("BEGIN IMMEDIATE")
            except OperationalError as error:
                if "locked" not in str(error.orig) or time.monotonic() > until:
                    raise
                time.sleep(LOOK)
            else:
                return
    finally:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={int(WAIT * 1000)}")


def fault_words(url: str, error: Exception) -> str:
    """Why a database cannot be opened, in a line without its password."""
    shown = url.rsplit("@", maxsplit=1)[-1] if "@" in url else url
    original = getattr(error, "orig", None) or error
    if isinstance(error, ImportError):
        return (f"the database '{shown}' needs a driver that is not installed; for PostgreSQL "
                "install wargame[postgres] and write postgresql+psycopg://...")
    line = str(original).strip().split("\n")[0]
    return f"the database '{shown}' cannot be opened: {line.lower()}"
