"""Verification: the chain, every state hash and every throw, recomputed on whatever computer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from wargame import __version__
from wargame.session.bundle import BundleError, checked_chain, parts_of
from wargame.session.chain import Link
from wargame.session.codes import seed_commitment
from wargame.session.command import Command
from wargame.session.event import Accepted, Adjudicated, AnyBody, Created, Entered, Moved, Resolved
from wargame.session.facts import Facts, FactsError, facts_of
from wargame.session.fold import after, begin
from wargame.session.handle import handle
from wargame.session.refusal import RefusedError
from wargame.session.request import WHITE_CELL, Request, roles_of
from wargame.session.state import State
from wargame.session.store import EventRow, SessionRow, Store
from wargame.session.tables import Tables

#: What a difference says about: the events themselves, their order, their number, what follows
#: from them, or the equations that are installed here.
Kind = Literal["unreadable", "changed", "swapped", "missing", "head", "rules", "state", "dice",
               "plugins", "version", "equations"]
TAMPERED: tuple[Kind, ...] = ("unreadable", "changed", "swapped", "missing", "head", "rules",
                              "state", "dice")


@dataclass(frozen=True)
class Difference:
    """The first difference that was found; ``index`` is the event's number, if it has one."""

    kind: Kind
    index: int | None
    words: str


@dataclass(frozen=True)
class Verification:
    """What was checked, and the first difference, if there is one."""

    session: str
    title: str
    events: int
    turns: int
    throws: int
    head: str
    difference: Difference | None

    @property
    def whole(self) -> bool:
        """Whether everything is as it was recorded, and follows from the equations."""
        return self.difference is None

    @property
    def tampered(self) -> bool:
        """Whether the record itself is at fault, rather than what is installed here."""
        return self.difference is not None and self.difference.kind in TAMPERED

    @property
    def words(self) -> str:
        """The result in a line."""
        if self.difference is not None:
            return self.difference.words
        return (f"{self.title}: {self.events} events, {self.turns} resolutions and {self.throws} "
                f"throws are as they were recorded; head {self.head[:16]}")


def verify_bundle(data: bytes, files: Sequence[Path] = (), head: str = "") -> Verification:
    """Check a bundle; ``head`` is a digest that somebody wrote down, or the beginning of one."""
    try:
        about, lines = parts_of(data)
        links = checked_chain(lines, about["session"], about["count"], about["head"])
    except BundleError as error:
        return _failed("", error)
    created = links[0].event.body
    if isinstance(created, Created) and (about["title"], about["equations"]) != (
            created.title, created.equations):
        return _failed(about["session"], BundleError("changed", "the bundle's head was changed"))
    return verify_links(links, files, head)


def verify_database(
    url: str, session: str | None = None, files: Sequence[Path] = (), head: str = "",
) -> tuple[Verification, ...]:
    """Check one session of a database, or all of them. Raises `StoreError`."""
    store = Store(url, must_exist=True)
    try:
        rows = [row for row in store.sessions() if session in (None, row.id)]
        return tuple(_verify_row(row, store.events(row.id), files, head) for row in rows)
    finally:
        store.close()


def verify_links(links: Sequence[Link], files: Sequence[Path] = (), head: str = "") -> Verification:
    """Check that a whole chain follows from its first event and the equations."""
    first = links[0].event
    created = first.body
    if not isinstance(created, Created):
        return _failed(first.session, BundleError("changed", "event 0 does not create a session",
                                                  0))
    bodies = [link.event.body for link in links]
    found = Verification(
        first.session, created.title, len(links), sum(isinstance(b, Resolved) for b in bodies),
        sum(isinstance(b, Adjudicated) for b in bodies), links[-1].digest, None)
    difference = _head_difference(links, head)
    if difference is None and seed_commitment(created.seed, created.salt) != created.seed_hash:
        difference = Difference("changed", 0, "event 0 was changed: the seed is not the one that "
                                "the room was promised")
    if difference is None:
        try:
            facts = facts_of(created, files)
        except FactsError as error:
            difference = Difference("plugins", None, str(error))
        else:
            difference = _replayed(facts, links)
    return Verification(**{**vars(found), "difference": difference})


def _verify_row(row: SessionRow, rows: Sequence[EventRow], files: Sequence[Path],
                head: str) -> Verification:
    for index, event in enumerate(rows):
        if event.index != index:
            words = (f"event {index} is missing" if event.index > index else
                     f"event {event.index} is there twice")
            return _failed(row.id, BundleError("missing", words, index))
    try:
        links = checked_chain([r.line for r in rows], row.id, row.count, row.head,
                              [r.digest for r in rows])
    except BundleError as error:
        return _failed(row.id, error)
    for event, link in zip(rows, links, strict=True):
        if event.key != link.event.key:
            return _failed(row.id, BundleError("changed", f"event {event.index} was changed: its "
                                               "key is another", event.index))
    return verify_links(links, [*files, *(Path(f) for f in row.files if Path(f).exists())], head)


def _failed(session: str, error: BundleError) -> Verification:
    kind: Kind = error.kind  # type: ignore[assignment]
    return Verification(session, "", 0, 0, 0, "", Difference(kind, error.index, str(error)))


def _head_difference(links: Sequence[Link], head: str) -> Difference | None:
    wanted = "".join(c for c in head.lower() if c.isalnum())
    if not wanted or any(link.digest.startswith(wanted) for link in links):
        return None
    return Difference("head", None, f"no event has the digest {head} that was written down: the "
                      "log was written anew, or cut off before it")


def _replayed(facts: Facts, links: Sequence[Link]) -> Difference | None:
    """Every event judged again: what it holds must follow from those before it."""
    tables = Tables(facts.scenario, facts.created.seed)
    state = begin(facts, links[0])
    for link in links[1:]:
        difference = _judged(facts, state, link, tables)
        if difference is not None:
            return difference
        state = after(state, link)
    return None


def _judged(facts: Facts, state: State, link: Link, tables: Tables) -> Difference | None:
    event, index = link.event, link.event.index
    body = event.body
    if isinstance(body, Created):
        return Difference("rules", index, f"event {index} creates the session a second time")
    if isinstance(body, Entered):
        if body.role in roles_of(facts) or body.role == WHITE_CELL:
            return None
        return Difference("rules", index, f"event {index}: there is no role {body.role}")
    if isinstance(body, Resolved) and facts.equations_differ:
        return Difference("equations", index, (
            "different equations: the session was played with "
            f"{facts.created.equations[:12]} (wargame {facts.created.version}), and "
            f"{facts.scenario.program.digest[:12]} (wargame {__version__}) is installed; its "
            "events are as they were recorded, its states cannot be compared"))
    request = Request(facts, state, event.by, event.device, event.at, tables)
    try:
        made = handle(request, _command(body))
    except RefusedError as no:
        found = Difference("rules", index,
                           f"event {index} breaks the session's rules: {no.words}")
    else:
        if made == body:
            return None
        found = _difference(index, body, made)
    if found.kind == "rules" and facts.created.version != __version__:
        return Difference("version", index, (
            f"{found.words} (by the rules of wargame {__version__}; the session was played with "
            f"{facts.created.version})"))
    return found


def _command(body: AnyBody) -> Command:
    assert isinstance(body, Accepted | Moved | Resolved | Adjudicated)
    return body.command


def _difference(index: int, body: AnyBody, made: AnyBody) -> Difference:
    if isinstance(body, Resolved) and isinstance(made, Resolved):
        same = (body.commands, body.effects, body.players) == (
            made.commands, made.effects, made.players)
        if same:
            return Difference("state", index, f"event {index}: turn {body.turn} comes to another "
                              f"state here ({made.state_hash[:12]}, not {body.state_hash[:12]})")
        return Difference("rules", index, f"event {index}: turn {body.turn} was not played with "
                          "the orders, injects and rulings of the log")
    if isinstance(body, Adjudicated) and isinstance(made, Adjudicated):
        return Difference("dice", index, f"event {index}: the dice come to {made.dice}, not "
                          f"{body.dice}" if made.dice != body.dice else
                          f"event {index}: the throw was not judged by the rules")
    return Difference("rules", index, f"event {index} does not follow from those before it")

