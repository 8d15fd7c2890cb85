"""The server's process is killed at random moments; nothing that it acknowledged is lost."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from session_server import Dice, Down, Line, Server, clients

from wargame.session.bench_busy import Busy
from wargame.session.chain import read_link
from wargame.session.host import Host
from wargame.session.refusal import RefusedError
from wargame.session.store import Store
from wargame.session.verify import verify_database

#: Newer Pythons warn of forks beside threads; the children here start threads of their own only.
pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
SEATS = ("meta", "openai", "anthropic", "deepseek", "mistral", "us", "china", "eu", "india")
#: Client processes: the white cell, nine teams, two observers.
ROLES = ("white_cell", *(f"seat:{s}" for s in SEATS), "observer", "observer")
RESTART = 5.0
FRESH = """
import sys, time
from wargame.session.host import Host
host = Host(sys.argv[1])
print(host.view(sys.argv[2]).room.version, time.process_time())
"""


def work(index: int, stop: Any, results: Any, folder: Path, tokens: list[str]) -> None:
    """One client: acts without a pause, notes what was acknowledged, repeats what was not."""
    role, token = ROLES[index], tokens[index]
    line, dice = Line(str(folder / "socket")), Dice(index)
    number = 0
    with (folder / f"acknowledged-{index}").open("w", buffering=1) as notes:
        while not stop.is_set():
            try:
                view = line.until_up("view", token) if number % 5 == 0 else view  # noqa: F821
                command = chosen(role, view, dice)
            except RefusedError:
                continue
            number += 1
            key = f"{index}-{number}"
            while not stop.is_set():
                try:
                    receipt = line.call("act", token, command, key)
                except Down:
                    time.sleep(0.05)
                    continue
                except RefusedError:
                    break
                notes.write(f"{receipt.index} {role}|{key} {command['kind']}\n")
                break
            time.sleep(dice.part() * 0.02)


def chosen(role: str, view: Any, dice: Dice) -> dict[str, Any]:
    """Something that the role might do now."""
    phase, turn = view.room.phase, view.room.turn
    if role == "observer":
        return {"kind": "add_note", "text": f"note {dice.part()}"}
    if role == "white_cell":
        if view.next_phase == "debrief" or (turn and dice.part() < 0.05):
            return {"kind": "undo_turn", "turn": 1, "reason": "again"}
        if dice.part() < 0.4:
            return {"kind": "send_message", "text": f"news {dice.part()}"}
        return {"kind": "move_phase", "to": view.next_phase, "turn": turn}
    if phase in ("briefing", "orders") and dice.part() < 0.5:
        return {"kind": "save_draft", "turn": turn, "reason": f"why {dice.part()}",
                "forecasts": [{"metric": "open_token_share", "low": 0, "high": 1}]}
    if phase == "orders" and dice.part() < 0.5:
        return {"kind": dice.choice(["submit_order", "withdraw_order"]), "turn": turn}
    return {"kind": "send_message", "to": [dice.choice(SEATS)], "text": f"word {dice.part()}"}


def acknowledged(folder: Path) -> list[tuple[int, str, str]]:
    found = []
    for index in range(len(ROLES)):
        for line in (folder / f"acknowledged-{index}").read_text().splitlines(keepends=True):
            if line.endswith("\n"):
                at, rest = line.split(" ", 1)
                key, kind = rest.strip().rsplit(" ", 1)
                found.append((int(at), key, kind))
    return found


def killed_at_random_moments(folder: Path, moments: int, fresh: int) -> None:
    """Kill and start again; ``fresh`` of the starts are of a whole new Python.

    Of those, seconds of work count: other processes of a busy computer are none of its doing.
    """
    url, dice = f"sqlite:///{folder / 'sessions.db'}", Dice(moments)
    host = Host(url)
    made = host.create("long_view", seed=3, people=SEATS)
    cell = host.enter(made.master_code, "cell").token
    codes: Any = host.view(cell).codes
    tokens = [cell, *(host.enter(codes[r], f"device {i}").token
                      for i, r in enumerate(ROLES[1:]))]
    for seat in SEATS:
        host.act(cell, {"kind": "set_stand_in", "seat": seat, "stand_in": "hold"}, f"s {seat}")  # type: ignore[arg-type]
    host.close()
    server, store = Server(url, str(folder / "socket")), Store(url)
    server.start()
    slowest = fresh_cpu = 0.0
    try:
        with Busy() as busy, clients(len(ROLES), work, folder, tokens):
            for moment in range(moments):
                time.sleep(dice.part() * 0.5)
                server.kill()
                known = acknowledged(folder)
                rows = {r.index: r for r in store.events(made.session_id)}
                lost = [a for a in known if a[0] not in rows or rows[a[0]].key != a[1]]
                assert lost == []
                if moment % (moments // fresh) == 0:
                    told = subprocess.run([sys.executable, "-c", FRESH, url, cell], check=True,
                                          stdout=subprocess.PIPE, timeout=60).stdout.split()
                    assert int(told[0]) == len(rows)
                    fresh_cpu = max(fresh_cpu, float(told[1]))
                slowest = max(slowest, server.start("view", cell))
    finally:
        server.kill()
    rows = store.events(made.session_id)
    links = [read_link(r.line) for r in rows]
    known = acknowledged(folder)
    for index, key, kind in known:
        assert links[index].event.key == key
        assert f'"kind":"{kind}"' in links[index].line
    assert len({r.key for r in rows}) == len(rows)
    found, = verify_database(url)
    assert found.whole, found.words
    store.close()
    sys.stdout.write(f"{moments} kills: {len(known)} acknowledged of {len(rows)} events, "
                     f"{found.turns} resolutions; slowest start {slowest:.2f} s, of a new Python "
                     f"{fresh_cpu:.2f} s of work; busy {busy.ratio:.1f}\n")
    assert len(known) > 5 * moments
    # Where other programs take the processor away, a start takes as much longer.
    assert slowest < RESTART * busy.ratio
    assert fresh_cpu < RESTART


def test_nothing_acknowledged_is_lost_when_the_server_is_killed(tmp_path: Path) -> None:
    killed_at_random_moments(tmp_path, 5, fresh=1)


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_at_two_hundred_moments(tmp_path: Path) -> None:
    killed_at_random_moments(tmp_path, 200, fresh=5)
