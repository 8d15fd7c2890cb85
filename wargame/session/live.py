"""A session as one process holds it: its links, the state they fold to, and views made of it."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Collection, Sequence
from typing import Any

from wargame.engine.play import Table
from wargame.session.chain import START, ChainError, Link, read_link
from wargame.session.facts import Facts
from wargame.session.fold import folded
from wargame.session.refusal import RefusedError
from wargame.session.request import OBSERVER, PROJECTOR, WHITE_CELL, seat_of
from wargame.session.state import State
from wargame.session.store import EventRow, Store
from wargame.session.tables import Tables
from wargame.session.view import ObserverView, Room
from wargame.session.views.projector import projector_view
from wargame.session.views.room import room_of
from wargame.session.views.seat import seat_view
from wargame.session.views.talk import Inbox
from wargame.session.views.white_cell import note_view, white_cell_view

DAMAGED = "The session's log is damaged; 'wargame verify' names the place."


class Live:
    """One session: read on from the store under its lock."""

    def __init__(self, facts: Facts, store: Store, rows: Collection[EventRow]) -> None:
        self.facts = facts
        self.tables = Tables(facts.scenario, facts.created.seed)
        #: Held for moments, to read on and to make views.
        self.lock = threading.RLock()
        #: Held by the one who appends until it is on disk; readers do not wait for it.
        self.writing = threading.Lock()
        #: What is to be appended by whoever writes next.
        self.waiting: deque[Any] = deque()
        self.links: list[Link] = []
        self.keys: dict[str, int] = {}
        self._store = store
        self._state: State | None = None
        self._views: dict[str, tuple[Any, Any]] = {}
        self._inbox = Inbox()
        self.take(rows)

    @property
    def state(self) -> State:
        """The state as far as it was read."""
        assert self._state is not None
        return self._state

    @property
    def table(self) -> Table:
        """The present position."""
        return self.tables(self.state.inputs)

    def read_on(self) -> None:
        """Take in what was appended, here or by other processes."""
        session, known = self.state.session, len(self.links)
        if self._store.count(session) != known:
            self.take(self._store.events(session, known))

    def take(self, rows: Collection[EventRow]) -> None:
        """Take in kept events. Raises `RefusedError` where the chain does not hold."""
        try:
            self.fold([read_link(row.line) for row in rows])
        except ChainError:
            raise RefusedError("conflict", DAMAGED) from None

    def fold(self, links: Sequence[Link]) -> None:
        """Fold links, but for those that somebody else folded before."""
        with self.lock:
            self._fold([link for link in links if link.event.index >= len(self.links)])

    def _fold(self, links: Sequence[Link]) -> None:
        for link in links:
            previous = self.links[-1].digest if self.links else START
            if link.event.index != len(self.links) or link.event.previous != previous:
                raise RefusedError("conflict", DAMAGED)
            self._state = folded(self.facts, [link], self._state)
            self.links.append(link)
            self.keys[link.event.key] = link.event.index

    def taken(self) -> list[Any]:
        """All that waits to be appended, in the order in which it came."""
        found = []
        while self.waiting:
            found.append(self.waiting.popleft())
        return found

    def view(self, role: str, away: frozenset[str]) -> Any:
        """The view of a role, without timer, presence and codes; made once for each version."""
        return self._once(role, away, lambda: self._view(role, away))

    def _view(self, role: str, away: frozenset[str]) -> Any:
        room = self._room(away)
        if role == WHITE_CELL:
            return white_cell_view(self.facts, self.state, self.table, room, self.links)
        if role == PROJECTOR:
            return projector_view(self.facts, self.state, self.table, room)
        if role == OBSERVER:
            return ObserverView(room, tuple(
                note_view(n) for n in self.state.notes if n.by == OBSERVER and not n.struck))
        return seat_view(self.facts, self.state, self.table, room, self._inbox, seat_of(role))

    def _room(self, away: frozenset[str]) -> Room:
        room: Room = self._once("room", away, lambda: room_of(
            self.facts, self.state, self.table, away))
        return room

    def _once(self, name: str, away: frozenset[str], make: Any) -> Any:
        key = (self.state.count, away)
        kept = self._views.get(name)
        if kept is None or kept[0] != key:
            kept = self._views[name] = (key, make())
        return kept[1]
