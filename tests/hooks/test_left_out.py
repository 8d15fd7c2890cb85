"""Plugins that cannot be loaded: they are left out, named in a line, and the game goes on."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest

from wargame.engine.library import load_library
from wargame.engine.play import Game
from wargame.engine.scenario import bind
from wargame.hooks import loader
from wargame.playbook.load import bundled_playbooks, load_playbook

HOOK = "from wargame.hooks import hookimpl\n\n\n@hookimpl\n"
LATE = "TimeLimitError: took longer than 0.5 s"
BROKEN = {
    "missing": ("import wargame_of_tomorrow\n",
                "(missing.py:1): ModuleNotFoundError: No module named 'wargame_of_tomorrow'"),
    "raising": ("X = 1\nraise RuntimeError('no idea')\n", "(raising.py:2): RuntimeError: no idea"),
    "quitting": ("import sys\nsys.exit(3)\n", "(quitting.py:2): SystemExit: 3"),
    "unfinished": ("def f(:\n", "(unfinished.py:1): SyntaxError"),
    "waiting": ("X = 1\nwhile X:\n    pass\n", LATE),
    "hooked": (HOOK + "def register_strategies(register):\n    while True:\n        pass\n", LATE),
    "declaring": (HOOK + "def register_equations(book):\n"
                  "    book.lever('x', 'labs', 0, 1, 0, 'share', 'x', 'assumed')\n"
                  "    while True:\n        pass\n", LATE),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_loaded_is_left_out_with_its_line_and_the_game_is_played(
        name, tmp_path, monkeypatch):
    monkeypatch.setattr(loader, "LOADING_SECONDS", 0.5)
    text, words = BROKEN[name]
    file = tmp_path / f"{name}.py"
    file.write_text(text)
    playbook = load_playbook("long_view")
    began = time.perf_counter()
    library = load_library(playbook.plugins, [file])
    assert time.perf_counter() - began < 30
    (fault,) = library.model.faults
    assert fault.plugin == name
    assert words in str(fault).replace(f"{tmp_path}/", "")
    assert fault.line > 0
    assert name not in library.plugins
    assert "x" not in library.levers
    played = Game(bind(playbook, library)).table(1).play_turn()
    assert played.faults == ()


@pytest.mark.parametrize("named", ["by its file", "by the playbook"])
def test_a_broken_plugin_that_a_game_needs_is_one_line_before_the_game_begins(named, tmp_path):
    folder = tmp_path / "plugins"
    folder.mkdir()
    (folder / "missing.py").write_text(BROKEN["missing"][0])
    whole = bundled_playbooks()["long_view"].read_text(encoding="utf-8")
    (tmp_path / "mine.yaml").write_text(whole.replace("open_releases]", "open_releases, missing]"))
    words = (["play", "long_view", "--plugin", "plugins/missing.py"] if named == "by its file"
             else ["play", "mine.yaml"])
    done = subprocess.run([sys.executable, "-m", "wargame", *words], cwd=tmp_path, text=True,
                          capture_output=True, check=False)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "missing.py:1" in done.stderr
    assert "No module named 'wargame_of_tomorrow'" in done.stderr


def test_equations_that_do_not_fit_cost_their_plugin_alone(tmp_path, monkeypatch):
    folder = tmp_path / "plugins"
    folder.mkdir()
    (folder / "crooked.py").write_text(
        HOOK + "def register_equations(book):\n"
        "    x = book.lever('crooked_lever', 'labs', 0, 1, 0, 'share', 'a lever', 'test')\n"
        "    book.contribute('closed_cost', x, source='test')\n")
    (folder / "straight.py").write_text(
        HOOK + "def register_equations(book):\n"
        "    x = book.lever('straight_lever', 'labs', 0, 1, 0, 'USD bn/yr', 'a lever', 'test')\n"
        "    book.contribute('closed_cost', x, source='test')\n")
    monkeypatch.chdir(tmp_path)
    library = load_library(["export_controls", "crooked", "straight"])
    (fault,) = library.model.faults
    assert (fault.plugin, fault.stage) == ("crooked", "equations")
    assert "its equations do not fit" in fault.reason
    assert set(library.plugins) == {"export_controls", "straight"}
    assert "straight_lever" in library.levers
    assert "crooked_lever" not in library.levers
    done = subprocess.run([sys.executable, "-m", "wargame", "plugins", "check",
                           "plugins/straight.py"], text=True, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    done = subprocess.run([sys.executable, "-m", "wargame", "plugins", "list"], text=True,
                          capture_output=True, check=False)
    assert done.returncode == 0
    assert "cannot be used: plugin 'crooked'" in done.stdout


def test_a_file_that_nobody_asked_for_is_no_fault_of_a_game(tmp_path, monkeypatch):
    folder = tmp_path / "plugins"
    folder.mkdir()
    (folder / "my-notes.py").write_text("x = 1\n")
    monkeypatch.chdir(tmp_path)
    assert load_library(["export_controls"]).model.faults == []
    (fault,) = load_library().model.faults
    assert "is no name for a plugin" in fault.reason
