"""`wargame report` and `wargame playbook brief`."""

from __future__ import annotations

import json

import pytest

from wargame.session.command import MovePhase
from wargame.session.host import Host


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    folder = tmp_path_factory.mktemp("report")
    url = f"sqlite:///{folder / 'sessions.db'}"
    host = Host(url)
    made = host.create("long_view", seed=2, turns=1, people=())
    token = host.enter(made.master_code, "laptop").token
    for at, (to, turn) in enumerate((("briefing", 0), ("orders", 1), ("locked", 1),
                                     ("resolved", 1))):
        host.act(token, MovePhase(to=to, turn=turn), f"k{at}")
    bundle = folder / "game.wargame"
    bundle.write_bytes(host.export(token))
    host.close()
    return bundle, made.session_id, url


def test_a_bundle_becomes_a_page(run, session, tmp_path):
    page = tmp_path / "page.html"
    done = run("report", str(session[0]), "--no-luck", "-o", str(page), "--json")
    assert done.exit_code == 0
    said = json.loads(done.stdout)
    assert said["turns"] == 1 and said["bytes"] == page.stat().st_size
    assert "after-action report" in page.read_text(encoding="utf-8")


def test_a_session_of_a_database_becomes_the_same_page(run, session, tmp_path):
    bundle, name, url = session
    one, other = tmp_path / "one.html", tmp_path / "other.html"
    run("report", str(bundle), "--no-luck", "-o", str(one))
    done = run("report", name, "--database", url, "--no-luck", "-o", str(other))
    assert done.exit_code == 0 and one.read_bytes() == other.read_bytes()


@pytest.mark.parametrize("words", [
    ("report", "no-such-file.wargame"), ("report", "nosession", "--database", "sqlite://"),
    ("report", __file__), ("playbook", "brief", "no_such_playbook"),
    ("playbook", "brief", "long_view", "--seat", "nobody")])
def test_a_mistake_is_one_line(run, refused, words):
    assert refused(run(*words))


def test_a_role_pack_is_written(run, tmp_path):
    page = tmp_path / "roles.html"
    done = run("playbook", "brief", "long_view", "--seat", "meta", "--write", str(page))
    assert done.exit_code == 0
    assert "Your objectives (secret)" in page.read_text(encoding="utf-8")
