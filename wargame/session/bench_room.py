"""A full room against the clock: thirty clients at once, four turns, and a log to fold."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from wargame.session.bench_playbook import crowded
from wargame.session.bots import Bot
from wargame.session.chain import read_link
from wargame.session.command import Command, MovePhase, SaveDraft, SendMessage, SubmitOrder
from wargame.session.facts import facts_of
from wargame.session.fold import folded
from wargame.session.host import Host
from wargame.session.phase import Phase
from wargame.session.rehearse import rehearse
from wargame.session.store import Store
from wargame.session.tables import Tables
from wargame.session.view import SeatView
from wargame.world.luck import uniform

SEATS, TURNS, FOLDED_TURNS = 30, 4, 5
MESSAGES, ORDERS = 1000, 400
#: Seconds in which a client does what it does in a turn; a client looks at the version each second.
TURN, BEAT = 15.0, 1.0
BEFORE: tuple[Phase, ...] = ("briefing", "orders")
AFTER: tuple[Phase, ...] = ("locked", "resolved", "discussion")


@dataclass
class Timed:
    """What calls of a host took, in milliseconds, by method."""

    host: Host
    taken: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def call(self, method: str, *arguments: Any) -> Any:
        """Call, and note how long it took."""
        begun = time.perf_counter()
        try:
            return getattr(self.host, method)(*arguments)
        finally:
            self.taken[method].append(1000 * (time.perf_counter() - begun))

    @property
    def p95(self) -> dict[str, float]:
        """The 95th percentile by method."""
        return {name: float(np.quantile(took, 0.95)) for name, took in self.taken.items()}


@dataclass
class Client:
    """A team's browser: a heartbeat each second, a view where something changed, and its plan."""

    room: Timed
    session: str
    token: str
    bot: Bot
    number: int
    orders: int = 0
    messages: int = 0

    def play(self, turn: int, messages: int, drafts: int, seconds: float) -> None:
        """A turn's messages, drafts and sealed order at times of its own."""
        begun = time.perf_counter()
        view: SeatView = self.room.call("view", self.token)
        draft = self.bot.holding(view)
        plan: list[Command] = [SendMessage(text=f"{self.bot.actor} in turn {turn}: {n}")
                               for n in range(messages)]
        plan += [draft] * drafts
        whims = [uniform(self.number, 0, turn, self.bot.actor, f"when {n}")
                 for n in range(len(plan))]
        due = [(0.9 * seconds * w, command)
               for w, command in sorted(zip(whims, plan, strict=True), key=lambda p: p[0])]
        late = uniform(self.number, 0, turn, self.bot.actor, "when sealed")
        due += [((0.9 + 0.1 * late) * seconds, SubmitOrder(turn=turn))]
        beat, known = 0.0, view.room.version
        for at, command in due:
            while beat < at:
                _sleep_until(begun + beat)
                version = self.room.call("version", self.session)
                if version != known:
                    known = self.room.call("view", self.token).room.version
                beat += BEAT
            _sleep_until(begun + at)
            self.room.call("act", self.token, command, f"{turn} {at:.6f}")
            self.room.call("view", self.token)
            self.messages += isinstance(command, SendMessage)
            self.orders += isinstance(command, SaveDraft | SubmitOrder)


def full_room(url: str, folder: Path, seconds: float = TURN) -> Timed:
    """Play four turns with thirty clients at once; what each call took."""
    host = Host(url)
    playbook = crowded(folder, SEATS)
    made = host.create(playbook, seed=1, turns=TURNS)
    cell = host.enter(made.master_code, "white cell").token
    first: Any = host.view(cell)
    room = Timed(host)
    clients = [
        Client(room, made.session_id, room.call("enter", first.codes[f"seat:{s.actor}"], "browser",
                                                "").token, Bot(s.actor, 1), number)
        for number, s in enumerate(first.room.seats)]
    for turn in range(1, TURNS + 1):
        for phase in BEFORE:
            _move(room, cell, phase, turn - (phase == "briefing"))
        with ThreadPoolExecutor(len(clients)) as pool:
            for done in [pool.submit(c.play, turn, *_shares(turn, c.number), seconds)
                         for c in clients]:
                done.result()
        for phase in AFTER:
            _move(room, cell, phase, turn)
            room.call("view", cell)
    sent = sum(client.messages for client in clients), sum(client.orders for client in clients)
    if sent != (MESSAGES, ORDERS):
        raise AssertionError(f"{sent[0]} messages and {sent[1]} orders were sent")
    host.close()
    return room


def _move(room: Timed, token: str, to: Phase, turn: int) -> None:
    room.call("act", token, MovePhase(to=to, turn=turn, reason="Measured"), f"{to} {turn}")


def fold_ms(folder: Path, repeats: int = 3) -> tuple[float, int]:
    """Milliseconds to fold and play a whole session of thirty seats from its log, and events."""
    url = f"sqlite:///{folder / 'folded.db'}"
    host = Host(url)
    made = rehearse(crowded(folder, SEATS), host, turns=FOLDED_TURNS, stopwatch=time.perf_counter)
    host.close()
    store = Store(url)
    facts = facts_of(read_link(store.events(made.session_id)[0].line).event.body)  # type: ignore[arg-type]

    def fold() -> int:
        links = [read_link(row.line) for row in store.events(made.session_id)]
        state = folded(facts, links)
        table = Tables(facts.scenario, facts.created.seed)(state.inputs)
        hashes = [turn.state_hash for turn in table.turns]
        if hashes != [body.state_hash for body in state.resolved]:
            raise AssertionError("the log was played to another state")
        return len(links)

    best = min(_ms(fold) for _ in range(repeats))
    events = len(store.events(made.session_id))
    store.close()
    return best, events


def _shares(turn: int, number: int) -> tuple[int, int]:
    """A client's messages and drafts in a turn."""
    place = (turn - 1) * SEATS + number
    clients = TURNS * SEATS
    messages = MESSAGES // clients + (place < MESSAGES % clients)
    sealed = ORDERS - clients
    return messages, sealed // clients + (place < sealed % clients)


def _sleep_until(moment: float) -> None:
    time.sleep(max(0.0, moment - time.perf_counter()))


def _ms(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - begun)
