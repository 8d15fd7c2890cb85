"""Whatever is ordered, in whatever corner of the ranges: shares add up and stocks stay in range."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wargame.engine.arrays import ArrayGame, hashed_names
from wargame.engine.play import Game
from wargame.engine.scenario import Scenario

FUTURES = 64


def corners(scenario: Scenario, rng: np.random.Generator, futures: int) -> dict[str, Any]:
    """Parameters and starting values: half of them at an end of their range, each future's own."""
    program, sizes = scenario.program, scenario.sizes

    def spread(low: float, high: float, shape: tuple[int, ...]) -> Any:
        inside = low + (high - low) * rng.random(shape) ** rng.choice([1, 4, 16])
        return np.choose(rng.integers(0, 4, shape), [low, high, inside, inside])

    found = {n: spread(p.low, p.high, (futures,)) for n, p in program.parameters.items()
             if p.low < p.high}
    for name, v in program.variables.items():
        if v.kind in ("stock", "attribute") and rng.random() < 0.3:
            found[name] = spread(v.low, v.high, (*sizes.shape(v.space), futures))
    return found


def wild_orders(scenario: Scenario, rng: np.random.Generator, futures: int) -> list[Any]:
    """Most levers of all actors, at an end of their range or outside it."""
    orders = []
    for lever in scenario.program.levers.values():
        for at in range(scenario.sizes.count((lever.actors,))):
            if rng.random() < 0.6:
                inside = rng.uniform(lever.low - 1, lever.high + 1, futures)
                orders.append((lever.name, at, np.choose(
                    rng.integers(0, 3, futures), [lever.low, lever.high, inside])))
    return orders


def assert_in_bounds(game: ArrayGame) -> None:
    """Nothing is NaN or infinite, everything is in its range, and shares add up to one."""
    program, rows = game.scenario.program, game.rows
    for name in hashed_names(game.scenario):
        assert np.all(np.isfinite(rows[name])), name
    for name, v in program.variables.items():
        slack = 1e-9 if v.kind == "flow" else 0.0
        assert np.all(rows[name] >= v.low - slack), f"{name} below {v.low}"
        assert np.all(rows[name] <= v.high * (1 + slack) + slack), f"{name} above {v.high}"
    for name, lever in program.levers.items():
        assert np.all((rows[name] >= lever.low) & (rows[name] <= lever.high)), name
    closed = rows["closed_share"].sum(axis=0) + rows["open_share_of_segment"]
    assert np.allclose(closed, 1, rtol=0, atol=1e-9)
    layers = rows["layer_profit_share"].sum(axis=0)
    assert np.all(np.isclose(layers, 1, rtol=0, atol=1e-9) | (layers == 0))
    hybrids = sum(rows[n] for n in ("hybrid_share", "pure_open_share", "pure_closed_share"))
    assert np.allclose(hybrids, 1, rtol=0, atol=1e-9)
    revenue = rows["open_revenue_share"] + rows["closed_revenue_share"]
    assert np.all(np.isclose(revenue, 1, rtol=0, atol=1e-9) | (revenue == 0))


def play_wildly(scenario: Scenario, number: int, futures: int, turns: int) -> int:
    rng = np.random.default_rng(number)
    game = ArrayGame(scenario, number, range(futures), corners(scenario, rng, futures))
    for _ in range(turns):
        game.play_turn(fixed=wild_orders(scenario, rng, futures), each_tick=assert_in_bounds)
    return game.tick * futures


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=14, deadline=None, derandomize=True, database=None,
          suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
def test_random_ticks_stay_in_bounds(long_view: Game, number: int) -> None:
    assert play_wildly(long_view.scenario, number, FUTURES, 6) == 24 * FUTURES


@given(st.integers(0, 2**32 - 1))
@settings(max_examples=5, deadline=None, derandomize=True, database=None)
def test_worlds_of_few_actors_stay_in_bounds(cut_down: Any, number: int) -> None:
    alone = cut_down(labs=("openai",), nations=("us",), regulators=())
    play_wildly(alone.scenario, number, 32, 6)
    play_wildly(cut_down(regulators=("us_regulator",)).scenario, number, 32, 6)


@pytest.mark.slow
@pytest.mark.parametrize("number", range(42))
def test_a_million_random_ticks_stay_in_bounds(number: int, long_view: Game) -> None:
    assert play_wildly(long_view.scenario, 10_000 + number, 1000, 6) == 24_000


@pytest.mark.slow
def test_two_hundred_ticks_stay_in_bounds(long_view: Game) -> None:
    play_wildly(long_view.scenario, 77, 500, 50)


def test_strategies_left_to_themselves_stay_in_bounds(long_view: Game) -> None:
    scenario = long_view.scenario
    game = ArrayGame(scenario, 1, range(200), long_view.sampled(1, 200))
    for _ in range(scenario.turns):
        game.play_turn(each_tick=assert_in_bounds)
