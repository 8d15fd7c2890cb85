"""`wargame batch`: experiments run, gone on with, looked at, and one line for each mistake."""

from __future__ import annotations

import json

import pytest

EXPERIMENT = """\
schema: 1
id: tiny
title: Tiny
question: Does it run?
playbook: long_view
turns: 1
mixes: [as_played, {name: strict, levers: {regulators: {liability_regime: strict}}}]
design: {points: 4}
futures: 2
"""


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A folder to work in, with an experiment in it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "tiny.yaml").write_text(EXPERIMENT)
    (tmp_path / "halfway" / "runs").mkdir(parents=True)
    return tmp_path


def test_an_experiment_is_run_told_and_shown(run, here, monkeypatch) -> None:
    monkeypatch.setattr("sys.argv", ["/somewhere/bin/wargame", "batch", "run", "tiny.yaml"])
    done = run("batch", "run", "tiny.yaml")
    assert done.exit_code == 0, done.stderr
    assert "2 mixes x 4 points x 2 futures, 16 of 16 runs in tiny_results" in done.stdout
    assert "16 of 16 games" in done.stderr
    status = json.loads(run("batch", "status", "tiny_results", "--json").stdout)
    assert status["complete"]
    assert (status["runs"], status["finished"], status["failed"]) == (16, 16, 0)
    shown = run("batch", "show", "tiny_results", "--run", "9").stdout
    assert "Run 9: mix 'strict', point 0, future 1; equal to the stored row" in shown
    assert "liability regime" in shown.lower()
    assert run("batch", "resume", "tiny_results").exit_code == 0
    manifest = json.loads((here / "tiny_results" / "manifest.json").read_text())
    assert manifest["command"] == "wargame batch run tiny.yaml"


def test_a_run_is_explained_and_written_as_json(run, here) -> None:
    run("batch", "run", "tiny.yaml", "--into", "out", "--points", "2", "--futures", "1")
    told = run("batch", "show", "out", "--run", "1", "--explain", "open_token_share").stdout
    assert "Terms of the equation" in told
    found = json.loads(run("batch", "show", "out", "--run", "3", "--json").stdout)
    assert found["equals_stored"] is True
    assert (found["mix_name"], found["point"]) == ("strict", 1)


@pytest.mark.parametrize(("words", "told"), [
    (("run", "tiny.yml"), "there is no such file"),
    (("run", "tiny.yaml", "--failures", "ignore"), "--failures is record, off or stop"),
    (("run", "tiny.yaml", "--into", "tiny.yaml"), "is no folder"),
    (("run", "tiny.yaml", "--backend", "cloud"), "cloud"),
    (("run", "tiny.yaml", "--points", "0"), "--points"),
    (("run", "tiny.yaml", "--dask", "nowhere"), "no Dask scheduler answers at 'nowhere'"),
    (("resume", "nowhere"), "is no result folder"),
    (("status", "nowhere"), "is no result folder"),
    (("status", "halfway"), "stopped while it was made ready, before the first game; start it"),
    (("resume", "halfway"), "wargame batch run ... --into halfway"),
    (("show", "nowhere", "--run", "1"), "is no result folder"),
])
def test_a_mistake_is_one_line(run, refused, here, words, told) -> None:
    assert told in refused(run("batch", *words))


def test_a_mistake_in_the_file_names_its_line(run, refused, here) -> None:
    (here / "tiny.yaml").write_text(EXPERIMENT.replace("liability_regime", "liability"))
    line = refused(run("batch", "run", "tiny.yaml"))
    assert line.startswith("tiny.yaml:7: mixes[1].levers.regulators.liability: the regulator")
    assert "did you mean 'liability_cap'?" in line or "liability_regime" in line


def test_a_folder_is_not_overwritten(run, refused, here) -> None:
    run("batch", "run", "tiny.yaml")
    assert "holds a batch already; go on with: wargame batch resume tiny_results" in refused(
        run("batch", "run", "tiny.yaml"))


def test_unknown_runs_and_metrics_are_told(run, refused, here) -> None:
    run("batch", "run", "tiny.yaml")
    assert "there is no run 99" in refused(run("batch", "show", "tiny_results", "--run", "99"))
    assert "did you mean 'open_token_share'?" in refused(
        run("batch", "show", "tiny_results", "--run", "1", "--explain", "open_tokn_share"))


def test_a_new_experiment_is_written_and_has_no_mistakes(run, refused, here) -> None:
    assert run("batch", "new", "mine.yaml").exit_code == 0
    told = run("batch", "check", "mine.yaml")
    assert told.exit_code == 0, told.stderr
    assert "mine: no mistakes (6 mixes x 256 points x 4 futures = 6,144 games of 6" in told.stdout
    assert "exists already" in refused(run("batch", "new", "mine.yaml"))
    assert "should end in .yaml" in refused(run("batch", "new", "mine.txt"))
    assert "bundled names are taken" in refused(run("batch", "new", "wild_card.yaml"))


@pytest.mark.parametrize(("aim", "told"), [
    ("at_least: 40", "40 is outside 0 to 1, and 'open_token_share' stays within them; did you "
     "mean 0.4?"),
    ("at_most: -1", "-1 is outside 0 to 1, and 'open_token_share' stays within them; every mix "
     "would pass in all futures, or in none")])
def test_a_threshold_that_no_future_can_cross_is_a_mistake(run, refused, here, aim, told) -> None:
    (here / "tiny.yaml").write_text(
        EXPERIMENT + f"outcomes: [{{metric: open_token_share, {aim}}}]\n")
    line = refused(run("batch", "check", "tiny.yaml"))
    assert line.startswith(f"tiny.yaml:10: outcomes[0].{aim.partition(':')[0]}: ")
    assert told in line


def test_mixes_that_set_the_same_are_pointed_out(run, here) -> None:
    (here / "tiny.yaml").write_text(EXPERIMENT.replace("[as_played,", "[as_played, strikt,"))
    told = run("batch", "check", "tiny.yaml")
    assert told.exit_code == 0
    assert "The mix 'strikt' sets the same as 'as_played': the two will play alike" in told.stdout


def test_every_mistake_of_a_file_is_found(run, here) -> None:
    (here / "tiny.yaml").write_text(EXPERIMENT.replace("turns: 1", "turns: none").replace(
        "futures: 2", "futurs: 2"))
    told = run("batch", "check", "tiny.yaml")
    assert told.exit_code == 2
    assert told.stderr.startswith("tiny.yaml:6: turns: should be a whole number")
    assert "did you mean 'futures'?" in told.stdout


def test_bundled_experiments_go_by_their_names_and_fit_the_schema(run) -> None:
    import jsonschema
    from ruamel.yaml import YAML

    from wargame.batch.load import bundled_experiments

    schema = json.loads(run("batch", "schema").stdout)
    assert len(bundled_experiments()) >= 3
    for name, path in bundled_experiments().items():
        text = json.dumps(YAML(typ="safe").load(path.read_text(encoding="utf-8")))
        jsonschema.validate(json.loads(text), schema)
        assert run("batch", "check", name).stdout.startswith(f"{name}: no mistakes")
    jsonschema.validate({**YAML(typ="safe").load(EXPERIMENT), "mixes": [
        "a", {"name": "b", "levers": {"us": {"chip_control_tier": {"1": "none", "3": 2}}}}]},
        schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**YAML(typ="safe").load(EXPERIMENT), "futurs": 2}, schema)


def test_more_mistakes_than_one_point_to_the_command_that_finds_them_all(
        run, refused, here) -> None:
    (here / "tiny.yaml").write_text(EXPERIMENT.replace("turns: 1", "turns: none").replace(
        "futures: 2", "futurs: 2"))
    assert "(and 1 more; see 'wargame batch check')" in refused(run("batch", "run", "tiny.yaml"))


def test_an_experiment_in_place_of_its_results_is_told_apart(run, refused, here) -> None:
    assert refused(run("batch", "report", "tiny.yaml")) == (
        "wargame: 'tiny.yaml' is a file; name the folder with the results of it")
