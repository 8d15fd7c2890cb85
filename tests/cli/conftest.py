"""Ways to run `wargame`: in this process, and in one of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def run() -> Callable:
    """``run("play", "long_view")`` in this process; the result has exit_code, stdout, stderr."""
    from wargame.cli.application import application

    runner = CliRunner(env={"COLUMNS": "120", "NO_COLOR": "1"})
    return lambda *words: runner.invoke(application, [str(word) for word in words])


@pytest.fixture(scope="session")
def process() -> Callable:
    """The same in a fresh process where every warning is an error."""
    def started(*words: str, folder: Path | None = None, limit: int = 120) -> Any:
        places = [str(ROOT), os.environ.get("PYTHONPATH", "")]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in places if p),
                       "PYTHONUTF8": "1"}
        return subprocess.run(
            [sys.executable, "-W", "error", "-m", "wargame", *words], cwd=folder, text=True,
            env=environment, capture_output=True, timeout=limit, check=False, encoding="utf-8")

    return started


@pytest.fixture(scope="session")
def refused() -> Callable:
    """Checks that a result is a refusal: one line on stderr, exit code 2, no traceback."""
    def one_line(result: object) -> str:
        code = getattr(result, "exit_code", None)
        code = result.returncode if code is None else code
        assert code == 2, (code, result.stdout, result.stderr)
        assert result.stderr.count("\n") == 1, result.stderr
        assert result.stderr.endswith("\n")
        assert "Traceback" not in result.stdout + result.stderr
        line = result.stderr.rstrip("\n")
        assert line.isprintable()
        assert len(line) < 700
        return line

    return one_line


@pytest.fixture(scope="session")
def long_view() -> str:
    """The text of the bundled playbook."""
    return (ROOT / "playbooks" / "long_view.yaml").read_text(encoding="utf-8")
