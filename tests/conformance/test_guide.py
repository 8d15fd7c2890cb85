"""The guide for plugin writers is true: its code runs and its tables are fresh."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from wargame.hooks import hookspecs
from wargame.hooks.hookspecs import HOOKS
from wargame.hooks.model import build_model
from wargame.hooks.search import bundled_folder
from wargame.testing import World, check_plugin
from wargame.testing.guide import ROWS, homes, renewed

GUIDE = bundled_folder() / "README.md"
TEXT = GUIDE.read_text(encoding="utf-8")
BLOCKS = re.findall(r"(?:<!-- ((?:file|test): \S+) -->\n)?```python\n(.*?)```", TEXT, re.DOTALL)
CONSOLE = re.findall(r"```console\n(.*?)```", TEXT, re.DOTALL)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with the files that the guide shows."""
    for mark, code in BLOCKS:
        if mark:
            path = tmp_path / mark.partition(": ")[2]
            path.parent.mkdir(exist_ok=True)
            path.write_text(code)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_generated_tables_are_fresh():
    assert renewed(TEXT) == TEXT, "run python -m wargame.testing.guide"


@pytest.mark.parametrize("number", range(len(BLOCKS)))
def test_every_python_block_of_the_guide_runs(number, folder, kit_arguments):
    mark, code = BLOCKS[number]
    kind, _, name = mark.partition(": ")
    if kind == "test":
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", *kit_arguments, name], cwd=folder,
            text=True, capture_output=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    elif kind == "file":
        assert check_plugin(folder / name) == []
    else:
        exec(compile(code, f"block {number}", "exec"), {"__name__": "guide"})


def test_the_register_of_the_guide_fills_as_the_guide_says(folder):
    model = build_model([], [folder / "plugins" / "model_register.py"])
    assert model.plugins["model_register"].hooks == ("register_equations",)
    from wargame_plugins.model_register import declare

    def slot(book):
        book.slot("closed_cost", "labs", "sum", "USD bn/yr", 0, 1e4, "Costs", "test")

    world = World([slot, declare], levers={"register_duty": 1},
                  members={"labs": ["a"], "nations": ["n"], "regulators": ["r"]},
                  relations={"home": {"a": "n"}, "jurisdiction": {"r": "n"}})
    assert world.next("registered")[0] == pytest.approx(0.2)
    assert 'world.next("registered")` is 0.2 after the first quarter' in TEXT


def transcript():
    """Commands of the guide in order, each with the lines that it shows and its exit code."""
    for block in CONSOLE:
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, *shown = part.splitlines()
            yield command.split(), [line for line in shown if line != "..."]


def plain(text):
    """Without spaces and with figures of time blotted out: those differ from run to run."""
    text = re.sub(r"[\d.]+ us|in [\d.]+s", "T", text)
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("first", [3, pytest.param(12, marks=pytest.mark.slow)])
def test_the_transcript_of_the_first_ten_minutes_is_true_in_an_empty_folder(
        first, tmp_path, kit_arguments):
    environment = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1", "PYTHONUTF8": "1"}
    environment.pop("FORCE_COLOR", None)
    commands = list(transcript())
    assert len(commands) == 12
    for words, shown in commands[:first]:
        programs = {"wargame": [sys.executable, "-m", "wargame"], "sed": ["sed"],
                    "python": [sys.executable]}
        extra = list(kit_arguments) if "pytest" in words else []
        done = subprocess.run([*programs[words[0]], *words[1:], *extra], cwd=tmp_path, text=True,
                              env=environment, capture_output=True, check=False, encoding="utf-8")
        assert done.returncode == (1 if any(": error: " in line for line in shown) else 0), (
            done.stdout + done.stderr)
        output = plain(done.stdout)
        at = 0
        for line in shown:
            assert plain(line) in output[at:], f"{line}\n{done.stdout}"
            at = output.index(plain(line), at)


def test_every_hook_has_its_exact_signature_in_the_guide():
    import inspect

    for name in HOOKS:
        assert f"{name}{inspect.signature(getattr(hookspecs, name))}".replace("'", "") in TEXT


def test_every_row_has_a_home():
    assert len(ROWS) == 36 + 18
    assert set(ROWS) <= set(homes(bundled_folder()))
    table = TEXT.split("<!-- generated: rows -->")[1].split("<!-- end of generated -->")[0]
    for row in ROWS:
        (line,) = re.findall(rf"^\| {row} \| (.+) \|$", table, re.MULTILINE)
        for file in re.findall(r"`([^`]+)`", line):
            assert (bundled_folder().parent / file).is_file(), file


def test_every_link_within_the_guide_leads_somewhere():
    heads = {re.sub(r"[^\w\- ]", "", h).strip().lower().replace(" ", "-")
             for h in re.findall(r"^#+ (.+)$", TEXT, re.MULTILINE)}
    assert set(re.findall(r"\]\(#([^)]+)\)", TEXT)) <= heads


def test_nothing_of_the_guide_names_a_machine():
    assert not re.search(r"/(home|tmp|work)/", TEXT)
    assert Path(GUIDE).stat().st_size < 200_000
