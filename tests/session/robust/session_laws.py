"""Laws of a session, checked on its database and through its host after every step."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from wargame.engine.play import replayed
from wargame.session.chain import START, read_link
from wargame.session.facts import Facts
from wargame.session.fold import folded
from wargame.session.host import Host
from wargame.session.phase import MOVES
from wargame.session.state import State
from wargame.session.store import Store
from wargame.session.view import SeatView

#: Who may read a canary in a state of the session: a role says yes or no.
Readers = Callable[[State, str], bool]
EVERYBODY: Readers = lambda _s, _r: True  # noqa: E731


def only(*roles: str) -> Readers:
    """These roles and the white cell, until the debrief."""
    return lambda state, role: state.revealed or role in ("white_cell", *roles)


@dataclass
class Canary:
    """A word that was planted, and who may come across it."""

    word: str
    may: Readers


@dataclass
class Laws:
    """What has been seen of a session, and what must hold of it from then on."""

    store: Store
    session: str
    facts: Facts
    canaries: list[Canary] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    acknowledged: dict[int, tuple[str, str]] = field(default_factory=dict)
    state: State | None = None
    looked: dict[tuple[int, str], int] = field(default_factory=dict)

    def hold(self, hosts: list[Host], tokens: dict[tuple[str, str], str]) -> None:
        """Every law, now."""
        before = self.state
        self.state = self.replay()
        self.phases(before, self.state)
        self.kept(hosts)
        self.secret(hosts, tokens)

    def replay(self) -> State:
        """The log only grows, each event follows the one before, and all folds to one state."""
        rows = self.store.events(self.session)
        lines = [row.line for row in rows]
        assert lines[:len(self.lines)] == self.lines, "the log lost or changed an event"
        fresh = [read_link(line) for line in lines[len(self.lines):]]
        previous = self.state.head if self.state is not None else START
        for link in fresh:
            assert link.event.previous == previous
            previous = link.digest
        self.lines = lines
        state = folded(self.facts, fresh, self.state) if fresh else self.state
        assert state is not None
        for index, (key, kind) in self.acknowledged.items():
            event = read_link(lines[index]).event if index >= len(lines) - 3 else None
            if event is not None:
                assert event.key == key
                assert f'"kind":"{kind}"' in lines[index]
        return state

    def whole_replay(self) -> None:
        """The whole log, folded anew and played anew, comes to the same hashes."""
        links = [read_link(line) for line in self.lines]
        assert folded(self.facts, links) == self.state
        assert self.state is not None
        table = replayed(self.facts.scenario, self.facts.created.seed, self.state.inputs)
        assert [t.state_hash for t in table.turns] == [r.state_hash for r in self.state.resolved]
        for index, (key, kind) in self.acknowledged.items():
            assert links[index].event.key == key
            assert f'"kind":"{kind}"' in self.lines[index]

    def phases(self, before: State | None, now: State) -> None:
        """Phases move along the allowed ways, turns one by one, and only by their own events."""
        if before is None or (before.phase, before.turn) == (now.phase, now.turn):
            return
        made = [read_link(line).event for line in self.lines[before.count:]]
        kinds = [getattr(e.body, "command", e.body).kind for e in made]
        assert "move_phase" in kinds or "undo_turn" in kinds
        assert all(e.by == "white_cell" for e in made
                   if getattr(e.body, "command", e.body).kind in ("move_phase", "undo_turn"))
        if "undo_turn" in kinds:
            assert now.phase in ("orders", "locked")
            assert now.turn <= before.turn
        elif kinds.count("move_phase") == 1:
            assert now.phase in MOVES[before.phase]
            onward = now.phase == "briefing" or (before.phase, now.phase) == ("debrief", "orders")
            assert now.turn - before.turn == int(onward)

    def kept(self, hosts: list[Host]) -> None:
        """Every process comes to the very state that the log folds to."""
        for host in hosts:
            live = host._shelf.live(self.session)
            assert live.state == self.state
            assert host.version(self.session) == len(self.lines)

    def secret(self, hosts: list[Host], tokens: dict[tuple[str, str], str]) -> None:
        """No view holds a canary that its role may not read."""
        for host in hosts:
            for token in tokens.values():
                host.seen(token)
        for (role, device), token in tokens.items():
            views = [host.view(token) for host in hosts]
            assert views[0] == views[1], (role, device, differing(*views))
            self.clean(role, self._spoken(id(hosts[0]), role, views[0]))
            for host in hosts:
                identity = host.identify(token)
                assert identity.role == role

    def clean(self, role: str, text: str) -> None:
        """A text that reaches a role holds no canary that it may not read."""
        state = self.state
        assert state is not None
        for canary in self.canaries:
            if canary.word in text:
                assert canary.may(state, role), f"{role} reads {canary.word!r}"

    def _spoken(self, host: int, role: str, view: Any) -> str:
        """A view as text; parts that follow from the position alone once for each position."""
        position = id(view.knows) if isinstance(view, SeatView) else id(view.room.series)
        if self.looked.get((host, role)) == position:
            view = replace(view, room=replace(view.room, series=()))
            if isinstance(view, SeatView):
                view = replace(view, knows=(), rivals=(), levers=())
        self.looked[host, role] = position
        return repr(view)


def differing(one: Any, other: Any) -> list[str]:
    """The fields in which two views differ, with both values."""
    names = [n for n in vars(one) if vars(one)[n] != vars(other)[n]]
    if "room" in names:
        return differing(one.room, other.room)
    return [f"{n}: {vars(one)[n]!r} / {vars(other)[n]!r}" for n in names]
