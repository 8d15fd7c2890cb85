"""`wargame playbook`: check, schema and new."""

from __future__ import annotations

import json


def test_the_bundled_playbook_passes_its_check(run) -> None:
    result = run("playbook", "check", "long_view")
    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith("long_view: no mistakes")


def test_a_new_playbook_passes_its_check_and_can_be_played(run, tmp_path) -> None:
    file = tmp_path / "my game.yaml"
    assert run("playbook", "new", file).exit_code == 0
    checked = run("playbook", "check", file)
    assert checked.exit_code == 0, checked.stderr
    assert checked.stdout.startswith("my_game: no mistakes")
    assert json.loads(run("play", file, "--json").stdout)["playbook"] == "my_game"


def test_a_new_playbook_never_overwrites_a_file(run, refused, tmp_path) -> None:
    file = tmp_path / "precious.yaml"
    file.write_text("mine")
    assert "exists already" in refused(run("playbook", "new", file))
    assert file.read_text() == "mine"


def test_the_schema_is_one_json_object_that_knows_the_levers(run) -> None:
    result = run("playbook", "schema")
    assert json.loads(result.stdout)["title"] == "wargame playbook"
    assert "release_mode" in result.stdout


def test_the_schema_can_be_written_to_a_file(run, tmp_path) -> None:
    file = tmp_path / "playbook.schema.json"
    assert run("playbook", "schema", "--write", file).exit_code == 0
    assert json.loads(file.read_text()) == json.loads(run("playbook", "schema").stdout)
