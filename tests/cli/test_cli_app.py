"""`wargame app`: which address it takes and how it starts Streamlit."""

from __future__ import annotations

import socket

import pytest

from wargame.cli.app import addresses, free_port, shown


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
