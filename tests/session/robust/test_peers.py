"""Days of other systems' users: phones that sleep, everybody at once, a room that must follow."""

from __future__ import annotations

import multiprocessing as mp
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from wargame.session import command as c
from wargame.session.bench_playbook import crowded
from wargame.session.content import Forecast
from wargame.session.host import Host
from wargame.session.refusal import RefusedError

#: Newer Pythons warn of forks beside threads; the children here start threads of their own only.
pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
FORECAST = (Forecast(metric="open_token_share", low=0, high=1),)
PHASES = ("briefing", "orders", "locked", "resolved", "discussion")


class Crowd:
    """A session of thirty seats on a clock of its own."""

    def __init__(self, url: str, folder: Path) -> None:
        self.now = 1000.0
        self.host = Host(url, lambda: self.now)
        made = self.host.create(crowded(folder, 30), seed=1, turns=1)
        self.session = made.session_id
        self.cell = self.host.enter(made.master_code, "cell").token
        view: Any = self.host.view(self.cell)
        self.codes = view.codes
        self.seats = [s.actor for s in view.room.seats]

    def move(self, to: str, turn: int, key: str = "") -> None:
        self.host.act(self.cell, c.MovePhase(to=to, turn=turn), key or f"{to} {turn}")  # type: ignore[arg-type]


@pytest.fixture
def crowd(tmp_path: Path, database: str) -> Iterator[Crowd]:
    made = Crowd(database, tmp_path)
    yield made
    made.host.close()


def test_twelve_that_drop_out_for_two_minutes_find_their_drafts_and_order_once(
        crowd: Crowd) -> None:
    host, seats = crowd.host, crowd.seats[:12]
    tokens = {s: host.enter(crowd.codes[f"seat:{s}"], f"phone of {s}").token for s in seats}
    crowd.move("briefing", 0)
    crowd.move("orders", 1)
    host.act(crowd.cell, c.SetTimer(seconds=300), "timer")
    drafts = {s: c.SaveDraft(turn=1, reason=f"half a thought of {s}", forecasts=FORECAST)
              for s in seats}
    for seat, token in tokens.items():
        host.seen(token)
        host.act(token, drafts[seat], "draft")
    crowd.now += 120
    view: Any = host.view(crowd.cell)
    assert {s.actor for s in view.room.seats if s.state == "away"} == set(seats)
    for seat, token in tokens.items():
        # The page comes back with its cookie, or with its code where the cookie is gone.
        if seat in seats[6:]:
            again = host.enter(crowd.codes[f"seat:{seat}"], f"phone of {seat}").token
            tokens[seat] = token = again
        host.seen(token)
        mine: Any = host.view(token)
        assert mine.order.reason == f"half a thought of {seat}"
        assert mine.order.state == "draft"
        assert mine.read_only == ""
        assert mine.room.timer.left == 180
        # What was on its way when the line broke is sent once more.
        assert host.act(token, drafts[seat], "draft").index > 0
        host.act(token, c.SubmitOrder(turn=1), "seal")
        host.act(token, c.SubmitOrder(turn=1), "seal")
    view = host.view(crowd.cell)
    log = [line.words for line in view.log]
    assert sum("Draft of" in w for w in log) == sum("sealed" in w for w in log) == 12
    assert {s.actor for s in view.room.seats if s.state == "taken"} == set(seats)


def test_twenty_join_within_five_seconds(crowd: Crowd) -> None:
    def join(seat: str) -> tuple[float, str]:
        begun = time.perf_counter()
        token = crowd.host.enter(crowd.codes[f"seat:{seat}"], f"laptop of {seat}",
                                 "one address of the venue").token
        mine: Any = crowd.host.view(token)
        assert mine.seat.actor == seat
        return time.perf_counter() - begun, token

    begun = time.perf_counter()
    with ThreadPoolExecutor(20) as pool:
        joined = list(pool.map(join, crowd.seats[:20]))
    assert time.perf_counter() - begun < 20
    assert len({token for _, token in joined}) == 20
    view: Any = crowd.host.view(crowd.cell)
    assert [s.state for s in view.room.seats].count("taken") == 20


def watching(url: str, session: str, token: str, heard: Any) -> None:
    """A browser in a process of its own: it looks at the version, and tells each phase it sees."""
    with closing(Host(url)) as host:
        known, seen = -1, ""
        heard.put("here")
        while seen != "discussion":
            version = host.version(session)
            if version == known:
                time.sleep(0.02)
                continue
            view: Any = host.view(token)
            known = view.room.version
            if view.room.phase != seen:
                seen = view.room.phase
                heard.put(seen)


def test_each_command_of_the_facilitator_reaches_every_next_view(crowd: Crowd) -> None:
    host = crowd.host
    roles = [*(f"seat:{s}" for s in crowd.seats), "observer", "projector"]
    tokens = [host.enter(crowd.codes[r], f"screen {r}").token for r in roles]
    for seat in crowd.seats:
        host.act(crowd.cell, c.SetStandIn(seat=seat, stand_in="hold"), f"hold {seat}")
    for turn, phase in zip((0, 1, 1, 1, 1), PHASES, strict=True):
        crowd.move(phase, turn)
        assert {host.view(t).room.phase for t in tokens} == {phase}
        versions = {host.view(t).room.version for t in tokens}
        assert versions == {host.version(crowd.session)}


def test_screens_of_other_processes_follow_the_facilitator(crowd: Crowd) -> None:
    context = mp.get_context("fork")
    roles = [f"seat:{crowd.seats[0]}", "projector"]
    tokens = [crowd.host.enter(crowd.codes[r], f"screen {r}").token for r in roles]
    for seat in crowd.seats:
        crowd.host.act(crowd.cell, c.SetStandIn(seat=seat, stand_in="hold"), f"hold {seat}")
    url = crowd.host.url
    queues = [context.Queue() for _ in tokens]
    watchers = [context.Process(target=watching, args=(url, crowd.session, token, queue))
                for token, queue in zip(tokens, queues, strict=True)]
    crowd.host.close()
    for watcher in watchers:
        watcher.start()
    assert {queue.get(timeout=60) for queue in queues} == {"here"}
    assert {queue.get(timeout=60) for queue in queues} == {"lobby"}
    for turn, phase in zip((0, 1, 1, 1, 1), PHASES, strict=True):
        crowd.move(phase, turn)
        assert {queue.get(timeout=60) for queue in queues} == {phase}
    for watcher in watchers:
        watcher.join(60)
    assert [watcher.exitcode for watcher in watchers] == [0, 0]


def test_a_page_that_was_taken_over_is_told_so(crowd: Crowd) -> None:
    host, code = crowd.host, crowd.codes[f"seat:{crowd.seats[0]}"]
    old = host.enter(code, "old laptop").token
    new = host.enter(code, "new laptop", takeover=True).token
    assert "can only read" in host.identify(old).read_only
    with pytest.raises(RefusedError, match="can only read"):
        host.act(old, c.SendMessage(text="still here"), "1")
    assert host.identify(new).read_only == ""
