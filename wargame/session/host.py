"""The host: the one door to all sessions of a database, for screens, commands and tests."""

from __future__ import annotations

import base64
import secrets
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from wargame.session import codes
from wargame.session.answer import (
    Casting,
    Entry,
    Identity,
    NewSession,
    Receipt,
    SessionSign,
)
from wargame.session.append import Decide, Pending, append
from wargame.session.bundle import read_bundle, write_bundle
from wargame.session.chain import START, Link, linked
from wargame.session.command import AddNote, Command, ReissueCode, SeeAsSeat
from wargame.session.creation import created_event
from wargame.session.event import AnyBody, Created, Entered
from wargame.session.facts import Facts, FactsError, facts_of
from wargame.session.fold import folded
from wargame.session.form import checked_command, checked_device, checked_key
from wargame.session.gate import Gate
from wargame.session.handle import handle, read_only_words
from wargame.session.live import Live
from wargame.session.master import credentials_of, reissued_credentials
from wargame.session.presence import Presence
from wargame.session.projector_questions import ProjectorQuestions
from wargame.session.projector_view import ProjectorView
from wargame.session.public import public_document
from wargame.session.receipt import message_of
from wargame.session.refusal import RefusedError
from wargame.session.request import WHITE_CELL, Request, roles_of, seat_of
from wargame.session.seats import check_entry
from wargame.session.shelf import Shelf
from wargame.session.state import State
from wargame.session.store import ConflictError, Credential, SessionRow
from wargame.session.verify import verify_links
from wargame.session.view import ObserverView, SeatView
from wargame.session.views.present import presented
from wargame.session.white_cell_view import WhiteCellView

AnyView = SeatView | WhiteCellView | ObserverView | ProjectorView
LOOKING = "The white cell looks on; nothing can be changed here."
FURTHER = "A further master code was drawn on the computer that keeps the session."
NO_CODE = "That code opens nothing here."
REPLACED = "The code of this role was replaced; enter by the new one."


class Host(ProjectorQuestions):
    """All sessions of a database. Safe for threads, and for other processes on the same database.

    ``clock`` gives seconds since 1970. Methods raise `RefusedError` for what may not be done;
    what they return from is kept. A database that cannot be opened raises `StoreError`.
    """

    def __init__(self, url: str | None = None, clock: Callable[[], float] | None = None) -> None:
        super().__init__()
        self.clock = clock or time.time  # noqa: TID251  the one clock, and it can be replaced
        self._shelf = Shelf(url)
        self._gate = Gate(self.clock)
        self._presence = Presence(self.clock)

    @property
    def url(self) -> str:
        """Where the sessions are kept."""
        return self._shelf.url

    def close(self) -> None:
        """Let go of the database."""
        self._backstage.close()
        self._shelf.close()

    def create(
        self, playbook: str | Path, *, seed: int | None = None, turns: int | None = None,
        fictional: bool = False, people: Sequence[str] | None = None, files: Sequence[Path] = (),
    ) -> NewSession:
        """A new session of a bundled playbook or a file.

        ``people`` are the seats meant for people (the playbook's teams by default); strategies
        play the others. ``seed`` is drawn if none is given. Raises `RefusedError` with the
        playbook's fault.
        """
        try:
            facts = created_event(playbook, seed=seed, turns=turns, fictional=fictional,
                                  people=people, files=files)
        except FactsError as error:
            raise RefusedError("content", str(error)) from None
        session = "s" + base64.b32encode(secrets.token_bytes(8)).decode().rstrip("=").lower()
        link = linked(session, 0, START, self.clock(), "host", "", "host|created", facts.created)
        return self._kept(facts, [link], files)

    def import_bundle(self, data: bytes, *, files: Sequence[Path] = ()) -> NewSession:
        """A session from a bundle, with new codes. Raises `RefusedError` for a damaged one."""
        links = read_bundle(data)
        found = verify_links(links, files)
        if found.difference is not None:
            raise RefusedError("content", f"The bundle cannot be taken in: {found.words}.")
        created = links[0].event.body
        assert isinstance(created, Created)
        return self._kept(facts_of(created, files), links, files)

    def _kept(self, facts: Facts, links: Sequence[Link], files: Sequence[Path]) -> NewSession:
        first, state = links[0].event, folded(facts, links)
        master = codes.new_master()
        row = SessionRow(first.session, first.at, facts.names.masked(facts.created.title),
                         state.phase, state.turn, facts.turns,
                         tuple(str(Path(f).resolve()) for f in files), 0, "")
        try:
            with self._shelf.store() as store:
                store.create(row, links, credentials_of(master, facts, state))
        except ConflictError:
            raise RefusedError("conflict", "This session is in the database already.") from None
        return NewSession(first.session, master)

    def further_master(self, session_id: str) -> NewSession:
        """A further master code of a kept session, for whoever holds its database.

        All codes go on to open what they did. The log says so, until the session is closed.
        """
        live, master = self._shelf.live(session_id), codes.new_master()
        fresh: list[Credential] = []

        def note(state: State) -> AnyBody | None:
            fresh[:] = credentials_of(master, live.facts, state)
            request = Request(live.facts, state, WHITE_CELL, "desk", self.clock(), live.tables)
            return None if state.phase == "closed" else handle(request, AddNote(text=FURTHER))

        self._append(live, WHITE_CELL, "desk", f"master {secrets.token_hex(8)}", note, fresh)
        return NewSession(session_id, master)

    def sessions(self) -> tuple[SessionSign, ...]:
        """All sessions, the newest first; nothing that is secret."""
        with self._shelf.store() as store:
            return tuple(SessionSign(r.id, r.title, r.created, r.phase, r.turn, r.turns)
                         for r in store.sessions())

    def enter(self, code: str, device: str, address: str = "", *,
              takeover: bool = False) -> Entry:
        """Let a device in by a code, and give it a token.

        Wrong codes are counted by ``address``. A seat that another device holds is refused
        (``conflict``) unless ``takeover``; the other device can then only read.
        """
        checked_device(device)
        address = str(address)[:100]
        self._gate.check(address)
        with self._shelf.store() as store:
            found = store.credential(codes.hash_of_code(str(code)[:100]), "code")
        live = self._shelf.live(found.session) if found is not None else None
        if found is None or live is None or found.generation != live.state.generation(found.role):
            self._gate.failed(address)
            raise RefusedError("credential", NO_CODE)
        role, actor = found.role, seat_of(found.role)
        token = codes.new_token(code if role == WHITE_CELL else "")
        credential = Credential(codes.hash_of_token(token), found.session, role, "token", device,
                                found.generation)

        def claim(state: State) -> AnyBody | None:
            if found.generation != state.generation(role):
                raise RefusedError("credential", NO_CODE)
            if state.phase == "closed" or (actor and state.seats[actor].device == device):
                return None
            if not actor:
                return Entered(role=role, device=device)
            check_entry(state, actor, device, live.facts.names.name(actor), takeover=takeover)
            return Entered(role=role, device=device, displaced=state.seats[actor].device)

        self._append(live, role, device, f"enter {credential.hash[:24]}", claim, [credential])
        self._presence.seen(found.session, role, device)
        return Entry(token, role, found.session)

    def identify(self, token: str) -> Identity:
        """Who a token stands for."""
        found, live = self._known(token)
        with live.lock:
            words = read_only_words(self._request(live, found))
        return Identity(found.session, found.role, found.device, words)

    def act(self, token: str, command: Command, key: str) -> Receipt:
        """Do what a command says, once for each ``key`` of a role: again, the same receipt."""
        checked_key(key)
        wanted = checked_command(command)
        found, live = self._known(token)

        fresh: list[Credential] = []

        def obey(state: State) -> AnyBody:
            if isinstance(wanted, ReissueCode):
                fresh[:] = reissued_credentials(token, live.facts, state, wanted)
            return handle(replace(self._request(live, found), state=state), wanted)

        index, body = self._append(live, found.role, found.device, key, obey, fresh)
        if getattr(body, "command", None) != wanted:
            raise RefusedError("conflict", "This request was used for something else before.")
        return Receipt(index + 1, index, message_of(body))

    def version(self, session_id: str) -> int:
        """The number of events: it changes with everything that happens, in any process."""
        return self._shelf.count(session_id)

    def away(self, session_id: str) -> frozenset[str]:
        """Seats whose device has fallen silent; no event says so, so screens ask for it."""
        live = self._shelf.live(session_id)
        with live.lock:
            return self._away(live)

    def view(self, token: str) -> AnyView:
        """The view of a token's role."""
        found, live = self._known(token)
        with live.lock:
            request = self._request(live, found)
            view: AnyView = live.view(found.role, self._away(live))
            return presented(view, request, read_only_words(request), self._presence,
                             self._codes(live, token) if found.role == WHITE_CELL else {})

    def see_as(self, token: str, seat: str) -> SeatView:
        """White cell: a seat's own page, read only; looking is logged once a phase."""
        found, live = self._known(token)
        state = live.state
        self._request(live, found).known_seat(seat)
        if found.role != WHITE_CELL or state.phase != "closed":
            self.act(token, SeeAsSeat(seat=seat),
                     f"see {found.device[:40]} {seat[:50]} {state.turn} {state.phase}")
        with live.lock:
            request = self._request(live, found)
            view: SeatView = live.view(f"seat:{seat}", self._away(live))
            return presented(view, request, LOOKING, self._presence, {})

    def seen(self, token: str) -> None:
        """Note that a device is there; not logged."""
        found = self._shelf.token(token)
        self._presence.seen(found.session, found.role, found.device)

    def export(self, token: str) -> bytes:
        """The white cell: the whole session as one bundle; others: its public part, at the end."""
        found, live = self._known(token)
        with live.lock:
            if found.role == WHITE_CELL:
                return write_bundle(live.links)
            if not live.state.revealed:
                raise RefusedError("phase", "The session can be taken home once it is over.")
            return public_document(live.facts, live.state, live.table)

    def casting(self, token: str) -> Casting:
        """The seats whose briefs a role may print: a team's own, or all teams' for the white cell.

        Raises `RefusedError` for roles without a brief.
        """
        found, live = self._known(token)
        actor = seat_of(found.role)
        with live.lock:
            seats = (actor,) if actor else tuple(
                seat.actor for seat in live.state.seats.values() if seat.for_people)
        if not actor and found.role != WHITE_CELL:
            raise RefusedError("role", "Briefs are secret: a team has its own, and only the white "
                               "cell all of them.")
        return Casting(live.facts.scenario, seats or tuple(live.facts.seats),
                       live.facts.created.fictional)

    def _known(self, token: str) -> tuple[Credential, Live]:
        """A token's credential and its session, read on. Raises `RefusedError`."""
        found = self._shelf.token(token)
        live = self._shelf.live(found.session)
        if found.generation != live.state.generation(found.role):
            raise RefusedError("credential", REPLACED)
        return found, live

    def _playing(self, session: str) -> Live:
        return self._shelf.live(session)

    def _request(self, live: Live, found: Credential) -> Request:
        return Request(live.facts, live.state, found.role, found.device, self.clock(),
                       live.tables)

    def _away(self, live: Live) -> frozenset[str]:
        session = live.state.session
        return frozenset(
            seat.actor for seat in live.state.seats.values()
            if seat.device and self._presence.away(session, f"seat:{seat.actor}", seat.device))

    def _codes(self, live: Live, token: str) -> dict[str, str]:
        return codes.codes_of(codes.master_of(token), live.state.session, roles_of(live.facts),
                              live.state.generations)

    def _append(self, live: Live, role: str, device: str, key: str, decide: Decide,
                credentials: Sequence[Credential] = ()) -> tuple[int, Any]:
        with self._shelf.store() as store:
            return append(live, store, self.clock, Pending(
                (role, device), f"{role}|{key}", decide, credentials))
