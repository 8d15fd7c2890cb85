"""A session's record is changed in every way there is; verification names the event."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from session_server import Dice

from wargame.session.command import SendMessage
from wargame.session.host import Host
from wargame.session.rehearse import rehearse
from wargame.session.verify import verify_bundle, verify_database


@pytest.fixture(scope="module")
def rehearsed(tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, bytes]:
    """A database with a whole small session, and its bundle."""
    path = tmp_path_factory.mktemp("rehearsed") / "sessions.db"
    with closing(Host(f"sqlite:///{path}")) as host:
        found = rehearse(tiny, host, seed=4, stopwatch=lambda: 0.0)
        return path, host.export(found.token)


@pytest.fixture(scope="module")
def small(tiny: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bundle of a session that has hardly begun."""
    path = tmp_path_factory.mktemp("small") / "sessions.db"
    with closing(Host(f"sqlite:///{path}", lambda: 5.0)) as host:
        made = host.create(tiny, seed=4)
        cell = host.enter(made.master_code, "cell").token
        for number in range(3):
            host.act(cell, SendMessage(text=f"word {number}"), str(number))
        return host.export(cell)


def event_of(data: bytes, place: int) -> int:
    """The event in whose line a byte stands; -1 for the bundle's head."""
    return data.count(b"\n", 0, place) - 1


def check_byte(data: bytes, place: int, bit: int) -> None:
    changed = bytearray(data)
    changed[place] ^= bit
    found = verify_bundle(bytes(changed))
    assert found.tampered, place
    event, index = event_of(data, place), found.difference.index  # type: ignore[union-attr]
    if event >= 0 and found.difference.kind != "unreadable":  # type: ignore[union-attr]
        assert index is not None, found.words
        assert index - 1 <= event <= index + 1, (place, found.words)
        assert any(w in found.words for w in (f"event {index}", "last event", "last one"))


def test_every_byte_of_a_small_record_tells(small: bytes) -> None:
    events = [n for n in range(len(small)) if event_of(small, n) != 0]
    playbook = [n for n in range(len(small)) if event_of(small, n) == 0][::97]
    for place in (*events, *playbook):
        check_byte(small, place, 1)


def test_sampled_bytes_of_a_whole_record_tell(rehearsed: tuple[Path, bytes]) -> None:
    data, dice = rehearsed[1], Dice(3)
    for _ in range(250):
        check_byte(data, int(dice.part() * len(data)), 1 << int(dice.part() * 7))


@pytest.mark.slow
def test_every_seventh_byte_of_a_whole_record_tells(rehearsed: tuple[Path, bytes]) -> None:
    for place in range(0, len(rehearsed[1]), 7):
        check_byte(rehearsed[1], place, 2)


def test_the_command_tells_a_file_and_a_database_by_exit_codes(
        rehearsed: tuple[Path, bytes], run: Any, tmp_path: Path) -> None:
    path, data = rehearsed
    file = tmp_path / "session.wargame"
    file.write_bytes(data)
    assert run("verify", file).exit_code == 0
    assert run("verify", f"sqlite:///{path}").exit_code == 0
    lines = data.split(b"\n")
    middle = len(lines) // 2
    changes = {
        "changed": [*lines[:middle], lines[middle].replace(b'"at":', b'"at":1', 1),
                    *lines[middle + 1:]],
        "cut": [*lines[:-2], b""],
        "swapped": [*lines[:middle], lines[middle + 1], lines[middle], *lines[middle + 2:]],
        "left out": [*lines[:middle], *lines[middle + 1:]],
        "twice": [*lines[:middle], lines[middle], *lines[middle:]],
        "empty": [b""],
    }
    for name, parts in changes.items():
        file.write_bytes(b"\n".join(parts))
        done = run("verify", file)
        assert done.exit_code == 1, name
        assert done.stdout.startswith("CHANGED"), name
        assert len(done.stdout.strip().splitlines()) == 1
    event = middle - 1
    file.write_bytes(b"\n".join(changes["changed"]))
    assert f"event {event} was changed" in run("verify", file).stdout
    assert run("verify", tmp_path / "nothing").exit_code == 2
    assert run("verify", f"sqlite:///{tmp_path / 'nothing.db'}").exit_code == 2


ROWS = {
    "a digit of a line": "UPDATE wargame_events SET line = replace(line, 'Rehearsal', 'rehearsal')"
                         " WHERE \"index\" = :n",
    "a digest": "UPDATE wargame_events SET digest = 'x' || substr(digest, 2) WHERE \"index\" = :n",
    "a key": "UPDATE wargame_events SET key = key || 'x' WHERE \"index\" = :n",
    "an event gone": "DELETE FROM wargame_events WHERE \"index\" = :n",
    "the end gone": "DELETE FROM wargame_events WHERE \"index\" >= :n",
    "the count": "UPDATE wargame_sessions SET count = count - :n / :n",
    "the head": "UPDATE wargame_sessions SET head = substr(head, 2) || :n % 1",
}


@pytest.mark.parametrize("change", ROWS)
def test_a_row_that_was_changed_in_the_database_is_found(
        change: str, rehearsed: tuple[Path, bytes], tmp_path: Path, run: Any) -> None:
    copy = tmp_path / "sessions.db"
    with closing(sqlite3.connect(rehearsed[0])) as source, closing(sqlite3.connect(copy)) as to:
        source.backup(to)
        lines = [r[0] for r in to.execute('SELECT line FROM wargame_events ORDER BY "index"')]
        number = next(n for n, line in enumerate(lines) if "Rehearsal" in line and n > 20)
        with to:
            assert to.execute(ROWS[change], {"n": number}).rowcount > 0
    found, = verify_database(f"sqlite:///{copy}")
    assert found.tampered, found.words
    if change not in ("the count", "the head", "the end gone"):
        assert found.difference is not None
        assert found.difference.index in (number, number + 1), found.words
    assert run("verify", f"sqlite:///{copy}").exit_code == 1


def test_other_equations_are_told_apart_from_a_changed_record(
        rehearsed: tuple[Path, bytes], run: Any, tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch) -> None:
    """The same record under a model whose operation list is another one."""
    from wargame.session import facts

    file = tmp_path / "session.wargame"
    file.write_bytes(rehearsed[1])
    monkeypatch.setattr(facts.Facts, "equations_differ", True)
    done = run("verify", file, "--json")
    told = json.loads(done.stdout)["sessions"][0]
    assert done.exit_code == 3
    assert (told["whole"], told["tampered"]) == (False, False)
    assert told["difference"]["words"].startswith("different equations")
