"""Thirty clients at once, and what they wait."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from wargame.session import bench
from wargame.session.bench_busy import Busy
from wargame.session.bench_playbook import crowded
from wargame.session.bench_room import MESSAGES, ORDERS, fold_ms, full_room
from wargame.session.creation import created_event
from wargame.session.store import Store
from wargame.session.verify import verify_database

#: Milliseconds that people do not feel, and what a turn may take.
CALL, RESOLVE, FOLD = 100.0, 250.0, 1000.0


def test_actors_are_doubled_until_every_seat_is_there(tmp_path: Path) -> None:
    facts = created_event(crowded(tmp_path, 30), seed=1, turns=2, fictional=False, people=None,
                          files=())
    assert len(facts.seats) == 30
    assert len(set(facts.names.codes.values())) == 30
    assert facts.seats["meta_2"].kind == facts.seats["meta"].kind


def test_figures_are_named_and_flat(tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
                                    run: Any) -> None:
    figures = dict.fromkeys(bench.FIGURES, 1.5)
    monkeypatch.setattr(bench, "measure", lambda **_: figures)
    assert json.loads(run("bench", "session", "--json").stdout) == figures
    assert {"resolve_p95_ms", "preview_1000_p95_ms", "preview_before_kernel_ms", "fork_500_ms",
            "fold_ms", "call_p95_ms"} <= set(figures)
    assert "milliseconds" in run("bench", "session").stdout


def test_a_turn_of_the_long_view_is_resolved_and_kept_while_the_room_looks_on(
        tmp_path: Path) -> None:
    assert 0 < bench.resolve_p95_ms(f"sqlite:///{tmp_path / 'turns.db'}", games=1) < 4 * RESOLVE


@pytest.mark.slow
def test_thirty_clients_wait_no_longer_than_people_feel(tmp_path: Path, database: str) -> None:
    with Busy() as busy:
        room = full_room(database, tmp_path)
    found, = verify_database(database)
    assert found.whole, found.words
    assert found.turns == 4
    store = Store(database)
    lines = [row.line for row in store.events(found.session)]
    store.close()
    assert sum('"send_message"' in line for line in lines) == MESSAGES
    assert sum('"save_draft"' in line or '"submit_order"' in line for line in lines) == ORDERS
    if database.startswith("sqlite"):
        # Where other programs take the processor away, a call waits as much longer.
        assert max(room.p95.values()) <= CALL * busy.ratio, (room.p95, busy.ratio)


@pytest.mark.slow
def test_a_whole_session_of_thirty_seats_is_folded_from_its_log(tmp_path: Path) -> None:
    taken, events = fold_ms(tmp_path)
    assert events > 600
    assert taken <= FOLD
