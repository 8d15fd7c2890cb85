"""The store: sessions, their events and credentials in a database, SQLite or PostgreSQL."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, SQLAlchemyError

from wargame.session.chain import START, Link
from wargame.session.database import WRITING, alone, check_tables, engine_of, fault_words
from wargame.session.refusal import RefusedError

META = sa.MetaData()
SESSIONS = sa.Table(
    "wargame_sessions", META,
    sa.Column("id", sa.String(40), primary_key=True),
    sa.Column("created", sa.Float, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("phase", sa.String(20), nullable=False),
    sa.Column("turn", sa.Integer, nullable=False),
    sa.Column("turns", sa.Integer, nullable=False),
    #: Paths of plugin files on this computer, one a line.
    sa.Column("files", sa.Text, nullable=False),
    sa.Column("count", sa.Integer, nullable=False),
    sa.Column("head", sa.String(64), nullable=False))
EVENTS = sa.Table(
    "wargame_events", META,
    sa.Column("session", sa.String(40), primary_key=True),
    sa.Column("index", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("key", sa.String(300), nullable=False),
    sa.Column("line", sa.Text, nullable=False),
    sa.Column("digest", sa.String(64), nullable=False),
    sa.UniqueConstraint("session", "key"))
CREDENTIALS = sa.Table(
    "wargame_credentials", META,
    sa.Column("hash", sa.String(64), primary_key=True),
    sa.Column("session", sa.String(40), nullable=False),
    sa.Column("role", sa.String(140), nullable=False),
    sa.Column("kind", sa.String(10), nullable=False),
    sa.Column("device", sa.String(80), nullable=False),
    sa.Column("generation", sa.Integer, nullable=False))
#: SQL states of a serialisation failure and of a deadlock.
COLLISIONS = ("40001", "40P01")


class StoreError(RuntimeError):
    """The database cannot be used; the message is one line for people."""


class ConflictError(RuntimeError):
    """Somebody else appended first: read on, and try again."""


@dataclass(frozen=True)
class SessionRow:
    """A session as the list of sessions shows it; ``head`` is the digest of its last event."""

    id: str
    created: float
    title: str
    phase: str
    turn: int
    turns: int
    files: tuple[str, ...]
    count: int
    head: str


@dataclass(frozen=True)
class EventRow:
    """An event as it is kept."""

    index: int
    key: str
    line: str
    digest: str


@dataclass(frozen=True)
class Credential:
    """The hash of a code or token, and what it opens."""

    hash: str
    session: str
    role: str
    kind: str
    device: str = ""
    generation: int = 0


@dataclass(frozen=True)
class Held:
    """A session within a transaction that alone may append to it, at ``count``."""

    connection: Connection
    session: str
    count: int

    def events(self, first: int) -> tuple[EventRow, ...]:
        """Events from an index on."""
        rows = self.connection.execute(_EVENTS, {"session": self.session, "first": first}).all()
        return tuple(EventRow(*r) for r in rows)

    def append(self, links: Sequence[Link], phase: str, turn: int,
               credentials: Sequence[Credential] = ()) -> None:
        """Append at ``count``, all or nothing. Raises `ConflictError`."""
        moved = self.connection.execute(
            sa.update(SESSIONS)
            .where(SESSIONS.c.id == self.session, SESSIONS.c["count"] == self.count)
            .values(count=self.count + len(links), head=links[-1].digest, phase=phase, turn=turn))
        if moved.rowcount != 1:
            raise ConflictError(self.session)
        self.connection.execute(sa.insert(EVENTS), [
            {"session": self.session, "index": link.event.index, "key": link.event.key,
             "line": link.line, "digest": link.digest} for link in links])
        self.add(credentials)

    def add(self, credentials: Sequence[Credential]) -> None:
        """Keep credentials."""
        if credentials:
            self.connection.execute(sa.insert(CREDENTIALS), [vars(c) for c in credentials])


class Store:
    """Reads, and holds sessions to append to. What was appended is on disk when the hold ends."""

    def __init__(self, url: str, *, must_exist: bool = False) -> None:
        try:
            self.url = sa.make_url(url)
            self.engine = engine_of(self.url, must_exist=must_exist)
            if must_exist:
                check_tables(self.engine, SESSIONS.name)
                return
            with self.writing() as connection:
                alone(connection)
                META.create_all(connection)
        except (SQLAlchemyError, ImportError, OSError) as error:
            raise StoreError(fault_words(url, error)) from None

    def close(self) -> None:
        """Give all connections back."""
        self.engine.dispose()

    @contextlib.contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that may write; SQLite lets one in at a time."""
        with self.engine.connect().execution_options(**{WRITING: True}) as connection, \
                connection.begin():
            yield connection

    def create(self, row: SessionRow, links: Sequence[Link],
               credentials: Sequence[Credential]) -> None:
        """A new session with its first events. Raises `ConflictError` if its id is taken."""
        try:
            with self.writing() as connection:
                values = {**vars(row), "files": "\n".join(row.files), "count": 0, "head": START}
                connection.execute(sa.insert(SESSIONS).values(**values))
                Held(connection, row.id, 0).append(links, row.phase, row.turn, credentials)
        except IntegrityError:
            raise ConflictError(row.id) from None

    @contextlib.contextmanager
    def held(self, session: str) -> Iterator[Held]:
        """A session that nobody else can append to until the block ends, when all is committed.

        Raises `ConflictError` where the database found a conflict after all.
        """
        try:
            with self.writing() as connection:
                count = connection.execute(_HOLD, {"session": session}).scalar()
                if count is None:
                    raise ConflictError(session)
                yield Held(connection, session, count)
        except IntegrityError:
            raise ConflictError(session) from None
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) in COLLISIONS:
                raise ConflictError(session) from None
            raise

    def sessions(self) -> tuple[SessionRow, ...]:
        """All sessions, the newest first."""
        with self.engine.connect() as connection:
            rows = connection.execute(
                sa.select(SESSIONS).order_by(SESSIONS.c.created.desc(), SESSIONS.c.id)).all()
        return tuple(_session(row) for row in rows)

    def session(self, session: str) -> SessionRow | None:
        """One session."""
        with self.engine.connect() as connection:
            row = connection.execute(
                sa.select(SESSIONS).where(SESSIONS.c.id == session)).one_or_none()
        return None if row is None else _session(row)

    def count(self, session: str) -> int | None:
        """How many events a session has; None for one that is not there. Very cheap."""
        with self.engine.connect() as connection:
            found: int | None = connection.execute(_COUNT, {"session": session}).scalar()
        return found

    def events(self, session: str, first: int = 0) -> tuple[EventRow, ...]:
        """Events from an index on, as they are kept."""
        with self.engine.connect() as connection:
            rows = connection.execute(_EVENTS, {"session": session, "first": first}).all()
        return tuple(EventRow(*r) for r in rows)

    def credential(self, hashed: str, kind: str) -> Credential | None:
        """What the hash of a code or token opens."""
        with self.engine.connect() as connection:
            row = connection.execute(
                sa.select(CREDENTIALS).where(CREDENTIALS.c.hash == hashed,
                                             CREDENTIALS.c.kind == kind)).one_or_none()
        return None if row is None else Credential(**row._mapping)


_COUNT = sa.select(SESSIONS.c["count"]).where(SESSIONS.c.id == sa.bindparam("session"))
_HOLD = _COUNT.with_for_update()
_EVENTS = sa.select(EVENTS.c.index, EVENTS.c.key, EVENTS.c.line, EVENTS.c.digest).where(
    EVENTS.c.session == sa.bindparam("session"),
    EVENTS.c.index >= sa.bindparam("first")).order_by(EVENTS.c.index)


def refused(error: SQLAlchemyError) -> RefusedError:
    """A database that does not answer, in words for the room."""
    busy = isinstance(error, OperationalError) and "lock" in str(error).lower()
    return RefusedError("conflict", "The session is busy; nothing was changed, try again." if busy
                        else "The session's database does not answer; nothing was changed.")


def _session(row: Any) -> SessionRow:
    values = dict(row._mapping)
    return SessionRow(**{**values, "files": tuple(f for f in values["files"].split("\n") if f)})
