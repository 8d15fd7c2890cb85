"""Rehearsal: a whole session with a bot in every seat, through the same door as people."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from wargame.session.bots import Bot
from wargame.session.command import (
    AcceptOrder,
    AddNote,
    Adjudicate,
    Command,
    MovePhase,
    PauseTimer,
    SetTimer,
)
from wargame.session.creation import created_event
from wargame.session.facts import FactsError
from wargame.session.host import Host
from wargame.session.phase import Phase
from wargame.session.refusal import RefusedError

#: The device names of a rehearsal begin so.
DEVICE = "rehearsal"
Wait = Callable[[float], None]
Note = Callable[[str], None]


@dataclass(frozen=True)
class Rehearsed:
    """A session that was rehearsed to its end.

    ``refusals`` are what bots were refused, in words; ``never_fired`` injects that waited in vain.
    """

    session_id: str
    master_code: str
    token: str
    turns: int
    events: int
    seconds: float
    slowest: float
    refusals: tuple[str, ...]
    never_fired: tuple[str, ...]
    faults: tuple[str, ...]


@dataclass
class _Rehearsal:
    host: Host
    session: str
    white_cell: str
    stopwatch: Callable[[], float]
    wait: Wait
    note: Note
    bots: dict[str, tuple[Bot, str]] = field(default_factory=dict)
    observer: str = ""
    refusals: list[str] = field(default_factory=list)
    slowest: float = 0.0
    keys: Any = field(default_factory=itertools.count)

    def act(self, token: str, command: Command) -> bool:
        """Give a command; whether it was obeyed."""
        begun = self.stopwatch()
        try:
            self.host.act(token, command, f"rehearsal {next(self.keys)}")
        except RefusedError as no:
            self.refusals.append(no.words)
            return False
        finally:
            self.slowest = max(self.slowest, self.stopwatch() - begun)
        return True

    def move(self, to: Phase) -> None:
        """The white cell's next step; refusing it ends the rehearsal."""
        turn = self.host.view(self.white_cell).room.turn
        begun = self.stopwatch()
        self.host.act(self.white_cell, MovePhase(to=to, turn=turn),
                      f"rehearsal {next(self.keys)}")
        self.slowest = max(self.slowest, self.stopwatch() - begun)

    def play_turn(self) -> None:
        """One turn: news, talk, orders, judgement, resolution, discussion."""
        self.move("briefing")
        self._pace("briefing")
        self.move("orders")
        minutes = self._room().minutes.get("orders", 0.0)
        if minutes:
            self.act(self.white_cell, SetTimer(seconds=round(minutes * 60)))
        self._talk()
        self._pace("orders")
        self._order()
        self.move("locked")
        self._judge()
        self._pace("locked")
        self.move("resolved")
        room = self._room()
        self.note(f"Turn {room.turn} of {room.turns}: {' '.join(room.happened[:1])}")
        self.act(self.observer, AddNote(text=f"Rehearsal: the room reads turn {room.turn}."))
        self.move("discussion")
        self._pace("discussion")

    def _talk(self) -> None:
        others = tuple(self.bots)
        for bot, token in self.bots.values():
            view: Any = self.host.view(token)
            for command in bot.talk(view, others):
                self.act(token, command)

    def _order(self) -> None:
        if self._room().timer is not None:
            self.act(self.white_cell, PauseTimer(paused=True))
            self.act(self.white_cell, PauseTimer(paused=False))
        for bot, token in self.bots.values():
            view: Any = self.host.view(token)
            self.act(token, bot.draft(view))
            if not self.act(token, bot.submit(view)):
                self.act(token, bot.holding(view))
                self.act(token, bot.submit(view))

    def _judge(self) -> None:
        view: Any = self.host.view(self.white_cell)
        for order in view.free_actions:
            self.act(self.white_cell, Adjudicate(
                turn=order.turn, seat=order.seat, pros=("It has the means.",),
                cons=("Others would rather not.",)))
        for desk in view.desks:
            if desk.order.state == "sealed":
                self.act(self.white_cell, AcceptOrder(turn=view.room.turn, seat=desk.sign.actor))

    def _pace(self, phase: str) -> None:
        self.wait(60 * self._room().minutes.get(phase, 0.0))

    def _room(self) -> Any:
        return self.host.view(self.white_cell).room


def rehearse(
    playbook: str | Path, host: Host, *, seed: int = 1, turns: int | None = None,
    files: Sequence[Path] = (), stopwatch: Callable[[], float], wait: Wait | None = None,
    note: Note | None = None,
) -> Rehearsed:
    """Play a whole session with bots in every seat, a white cell, an observer and a projector.

    ``stopwatch`` gives seconds, ``wait`` spends them at real pace (None: none are spent). Raises
    `RefusedError` where the session cannot go on.
    """
    begun = stopwatch()
    try:
        facts = created_event(playbook, seed=seed, turns=turns, fictional=False, people=None,
                              files=files)
    except FactsError as error:
        raise RefusedError("content", str(error)) from None
    actors = tuple(facts.seats)
    made = host.create(playbook, seed=seed, turns=turns, people=actors, files=files)
    cell = host.enter(made.master_code, f"{DEVICE} white cell").token
    play = _Rehearsal(host, made.session_id, cell, stopwatch, wait or (lambda _: None),
                      note or (lambda _: None))
    first: Any = host.view(cell)
    for actor in actors:
        entry = host.enter(first.codes[f"seat:{actor}"], f"{DEVICE} {actor}")
        play.bots[actor] = (Bot(actor, seed), entry.token)
    play.observer = host.enter(first.codes["observer"], f"{DEVICE} observer").token
    host.view(host.enter(first.codes["projector"], f"{DEVICE} projector").token)
    play.note(f"{first.room.title}: {len(actors)} seats, {first.room.turns} turns.")
    for _ in range(first.room.turns):
        play.play_turn()
    play.move("debrief")
    last: Any = host.view(cell)
    play.move("closed")
    return Rehearsed(
        made.session_id, made.master_code, cell, last.room.turn, host.version(made.session_id),
        stopwatch() - begun, play.slowest, tuple(play.refusals),
        tuple(i.title for i in last.injects if i.state == "waiting" and i.when != "by hand"),
        tuple(f"turn {f.turn}, {f.seat}: {f.reason}" for f in last.faults))
