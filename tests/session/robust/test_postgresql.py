"""What holds on SQLite holds on PostgreSQL."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import postgres as postgres_server
import pytest
from session_chaos import chaos
from session_machine import remembering
from session_moves import SessionMachine

ROOT = Path(__file__).parents[3]
SUITE = ("orders", "seats", "secrecy", "timer", "white_cell", "whole_session")


def test_the_laws_hold_on_postgresql(
        tiny: Path, postgres: str, monkeypatch: pytest.MonkeyPatch) -> None:
    remembering(monkeypatch)
    monkeypatch.setattr(SessionMachine, "playbook", tiny, raising=False)
    monkeypatch.setattr(SessionMachine, "fresh", staticmethod(
        lambda _folder: postgres_server.fresh_database(postgres)))
    assert sum(chaos(5, 60).values()) > 20


@pytest.mark.slow
def test_the_suite_of_the_session_passes_on_postgresql(postgres: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-x", "-p", "no:cacheprovider",
         "-W", "ignore::ResourceWarning", "-W", "ignore::pytest.PytestUnraisableExceptionWarning",
         *(f"tests/session/test_{name}.py" for name in SUITE)],
        cwd=ROOT, env={**os.environ, "WARGAME_TEST_SERVER": postgres, "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, timeout=900, check=False)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-1000:]


def test_it_is_said_why_there_is_no_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres_server, "programs", lambda: None)
    assert "no PostgreSQL server programs" in postgres_server.missing()
