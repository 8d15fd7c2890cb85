"""The shelf: sessions that this process has read from the store, and the tokens it knows."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from wargame.session.chain import ChainError, read_link
from wargame.session.codes import hash_of_token
from wargame.session.database import default_url
from wargame.session.event import Created
from wargame.session.facts import FactsError, facts_of
from wargame.session.live import DAMAGED, Live
from wargame.session.refusal import RefusedError
from wargame.session.store import Credential, Store, refused

UNKNOWN = "This device is not known here; enter by a code."
NO_SESSION = "There is no such session here."
LONGEST_TOKEN = 300


class Shelf:
    """Sessions by id, each read on when it is asked for."""

    def __init__(self, url: str | None) -> None:
        self.url = url or default_url()
        self._store = Store(self.url)
        self._live: dict[str, Live] = {}
        self._tokens: dict[str, Credential] = {}
        self._lock = threading.Lock()

    def close(self) -> None:
        """Let go of the database."""
        self._store.close()

    @contextlib.contextmanager
    def store(self) -> Iterator[Store]:
        """The store, whose faults become refusals."""
        try:
            yield self._store
        except SQLAlchemyError as error:
            raise refused(error) from None

    def token(self, token: str) -> Credential:
        """What a token opens. Raises `RefusedError`."""
        if not isinstance(token, str) or not 0 < len(token) <= LONGEST_TOKEN:
            raise RefusedError("credential", UNKNOWN)
        hashed = hash_of_token(token)
        found = self._tokens.get(hashed)
        if found is None:
            with self.store() as store:
                found = store.credential(hashed, "token")
            if found is None:
                raise RefusedError("credential", UNKNOWN)
            self._tokens[hashed] = found
        return found

    def count(self, session: object) -> int:
        """How many events a session has. Raises `RefusedError`."""
        found = None
        if isinstance(session, str) and session.isascii():
            with self.store() as store:
                found = store.count(session)
        if found is None:
            raise RefusedError("missing", NO_SESSION)
        return found

    def live(self, session: str) -> Live:
        """A session, read on to its newest event. Raises `RefusedError`."""
        with self._lock:
            found = self._live.get(session)
            if found is None:
                found = self._live[session] = self._opened(session)
        with self.store():
            found.read_on()
        return found

    def _opened(self, session: str) -> Live:
        with self.store() as store:
            row, rows = store.session(session), store.events(session)
        if row is None or not rows:
            raise RefusedError("missing", NO_SESSION)
        try:
            created = read_link(rows[0].line).event.body
        except ChainError:
            raise RefusedError("conflict", DAMAGED) from None
        if not isinstance(created, Created):
            raise RefusedError("conflict", DAMAGED)
        try:
            facts = facts_of(created, [Path(f) for f in row.files])
        except FactsError as error:
            raise RefusedError("content", f"The session cannot be played here: {error}") from None
        if facts.equations_differ:
            raise RefusedError("content", (
                "The session was begun with other equations than those that are installed; it "
                f"goes on with wargame {created.version} and the plugins of that day."))
        return Live(facts, self._store, rows)
