"""A rehearsal as its user runs it: one command plays, another checks, each in a clean process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

from wargame.engine.play import replayed
from wargame.session.bundle import read_bundle
from wargame.session.event import Resolved
from wargame.session.facts import facts_of
from wargame.session.fold import folded
from wargame.session.host import Host

ROOT = Path(__file__).parents[3]


def wargame(*words: object) -> subprocess.CompletedProcess[str]:
    """A command in a process of its own, where every warning is an error."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", "wargame", *map(str, words)], text=True,
        env=environment, capture_output=True, timeout=300, check=False, encoding="utf-8")


def test_a_rehearsal_of_the_long_view_is_exported_and_verified(tmp_path: Path) -> None:
    file, url = tmp_path / "rehearsal.wargame", f"sqlite:///{tmp_path / 'rehearsal.db'}"
    done = wargame("rehearse", "long_view", "--turns", 2, "--export", file, "--database", url,
                   "--json")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["turns"] == 2
    assert told["faults"] == []
    for what in (file, url):
        checked = wargame("verify", what)
        assert checked.returncode == 0, checked.stdout + checked.stderr
        assert checked.stdout.startswith("ok")
    replay(file.read_bytes(), tmp_path)


def replay(data: bytes, folder: Path) -> None:
    """A bundle that goes to another computer comes to the same states there, turn by turn."""
    links = read_bundle(data)
    facts = facts_of(links[0].event.body)  # type: ignore[arg-type]
    state = folded(facts, links)
    recorded = [link.event.body.state_hash for link in links
                if isinstance(link.event.body, Resolved)]
    table = replayed(facts.scenario, facts.created.seed, state.inputs)
    assert [turn.state_hash for turn in table.turns] == recorded
    with closing(Host(f"sqlite:///{folder / 'elsewhere.db'}")) as host:
        made = host.import_bundle(data)
        cell = host.enter(made.master_code, "cell").token
        view: Any = host.view(cell)
        assert view.room.turn == len(recorded)
        again = read_bundle(host.export(cell))
        assert again[:len(links)] == links
