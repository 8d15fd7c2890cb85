"""Scenarios and games: every change gives another, and a mistake is named with what was meant."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

import wargame
from wargame.engine.arrays import ArrayGame
from wargame.engine.library import load_library
from wargame.engine.play import Game, load
from wargame.engine.scenario import ScenarioError, ranges, start_ranges


def test_a_change_gives_another_game_and_leaves_this_one(long_view: Game) -> None:
    before = long_view.play(1).state_hash
    other = long_view.seated(meta="fast_follower", us=None).setting(switching_cost=0.5)
    assert other.scenario.seat("meta").strategy.name == "fast_follower"
    assert other.scenario.seat("us").strategy is None
    assert other.scenario.parameters["switching_cost"] == 0.5
    assert other.play(1).state_hash != before
    assert long_view.play(1).state_hash == before
    assert long_view.scenario.seat("meta").strategy.name == "complement_commoditiser"
    with pytest.raises(AttributeError):
        long_view.scenario = other.scenario  # type: ignore[misc]


def test_a_strategy_put_in_a_seat_is_as_if_the_file_had_named_it(
        long_view: Game, edited: Any) -> None:
    def named(data: dict[str, Any]) -> None:
        for spec in data["actors"]:
            if spec["id"] == "meta":
                spec["strategy"] = {"use": "fast_follower"}

    seated = long_view.seated(meta="platform").seated(meta="fast_follower")
    assert seated.play(2).state_hash == edited(named).play(2).state_hash


def test_a_strategy_leaves_its_seat_without_a_trace(odd: Game, history: Any) -> None:
    back = odd.seated(meta="forgetting").seated(meta="complement_commoditiser")
    assert back.play(1).state_hash == odd.play(1).state_hash


def test_a_strategy_may_be_seated_with_parameters(odd: Game) -> None:
    use = {"use": "twin_symbolic", "bar": 0.9, "steps": 5}
    scenario = odd.scenario.replacing({"meta": use})
    assert dict(scenario.seat("meta").parameters) == {"bar": 0.9, "calm": 0.5, "steps": 5}
    at = scenario.seat("meta").position
    assert scenario.start["strategy twin_symbolic.bar"][at] == 0.9
    game = ArrayGame(scenario, 1)
    game.play_turn()
    assert game.rows["release_delay"][at, 0] == 5


@pytest.mark.parametrize(("use", "message"), [
    ({"nobody": None}, "no actor is called 'nobody'; actors here are alibaba, anthropic"),
    ({"meta": "no_such"}, "'no_such' is no strategy for the lab 'meta'; there are .*platform"),
    ({"meta": "hawkish"}, "'hawkish' is no strategy for the lab 'meta'"),
    ({"meta": {"use": "platform", "calmm": 0.2}},
     r"'platform' has no parameter 'calmm'; did you mean 'calm'\?"),
    ({"meta": {"use": "platform", "calm": 7}}, "parameter 'calm': input should be less than"),
])
def test_a_seat_refuses_what_cannot_play_it(use: Any, message: str, long_view: Game) -> None:
    with pytest.raises(ScenarioError, match=message):
        long_view.scenario.replacing(use)


@pytest.mark.parametrize(("parameters", "message"), [
    ({"switching_costs": 1}, r"'switching_costs'; did you mean 'switching_cost'\?"),
    ({"switching_cost": float("nan")}, "'switching_cost' was set to nan, which is not finite"),
    ({"switching_cost": float("inf")}, "not finite"),
])
def test_a_parameter_that_is_not_there_or_no_number_is_refused(
        parameters: Any, message: str, long_view: Game) -> None:
    with pytest.raises(ScenarioError, match=message):
        long_view.setting(**parameters)


def test_samples_lie_in_their_ranges_and_the_first_future_keeps_its_values(
        long_view: Game) -> None:
    scenario, sampled = long_view.scenario, long_view.sampled(3, 500)
    for name, (low, high) in ranges(scenario).items():
        values = sampled[name]
        assert values[0] == scenario.parameters[name]
        assert np.all((values >= low) & (values <= high))
        below = np.mean(values[1:] < scenario.parameters[name])
        if low < scenario.parameters[name] < high:
            assert 0.4 < below < 0.6
    for name, members in start_ranges(scenario).items():
        flat = sampled[name].reshape(-1, 500)
        kept = scenario.start[name].reshape(-1)
        assert np.array_equal(flat[:, 0], kept)
        still = [at for at in range(len(kept)) if at not in {m[0] for m in members.values()}]
        assert all(np.all(flat[at] == kept[at]) for at in still)
        for at, low, high in members.values():
            assert np.all((flat[at] >= low) & (flat[at] <= high))
            assert flat[at].std() > 0
    assert set(sampled) == set(ranges(scenario)) | set(start_ranges(scenario))


def test_samples_have_addresses_so_that_another_parameter_shifts_none(
        long_view: Game, edited: Any) -> None:
    def narrower(data: dict[str, Any]) -> None:
        value = long_view.scenario.parameters["switching_cost"]
        data.setdefault("parameters", {})["switching_cost"] = {
            "value": value, "low": value, "high": value, "source": "assumed"}
        for spec in data["actors"]:
            spec["values"] = {n: v for n, v in spec.get("values", {}).items() if n != "trust"}

    one, other = long_view.sampled(3, 20), edited(narrower).sampled(3, 20)
    assert "switching_cost" in one
    assert "switching_cost" not in other
    shared = set(one) & set(other)
    assert len(shared) > 200
    assert all(np.array_equal(one[n], other[n]) for n in shared)
    assert not np.array_equal(one["switching_cost"], long_view.sampled(4, 20)["switching_cost"])
    more = long_view.sampled(3, 50)
    assert all(np.array_equal(values, more[n][..., :20]) for n, values in one.items())


def test_a_frame_has_a_row_for_each_future_and_quarter(long_view: Game) -> None:
    played = long_view.play(1, futures=3)
    frame = played.frame()
    assert frame.shape == (3 * 25, 3 + len(played.many.names))
    assert list(frame.columns[:3]) == ["future", "tick", "quarter"]
    assert frame["quarter"].iloc[:3].tolist() == ["start", "2023-Q3", "2023-Q4"]
    last = frame[(frame.future == 2) & (frame.tick == 24)]
    assert last["quarter"].item() == "2029-Q2"
    assert last["open_token_share"].item() == played.many.metric("open_token_share")[24, 2]
    alone = long_view.play(1).frame()
    assert alone.equals(frame[frame.future == 0])


def test_the_hash_of_many_futures_covers_each_of_them(long_view: Game) -> None:
    hashes = {long_view.play(1, futures=n, vary=v).state_hash
              for n, v in ((1, False), (2, False), (3, False), (3, True))}
    assert len(hashes) == 4
    assert long_view.play(1, futures=1, vary=True).state_hash == long_view.play(1).state_hash


@pytest.mark.parametrize("futures", [0, -3])
def test_a_play_has_at_least_one_future(futures: int, long_view: Game) -> None:
    with pytest.raises(ScenarioError, match=f"at least one future, not {futures}"):
        long_view.play(1, futures=futures)


def test_verdicts_count_the_futures_in_which_all_tests_pass(long_view: Game) -> None:
    played = long_view.play(1, futures=50, vary=True)
    verdicts = {v.claim: v for v in played.verdicts()}
    coexist = verdicts["C1"]
    share = played.many.metric("open_token_share")[-1]
    revenue = played.many.metric("closed_revenue_share")[-1]
    assert coexist.holds == np.sum((share >= 0.2) & (share <= 0.8) & (revenue >= 0.5))
    assert coexist.words == f"holds in {coexist.holds} of 50 futures"
    assert verdicts["P3"].words == "needs a batch"
    assert coexist.tests[0].quantiles["0.5"] == np.median(share)
    alone = {v.claim: v for v in long_view.play(1).table.verdicts()}
    assert alone["C1"].words in ("holds", "fails (1 of 2 tests pass)", "fails (0 of 2 tests pass)")


def test_objects_of_a_game_read_well(long_view: Game) -> None:
    played = long_view.play(1)
    for thing in (long_view, long_view.scenario, long_view.scenario.library, played,
                  played.table):
        assert len(repr(thing)) < 300
    page = played._repr_html_()
    assert "The Long View" in page
    assert played.state_hash in page


def test_the_public_names_load_and_play() -> None:
    game = wargame.load("long_view")
    assert isinstance(game, wargame.Game)
    assert isinstance(game.table(1), wargame.Table)
    with pytest.raises(AttributeError, match="wargame has no 'nothing'"):
        _ = wargame.nothing


def test_a_plugin_whose_equations_fail_is_left_out_each_time(tmp_path: Any) -> None:
    file = tmp_path / "half_done.py"
    file.write_text(
        "from wargame.hooks import hookimpl\nfrom wargame.strategies import Orders, Strategy\n"
        "class Half(Strategy):\n    name = 'half'\n    actor = 'lab'\n"
        "    def decide(self, obs, luck, params):\n        return Orders()\n"
        "@hookimpl\ndef register_strategies(register):\n    register(Half)\n"
        "@hookimpl\ndef register_equations(book):\n    raise RuntimeError('half done')\n")
    for _ in range(2):
        library = load_library(["export_controls"], [file])
        assert "half_done" not in library.plugins
        assert set(library.strategies) == set(library.tiers)
        assert [f.reason for f in library.model.faults] == ["RuntimeError: half done"]


def test_a_strategy_with_a_constant_that_is_not_finite_cannot_spoil_the_kernel(
        tmp_path: Any) -> None:
    file = tmp_path / "endless.py"
    file.write_text(
        "from wargame.hooks import hookimpl\n"
        "from wargame.strategies import Orders, Strategy, lesser\n"
        "class Endless(Strategy):\n    name = 'endless'\n    actor = 'lab'\n"
        "    def decide(self, obs, luck, params):\n"
        "        return Orders(price_stance=lesser(obs.me['price_stance'], float('inf')))\n"
        "@hookimpl\ndef register_strategies(register):\n    register(Endless)\n")
    game = load("long_view", files=[file])
    assert game.scenario.library.tiers["endless"] == (
        "array", "a rule of finite numbers only can be fused")
    held = game.seated(meta=None).play(1).turns[-1].after
    assert game.seated(meta="endless").play(1).turns[-1].after == held
