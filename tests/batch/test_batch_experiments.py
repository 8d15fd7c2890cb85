"""Experiment files: what they mean, and one line for each mistake."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from wargame.batch.job import bound
from wargame.batch.load import load_experiment, parse_experiment
from wargame.playbook.errors import PlaybookError

MISTAKES = [
    ("playbook: long_view", "playbook: long_vew", "did you mean 'long_view'?"),
    ("id: small", "id: small\nfuturs: 3", "did you mean 'futures'?"),
    ("futures: 2", "futures: 0", "small.yaml:8: futures: is 0; should be at least 1"),
    ("futures: 2", "futures: two", "small.yaml:8: futures: should be a whole number, not 'two'"),
    ("turns: 2", "turns: 9", "small.yaml:7: turns: 9 turns are asked for; the playbook has 6"),
    ("baseline: as_played", "baseline: asplayed", "did you mean 'as_played'?"),
    ("name: strict", "name: as_played", "the mix 'as_played' is named twice"),
    ("{meta: fast_follower,", "{mta: fast_follower,", "did you mean 'meta'?"),
    ("{meta: fast_follower,", "{meta: fast_folower,", "did you mean 'fast_follower'?"),
    ("liability_regime: strict", "liability_regme: strict", "did you mean 'liability_regime'?"),
    ("liability_regime: strict", "liability_regime: harsh",
     "small.yaml:15: mixes[1].levers.regulators.liability_regime: 'harsh' is no value"),
    ("{1: none, 2: 2}", "{1: none, 2: 9}", "9 is outside 0 to 3"),
    ("{1: none, 2: 2}", "{1: none, 5: 2}", "there is no turn 5; turns here are 1 to 2"),
    ("{1: none, 2: 2}", "{first: none}", "'first' is no turn"),
    ("algorithmic_progress: {}", "algorithmic_progres: {}", "did you mean 'algorithmic_progress'?"),
    ("algorithmic_progress: {}", "algorithmic_progress: {low: 2, high: 1}",
     "small.yaml:19: uncertainties.parameters.algorithmic_progress: low 2 is not below high 1"),
    ("algorithmic_progress: {}", "algorithmic_progress: {low: 2}", "add 'high'"),
    ("algorithmic_progress: {}", "algorithmic_progress: {low: -1, high: 2}",
     "-1 is outside what the model allows"),
    ("algorithmic_progress: {}", "algorithmic_progress: {values: [1], low: 0.5, high: 2}",
     "gives both 'values' and a range"),
    ("algorithmic_progress: {}", "algorithmic_progress: {low: 50, high: 60}",
     "the playbook's value"),
    ("cash: {meta: {}}", "cash: {mta: {}}", "did you mean 'meta'?"),
    ("cash: {meta: {}}", "algorithmic_progress: {}", "put it under 'parameters'"),
    ("kind: sobol", "kind: sobl", "did you mean 'sobol'?"),
    ("open_token_share", "open_tokn_share", "did you mean 'open_token_share'?"),
    ("at_least: 0.3", "at_least: 0.3, at_most: 0.1", "at_least 0.3 is above at_most 0.1"),
    ("at_least: 0.3", "direction: lower, at_least: 0.3", "the threshold says otherwise"),
    (", at_least: 0.3", "", "neither a direction nor a threshold is given"),
]


@pytest.mark.parametrize(("old", "new", "told"), MISTAKES, ids=[new for _, new, _ in MISTAKES])
def test_a_mistake_is_told_in_one_line_with_its_place_and_fix(text, old, new, told) -> None:
    assert old in text
    with pytest.raises(PlaybookError) as caught:
        bound(parse_experiment(text.replace(old, new), "small.yaml"))
    line = str(caught.value)
    assert "\n" not in line
    assert told in line
    assert line.startswith(("small.yaml:", "long_vew:"))


def test_a_file_that_is_no_mapping_or_not_there_is_told_so() -> None:
    with pytest.raises(PlaybookError, match="an experiment is a mapping, not a list"):
        parse_experiment("- 1\n")
    with pytest.raises(PlaybookError, match="there is no such file"):
        load_experiment("nowhere.yaml")


def test_mixes_come_from_the_list_and_from_every_combination_of_the_grid(text) -> None:
    grid = ("options:\n  law:\n    mild: {}\n    hard: {levers: {regulators: "
            "{liability_regime: strict}}}\ngrid:\n  us.chip_control_tier: [0, 2]\n"
            "  meta: [fast_follower, hold]\n")
    _, study = bound(parse_experiment(text + grid))
    names = [mix.name for mix in study.mixes]
    assert names[:2] == ["as_played", "strict"]
    assert len(names) == 2 + 8
    assert names[-1] == "law=hard, us.chip_control_tier=2, meta=hold"
    last = study.mixes[-1]
    assert last.strategies == {"meta": None}
    assert set(last.levers) == {"china_regulator", "eu_regulator", "us_regulator", "us"}


def test_what_is_common_lies_beneath_every_mix(text) -> None:
    common = "common:\n  strategies: {meta: hold}\n  levers: {us: {chip_control_tier: 3}}\n"
    _, study = bound(parse_experiment(text + common))
    plain, strict = study.mixes
    assert plain.strategies == {"meta": None}
    assert strict.strategies["meta"].use == "fast_follower"
    assert plain.levers["us"]["chip_control_tier"] == {1: 3.0}
    assert strict.levers["us"]["chip_control_tier"] == {1: 0.0, 2: 2.0}


def test_a_schedule_holds_each_value_until_the_next_turn_it_names(small) -> None:
    _, study = bound(small)
    orders = [o for o in study.mixes[1].orders(study.scenario) if o.lever == "chip_control_tier"]
    assert [(o.turn, o.value) for o in orders] == [(0, 0.0), (1, 2.0)]


def test_ranges_and_their_defaults_come_from_the_playbook(small) -> None:
    _, study = bound(small)
    assert [c.name for c in study.columns] == [
        "algorithmic_progress", "cross_elasticity", "cash[meta]"]
    cash = study.columns[-1]
    assert (cash.low, cash.middle, cash.high) == (3, 6, 12)
    assert np.all((study.points >= [c.low for c in study.columns])
                  & (study.points <= [c.high for c in study.columns]))


def test_every_range_of_the_playbook_varies_unless_it_is_excepted(text) -> None:
    wide = text.replace("ranges: listed", "ranges: playbook\n  except: [cash, chip_price]")
    _, study = bound(parse_experiment(wide))
    names = {c.name for c in study.columns}
    assert len(names) > 200
    assert "capability[meta]" in names
    assert not {"cash[meta]", "chip_price"} & names


@pytest.mark.parametrize(("kind", "count"), [
    ("sobol", 8), ("latin_hypercube", 8), ("middle", 1), ("factorial", 27), ("saltelli", 40),
    ("morris", 32)])
def test_each_design_has_the_points_it_is_known_for(text, kind, count) -> None:
    _, study = bound(parse_experiment(text.replace("kind: sobol", f"kind: {kind}")))
    assert study.points.shape == (count, 3)
    _, again = bound(parse_experiment(text.replace("kind: sobol", f"kind: {kind}")))
    assert np.array_equal(study.points, again.points)
    if kind == "middle":
        assert study.points.tolist() == [[c.middle for c in study.columns]]


def test_a_factorial_that_would_never_end_is_refused(text) -> None:
    wide = text.replace("ranges: listed", "ranges: playbook").replace("sobol", "factorial")
    with pytest.raises(PlaybookError, match=r"every combination of .* numbers at 3 levels makes"):
        bound(parse_experiment(wide))


@pytest.mark.parametrize("distribution", ["balanced", "uniform", "triangular"])
def test_draws_follow_their_distribution(text, distribution) -> None:
    changed = text.replace("meta: {}", f"meta: {{distribution: {distribution}}}")
    _, study = bound(parse_experiment(changed))
    cash = study.columns[-1]
    draws = (np.arange(20_000) + 0.5) / 20_000
    values = cash.at(draws)
    assert values.min() >= cash.low
    assert values.max() <= cash.high
    mean = {"balanced": (3 + 2 * 6 + 12) / 4, "uniform": 7.5, "triangular": 7.0}[distribution]
    assert values.mean() == pytest.approx(mean, rel=1e-4)
    assert np.all(np.diff(values) > 0)


def test_listed_values_are_the_only_ones(text) -> None:
    changed = text.replace("cash: {meta: {}}", "cash: {meta: {values: [4, 8]}}")
    _, study = bound(parse_experiment(changed))
    assert set(study.points[:, -1]) == {4.0, 8.0}


def test_the_playbooks_claims_are_the_outcomes_where_none_are_named(text) -> None:
    start = text.index("outcomes:")
    _, study = bound(parse_experiment(text[:start]))
    aims = {a.metric: a.better for a in study.outcomes}
    assert aims["open_token_share"] == "between"
    assert aims["open_sponsor_concentration"] == "lower"
    assert aims["downloads_growth"] == "higher"


def test_what_the_guide_shows_is_an_experiment() -> None:
    guide = (Path(__file__).parents[2] / "playbooks" / "EXPERIMENTS.md").read_text("utf-8")
    parts = re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL)
    head = "id: guide\ntitle: Guide\nquestion: Does it hold?\nplaybook: long_view\n"
    _, study = bound(parse_experiment(head + "".join(parts), "guide.yaml"))
    assert len(study.mixes) == 2 + 2 * 3 * 2
    assert study.points.shape[0] == 1024
    with pytest.raises(PlaybookError) as caught:
        bound(parse_experiment(head + "".join(parts).replace("4: embargo", "4: 9")))
    assert str(caught.value).split(": ", 1)[1] in guide
