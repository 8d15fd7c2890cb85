"""Verification: every change of a session's record is found, and named."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from wargame.session.bundle import write_bundle
from wargame.session.chain import canonical, digest_of, linked, read_link
from wargame.session.command import Adjudicate
from wargame.session.host import Host
from wargame.session.store import StoreError
from wargame.session.verify import verify_bundle, verify_database


@pytest.fixture(scope="module")
def played(tmp_path_factory: Any, room_in: Any) -> Any:
    room = room_in(tmp_path_factory.mktemp("played"))
    room.move("briefing")
    room.move("orders")
    room.order("meta", free_action="A summit.")
    room.order("openai", {"price_stance": 1.2})
    room.move("locked")
    room.act("white_cell", Adjudicate(turn=1, seat="meta", pros=("a",)))
    room.move("resolved")
    room.move("discussion")
    return room


@pytest.fixture(scope="module")
def bundle(played: Any) -> bytes:
    data: bytes = played.host.export(played.tokens["white_cell"])
    return data


def rewritten(data: bytes, index: int, change: Any) -> bytes:
    """A bundle in which one event was changed and the whole chain after it made to fit."""
    lines = data.decode().splitlines()[1:]
    links, previous = [], "0" * 64
    for at, line in enumerate(lines):
        body = json.loads(line)
        if at == index:
            change(body)
        body["previous"] = previous
        link = read_link(canonical(body))
        links.append(link)
        previous = link.digest
    return write_bundle(links)


def test_an_untouched_session_verifies_from_its_bundle_and_from_its_database(
        played: Any, bundle: bytes) -> None:
    found = verify_bundle(bundle)
    assert found.whole
    assert (found.turns, found.throws) == (1, 1)
    assert verify_database(played.host.url)[0] == found
    assert verify_bundle(bundle, head=played.view("observer").room.head[:12]).whole


def test_every_single_changed_byte_is_found(bundle: bytes) -> None:
    lines = bundle.split(b"\n")
    starts = [sum(len(line) + 1 for line in lines[:n]) for n in range(len(lines))]
    places = {*range(0, len(bundle), 251), *range(len(bundle) - 40, len(bundle)), *starts[:-1]}
    for place in sorted(places):
        changed = bytearray(bundle)
        changed[place] ^= 1
        found = verify_bundle(bytes(changed))
        assert found.tampered, place
        event = max(n for n, start in enumerate(starts) if start <= place) - 1
        if event >= 0 and found.difference.index is not None:
            assert abs(found.difference.index - event) <= 1
            assert any(words in found.words for words in (
                f"event {found.difference.index}", "last event", "cut off"))


def test_a_cut_end_and_exchanged_events_are_told_apart(bundle: bytes) -> None:
    lines = bundle.split(b"\n")
    cut = verify_bundle(b"\n".join([*lines[:-2], b""]))
    assert cut.difference.kind == "missing"
    assert "events are missing at the end" in cut.words
    lines[6], lines[7] = lines[7], lines[6]
    swapped = verify_bundle(b"\n".join(lines))
    assert (swapped.difference.kind, swapped.difference.index) == ("swapped", 5)
    assert verify_bundle(b"hello").difference.kind == "unreadable"


def test_a_log_written_anew_as_a_whole_breaks_the_rules_or_a_head_that_was_noted(
        played: Any, bundle: bytes) -> None:
    lines = bundle.decode().splitlines()[1:]
    kinds = [json.loads(line)["body"]["kind"] for line in lines]
    at = kinds.index("adjudicated")

    def luckier(event: dict[str, Any]) -> None:
        event["body"]["dice"] = [6, 6]

    found = verify_bundle(rewritten(bundle, at, luckier))
    assert (found.difference.kind, found.difference.index) == ("dice", at)
    at = kinds.index("resolved")

    def other_state(event: dict[str, Any]) -> None:
        event["body"]["state_hash"] = "0" * 32

    def other_orders(event: dict[str, Any]) -> None:
        event["body"]["commands"]["openai"]["price_stance"] = 1.3

    assert verify_bundle(rewritten(bundle, at, other_state)).difference.kind == "state"
    assert verify_bundle(rewritten(bundle, at, other_orders)).difference.kind == "rules"

    def other_seed(event: dict[str, Any]) -> None:
        event["body"]["seed"] += 1

    assert "promised" in verify_bundle(rewritten(bundle, 0, other_seed)).words

    def other_reason(event: dict[str, Any]) -> None:
        event["body"]["command"]["reason"] = "another"

    drafts = [n for n, line in enumerate(lines) if '"save_draft"' in line]
    anew = rewritten(bundle, drafts[0], other_reason)
    assert verify_bundle(anew).whole
    head = played.view("observer").room.head[:16]
    assert verify_bundle(anew, head=head).difference.kind == "head"


def test_other_rules_of_another_version_are_no_tampering(bundle: bytes) -> None:
    lines = bundle.decode().splitlines()[1:]
    kinds = [json.loads(line)["body"]["kind"] for line in lines]

    def older(event: dict[str, Any]) -> None:
        event["body"]["version"] = "0.0.1"

    def other_orders(event: dict[str, Any]) -> None:
        event["body"]["commands"]["openai"]["price_stance"] = 1.3

    assert verify_bundle(rewritten(bundle, 0, older)).whole
    found = verify_bundle(rewritten(rewritten(bundle, 0, older), kinds.index("resolved"),
                                    other_orders))
    assert (found.difference.kind, found.tampered) == ("version", False)
    assert "0.0.1" in found.words


def test_other_equations_are_no_tampering(bundle: bytes) -> None:
    def other(event: dict[str, Any]) -> None:
        event["body"]["equations"] = "f" * 32

    found = verify_bundle(rewritten(bundle, 0, other))
    assert not found.whole
    assert not found.tampered
    assert found.words.startswith("different equations")


def test_a_changed_row_of_the_database_is_found(room: Any, tmp_path: Path) -> None:
    room.play_turn()
    copy = tmp_path / "copy.db"
    room.host.close()
    source = sqlite3.connect(tmp_path / "sessions.db")
    for statement, kind in (
            ("UPDATE wargame_events SET line = replace(line, 'why meta', 'why Meta')", "changed"),
            ("UPDATE wargame_events SET digest = 'x' WHERE \"index\" = 3", "changed"),
            ("UPDATE wargame_events SET \"key\" = 'other' WHERE \"index\" = 3", "changed"),
            ("DELETE FROM wargame_events WHERE \"index\" = 4", "missing"),
            ("DELETE FROM wargame_events WHERE \"index\" = "
             "(SELECT max(\"index\") FROM wargame_events)", "missing")):
        target = sqlite3.connect(copy)
        source.backup(target)
        target.execute(statement)
        target.commit()
        target.close()
        found = verify_database(f"sqlite:///{copy}")[0]
        assert found.difference.kind == kind, statement
        copy.unlink()
    source.close()


def test_verifying_leaves_a_database_as_it_is(tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    base = sqlite3.connect(other)
    base.execute("CREATE TABLE kept (x)")
    base.commit()
    base.close()
    before = other.read_bytes()
    with pytest.raises(StoreError, match="holds no sessions"):
        verify_database(f"sqlite:///{other}")
    assert other.read_bytes() == before


def test_a_session_moves_to_another_database_in_a_bundle(
        played: Any, bundle: bytes, tmp_path: Path) -> None:
    other = Host(f"sqlite:///{tmp_path / 'other.db'}", played.clock)
    made = other.import_bundle(bundle)
    assert made.session_id == played.session
    assert made.master_code != played.master
    token = other.enter(made.master_code, "a laptop").token
    view = other.view(token)
    assert view.room.series == played.view("white_cell").room.series
    assert other.export(token) != bundle, "the white cell's entry is in the log"
    seat = other.enter(view.codes["seat:meta"], "a phone", takeover=True)
    assert seat.role == "seat:meta"
    assert played.refused(lambda: other.import_bundle(bundle)).cause == "conflict"
    assert "cannot be taken in" in played.refused(
        lambda: other.import_bundle(bundle.replace(b"summit", b"banana"))).words


def test_a_forged_bundle_whose_chain_fits_is_not_taken_in(
        played: Any, bundle: bytes, tmp_path: Path) -> None:
    other = Host(f"sqlite:///{tmp_path / 'other.db'}", played.clock)
    lines = bundle.decode().splitlines()[1:]
    kinds = [json.loads(line)["body"]["kind"] for line in lines]

    def stranger(event: dict[str, Any]) -> None:
        event["body"]["role"] = "seat:nobody"

    def endless(event: dict[str, Any]) -> None:
        event["body"]["turns"] = 10**9

    def unknown(event: dict[str, Any]) -> None:
        event["body"] = {"kind": "accepted", "command": {
            "kind": "steer_inject", "inject": "nothing", "to": "fire"}}

    for index, change in ((kinds.index("entered"), stranger), (0, endless),
                          (kinds.index("accepted"), unknown)):
        forged = rewritten(bundle, index, change)
        no = played.refused(lambda forged=forged: other.import_bundle(forged))
        assert no.cause == "content", change
        assert "cannot be taken in" in no.words
    assert other.sessions() == ()


def test_a_session_of_other_equations_is_not_played_on(
        room: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from wargame.session.facts import Facts

    monkeypatch.setattr(Facts, "equations_differ", property(lambda _: True))
    other = Host(room.host.url, room.clock)
    no = room.refused(lambda: other.view(room.tokens["seat:meta"]))
    assert "other equations" in no.words
    assert "other equations" not in other.sessions()[0].title


def test_the_digest_of_an_event_is_that_of_its_line() -> None:
    from wargame.session.command import AddNote
    from wargame.session.event import Accepted

    link = linked("s", 3, "0" * 64, 1.23456, "observer", "d", "k",
                  Accepted(command=AddNote(text="é “quoted”")))
    assert read_link(link.line) == link
    assert link.digest == digest_of(link.line)
    assert link.event.at == 1.235


def test_a_session_that_was_begun_under_older_rules_is_played_and_verified_by_them(
        make: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from wargame.session import creation
    from wargame.session.command import SetStandIn, UndoTurn

    monkeypatch.setattr(creation, "RULES", 1)
    room = make(people=("meta", "openai"))
    room.move("briefing")
    room.move("orders")
    room.order("meta", free_action="A summit.")
    room.move("locked")
    judge = Adjudicate(turn=1, seat="meta", pros=("a",))
    room.act("white_cell", judge)
    room.act("white_cell", SetStandIn(seat="openai", stand_in="hold"))
    room.move("resolved")
    room.act("white_cell", UndoTurn(turn=1, reason="again"))
    assert room.view("white_cell").rolls == ()
    room.move("locked")
    room.move("resolved")
    room.move("discussion")
    room.move("briefing")
    assert room.view("white_cell").desks[1].stand_in == "hold"
    assert verify_bundle(room.host.export(room.tokens["white_cell"])).whole
