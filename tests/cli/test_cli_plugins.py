"""`wargame plugins list`: what is there, and what could not be used."""

from __future__ import annotations

import json

BUNDLED = ("export_controls", "liability_regimes", "open_releases")


def test_bundled_plugins_come_with_their_levers_and_strategies(run) -> None:
    found = json.loads(run("plugins", "list", "--json").stdout)
    plugins = {plugin["name"]: plugin for plugin in found["plugins"]}
    assert set(BUNDLED) <= set(plugins)
    assert "chip_control_tier" in plugins["export_controls"]["levers"]
    assert "release_mode" in plugins["builtin"]["levers"]
    tiers = {s["tier"] for plugin in plugins.values() for s in plugin["strategies"]}
    assert tiers <= {"symbolic", "array", "python"}
    assert any(s["name"] == "fast_follower" for s in plugins["builtin"]["strategies"])
    assert found["faults"] == []


def test_people_read_the_same_as_a_list(run) -> None:
    text = run("plugins", "list").stdout
    for name in (*BUNDLED, "fast_follower", "symbolic"):
        assert name in text


def test_a_broken_plugin_is_listed_with_its_line_and_the_rest_goes_on(
    run, tmp_path, monkeypatch,
) -> None:
    (tmp_path / "plugins").mkdir()
    (tmp_path / "plugins" / "cracked.py").write_text("\nraise RuntimeError('cracked')\n")
    monkeypatch.chdir(tmp_path)
    found = json.loads(run("plugins", "list", "--json").stdout)
    assert len(found["faults"]) == 1
    assert "cracked.py:2" in found["faults"][0]
    assert set(BUNDLED) <= {plugin["name"] for plugin in found["plugins"]}


def test_two_plugins_of_one_name_are_refused_in_one_line(
    run, refused, tmp_path, monkeypatch,
) -> None:
    (tmp_path / "plugins").mkdir()
    (tmp_path / "plugins" / "export_controls.py").write_text("X = 1\n")
    monkeypatch.chdir(tmp_path)
    assert "two plugins are called 'export_controls'" in refused(run("plugins", "list"))


def test_two_strategies_of_one_name_leave_the_second_plugin_out_and_list_the_rest(
    run, tmp_path, monkeypatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("plugins", "new", "first_one").exit_code == 0
    text = (tmp_path / "plugins" / "first_one.py").read_text()
    (tmp_path / "plugins" / "second_one.py").write_text(text + "# changed\n")
    found = json.loads(run("plugins", "list", "--json").stdout)
    assert found["faults"] == ["plugins/second_one.py declares strategy 'first_one' too"]
    names = {plugin["name"] for plugin in found["plugins"]}
    assert {"first_one", *BUNDLED} <= names
    assert "second_one" not in names
    assert "plugins/second_one.py" in run("plugins", "list").stdout
    assert run("plugins", "new", "third_one").exit_code == 0
    assert "'first_one' already" in str(run("plugins", "new", "first_one").stderr)
