"""Sessions under attack: a small playbook, and helpers beside this file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

sys.path.insert(0, str(Path(__file__).parent))

import postgres as postgres_server
from tiny_playbook import tiny_playbook


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A playbook of five actors and three short turns."""
    return tiny_playbook(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="session")
def run() -> Callable[..., Any]:
    """``run("verify", file)`` in this process; the result has exit_code, stdout, stderr."""
    from wargame.cli.application import application

    runner = CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1"})
    return lambda *words: runner.invoke(application, [str(word) for word in words])


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The URL of a PostgreSQL server, started for the tests."""
    why = postgres_server.missing()
    if why:
        pytest.skip(why)
    with postgres_server.server() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a fresh database, on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'sessions.db'}"
    server: str = request.getfixturevalue("postgres")
    return postgres_server.fresh_database(server)
