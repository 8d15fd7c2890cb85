"""`wargame app`: which address it takes and how it starts Streamlit."""

from __future__ import annotations

import socket
import sys
import types

import pytest

from wargame.cli.app import addresses, free_port


@pytest.fixture
def started(monkeypatch) -> list:
    """What Streamlit was asked to do, instead of doing it."""
    calls: list = []
    fake = types.ModuleType("streamlit.web.cli")
    fake.main = lambda words, prog_name: calls.append(words)
    monkeypatch.setitem(sys.modules, "streamlit", types.ModuleType("streamlit"))
    monkeypatch.setitem(sys.modules, "streamlit.web", types.ModuleType("streamlit.web"))
    monkeypatch.setitem(sys.modules, "streamlit.web.cli", fake)
    return calls


def test_it_prints_its_address_and_runs_the_script(run, started) -> None:
    port = free_port("localhost", None)
    result = run("app", "--port", port)
    assert result.exit_code == 0, result.stderr
    assert f"http://localhost:{port}" in result.stdout
    words = started[0]
    assert words[0] == "run"
    assert words[1].endswith("app.py")
    for setting in ("--browser.gatherUsageStats=false", "--server.headless=true",
                    "--server.fileWatcherType=none", f"--server.port={port}",
                    "--server.address=localhost"):
        assert setting in words


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
