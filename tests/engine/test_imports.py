"""What starting costs: nothing heavy is imported before it is needed, or once it is cached."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
HEAVY = ("numpy", "sympy", "numba", "mesa", "streamlit", "scipy", "pandas", "pydantic", "pluggy")
PLAY = "import wargame; wargame.load('long_view').table(1).play_turn()"


def loaded(code: str, *watched: str) -> set[str]:
    """Which of the watched packages a fresh Python has imported after running the code."""
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print(*sys.modules)"], check=True,
        capture_output=True, text=True, cwd=ROOT, env={**os.environ, "PYTHONWARNINGS": "error"})
    return {name for name in watched if name in done.stdout.split()}


def test_importing_wargame_imports_nothing_heavy() -> None:
    assert loaded("import wargame", *HEAVY) == set()
    assert loaded("import wargame; dir(wargame); wargame.__version__", *HEAVY) == set()


def test_a_warm_start_plays_a_turn_without_sympy_scipy_mesa_or_a_compiler() -> None:
    loaded(PLAY)
    assert loaded(PLAY, "sympy", "scipy", "mesa", "numba", "llvmlite", "pandas",
                  "streamlit") == set()


def test_a_warm_preview_of_many_futures_needs_no_sympy() -> None:
    preview = ("import wargame; from wargame.engine.many import play_many\n"
               "play_many(wargame.load('long_view').scenario, 1, range(3))")
    loaded(preview)
    assert loaded(preview, "sympy", "scipy", "mesa", "streamlit") == set()
