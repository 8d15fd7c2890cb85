"""How fast a session answers: figures of one run on the Long View."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from wargame.session.bench_busy import Busy
from wargame.session.bench_foresight import FORESIGHT, PLAYBOOK, measure_foresight
from wargame.session.bench_room import FOLDED_TURNS, MESSAGES, ORDERS, SEATS, fold_ms, full_room
from wargame.session.bots import Bot
from wargame.session.command import MovePhase
from wargame.session.host import Host
from wargame.session.phase import Phase

GAMES = 4

#: What each figure means.
FIGURES = {
    "resolve_p95_ms": "milliseconds to resolve a turn with the playbook's teams, kept on disk: "
                      "95th percentile",
    "call_p95_ms": f"milliseconds of a call with {SEATS} clients at once, {MESSAGES:,} messages "
                   f"and {ORDERS} orders: 95th percentile of the slowest kind of call",
    **{f"{name}_p95_ms": f"the same for {words}" for name, words in (
        ("act", "commands"), ("view", "views"), ("version", "heartbeats"), ("enter", "entries"))},
    "calls": "calls of those clients",
    "busy_ratio": "how much longer a short loop took beside those clients than at its best: 1 on "
                  "a computer that does nothing else",
    "fold_ms": f"milliseconds to read, fold and play a session of {FOLDED_TURNS} turns and "
               f"{SEATS} seats from its log",
    "fold_events": "events of that log",
    **FORESIGHT,
}


def measure(
    *, kernel: bool = True, note: Callable[[str], None] = lambda _: None,
) -> dict[str, float | int | None]:
    """The figures of `FIGURES`; None for those of the kernel where ``kernel`` is False."""
    figures: dict[str, float | int | None] = dict.fromkeys(FIGURES)
    with tempfile.TemporaryDirectory(prefix="wargame-bench-") as name:
        folder = Path(name)
        note("turns")
        figures["resolve_p95_ms"] = resolve_p95_ms(f"sqlite:///{folder / 'turns.db'}")
        note(f"a full room: {SEATS} clients")
        with Busy() as busy:
            room = full_room(f"sqlite:///{folder / 'room.db'}", folder)
        figures["busy_ratio"] = busy.ratio
        p95 = room.p95
        figures["call_p95_ms"] = max(p95.values())
        figures["calls"] = sum(len(taken) for taken in room.taken.values())
        for kind, value in p95.items():
            figures[f"{kind}_p95_ms"] = value
        note("a whole log")
        figures["fold_ms"], figures["fold_events"] = fold_ms(folder)
    return figures | measure_foresight(kernel=kernel, note=note)


def resolve_p95_ms(url: str, games: int = GAMES) -> float:
    """Milliseconds to resolve a turn of the Long View, sealed orders of its teams and all."""
    host = Host(url)
    taken: list[float] = []
    for seed in range(games):
        made = host.create(PLAYBOOK, seed=seed)
        cell = host.enter(made.master_code, "white cell").token
        view: Any = host.view(cell)
        teams = [s.actor for s in view.room.seats if s.for_people]
        tokens = {a: host.enter(view.codes[f"seat:{a}"], f"device {a}").token for a in teams}
        for turn in range(1, view.room.turns + 1):
            _move(host, cell, "briefing", turn - 1)
            _move(host, cell, "orders", turn)
            for actor, token in tokens.items():
                bot, seat = Bot(actor, seed), host.view(token)
                draft = bot.holding(seat) if turn % 2 else bot.draft(seat)  # type: ignore[arg-type]
                host.act(token, draft, f"draft {turn}")
                host.act(token, bot.submit(seat), f"seal {turn}")  # type: ignore[arg-type]
            _move(host, cell, "locked", turn)
            begun = time.perf_counter()
            _move(host, cell, "resolved", turn)
            taken.append(1000 * (time.perf_counter() - begun))
    host.close()
    return float(np.quantile(taken, 0.95))


def _move(host: Host, token: str, to: Phase, turn: int) -> None:
    host.act(token, MovePhase(to=to, turn=turn, reason="Measured"), f"{to} {turn}")
