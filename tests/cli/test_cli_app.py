"""`wargame app`: which address it takes and how it starts Streamlit."""

from __future__ import annotations

import socket

import pytest

from wargame.cli.app import addresses, free_port


@pytest.fixture
def started(monkeypatch) -> list:
    """What the app was asked to serve, instead of serving it."""
    calls: list = []
    monkeypatch.setattr("wargame.ui.serve.run", lambda serving, host=None: calls.append(serving))
    return calls


def test_it_prints_its_address_and_serves_there(run, started) -> None:
    port = free_port("localhost", None)
    result = run("app", "--port", port)
    assert result.exit_code == 0, result.stderr
    assert f"http://localhost:{port}" in result.stdout
    assert (started[0].port, started[0].host) == (port, "localhost")


def test_without_a_port_a_busy_one_is_passed_over() -> None:
    port = free_port("127.0.0.1", None)
    with socket.socket() as other:
        other.bind(("127.0.0.1", port))
        other.listen()
        assert free_port("127.0.0.1", None) > port


def test_a_room_is_told_an_address_beyond_this_computer() -> None:
    found = addresses("0.0.0.0", 8501)
    assert found[0] == "http://localhost:8501"
    assert addresses("localhost", 8501) == found[:1]
