"""Looking back on a session as a whole, for its debrief and its report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from wargame.engine.play import Table
from wargame.session.bundle import BundleError, read_bundle
from wargame.session.chain import Link
from wargame.session.debrief_view import DebriefView
from wargame.session.event import Created
from wargame.session.facts import Facts, FactsError, facts_of
from wargame.session.fold import folded
from wargame.session.live import Live
from wargame.session.refusal import RefusedError
from wargame.session.request import WHITE_CELL
from wargame.session.shelf import Shelf
from wargame.session.state import State
from wargame.session.tables import Tables
from wargame.session.view import Room
from wargame.session.views.debrief import debrief_view
from wargame.session.views.room import room_of

LATER = "The whole game is shown in the debrief."


@dataclass(frozen=True)
class Whole:
    """A session as its white cell may see it, and the table it was played on."""

    view: DebriefView
    table: Table


def debrief_of(live: Live, role: str) -> DebriefView:
    """Everything that happened: for the white cell at any time, for others once it is over.

    Injects that never fired stay with the white cell, for whoever plays the playbook next.
    Raises `RefusedError`. The caller holds the session's lock.
    """
    if role != WHITE_CELL and not live.state.revealed:
        raise RefusedError("phase", LATER)
    view = _view(live.facts, live.state, live.table, live.links)
    if role == WHITE_CELL:
        return view
    return replace(view, injects=tuple(i for i in view.injects if i.state == "fired"))


def whole_of_database(url: str | None, session: str) -> Whole:
    """A session of a database, for whoever has the database. Raises `RefusedError`, StoreError."""
    shelf = Shelf(url)
    try:
        live = shelf.live(session)
        with live.lock:
            return Whole(debrief_of(live, WHITE_CELL), live.table)
    finally:
        shelf.close()


def whole_of_bundle(data: bytes, files: Sequence[Path] = ()) -> Whole:
    """A session from its bundle. Raises `RefusedError` for one that is damaged or unplayable."""
    try:
        links = read_bundle(data)
    except BundleError as error:
        raise RefusedError("content", str(error)) from None
    created = links[0].event.body
    assert isinstance(created, Created)
    try:
        facts = facts_of(created, files)
    except FactsError as error:
        raise RefusedError("content", str(error)) from None
    state = folded(facts, links)
    table = Tables(facts.scenario, created.seed)(state.inputs)
    return Whole(_view(facts, state, table, links), table)


def _view(facts: Facts, state: State, table: Table, links: Sequence[Link]) -> DebriefView:
    room: Room = room_of(facts, state, table, frozenset())
    return debrief_view(facts, state, table, room, links)
