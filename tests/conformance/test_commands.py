"""`wargame plugins new` writes what `wargame plugins check` passes; faults exit with 1."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from wargame.cli.application import application
from wargame.cli.mistake import MistakeError

HERE = Path(__file__).parent


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    runner = CliRunner(env={"COLUMNS": "200", "NO_COLOR": "1"})
    return lambda *words: runner.invoke(application, ["plugins", *map(str, words)])


@pytest.mark.parametrize("kind", ["strategy", "instrument"])
@pytest.mark.parametrize("actor", ["lab", "nation", "regulator"])
def test_a_new_plugin_passes_the_check_at_once(run, tmp_path, kind, actor):
    name = f"mine_{kind}_{actor}"
    done = run("new", name, "--kind", kind, "--actor", actor)
    assert done.exit_code == 0, done.output
    done = run("check", f"plugins/{name}.py")
    assert done.exit_code == 0, done.output
    assert "nothing is wrong" in done.output
    assert (tmp_path / "plugins" / f"_{name}_test.py").is_file()


@pytest.mark.parametrize("kind", ["strategy", "instrument"])
def test_a_new_plugin_says_how_to_play_it_and_that_works(run, tmp_path, kind):
    said = run("new", f"mine_{kind}", "--kind", kind, "--actor", "regulator").output
    (line,) = [line for line in said.splitlines() if line.startswith("play it with:")]
    words = line.partition("wargame ")[2].split()
    done = subprocess.run([sys.executable, "-m", "wargame", *words, "--json"], cwd=tmp_path,
                          text=True, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    played = json.loads(done.stdout)
    assert played["strategies"]["us_regulator"].startswith(f"mine_{kind}")
    assert not any(turn["faults"] for turn in played["turns"])


def test_the_guide_is_at_hand_wherever_wargame_is_installed(run):
    assert run("guide").output.startswith("# Writing plugins")
    assert Path(run("guide", "--path").output.strip()).is_file()


def test_the_test_that_comes_with_a_new_plugin_passes(run, tmp_path, kit_arguments):
    for kind in ("strategy", "instrument"):
        run("new", f"mine_{kind}", "--kind", kind, "--to", "own")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *kit_arguments, "own"],
        cwd=tmp_path, text=True, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "5 passed" in done.stdout


def test_check_says_what_is_wrong_where_and_how_to_mend_it_and_exits_with_1(run):
    path = HERE / "seeded" / "returns_nan.py"
    done = run("check", path)
    assert done.exit_code == 1
    assert "returns_nan.py:14: error: it orders price_stance" in done.output
    assert "to mend it, guard divisions" in done.output
    done = run("check", path, "--json")
    assert done.exit_code == 1
    found = json.loads(done.output)
    assert found["errors"] == 1
    assert found["findings"][0]["check"] == "finite"


def test_a_file_that_is_not_there_is_a_mistake_with_exit_code_2(run, tmp_path):
    done = run("check", "plugins/nowhere.py")
    assert isinstance(done.exception, MistakeError) or done.exit_code == 2
    done = subprocess.run([sys.executable, "-m", "wargame", "plugins", "check", "nowhere.py"],
                          cwd=tmp_path, text=True, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "wargame: there is no plugin file nowhere.py\n"


@pytest.mark.parametrize("name", ["Bad-Name", "class", "export_controls", "fast_follower", "2nd"])
def test_a_name_that_cannot_be_used_is_refused(run, name):
    done = run("new", name)
    assert isinstance(done.exception, MistakeError) or done.exit_code == 2


def test_a_plugin_with_a_fault_at_import_is_named_with_its_line(run, tmp_path):
    (tmp_path / "broken.py").write_text("x = 1\nimport wargame.nothing_here\n")
    done = run("check", "broken.py")
    assert done.exit_code == 1
    assert "broken.py:2: error:" in done.output


def test_equations_whose_units_do_not_fit_are_named(run, tmp_path):
    (tmp_path / "odd_units.py").write_text(
        "from wargame.hooks import hookimpl\n\n@hookimpl\ndef register_equations(book):\n"
        "    x = book.lever('odd_lever', 'labs', 0, 1, 0, 'share', 'a lever', 'test')\n"
        "    book.contribute('closed_cost', x, source='test')\n")
    done = run("check", "odd_units.py")
    assert done.exit_code == 1
    assert "closed_cost" in done.output
    assert "odd_units.py:6" in done.output
