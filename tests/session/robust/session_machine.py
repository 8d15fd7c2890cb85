"""A machine that does to a session whatever people can, and checks the laws after each step."""

from __future__ import annotations

import functools
import itertools
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

import hypothesis.strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from session_laws import Canary, Laws, Readers, only
from tiny_playbook import PRIVATE, PUBLIC

from wargame.session import command as c
from wargame.session import creation, facts
from wargame.session.command import Command
from wargame.session.host import Host
from wargame.session.refusal import RefusedError
from wargame.session.state import State
from wargame.session.store import Store
from wargame.session.verify import verify_database

SEATS = ("openai", "mistral", "us")
ROLES = ("white_cell", *(f"seat:{s}" for s in SEATS), "observer", "projector")
DEVICES = ("d1", "d2")
role_ = st.sampled_from(ROLES)
device_, host_ = st.sampled_from(DEVICES), st.integers(0, 1)
#: Where files cost no waiting for a disk, if there is such a place.
MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


class SessionBase(RuleBasedStateMachine):
    """Two processes' worth of hosts on one database, six roles, two devices each."""

    playbook: ClassVar[Path]
    #: The URL of an empty database, for a folder.
    fresh: ClassVar[Callable[[Path], str]] = staticmethod(
        lambda folder: f"sqlite:///{folder / 'sessions.db'}")
    #: How a step is split over hosts, and the clock that both read.
    hosts: list[Host]

    @initialize(seed=st.integers(0, 3), played=st.sampled_from([-1, 0, 1, 2]))
    def begin(self, seed: int, played: int) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="wargame-machine-", dir=MEMORY))
        self.now = 1000.0
        url = self.fresh(self.folder)
        self.hosts = [Host(url, lambda: self.now) for _ in range(2)]
        made = self.hosts[0].create(self.playbook, seed=seed, people=SEATS)
        self.session, self.master = made.session_id, made.master_code
        self.store = Store(url)
        live = self.hosts[1]._shelf.live(self.session)
        self.tokens: dict[tuple[str, str], str] = {}
        self.laws = Laws(self.store, self.session, live.facts)
        self.number, self.keys = itertools.count(1), itertools.count(1)
        self.secrets: list[str] = []
        self.laws.state = self.laws.replay()
        self.laws.canaries += [
            Canary(PRIVATE, lambda s, r: (self._fired(s, "private") and only("seat:openai")(s, r))
                   or r == "white_cell"),
            Canary(PUBLIC, lambda s, r: self._fired(s, "public") or r == "white_cell"),
            Canary(live.facts.created.salt, lambda s, _r: s.revealed),
            Canary(self.master, lambda _s, _r: False)]
        self.enter_as("white_cell", "d1", 0)
        if played >= 0:
            for seat in SEATS:
                self.enter_as(f"seat:{seat}", "d1", 1)
            self.go("briefing", 0)
            self.go("orders", 1)
        for _ in range(played):
            self.all_order(0)
            for to in ("locked", "resolved", "briefing", "orders"):
                self.go(to, 0)

    def all_order(self, host: int) -> None:
        """Every seat seals an order."""
        raise NotImplementedError

    @staticmethod
    def _fired(state: State, inject: str) -> bool:
        return state.injects[inject].standing == "fired"

    @property
    def state(self) -> State:
        assert self.laws.state is not None
        return self.laws.state

    def canary(self, may: Readers) -> str:
        word = f"canary{next(self.number):05d}x"
        self.laws.canaries.append(Canary(word, may))
        return word

    def token(self, role: str, device: str) -> str | None:
        return self.tokens.get((role, device)) or next(
            (t for (r, _), t in self.tokens.items() if r == role), None)

    def act(self, role: str, command: Command, host: int = 0, device: str = "d1") -> bool:
        """Give a command and keep what was acknowledged; a refusal changes nothing."""
        token = self.token(role, device)
        if token is None:
            return False
        key, before = f"k{next(self.keys)}", self.store.count(self.session)
        try:
            receipt = self.hosts[host].act(token, command, key)
        except RefusedError as no:
            assert self.store.count(self.session) == before
            self.laws.clean(role, no.words)
            assert "\n" not in no.words
            return False
        kind = command.kind  # type: ignore[attr-defined]
        self.laws.acknowledged[receipt.index] = (f"{role}|{key}", kind)
        self.laws.clean(role, receipt.message)
        assert self.hosts[1 - host].act(token, command, key) == receipt
        assert self.store.count(self.session) == before + 1
        self._allowed(role, device, command)
        return True

    def _allowed(self, role: str, device: str, command: Command) -> None:
        """What was obeyed was the role's to ask, in a phase in which it may."""
        was, kind = self.state, command.kind  # type: ignore[attr-defined]
        assert role != "projector"
        assert was.phase != "closed"
        if role.startswith("seat:"):
            holder = was.seats[role[5:]].device
            assert self.tokens.get((role, holder)) == self.token(role, device)
        if kind == "save_draft":
            assert was.phase in ("briefing", "orders", *(("locked",) if role == "white_cell"
                                                         else ()))
            assert command.turn == was.turn  # type: ignore[attr-defined]
        if kind == "submit_order":
            self._affordable(command.seat or role[5:])  # type: ignore[attr-defined]
            assert was.phase == "orders" or (role, was.phase) == ("white_cell", "locked")

    def _affordable(self, seat: str) -> None:
        """A sealed order keeps within bounds and budget, by what its seat's page says."""
        view: Any = self.hosts[0].see_as(self.tokens["white_cell", "d1"], seat)
        self.laws.state = self.laws.replay()
        ordered, levers = view.order.levers, {v.name: v for v in view.levers}
        assert all(levers[n].low <= x <= levers[n].high for n, x in ordered.items())
        now = sum(v.cost * v.present for v in view.levers)
        cost = sum(v.cost * ordered.get(v.name, v.present) for v in view.levers)
        assert view.budget is None or cost <= max(view.budget, now) + 1e-6

    def go(self, to: str, host: int, reason: str = "") -> bool:
        turn = self.state.turn
        if to == "resolved":
            reason = reason or "free actions may stay unjudged"
        done = self.act("white_cell", c.MovePhase(to=to, turn=turn, reason=reason), host)  # type: ignore[arg-type]
        self.laws.hold(self.hosts, {})
        return done

    @rule(role=role_, device=device_, host=host_, takeover=st.booleans())
    def enter_as(self, role: str, device: str, host: int, takeover: bool = False) -> None:
        cell: Any = self.hosts[host].view(self.tokens["white_cell", "d1"]) if self.tokens else None
        code = self.master if role == "white_cell" else cell.codes[role]
        try:
            entry = self.hosts[host].enter(code, device, takeover=takeover)
        except RefusedError as no:
            assert self.state.seats[role[5:]].device not in ("", device)
            assert not takeover
            self.laws.clean(role, no.words)
            return
        assert entry.role == role
        self.laws.canaries.append(Canary(entry.token, lambda _s, _r: False))
        self.tokens[role, device] = entry.token

    def refused(self, call: Any, *args: Any) -> None:
        try:
            call(*args)
        except RefusedError as no:
            self.laws.clean("nobody", no.words)
        else:
            raise AssertionError("not refused")

    @precondition(lambda self: hasattr(self, "laws"))
    @invariant()
    def laws_hold(self) -> None:
        self.laws.hold(self.hosts, self.tokens)
        for host in self.hosts:
            self.laws.clean("nobody", repr(host.sessions()))

    def teardown(self) -> None:
        if not hasattr(self, "laws"):
            return
        self.laws.whole_replay()
        found = verify_database(self.hosts[0].url)
        assert [v.words for v in found if not v.whole] == []
        for host in self.hosts:
            host.close()
        self.store.close()
        shutil.rmtree(self.folder)


def remembering(monkeypatch: Any) -> None:
    """Bind one playbook once, not for each session that the machine makes."""
    kept = functools.lru_cache(facts.scenario_from.__wrapped__ if hasattr(
        facts.scenario_from, "__wrapped__") else facts.scenario_from)

    def scenario_from(text: str, name: str, turns: int | None, files: Any) -> Any:
        return kept(text, name, turns, tuple(files))

    for module in (facts, creation):
        monkeypatch.setattr(module, "scenario_from", scenario_from)
