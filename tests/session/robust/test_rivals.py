"""Two at once, from processes of their own: one of them wins, and the other is told."""

from __future__ import annotations

import multiprocessing as mp
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from wargame.session.command import MovePhase, SetStandIn, SubmitOrder, UndoTurn
from wargame.session.host import Host
from wargame.session.refusal import RefusedError
from wargame.session.verify import verify_database

#: Newer Pythons warn of forks beside threads; the children here start threads of their own only.
pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
PROCESSES = 3
Call = Callable[[Host], Any]


def at_once(url: str, calls: list[Call]) -> list[tuple[str, Any]]:
    """What each call came to, each made by a process of its own at the same moment."""
    context = mp.get_context("fork")
    barrier, results = context.Barrier(len(calls)), context.Queue()

    def work(number: int, call: Call) -> None:
        host = Host(url)
        host.sessions()
        barrier.wait(60)
        try:
            results.put((number, "ok", call(host)))
        except RefusedError as no:
            results.put((number, no.cause, no.words))
        except BaseException as error:
            results.put((number, "error", repr(error)))
        host.close()

    processes = [context.Process(target=work, args=pair) for pair in enumerate(calls)]
    for process in processes:
        process.start()
    found = sorted(results.get(timeout=120) for _ in processes)
    for process in processes:
        process.join()
    return [(kind, said) for _, kind, said in found]


def seen(url: str, token: str) -> Any:
    """A view, by a process that has not seen the session before."""
    with closing(Host(url)) as host:
        return host.view(token)


def one_won(found: list[tuple[str, Any]], causes: set[str]) -> str:
    """The words that the others were told."""
    kinds = [kind for kind, _ in found]
    assert kinds.count("ok") == 1, found
    assert {k for k in kinds if k != "ok"} <= causes, found
    return next(str(said) for kind, said in found if kind != "ok")


@pytest.fixture
def lobby(tiny: Path, database: str) -> tuple[str, str, Any]:
    """A session's database, the white cell's token and all codes."""
    host = Host(database)
    made = host.create(tiny, seed=1, people=("openai", "us"))
    cell = host.enter(made.master_code, "cell").token
    view: Any = host.view(cell)
    for seat in ("openai", "us"):
        host.act(cell, SetStandIn(seat=seat, stand_in="hold"), f"stand {seat}")
    host.close()
    return database, cell, view.codes


def test_one_of_several_devices_claims_a_seat(lobby: tuple[str, str, Any]) -> None:
    url, cell, codes = lobby
    for seat in ("openai", "mistral", "us", "eu"):
        code = codes[f"seat:{seat}"]
        found = at_once(url, [lambda h, n=n, code=code: h.enter(code, f"device {n}").token
                              for n in range(PROCESSES)])
        told = one_won(found, {"conflict"})
        assert "Another device holds the seat" in told
        holder = next(n for n, (kind, _) in enumerate(found) if kind == "ok")
        view = seen(url, cell)
        assert next(d.device for d in view.desks if d.sign.actor == seat) == f"device {holder}"


def test_one_of_several_facilitators_makes_each_step(lobby: tuple[str, str, Any]) -> None:
    url, cell, _ = lobby
    for turn, to in ((0, "briefing"), (1, "orders"), (1, "locked"), (1, "resolved")):
        found = at_once(url, [
            lambda h, n=n, to=to, turn=turn: h.act(cell, MovePhase(to=to, turn=turn), f"{to} {n}")
            for n in range(PROCESSES)])
        told = one_won(found, {"conflict", "phase"})
        assert "already" in told or "was meant for" in told
    view = seen(url, cell)
    assert (view.room.phase, view.room.turn) == ("resolved", 1)
    assert sum("resolved. Check" in line.words for line in view.log) == 1
    for each in verify_database(url):
        assert each.whole, each.words


def test_the_same_click_that_arrives_twice_is_one_event(lobby: tuple[str, str, Any]) -> None:
    url, cell, _ = lobby
    found = at_once(url, [lambda h: h.act(cell, MovePhase(to="briefing", turn=0), "one click")
                          for _ in range(PROCESSES)])
    assert [kind for kind, _ in found] == ["ok"] * PROCESSES
    assert len({said for _, said in found}) == 1


def test_an_undo_and_a_step_on_at_once_leave_one_of_two_games(
        lobby: tuple[str, str, Any]) -> None:
    url, cell, _ = lobby
    with closing(Host(url)) as host:
        for number, (turn, to) in enumerate(((0, "briefing"), (1, "orders"), (1, "locked"),
                                             (1, "resolved"))):
            host.act(cell, MovePhase(to=to, turn=turn), f"step {number}")  # type: ignore[arg-type]
    found = at_once(url, [
        lambda h: h.act(cell, UndoTurn(turn=1, reason="a slip"), "undo"),
        lambda h: h.act(cell, MovePhase(to="briefing", turn=1), "on"),
        lambda h: h.act(cell, SubmitOrder(turn=1, seat="openai"), "late")])
    view = seen(url, cell)
    assert found[0][0] == "ok"
    assert (view.room.phase, view.room.turn) == ("orders", 1)
    assert found[2][0] in ("role", "phase")
    for each in verify_database(url):
        assert each.whole, each.words
