"""`wargame play`: the story, the JSON object, and the same bytes again."""

from __future__ import annotations

import json

import pytest

CLAIMS = ["P1", "P2", "P3", "P4", "P5", "C1", "C2", "C3"]


@pytest.fixture(scope="module")
def played(run) -> dict:
    """One game of seed 5 as JSON."""
    return json.loads(run("play", "long_view", "--seed", 5, "--json").stdout)


@pytest.fixture(scope="module")
def story(run) -> str:
    """The same game as a story."""
    result = run("play", "long_view", "--seed", 5)
    assert result.exit_code == 0
    return result.stdout


def test_the_same_seed_gives_the_same_json(run, played) -> None:
    again = run("play", "long_view", "--seed", 5, "--json")
    assert json.loads(again.stdout) == played


def test_another_process_reaches_the_same_state(process, played) -> None:
    other = process("play", "long_view", "--seed", "5", "--json")
    assert other.returncode == 0, other.stderr
    assert other.stderr == ""
    assert json.loads(other.stdout) == played


def test_injects_fire_when_asked_for_and_are_told(run, played) -> None:
    told = run("play", "open_rival", "--injects", "--seed", 5)
    assert told.exit_code == 0
    assert "News: An open model that is as good" in told.stdout
    found = json.loads(run("play", "open_rival", "--injects", "--seed", 5, "--json").stdout)
    effects = [{e["label"] for e in turn["effects"]} for turn in found["turns"]]
    assert effects[:2] == [{"Burglars with an assistant"}, {"An open model that is as good"}]
    assert {e["origin"] for turn in found["turns"] for e in turn["effects"]} == {"inject"}
    assert all(turn["effects"] == [] for turn in played["turns"])


def test_another_seed_gives_another_state(run, played) -> None:
    other = json.loads(run("play", "long_view", "--seed", 6, "--json").stdout)
    assert other["state_hash"] != played["state_hash"]


def test_json_holds_the_claims_the_turns_and_who_played(played) -> None:
    assert (played["playbook"], played["seed"], played["futures"]) == ("long_view", 5, 1)
    assert played["backend"] == "scalar"
    assert list(played["outcomes"]) == CLAIMS
    assert len(played["turns"]) == 6
    assert played["turns"][-1]["state_hash"] == played["state_hash"]
    assert all(turn["faults"] == [] for turn in played["turns"])


def test_each_test_in_json_has_a_value_and_whether_it_passes(played) -> None:
    for outcome in played["outcomes"].values():
        for test in outcome["tests"]:
            assert isinstance(test["value"], float)
            low, high = test.get("between") or (
                test.get("at_least", float("-inf")), test.get("at_most", float("inf")))
            assert test["passes"] is (low <= test["value"] <= high)


def test_what_one_game_cannot_decide_needs_a_batch(played, story) -> None:
    assert played["outcomes"]["P3"]["verdict"] == "needs a batch"
    assert played["outcomes"]["P3"]["holds"] is None
    assert "needs a batch" in story


def test_the_story_names_turns_levers_reasons_and_verdicts(story, played) -> None:
    assert "Turn 1 of 6: July 2023 to June 2024" in story
    assert "Turn 6 of 6: July 2028 to June 2029" in story
    assert "Open token share" in story
    assert any(arrow in story for arrow in "▲▼")
    assert "release mode" in story
    for claim in CLAIMS:
        assert f"\n{claim}  " in story
    assert played["state_hash"] in story
    reasons = [o["reason"] for t in played["turns"] for o in t["orders"] if o["changed"]]
    assert any(reason and reason[:40] in story for reason in reasons)


def test_the_story_shows_values_against_thresholds(story) -> None:
    assert "at least 10" in story
    assert "20.0 % to 80.0 %" in story


def test_fictional_names_replace_all_real_ones(run) -> None:
    story = run("play", "long_view", "--fictional").stdout
    opening = story.split("Outcomes")[0]
    assert "Agora" in opening
    assert "Meta" not in opening


def test_many_futures_show_ranges_and_counted_worlds(run) -> None:
    result = run("play", "long_view", "--futures", 50)
    assert result.exit_code == 0
    assert "median" in result.stdout
    assert "of 50 futures" in result.stdout
    assert "50 futures played" in result.stdout


def test_many_futures_in_json_have_quantiles(run) -> None:
    found = json.loads(run("play", "long_view", "--futures", 50, "--vary", "--json").stdout)
    outcome = found["outcomes"]["C1"]
    assert outcome["futures"] == 50
    assert 0 <= outcome["holds"] <= 50
    quantiles = list(outcome["tests"][0]["quantiles"].values())
    assert len(quantiles) == 5
    assert quantiles == sorted(quantiles)
    assert found["outcomes"]["P3"]["verdict"] == "needs a batch"


def test_another_strategy_takes_a_seat(run, played) -> None:
    found = json.loads(run("play", "long_view", "--seed", 5, "--set", "meta=fast_follower",
                           "--set", "us=hold", "--json").stdout)
    assert found["strategies"]["meta"] == "fast_follower"
    assert found["strategies"]["us"] == "hold"
    assert found["state_hash"] != played["state_hash"]


def test_a_strategy_takes_parameters(run) -> None:
    from wargame.engine.play import load

    known = load("long_view").scenario.library.strategies["fast_follower"].parameters
    name, (low, _) = next(iter(known.items()))
    result = run("play", "long_view", "--set", f"meta=fast_follower,{name}={low}", "--json")
    assert result.exit_code == 0, result.stderr


def test_a_parameter_changes_the_game(run, played) -> None:
    from wargame.engine.play import load
    from wargame.engine.scenario import ranges

    low, _ = ranges(load("long_view").scenario)["compute_weight"]
    found = json.loads(run("play", "long_view", "--seed", 5, "--parameter",
                           f"compute_weight={low}", "--json").stdout)
    assert found["state_hash"] != played["state_hash"]


def test_a_slow_strategy_is_named_with_its_reason(run, tmp_path, monkeypatch, long_view) -> None:
    (tmp_path / "plugins").mkdir()
    (tmp_path / "plugins" / "doubting.py").write_text(DOUBTING)
    text = long_view.replace("id: long_view", "id: doubts", 1)
    text = text.replace("plugins: [", "plugins: [doubting, ", 1)
    (tmp_path / "doubts.yaml").write_text(
        text.replace("strategy: complement_commoditiser", "strategy: doubting", 1))
    monkeypatch.chdir(tmp_path)
    story = run("play", "doubts.yaml").stdout
    assert "doubting is of the" in story
    assert "not symbolic" in story


DOUBTING = '''"""A strategy that branches in Python."""

from wargame import Orders, Strategy, hookimpl


class Doubting(Strategy):
    """Cuts its price once it has money."""

    name = "doubting"
    actor = "lab"
    reason = "it looked at its money"

    def decide(self, obs, luck, params):
        """Branch on a number."""
        return Orders(price_stance=0.9 if obs.me["cash"] > 1 else 1.1)


@hookimpl
def register_strategies(register):
    """One strategy."""
    register(Doubting)
'''
