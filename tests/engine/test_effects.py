"""Injects and rulings change the world at the start of a turn, and are told apart afterwards."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wargame.engine.arrays import ArrayGame
from wargame.engine.attribution import explain_turn
from wargame.engine.effect import Effect
from wargame.engine.input import TurnInput, input_from
from wargame.engine.model import WargameModel
from wargame.engine.play import Game, Table, replayed
from wargame.engine.replay import causes_between
from wargame.engine.scenario import ScenarioError, ranges

SHOCK = Effect("capability", "deepseek", "add", 1.5, "inject", "A small laboratory")
RULING = Effect("salience", "us", "set", 2.0, "ruling", "A scandal")
RATE = Effect("catch_up_base", None, "scale", 2.0, "ruling", "Staff move")


def row(table: Table, name: str, member: str) -> float:
    space = table.scenario.program.rows[name].space
    at = table.scenario.sizes.names(space).index(member)
    return float(np.asarray(table.game.rows[name]).reshape(-1)[at])


@pytest.fixture(scope="module")
def ruled(long_view: Game) -> Table:
    """Two turns: a quiet one, and one with an inject, two rulings and an order."""
    table = long_view.table(3)
    table.play_turn()
    table.play_turn({"us": {"chip_control_tier": 3}}, effects=(SHOCK, RULING, RATE))
    return table


@pytest.mark.parametrize("effect", [
    Effect("capability", "meta", "add", 0.0), Effect("cash", None, "scale", 1.0),
    Effect("catch_up_base", None, "scale", 1.0), Effect("task_threshold", None, "add", 0.0)])
def test_an_effect_that_comes_to_nothing_changes_no_bit(effect: Effect, long_view: Game) -> None:
    table = long_view.table(3)
    table.play_turn()
    plain = table.at(1)
    assert table.play_turn(effects=[effect]).state_hash == plain.play_turn().state_hash
    game = plain.at(1).game
    before = {n: np.asarray(v).tobytes() for n, v in game.rows.items()}
    game.apply([effect])
    assert {n: np.asarray(v).tobytes() for n, v in game.rows.items()} == before


def test_setting_a_value_to_what_it_is_changes_no_bit(long_view: Game) -> None:
    table = long_view.table(3)
    table.play_turn()
    value = row(table, "capability", "openai")
    plain = table.at(1).play_turn()
    found = table.play_turn(effects=[Effect("capability", "openai", "set", value)])
    assert found.state_hash == plain.state_hash
    assert found.effects[0].before == found.effects[0].after == value


def test_operations_do_what_they_say(long_view: Game) -> None:
    game = long_view.table(1).game
    before = np.array(game.rows["salience"])[:, 0]
    records = game.apply([
        Effect("salience", None, "scale", 3.0), Effect("salience", "us", "add", 1),
        Effect("salience", "eu", "set", 0.25)])
    names = game.scenario.sizes.names(("nations",))
    wanted = dict(zip(names, before * 3, strict=True)) | {"us": before[names.index("us")] * 3 + 1,
                                                          "eu": 0.25}
    assert dict(zip(names, game.rows["salience"][:, 0], strict=True)) == wanted
    last = {r.member: r for r in records}
    us = last["us"]
    assert (us.model, us.before) == (before[names.index("us")], before[names.index("us")] * 3)
    assert us.after == us.before + 1
    assert len(records) == len(names) + 2


def test_results_are_held_within_the_bounds_of_the_variable_and_the_range_of_the_parameter(
    long_view: Game,
) -> None:
    game = long_view.table(1).game
    low, high = ranges(long_view.scenario)["catch_up_base"]
    game.apply([Effect("stringency", "us", "add", 7), Effect("stringency", "eu", "set", -1),
                Effect("catch_up_base", None, "scale", 1000)])
    names = game.scenario.sizes.names(("nations",))
    assert game.rows["stringency"][names.index("us"), 0] == 1
    assert game.rows["stringency"][names.index("eu"), 0] == 0
    assert game.rows["catch_up_base"][0] == high
    game.apply([Effect("catch_up_base", None, "add", -1000)])
    assert game.rows["catch_up_base"][0] == low


def test_at_the_start_the_flows_are_those_of_a_game_that_began_so(edited) -> None:  # type: ignore[no-untyped-def]
    def richer(data: dict) -> None:  # type: ignore[type-arg]
        for actor in data["actors"]:
            if actor["id"] == "openai":
                actor["values"]["capability"] = 0.9
    begun = edited(richer).table(1).game
    changed = edited(lambda data: None).table(1).game
    changed.apply([Effect("capability", "openai", "set", 0.9)])
    for name in begun.rows:
        assert np.array_equal(begun.rows[name], changed.rows[name]), name


def test_flows_that_an_effect_cannot_reach_keep_their_bits(long_view: Game) -> None:
    table = long_view.table(3)
    table.play_turn()
    before = {n: np.array(v) for n, v in table.game.rows.items()}
    table.game.apply([Effect("chip_ceiling", None, "scale", 0.5)])
    moved = {n for n, v in table.game.rows.items() if not np.array_equal(v, before[n])}
    reached = {n for n, v in table.scenario.program.variables.items()
               if v.kind == "flow" and "chip_ceiling" in table.scenario.library.inputs(n)}
    assert "chip_ceiling" in moved
    assert {n for n in moved if table.scenario.program.rows[n].role == "flow"} <= reached


@pytest.mark.parametrize(("effect", "words"), [
    (Effect("capabilty", "meta", "add", 1), "did you mean 'capability'?"),
    (Effect("capability", "metta", "add", 1), "did you mean 'meta'?"),
    (Effect("open_token_share", None, "set", 1), "change what it is worked out from: "),
    (Effect("release_mode", "meta", "set", 1), "give it as an order"),
    (Effect("capability", "meta", "add", math.nan), "not a finite number"),
    (Effect("capability", "meta", "multiply", 2), "operations are set, add, scale"),  # type: ignore[arg-type]
    (Effect("catch_up_base", "us", "set", 1), "leave out the member"),
    (Effect("tick_years", None, "set", 1), "fixed at 0.25"),
    (Effect("hub_users", "us", "set", 1), "leave out the member"),
    (Effect("capability", "meta", "add", 1, "whim"), "origins are rule, inject"),  # type: ignore[arg-type]
])
def test_an_effect_that_cannot_be_applied_is_one_line_and_changes_nothing(
    effect: Effect, words: str, long_view: Game,
) -> None:
    table = long_view.table(1)
    before = table.game.state_hash()
    with pytest.raises(ScenarioError) as error:
        table.play_turn(effects=[SHOCK, effect])
    assert words in str(error.value)
    assert effect.name in str(error.value)
    assert "\n" not in str(error.value)
    assert (table.turn, table.game.state_hash()) == (0, before)


def test_a_flow_is_traced_to_the_stocks_and_parameters_behind_it(long_view: Game) -> None:
    inputs = long_view.scenario.library.inputs("open_token_share")
    roles = {long_view.scenario.program.rows[n].role for n in inputs}
    assert roles <= {"stock", "attribute", "parameter"}
    assert "incumbent_share" in inputs


def test_causes_with_effects_add_up_and_name_what_made_them(ruled: Table) -> None:
    for name, member in [("capability", "deepseek"), ("open_token_share", None),
                         ("salience", "us"), ("lag_to_frontier", "meta"), ("stringency", "us")]:
        found = explain_turn(ruled, name, 2, member=member)
        scale = max(abs(found.before), abs(found.after), 1)
        assert abs(math.fsum(c.amount for c in found.causes) - found.change) <= 1e-9 * scale
        assert abs(math.fsum(t.amount for t in found.terms) + found.remainder
                   - found.change) <= 1e-9 * scale
        assert abs(found.remainder) <= 1e-6 * scale
        labelled = {(c.kind, c.label) for c in found.causes}
        assert labelled >= {("inject", "A small laboratory"), ("ruling", "A scandal"),
                            ("ruling", "Staff move")}
    quiet = explain_turn(ruled, "open_token_share", 1)
    assert {c.kind for c in quiet.causes} <= {"drift", "chance", "orders", "interaction"}


def test_the_inject_explains_what_it_did_to_its_own_stock(ruled: Table) -> None:
    found = explain_turn(ruled, "capability", 2, member="deepseek")
    assert [t.amount for t in found.terms if t.kind == "inject"] == [pytest.approx(1.5)]
    cause = next(c for c in found.causes if c.kind == "inject")
    assert cause.amount > 0


def test_two_plays_that_differ_in_a_ruling_differ_by_it(ruled: Table) -> None:
    plain = replayed(ruled.scenario, 3, [t.without_effects("ruling") for t in ruled.inputs])
    causes = causes_between(plain, ruled, "salience", 5)
    assert {c.label for c in causes if c.kind == "ruling"} == {"A scandal", "Staff move"}
    assert not [c for c in causes if c.kind == "inject"]
    assert all(c.amount == 0 for c in causes_between(ruled, ruled, "salience"))


def test_a_turn_says_what_the_model_had_beside_the_ruling(ruled: Table) -> None:
    record = ruled.turns[1]
    assert [r.effect for r in record.effects] == [SHOCK, RULING, RATE]
    assert record.effects[1].after == 2.0
    assert record.effects[1].model == record.effects[1].before < 2.0
    assert record.before == ruled.turns[0].after


def test_a_game_is_its_scenario_seed_and_inputs(ruled: Table) -> None:
    again = replayed(ruled.scenario, ruled.seed, [input_from(t.text) for t in ruled.inputs])
    assert [t.state_hash for t in again.turns] == [t.state_hash for t in ruled.turns]
    assert again.inputs == ruled.inputs
    assert again.trace == ruled.trace


numbers = st.floats(allow_nan=False, allow_infinity=False)
names = st.text(max_size=8)
effects = st.builds(Effect, names, st.none() | names, st.sampled_from(["set", "add", "scale"]),
                    numbers, st.sampled_from(["rule", "inject", "ruling", "matrix"]), names)
inputs = st.builds(
    TurnInput, st.dictionaries(names, st.dictionaries(names, numbers, max_size=3), max_size=3),
    st.lists(effects, max_size=3).map(tuple), st.dictionaries(names, st.none() | names, max_size=3))


@settings(max_examples=60, deadline=None)
@given(inputs)
def test_an_input_comes_back_from_its_json(given_input: TurnInput) -> None:
    assert input_from(given_input.text) == given_input
    assert input_from(given_input.text).text == given_input.text


@pytest.mark.parametrize("data", [
    "[]", "{", '{"orders": {}}', '{"effects": [{"name": "x"}]}', '{"commands": {"us": 3}}',
    '{"effects": [{"name": "x", "member": null, "operation": "set", "value": "much"}]}', "7"])
def test_what_is_no_input_is_refused_in_one_line(data: str) -> None:
    with pytest.raises(ScenarioError) as error:
        input_from(data)
    assert "\n" not in str(error.value)


def test_undoing_a_turn_leaves_the_table_as_it_was(ruled: Table) -> None:
    back = ruled.undone()
    assert (back.turn, back.game.state_hash()) == (1, ruled.turns[0].state_hash)
    assert len(back.trace) == len(back.read) == 5
    again = back.play(ruled.inputs[1])
    assert again.state_hash == ruled.turns[1].state_hash
    assert ruled.turn == 2
    for turn in (-1, 3):
        with pytest.raises(ScenarioError, match="has not been played"):
            ruled.at(turn)
    with pytest.raises(ScenarioError, match="has not been played"):
        ruled.at(0).undone()


def test_a_stand_in_plays_for_its_turn_only(long_view: Game) -> None:
    table = long_view.table(2)
    held = table.play_turn(players={"openai": None})
    assert {o.actor: o.player for o in held.orders}["openai"] == "hold"
    other = table.play_turn(players={"openai": "fast_follower"})
    assert {o.actor: o.player for o in other.orders}["openai"] == "fast_follower"
    own = table.play_turn()
    assert {o.actor: o.player for o in own.orders}["openai"] == "frontier_vendor"
    assert not [f for t in table.turns for f in t.faults]


def test_naming_the_strategy_that_plays_anyway_changes_no_bit(long_view: Game) -> None:
    one, other = long_view.table(2), long_view.table(2)
    for _ in range(3):
        one.play_turn()
        other.play_turn(players={"openai": "frontier_vendor", "meta": "complement_commoditiser"})
    assert one.game.state_hash() == other.game.state_hash()


def test_a_stand_in_for_the_whole_game_plays_as_if_it_had_been_seated(long_view: Game) -> None:
    table, seated = long_view.table(2), long_view.seated(openai="fast_follower").table(2)
    for _ in range(3):
        table.play_turn(players={"openai": "fast_follower"})
        seated.play_turn()
    assert table.game.state_hash() == seated.game.state_hash()


@pytest.mark.parametrize("players", [{"openai": "hawkish"}, {"opennai": None}, {"us": "nobody"}])
def test_a_stand_in_that_cannot_play_is_refused_before_anything_changes(
    players: dict[str, str | None], long_view: Game,
) -> None:
    table = long_view.table(2)
    with pytest.raises(ScenarioError):
        table.play_turn(players=players)
    assert table.turn == 0


def test_a_session_may_play_fewer_turns(long_view: Game) -> None:
    short = Game(long_view.scenario.lasting(4))
    table, whole = short.table(1), long_view.table(1)
    while not table.over:
        assert table.play_turn().state_hash == whole.play_turn().state_hash
    assert (table.turn, short.scenario.turns, long_view.scenario.turns) == (4, 4, 6)
    assert table.verdicts()
    assert long_view.scenario.lasting(6) is long_view.scenario
    for turns in (0, -1, 1000):
        with pytest.raises(ScenarioError, match="cannot be played"):
            long_view.scenario.lasting(turns)


def test_the_mesa_model_takes_effects_with_the_same_bits(long_view: Game) -> None:
    table = long_view.table(3)
    model = WargameModel(long_view.scenario, game_seed=3)
    for effects in ((RATE,), (SHOCK, RULING)):
        assert model.apply(effects) == table.play_turn(effects=effects).effects
        for _ in range(4):
            model.step()
        assert model.state_hash() == table.game.state_hash()


def test_futures_are_told_apart_by_an_effect_only_where_it_acts(long_view: Game) -> None:
    game = ArrayGame(long_view.scenario, 1, range(5))
    records = game.apply([Effect("hub_users", None, "add", 10)])
    assert game.rows["hub_users"].shape == (5,)
    assert records[0].after - records[0].before == 10
