"""Help: every command has it, with an example, and it comes at once."""

from __future__ import annotations

import subprocess
import sys

import pytest

from wargame import __version__

COMMANDS = (
    (), ("play",), ("explain",), ("app",), ("bench",), ("playbook",), ("playbook", "check"),
    ("playbook", "schema"), ("playbook", "new"), ("plugins",), ("plugins", "list"),
    ("plugins", "new"), ("plugins", "check"),
)
HEAVY = ("numpy", "sympy", "numba", "mesa", "pydantic", "streamlit", "ruamel.yaml")


@pytest.mark.parametrize("command", COMMANDS, ids=lambda words: " ".join(words) or "wargame")
def test_help_shows_an_example(command, run) -> None:
    result = run(*command, "--help")
    assert result.exit_code == 0
    assert f"Example: wargame {' '.join(command)}".rstrip() in result.stdout
    assert result.stderr == ""


def test_no_words_at_all_show_the_help(run) -> None:
    assert run().stdout == run("--help").stdout


def test_the_version_is_that_of_the_package(run) -> None:
    assert run("--version").stdout == f"wargame {__version__}\n"


def test_help_imports_nothing_heavy() -> None:
    code = ("import sys; import wargame.cli.application; "
            f"print([name for name in {HEAVY!r} if name in sys.modules])")
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"
