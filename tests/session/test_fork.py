"""What would have happened: the same luck, other orders."""

from __future__ import annotations

import numpy as np
import pytest

from wargame.engine.effect import Effect
from wargame.engine.input import TurnInput
from wargame.engine.play import Game, Table, load, replayed
from wargame.engine.scenario import ScenarioError
from wargame.session.fork import fork, swapped

FUTURES = 12
INPUTS = [
    TurnInput({"us_regulator": {"liability_regime": 0}}),
    TurnInput({"us": {"chip_control_tier": 3}, "meta": {"release_delay": 2}},
              (Effect("capability", "deepseek", "add", 1.0, "inject", "Shock"),)),
    TurnInput({}, (), {"openai": "fast_follower"}),
    TurnInput({}, (Effect("salience", "us", "set", 2.0, "ruling", "Scandal"),)),
]


@pytest.fixture(scope="module")
def game() -> Game:
    """The bundled playbook."""
    return load("long_view")


@pytest.fixture(scope="module")
def table(game: Game) -> Table:
    """Four turns of six."""
    return replayed(game.scenario, 7, INPUTS)


@pytest.mark.parametrize("first", [1, 2, 3, 4])
def test_a_fork_with_nothing_swapped_is_the_path_that_was_played(
    first: int, table: Table,
) -> None:
    found = fork(table, first, {}, futures=FUTURES)
    assert found.nothing_changed
    path = np.array([[step[n] for n in found.as_played.names]
                     for step in table.trace[(first - 1) * 4:]])
    assert np.array_equal(found.as_swapped.metrics[:, :, 0], path)
    assert [t.state_hash for t in found.table.turns] == [t.state_hash for t in table.turns]
    assert found.table.turns == table.turns


def test_the_first_future_of_a_fork_is_its_table(table: Table) -> None:
    found = fork(table, 2, {2: {"us": {"chip_control_tier": 0}}}, futures=FUTURES)
    path = np.array([[step[n] for n in found.as_swapped.names] for step in found.table.trace[4:]])
    assert np.array_equal(found.as_swapped.metrics[:, :, 0], path)
    assert not found.nothing_changed
    assert found.table.turns[1].effects == table.turns[1].effects
    counted = found.metric("open_token_share")
    assert counted.higher + counted.lower + counted.same == FUTURES == found.futures
    assert np.array_equal(counted.branch[0], counted.other[0])
    assert len(found.verdicts()) == len(table.verdicts())


@pytest.mark.parametrize("order", [
    {"liability_cap": 1.0}, {"downstream_share": 1.0}, {"liability_regime": -3.0}])
def test_a_swap_that_cannot_matter_changes_no_bit_of_any_future(
    order: dict[str, float], game: Game,
) -> None:
    quiet = replayed(game.scenario.replacing({"us_regulator": None}), 7, [
        TurnInput({"us_regulator": {"liability_regime": 0}}), TurnInput(), TurnInput()])
    found = fork(quiet, 2, {2: {"us_regulator": order}}, futures=FUTURES)
    assert found.nothing_changed
    assert all(found.metric(n).same == FUTURES for n in found.as_played.names)


def test_a_swap_reaches_nothing_before_it(table: Table) -> None:
    found = fork(table, 1, {4: {"us": {"chip_control_tier": 0}}}, futures=FUTURES)
    assert np.array_equal(found.as_swapped.metrics[:13], found.as_played.metrics[:13])
    assert not found.nothing_changed


def test_an_order_can_be_taken_away_so_that_the_strategy_decides() -> None:
    inputs = swapped(INPUTS, 2, {2: {"us": None, "eu": {"chip_control_tier": 1.0}}})
    assert inputs[0].commands == {"meta": {"release_delay": 2}, "eu": {"chip_control_tier": 1.0}}
    assert inputs[0].effects == INPUTS[1].effects
    assert inputs[1:] == INPUTS[2:]
    assert INPUTS[1].commands["us"] == {"chip_control_tier": 3}


@pytest.mark.parametrize(("first", "swaps", "words"), [
    (0, {}, "turn 0 has not been played"), (5, {}, "turn 5 has not been played"),
    (3, {2: {}}, "orders of turn 2 cannot be swapped"),
    (1, {1: {"us": {"tier": 1.0}}}, "has no lever 'tier'"),
    (1, {1: {"usa": {}}}, "no actor is called 'usa'"),
])
def test_a_fork_that_cannot_be_is_refused_in_one_line(
    first: int, swaps: dict[int, dict[str, dict[str, float]]], words: str, table: Table,
) -> None:
    with pytest.raises(ScenarioError, match=words) as error:
        fork(table, first, swaps, futures=2)
    assert "\n" not in str(error.value)
    assert table.turn == 4
