"""Contested parameters: every view on the same futures, and whether the preferred order flips."""

from __future__ import annotations

import numpy as np
import pytest

from wargame.engine.play import Game, Table, load
from wargame.engine.scenario import ScenarioError
from wargame.session.beliefs import believe, seen_by
from wargame.session.disagreement import AS_IT_IS, ViewResult, _preferred, disagreement

OPTIONS = {
    "embargo": {"us": {"chip_control_tier": 3.0}}, "none": {"us": {"chip_control_tier": 0.0}}}
CONTESTED = ("induced_substitution", "chip_learning", "induced_efficiency")
VIEWS = {
    "controls teach": dict(zip(CONTESTED, (1.5, 0.6, 0.6), strict=True)),
    "controls bite": dict(zip(CONTESTED, (0.2, 0.05, 0.0), strict=True)),
}


@pytest.fixture(scope="module")
def game() -> Game:
    """The bundled playbook."""
    return load("long_view")


@pytest.fixture(scope="module")
def table(game: Game) -> Table:
    """One turn played."""
    found = game.table(7)
    found.play_turn()
    return found


def test_the_preferred_option_beats_every_other_in_more_futures_than_it_loses() -> None:
    a, b, c = np.array([1.0, 1, 1, 0]), np.array([0.0, 0, 2, 0]), np.array([0.0, 0, 0, 9])
    ends = {"a": a, "b": b, "c": c}
    assert _preferred(ends, "higher") == "a"
    assert _preferred(ends, "lower") == ""
    assert _preferred({"a": a, "b": a}, "higher") == ""
    view = ViewResult("v", {}, ends, "a")
    assert (view.wins("a", "b", "higher"), view.wins("a", "b", "lower")) == (2, 1)


def test_views_that_differ_enough_prefer_different_options(table: Table) -> None:
    found = disagreement(table, VIEWS, OPTIONS, "open_token_share", better="higher", futures=60)
    assert [v.view for v in found.views] == [AS_IT_IS, *VIEWS]
    assert found.flips
    assert found.words.startswith("It matters: which option is preferred depends on")
    assert all(v.ends["none"].shape == (60,) for v in found.views)


def test_a_view_that_says_what_is_so_anyway_changes_no_bit(table: Table) -> None:
    value = table.scenario.parameters["chip_learning"]
    found = disagreement(table, {"the same": {"chip_learning": value}}, OPTIONS,
                         "open_token_share", better="higher", futures=20)
    one, other = found.views
    assert all(np.array_equal(one.ends[o], other.ends[o]) for o in OPTIONS)
    assert not found.flips
    assert found.words.startswith("It does not matter here")


def test_the_tables_own_luck_is_not_used(table: Table) -> None:
    found = disagreement(table, {"x": {"chip_learning": 0.3}}, OPTIONS, "open_token_share",
                         better="higher", futures=5)
    own = disagreement(table, {"x": {"chip_learning": 0.3}}, OPTIONS, "open_token_share",
                       better="higher", futures=5, seed=table.seed)
    assert not np.array_equal(found.views[0].ends["none"], own.views[0].ends["none"])


def test_a_seat_may_ask_within_its_own_beliefs(table: Table) -> None:
    beliefs = believe(table.scenario, seen_by(table, "us"), futures=30)
    found = disagreement(beliefs, VIEWS, OPTIONS, "systemic_risk")
    assert (found.better, found.futures) == ("lower", 30)


@pytest.mark.parametrize(("views", "options", "metric", "words"), [
    ({}, OPTIONS, "open_token_share", "one to 3 parameters, not 0"),
    ({"v": dict.fromkeys(["chip_learning", "catch_up_base", "need_pace", "severity_tail"], 1.0)},
     OPTIONS, "open_token_share", "one to 3 parameters, not 4"),
    ({"v": {"chip_learnin": 0.2}}, OPTIONS, "open_token_share", "did you mean 'chip_learning'"),
    ({"v": {"chip_learning": 7.0}}, OPTIONS, "open_token_share", "outside its range 0.05 to 0.6"),
    ({"v": {"chip_learning": float("nan")}}, OPTIONS, "open_token_share", "outside its range"),
    ({AS_IT_IS: {"chip_learning": 0.2}}, OPTIONS, "open_token_share", "name this view otherwise"),
    ({"v": {"chip_learning": 0.2}}, {"one": {}}, "open_token_share", "between two options"),
    ({"v": {"chip_learning": 0.2}}, OPTIONS, "open_token_shar", "did you mean"),
    ({"v": {"chip_learning": 0.2}}, OPTIONS, "gap_mean", "say which is meant"),
    ({"v": {"chip_learning": 0.2}}, {**OPTIONS, "x": {"us": {"y": 1.0}}}, "systemic_risk",
     "has no lever 'y'"),
])
def test_a_question_that_cannot_be_asked_is_refused_in_one_line(
    views: dict[str, dict[str, float]], options: dict[str, dict[str, dict[str, float]]],
    metric: str, words: str, table: Table,
) -> None:
    with pytest.raises(ScenarioError, match=words) as error:
        disagreement(table, views, options, metric, futures=2)
    assert "\n" not in str(error.value)


def test_after_the_last_turn_one_asks_from_before_it(game: Game) -> None:
    short = Game(game.scenario.lasting(1)).table(1)
    before = disagreement(short, VIEWS, OPTIONS, "systemic_risk", futures=9)
    short.play_turn()
    after = disagreement(short, VIEWS, OPTIONS, "systemic_risk", futures=9)
    assert all(np.array_equal(a.ends["none"], b.ends["none"])
               for a, b in zip(before.views, after.views, strict=True))
    beliefs = believe(short.scenario, seen_by(short, "us"), futures=5)
    with pytest.raises(ScenarioError, match="end of the game"):
        disagreement(beliefs, VIEWS, OPTIONS, "systemic_risk")
