"""`wargame app`: which address it takes and how it starts Streamlit."""

from __future__ import annotations

import socket

import pytest

from wargame.cli.app import addresses, free_port, shown
from wargame.ui.games import game, offer, playbooks


@pytest.fixture
def started(monkeypatch) -> list:
    """What the app was asked to serve, instead of serving it."""
    calls: list = []
    monkeypatch.setattr("wargame.ui.serve.run",
                        lambda serving, host=None: calls.append((serving, host)))
    return calls


def test_it_prints_its_addresses_and_serves_the_sessions_of_a_folder(
    run, started, tmp_path,
) -> None:
    port = free_port("localhost", None)
    result = run("app", "--port", port, "--host", "localhost", "--data", tmp_path / "new")
    assert result.exit_code == 0, result.stderr
    serving, host = started[0]
    assert (serving.port, serving.host) == (port, "localhost")
    assert f"wargame is at http://localhost:{port}" in result.stdout
    assert f"http://localhost:{port}/open/{serving.key}" in result.stdout
    assert f"http://localhost:{port}/join" in result.stdout
    assert str(tmp_path / "new" / "sessions.db") in result.stdout
    assert host.url.endswith("sessions.db")


def test_the_address_of_join_links_can_be_chosen(run, started, tmp_path) -> None:
    run("app", "--data", tmp_path, "--address", "game.local")
    serving, _ = started[0]
    assert serving.address == f"http://game.local:{serving.port}"
    assert serving.host == "0.0.0.0"


def test_every_start_has_another_key(run, started, tmp_path) -> None:
    for _ in range(2):
        run("app", "--data", tmp_path)
    assert len({serving.key for serving, _ in started}) == 2


@pytest.mark.parametrize(("words", "said"), [
    (("--data", "{file}"), "is a file; --data names a folder"),
    (("--data", "{folder}", "--database", "sqlite:///x.db"), "--data or --database, not both"),
    (("--database", "nonsense"), "nonsense"),
])
def test_a_place_that_cannot_keep_sessions_is_named_in_one_line(
    run, started, tmp_path, words, said,
) -> None:
    file = tmp_path / "file"
    file.write_text("")
    result = run("app", *(w.format(file=file, folder=tmp_path) for w in words))
    assert result.exit_code == 2
    assert said in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1
    assert started == []


def test_passwords_of_databases_are_not_printed() -> None:
    assert shown("postgresql+psycopg://me:secret@db/games") == "postgresql+psycopg://db/games"


def test_without_a_port_a_busy_one_is_passed_over() -> None:
    port = free_port("127.0.0.1", None)
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        assert free_port("127.0.0.1", None) > port


def test_a_room_is_told_an_address_beyond_this_computer() -> None:
    assert addresses("0.0.0.0", "192.0.2.77")[0] == "192.0.2.77"
    assert not [a for a in addresses("0.0.0.0") if a.startswith("127.")]
    assert addresses("localhost") == ["localhost"]


def test_playbooks_of_ones_own_are_offered_and_faulty_ones_refused(
    run, started, long_view, tmp_path, monkeypatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    own = tmp_path / "my_game.yaml"
    assert run("playbook", "new", own).exit_code == 0
    (tmp_path / "playbooks").mkdir()
    (tmp_path / "playbooks" / "long_view.yaml").write_text(long_view)
    broken = tmp_path / "playbooks" / "broken.yaml"
    broken.write_text("schema: 1\nid: broken\n")
    try:
        result = run("app", "--data", tmp_path / "data", "--playbook", own)
        assert result.exit_code == 0, result.stderr
        offered = playbooks()
        assert list(offered) == [str(own), str(broken), "long_view", "open_rival"]
        assert offered[str(own)].title == "My game"
        assert "broken.yaml" in offered[str(broken)]
        assert game(str(own)).scenario.playbook.id == "my_game"
        for words, said in [(("--playbook", broken), "broken.yaml:"),
                            (("--playbook", tmp_path / "no.yaml"), "there is no such file"),
                            (("--plugin", tmp_path / "no.py"), "no.py")]:
            refused = run("app", "--data", tmp_path / "data", *words)
            assert (refused.exit_code, len(refused.stderr.strip().splitlines())) == (2, 1)
            assert said in refused.stderr
        assert len(started) == 1
    finally:
        offer(())
