"""`wargame rehearse` and `wargame verify` as a facilitator runs them."""

from __future__ import annotations

import json

import pytest


@pytest.fixture(scope="module")
def rehearsed(run, tmp_path_factory):
    folder = tmp_path_factory.mktemp("rehearsal")
    bundle, database = folder / "session.wargame", f"sqlite:///{folder / 'rehearsal.db'}"
    done = run("rehearse", "long_view", "--turns", "1", "--export", bundle, "--database", database,
               "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout), bundle, database


def test_a_rehearsal_plays_every_seat_through_a_whole_session(rehearsed):
    found, bundle, _ = rehearsed
    assert found["turns"] == 1
    assert found["events"] > 60
    assert found["faults"] == []
    assert bundle.stat().st_size > 10_000


def test_its_bundle_and_its_database_verify(run, rehearsed):
    found, bundle, database = rehearsed
    for what in (bundle, database):
        done = run("verify", what)
        assert done.exit_code == 0, done.output
        assert done.stdout.startswith("ok")
        assert found["session"] in done.stdout
    document = json.loads(run("verify", database, "--json").stdout)["sessions"][0]
    assert document["whole"]
    assert document["events"] == found["events"]
    assert run("verify", bundle, "--head", document["head"][:12]).exit_code == 0


def test_a_changed_bundle_fails_and_names_the_event(run, rehearsed, tmp_path):
    _, bundle, _ = rehearsed
    data = bundle.read_bytes()
    copy = tmp_path / "copy.wargame"
    copy.write_bytes(data.replace(b"tries turn 1", b"tries turn 2", 1))
    done = run("verify", copy)
    assert done.exit_code == 1
    assert done.stdout.startswith("CHANGED")
    assert "event " in done.stdout
    copy.write_bytes(data[:data.rstrip(b"\n").rfind(b"\n") + 1])
    done = run("verify", copy)
    assert done.exit_code == 1
    assert "missing at the end" in done.stdout
    assert run("verify", bundle, "--head", "0123456789ab").exit_code == 1


@pytest.mark.parametrize(("words", "said"), [
    (("verify", "nothing.wargame"), "cannot be read"),
    (("verify", "sqlite:///nothing.db"), "there is no such file"),
    (("verify", "sessions.db"), "write sqlite:///"),
    (("verify", "oracle://x"), "driver that is not installed"),
    (("verify", "no such thing://x"), "cannot be opened"),
    (("rehearse", "no_such_book"), "there is no such file"),
    (("rehearse", "long_view", "--turns", "99"), "turns"),
    (("rehearse", "long_view", "--database", "sqlite://"), "needs a file"),
])
def test_mistakes_are_one_line_and_exit_code_2(run, words, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = run(*words)
    assert done.exit_code == 2
    assert done.stderr.count("\n") == 1
    assert said in done.stderr
    assert list(tmp_path.iterdir()) == []
