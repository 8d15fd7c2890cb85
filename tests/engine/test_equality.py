"""One model, several engines: the same bits at every tick, in every row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from wargame.engine.arrays import ArrayGame
from wargame.engine.many import CHUNK, play_many
from wargame.engine.model import WargameModel
from wargame.engine.play import Game
from wargame.engine.scenario import Scenario

Differing = Callable[..., list[str]]
MANY = [0, 1, 5, 77, 10_000]


def mesa_history(scenario: Scenario, seed: int, future: int, orders: Any) -> list[dict[str, Any]]:
    """The rows of the Mesa model at every tick, under people's orders by turn."""
    model = WargameModel(scenario, game_seed=seed, future=future)
    ordered = iter(orders)
    decide = model.decide
    model.decide = lambda commands: decide(next(ordered, commands))
    found = [model.arrays()]
    while model.running:
        model.step()
        found.append(model.arrays())
    return found


def assert_equal_engines(
    scenario: Scenario, seed: int, orders: Any, history: Any, differing: Differing,
    futures: list[int] | None = None,
) -> None:
    """Mesa, one future on floats, and many on arrays agree in every row at every tick."""
    futures = futures or MANY
    many = history(ArrayGame(scenario, seed, futures), orders)
    assert len(many) == scenario.ticks + 1
    for place, future in enumerate(futures):
        alone = history(ArrayGame(scenario, seed, [future]), orders)
        model = mesa_history(scenario, seed, future, orders)
        for tick in range(scenario.ticks + 1):
            mine = {n: v[..., place:place + 1] for n, v in many[tick].items()}
            assert differing(scenario, alone[tick], mine) == [], f"tick {tick}, future {future}"
            assert differing(scenario, alone[tick], model[tick]) == [], f"tick {tick}"


@pytest.mark.parametrize("seed", [1, 2, 2023])
def test_mesa_one_future_and_many_futures_agree_to_the_bit_on_the_long_view(
        seed: int, long_view: Game, history: Any, differing: Differing) -> None:
    assert_equal_engines(long_view.scenario, seed, (), history, differing)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_engines_agree_under_peoples_orders(
        seed: int, long_view: Game, history: Any, differing: Differing, random_orders: Any,
) -> None:
    scenario = long_view.scenario
    orders = [random_orders(scenario, 100 * seed + turn) for turn in range(scenario.turns)]
    assert_equal_engines(scenario, seed, orders, history, differing, [0, 3])


@pytest.mark.parametrize("number", range(6))
def test_the_engines_agree_on_random_worlds(
        number: int, long_view: Game, history: Any, differing: Differing, random_world: Any,
        random_orders: Any,
) -> None:
    scenario = random_world(long_view.scenario, number)
    orders = [random_orders(scenario, 100 * number + turn) for turn in range(scenario.turns)]
    assert_equal_engines(scenario, number, orders, history, differing, [0, 9])


@pytest.mark.parametrize("kept", [
    {},
    {"labs": ("openai",), "nations": ("us",)},
    {"regulators": ("eu_regulator",)},
    {"labs": ("meta", "deepseek", "mistral"), "nations": ("us", "china", "eu"),
     "regulators": ("us_regulator", "china_regulator")},
], ids=["two labs", "one lab, one nation", "one regulator", "seven actors"])
def test_the_engines_agree_on_worlds_of_other_sizes(
        kept: Any, cut_down: Any, history: Any, differing: Differing) -> None:
    assert_equal_engines(cut_down(**kept).scenario, 4, (), history, differing, [0, 8])


@pytest.mark.parametrize("futures", [
    CHUNK + 100, pytest.param(10_000, marks=pytest.mark.slow)])
def test_a_future_played_alone_equals_itself_among_many(futures: int, long_view: Game) -> None:
    many = play_many(long_view.scenario, 3, range(futures), names=["open_token_share"],
                     final=["capability", "cash"])
    for future in (0, 1, CHUNK - 1, CHUNK, futures - 1):
        alone = play_many(long_view.scenario, 3, [future], names=["open_token_share"],
                          final=["capability", "cash"])
        assert np.array_equal(alone.metrics[..., 0], many.metrics[..., future])
        assert np.array_equal(alone.final["cash"][..., 0], many.final["cash"][..., future])


def test_each_future_keeps_its_own_parameters_over_chunks(long_view: Game) -> None:
    futures = CHUNK + 3
    sampled = long_view.sampled(6, futures)
    many = play_many(long_view.scenario, 6, range(futures), parameters=sampled)
    for future in (1, CHUNK - 1, CHUNK, futures - 1):
        own = {n: v[..., future:future + 1] for n, v in sampled.items()}
        alone = play_many(long_view.scenario, 6, [future], parameters=own)
        assert np.array_equal(alone.metrics[..., 0], many.metrics[..., future])


def test_the_first_of_many_futures_is_the_table_even_when_the_rest_vary(long_view: Game) -> None:
    played = long_view.play(5, futures=7, vary=True)
    table = np.array([[row[n] for n in played.many.names] for row in played.table.trace])
    assert np.array_equal(played.many.metrics[..., 0], table)
    assert not np.array_equal(played.many.metrics[-1, :, 1], table[-1])


def test_a_starting_value_may_be_given_alone_by_member_or_by_future(long_view: Game) -> None:
    scenario = long_view.scenario
    labs = scenario.start["cash"].shape[0]
    alone = play_many(scenario, 1, range(3), parameters={"cash": 5.0})
    each = play_many(scenario, 1, range(3), parameters={"cash": np.full((labs, 3), 5.0)})
    assert np.array_equal(alone.metrics, each.metrics)


def test_a_turn_cannot_be_told_apart_by_the_order_in_which_orders_arrive(long_view: Game) -> None:
    orders = {"meta": {"release_mode": 0.0, "research_share": 0.3}, "us": {"chip_control_tier": 3}}
    turned = {a: dict(reversed(list(o.items()))) for a, o in reversed(list(orders.items()))}
    one, other = long_view.table(1), long_view.table(1)
    assert one.play_turn(orders).state_hash == other.play_turn(turned).state_hash
