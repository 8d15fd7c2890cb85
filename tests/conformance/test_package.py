"""A package of somebody else's, built and installed for real, brings its plugin by entry point."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from wargame.hooks.search import bundled_folder

GUIDE = (bundled_folder() / "README.md").read_text(encoding="utf-8")
ROOT = Path(__file__).resolve().parents[2]


def block(pattern: str) -> str:
    (found,) = re.findall(pattern, GUIDE, re.DOTALL)
    return found


def python(folder: Path, *module: str) -> None:
    done = subprocess.run([sys.executable, "-m", *module], cwd=folder, text=True,
                          capture_output=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def installed(tmp_path_factory) -> Path:
    """The package of the guide, as written there, built into a wheel and installed offline."""
    source = tmp_path_factory.mktemp("source")
    (source / "pyproject.toml").write_text(block(r"```toml\n(\[build-system\].*?)```"))
    package = source / "my_wargame_plugins"
    package.mkdir()
    (package / "__init__.py").write_text("")
    (package / "patient_opener.py").write_text(
        block(r"<!-- file: plugins/patient_opener.py -->\n```python\n(.*?)```"))
    site = tmp_path_factory.mktemp("site")
    python(source, "build", "--wheel", "--no-isolation", "--skip-dependency-check")
    (wheel,) = (source / "dist").glob("my_wargame_plugins-1.0-*.whl")
    python(source, "pip", "install", "--quiet", "--no-index", "--no-deps", "--target", str(site),
           str(wheel))
    return site


@pytest.fixture
def run(installed, tmp_path):
    """`wargame` in an empty folder, with the package installed or not."""
    def started(*words: str, with_it: bool = True) -> subprocess.CompletedProcess:
        places = [str(ROOT), *([str(installed)] if with_it else [])]
        return subprocess.run(
            [sys.executable, "-m", "wargame", *words], cwd=tmp_path, text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(places)}, capture_output=True,
            check=False)

    return started


def test_it_is_listed_with_its_version_and_where_it_is_from(run, installed):
    plugins = {p["name"]: p for p in json.loads(run("plugins", "list", "--json").stdout)["plugins"]}
    found = plugins["patient_opener"]
    assert found["version"] == "1.0"
    assert found["source"].startswith("entry point: ")
    assert Path(found["source"].removeprefix("entry point: ")).is_relative_to(installed)
    assert [(s["name"], s["tier"]) for s in found["strategies"]] == [("patient_opener", "symbolic")]
    assert found["hooks"] == ["register_strategies"]
    without = json.loads(run("plugins", "list", "--json", with_it=False).stdout)
    assert "patient_opener" not in {p["name"] for p in without["plugins"]}


def test_it_is_played_by_its_name_alone_and_in_many_futures(run):
    done = run("play", "long_view", "--plugin", "patient_opener", "--set", "meta=patient_opener",
               "--futures", "5", "--json")
    assert done.returncode == 0, done.stderr
    played = json.loads(done.stdout)
    (first,) = [o for o in played["turns"][0]["orders"] if o["actor"] == "meta"]
    assert first["player"] == "patient_opener"
    assert "nat with money for" in first["reason"]
    assert played["held"] == []


def test_a_strategy_that_is_installed_but_not_loaded_is_pointed_out(run):
    done = run("play", "long_view", "--set", "meta=patient_opener")
    assert done.returncode == 2
    assert "the plugin 'patient_opener' brings it: add --plugin patient_opener" in done.stderr
    done = run("play", "long_view", "--plugin", "patient_opner")
    assert done.returncode == 2
    assert "did you mean 'patient_opener'" in done.stderr or "patient_opener" in done.stderr
    assert done.stderr.count("\n") == 1
