"""The guide for plugin writers is true: its code runs and its tables are fresh."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from wargame.hooks import hookspecs
from wargame.hooks.hookspecs import HOOKS
from wargame.hooks.search import bundled_folder
from wargame.testing import check_plugin
from wargame.testing.guide import ROWS, homes, renewed

GUIDE = bundled_folder() / "README.md"
TEXT = GUIDE.read_text(encoding="utf-8")
BLOCKS = re.findall(r"(?:<!-- (file: \S+|test) -->\n)?```python\n(.*?)```", TEXT, re.DOTALL)
COMMANDS = [line[2:] for block in re.findall(r"```console\n(.*?)```", TEXT, re.DOTALL)
            for line in block.splitlines() if line.startswith("$ ")]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with the files that the guide shows."""
    for mark, code in BLOCKS:
        if mark.startswith("file: "):
            (tmp_path / mark.removeprefix("file: ")).write_text(code)
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    yield tmp_path
    for name in ("patient_opener", "audit_duty"):
        sys.modules.pop(name, None)


def test_the_generated_tables_are_fresh():
    assert renewed(TEXT) == TEXT, "run python -m wargame.testing.guide"


@pytest.mark.parametrize("number", range(len(BLOCKS)))
def test_every_python_block_of_the_guide_runs(number, folder, kit_arguments):
    mark, code = BLOCKS[number]
    if mark == "test":
        (folder / "test_it.py").write_text(code)
        done = subprocess.run(
            [sys.executable, "-m", "pytest", "-q", *kit_arguments, "test_it.py"], cwd=folder,
            text=True, capture_output=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
    elif mark:
        assert check_plugin(folder / mark.removeprefix("file: ")) == []
    else:
        exec(compile(code, f"block {number}", "exec"), {"__name__": "guide"})


def test_the_commands_of_the_first_plugin_work_in_an_empty_folder(tmp_path):
    assert len(COMMANDS) == 3
    for command in COMMANDS:
        words = command.split()
        assert words[0] == "wargame"
        done = subprocess.run([sys.executable, "-m", *words], cwd=tmp_path, text=True,
                              capture_output=True, check=False)
        assert done.returncode == 0, done.stderr


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
