"""A host of one session that holds views made by hand; for tests of pages and routes."""

from __future__ import annotations

from dataclasses import dataclass, field

from wargame.session.refusal import RefusedError
from wargame.ui.games import game

CODES = {"MASTER": "white_cell", "META": "seat:meta", "OBSERVER": "observer",
         "PROJECTOR": "projector"}


@dataclass(frozen=True)
class Entry:
    token: str
    role: str
    session_id: str = "s-1"


@dataclass(frozen=True)
class Identity:
    session_id: str
    role: str
    device: str = ""
    read_only: str = ""


@dataclass(frozen=True)
class NewSession:
    session_id: str
    master_code: str


@dataclass(frozen=True)
class Receipt:
    version: int
    index: int
    message: str


@dataclass
class FakeHost:
    """Codes and tokens are plain; ``refuse`` makes the next commands fail with its words."""

    views: dict = field(default_factory=dict)
    number: int = 7
    holders: dict = field(default_factory=dict)
    tokens: dict = field(default_factory=dict)
    done: dict = field(default_factory=dict)
    commands: list = field(default_factory=list)
    attempts: int = 0
    refuse: RefusedError | None = None
    looks: int = 0
    kept: tuple = ()
    created: list = field(default_factory=list)
    further: list = field(default_factory=list)

    def enter(self, code, device, address="", *, takeover=False):
        self.attempts += 1
        if self.attempts > 8:
            raise RefusedError("limit", "Too many wrong codes from this device; wait a minute.")
        role = CODES.get(code)
        if role is None:
            raise RefusedError("credential", "That code belongs to no seat.")
        self.attempts = 0
        holder = self.holders.get(role)
        if role.startswith("seat:") and holder not in (None, device) and not takeover:
            raise RefusedError("conflict", "Meta is held by another device, last seen just now.")
        self.holders[role] = device
        token = f"token-{role}-{device}"
        self.tokens[token] = (role, device)
        return Entry(token, role)

    def sessions(self):
        return self.kept

    def create(self, playbook, **asked):
        self.created.append((playbook, asked))
        if self.refuse:
            raise self.refuse
        return NewSession("s-2", "MASTER-CODE")

    def further_master(self, session):
        self.further.append(session)
        return NewSession(session, "MASTER-CODE")

    def import_bundle(self, data, *, files=()):
        return self.create("bundle", data=data)

    def identify(self, token):
        if token not in self.tokens:
            raise RefusedError("credential", "This device holds no seat any more.")
        role, device = self.tokens[token]
        return Identity("s-1", role, device)

    def act(self, token, command, key):
        self.identify(token)
        if self.refuse:
            raise self.refuse
        if key not in self.done:
            self.number += 1
            self.commands.append(command)
            self.done[key] = Receipt(self.number, len(self.commands), "")
        return self.done[key]

    def version(self, session_id):
        self.looks += 1
        return self.number

    def away(self, session_id):
        return frozenset()

    def scenario(self, session):
        return game("long_view").scenario

    def worked_out(self, session_id):
        return 0

    def view(self, token):
        return self.views[self.identify(token).role]

    def prepare(self, token, *, kernel=True):
        self.identify(token)

    def seen(self, token):
        self.identify(token)

    def export(self, token):
        if self.identify(token).role != "white_cell":
            raise RefusedError("role", "Only the white cell may take the bundle before the end.")
        return b"a bundle"
