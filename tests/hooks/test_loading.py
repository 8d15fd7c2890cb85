"""Where plugins come from, which are loaded, and what happens to those that fail."""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from wargame.hooks.faults import PluginError
from wargame.hooks.model import build_model
from wargame.hooks.search import bundled_folder, installed_plugins

BUNDLED = sorted(path.stem for path in bundled_folder().glob("[!_]*.py"))


def install(folder: Path, package: str, text: str, monkeypatch) -> None:
    """What pip would do: a package on the path, with an entry point."""
    (folder / package).mkdir(parents=True)
    (folder / package / "__init__.py").write_text("")
    (folder / package / "main.py").write_text(text)
    info = folder / f"{package}-2.5.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 2.5\n")
    (info / "entry_points.txt").write_text(f"[wargame]\n{package}_plugin = {package}.main\n")
    monkeypatch.syspath_prepend(str(folder))


def test_plugins_are_found_in_packages_then_bundled_then_the_users_then_files(
        tmp_path, write, strategy, monkeypatch):
    write("zebra", strategy("zebra"))
    write("ant", strategy("ant"))
    write("_shared", "x = 1")
    alone = tmp_path / "alone.py"
    alone.write_text(strategy("alone"))
    install(tmp_path / "site", "elsewhere", strategy("elsewhere"), monkeypatch)
    model = build_model(files=[alone])
    assert not model.faults
    assert list(model.plugins) == ["elsewhere_plugin", *BUNDLED, "ant", "zebra", "alone"]
    origins = [info.origin for info in model.plugins.values()]
    assert origins == ["entry point", *["bundled"] * len(BUNDLED), "user", "user", "file"]
    assert model.plugins["elsewhere_plugin"].version == "2.5"
    assert model.plugins["ant"].source == tmp_path / "plugins" / "ant.py"
    assert model.plugins["ant"].hooks == ("register_strategies",)
    assert model.strategies["ant"].owner == "ant"
    assert model.strategies["hold_lab"].owner == "builtin"


def test_the_environment_limits_what_is_loaded_and_an_empty_limit_loads_none(
        write, strategy, monkeypatch):
    write("ant", strategy("ant"))
    monkeypatch.setenv("WARGAME_PLUGINS", "ant, open_releases")
    assert list(build_model().plugins) == ["open_releases", "ant"]
    monkeypatch.setenv("WARGAME_PLUGINS", "")
    assert not build_model().plugins


def test_a_playbook_limits_what_is_loaded_but_files_are_always_loaded(tmp_path, strategy):
    alone = tmp_path / "alone.py"
    alone.write_text(strategy("alone"))
    assert list(build_model(["open_releases"], [alone]).plugins) == ["open_releases", "alone"]
    assert list(build_model([]).plugins) == []


def test_names_that_lead_nowhere_are_faults_with_a_suggestion(monkeypatch):
    model = build_model(["export_contols", "open_releases"])
    assert list(model.plugins) == ["open_releases"]
    [fault] = model.faults
    assert (fault.plugin, fault.stage) == ("export_contols", "find")
    assert "did you mean 'export_controls'?" in fault.reason
    monkeypatch.setenv("WARGAME_PLUGINS", "open_releases")
    [fault] = build_model(["export_controls"]).faults
    assert "left out by WARGAME_PLUGINS" in str(fault)


def test_two_plugins_of_one_name_are_an_error_naming_both_places(tmp_path, write, strategy):
    write("open_releases", strategy("other"))
    with pytest.raises(PluginError, match=r"open_releases.*plugins/open_releases\.py.*rename one"):
        build_model()


def test_the_same_plugin_found_twice_is_loaded_once(tmp_path, write):
    bundled = installed_plugins()["open_releases"].path
    copy = write("open_releases", bundled.read_text())
    assert build_model().plugins["open_releases"].source == bundled
    assert list(build_model([], [copy, copy]).plugins) == ["open_releases"]


def test_a_plugin_may_not_be_called_like_a_mechanism(write, strategy):
    write("demand", strategy("ant"))
    with pytest.raises(PluginError, match="built-in mechanism"):
        build_model()


def test_files_that_are_missing_or_badly_named_are_errors_in_one_line(tmp_path, write, strategy):
    with pytest.raises(PluginError, match="there is no plugin file nowhere"):
        build_model([], [Path("nowhere.py")])
    with pytest.raises(PluginError, match="no name for a plugin"):
        build_model([], [write("my-ant", strategy("ant"))])
    [fault] = build_model().faults
    assert fault.file is not None
    assert "letters, digits and _" in fault.reason


def test_a_plugin_that_fails_to_import_is_a_fault_with_file_line_and_reason(write, strategy):
    path = write("broken", "import sys\n\nimport no_such_thing_anywhere\n")
    write("unfinished", "def f(:\n")
    write("quitter", "raise SystemExit(3)\n")
    write("ant", strategy("ant"))
    model = build_model()
    assert list(model.plugins) == [*BUNDLED, "ant"]
    broken, quitter, unfinished = model.faults
    assert (broken.plugin, broken.stage, broken.file, broken.line) == ("broken", "import", path, 3)
    assert "no_such_thing_anywhere" in broken.reason
    assert "Traceback" in broken.traceback
    assert str(broken).startswith(f"plugin 'broken' ({path}:3): ModuleNotFoundError")
    assert (unfinished.plugin, unfinished.line) == ("unfinished", 1)
    assert quitter.reason.startswith("SystemExit")
    assert "wargame_plugins.broken" not in sys.modules


def test_a_package_that_cannot_be_found_or_imported_is_a_fault(tmp_path, monkeypatch):
    install(tmp_path / "site", "sinking", "1 / 0", monkeypatch)
    install(tmp_path / "more", "vanished", "", monkeypatch)
    (tmp_path / "more" / "vanished" / "__init__.py").write_text("raise RuntimeError('gone')")
    model = build_model()
    assert list(model.plugins) == BUNDLED
    assert {(f.plugin, f.stage) for f in model.faults} == {
        ("vanished_plugin", "find"), ("sinking_plugin", "import")}


def test_what_a_plugin_defines_can_be_pickled(write, strategy):
    write("ant", strategy("ant"))
    cls = build_model().strategies["ant"].cls
    assert cls.__module__ == "wargame_plugins.ant"
    assert pickle.loads(pickle.dumps(cls)) is cls
    assert build_model().strategies["ant"].cls is cls


def test_a_changed_plugin_is_read_again_and_leaves_no_bytecode(write, strategy, tmp_path):
    write("ant", strategy("ant") + "\nAnt.title = 'one'\n")
    assert build_model().strategies["ant"].title == "one"
    write("ant", strategy("ant") + "\nAnt.title = 'two'\n")
    assert build_model().strategies["ant"].title == "two"
    assert not (tmp_path / "plugins" / "__pycache__").exists()


def test_plugins_may_import_files_beside_them_that_are_no_plugins(write, strategy):
    write("_words", "TITLE = 'from beside'")
    write("ant", "from wargame_plugins._words import TITLE\n" + strategy("ant"))
    assert build_model().plugins["ant"].title == "from beside"


def test_loading_plugins_and_strategies_imports_nothing_heavy():
    code = ("import sys; import wargame.hooks.model as m; m.source_digest(); b = m.build_model();"
            "assert len(b.strategies) >= 15 and not b.faults;"
            "print([n for n in ('sympy', 'numba', 'mesa', 'streamlit', 'scipy') "
            "if n in sys.modules])")
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=root,
                          check=True)
    assert done.stdout.strip() == "[]"
