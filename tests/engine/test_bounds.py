"""Whatever is ordered, in whatever corner of the ranges: shares add up and stocks stay in range."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from wargame.engine.arrays import ArrayGame, hashed_names
from wargame.engine.play import Game
from wargame.engine.scenario import Scenario, start_ranges

FUTURES = 64
#: No shrinking: a failing number is as good as any other, and a play is slow.
often = settings(max_examples=14, deadline=None, derandomize=True, database=None,
                 phases=[Phase.explicit, Phase.generate],
                 suppress_health_check=[HealthCheck.too_slow])
seldom = settings(often, max_examples=4)


def corners(game: Game, number: int, futures: int, *, absurd: bool) -> dict[str, Any]:
    """Parameters and starting values of each future: half of them at an end of their range.

    Absurd starts are anywhere in the ranges of variables, where a count of quarters may begin at
    a million; others are within the playbook's own ranges.
    """
    rng = np.random.default_rng(number)
    program, sizes = game.scenario.program, game.scenario.sizes

    def spread(low: float, high: float, shape: tuple[int, ...]) -> Any:
        inside = low + (high - low) * rng.random(shape) ** rng.choice([1, 4, 16])
        return np.choose(rng.integers(0, 4, shape), [low, high, inside, inside])

    found = game.sampled(number, futures)
    found |= {n: spread(p.low, p.high, (futures,)) for n, p in program.parameters.items()
              if p.low < p.high}
    for name, bounds in start_ranges(game.scenario).items():
        values = found[name].reshape(-1, futures)
        for at, low, high in bounds.values():
            values[at] = spread(low, high, (futures,))
    for name, v in program.variables.items():
        if absurd and v.kind in ("stock", "attribute") and rng.random() < 0.3:
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
    """Nothing is NaN or infinite, stocks and levers are in range, and shares add up to one."""
    program, rows = game.scenario.program, game.rows
    for name in hashed_names(game.scenario):
        assert np.all(np.isfinite(rows[name])), name
    for name in program.stocks:
        v = program.variables[name]
        assert np.all((rows[name] >= v.low) & (rows[name] <= v.high)), name
    for name, lever in program.levers.items():
        assert np.all((rows[name] >= lever.low) & (rows[name] <= lever.high)), name
    closed = rows["closed_share"].sum(axis=0) + rows["open_share_of_segment"]
    assert np.allclose(closed, 1, rtol=0, atol=1e-9)
    # Where weights are all nothing, nobody has a share.
    for parts in (["layer_profit_share"], ["open_revenue_share", "closed_revenue_share"],
                  ["hybrid_share", "pure_open_share", "pure_closed_share"]):
        whole = np.sum([rows[n].reshape(-1, game.futures.size).sum(axis=0) for n in parts], axis=0)
        assert np.all(np.isclose(whole, 1, rtol=0, atol=1e-9) | (whole == 0)), parts


def assert_all_in_range(game: ArrayGame) -> None:
    """Flows too keep to the ranges that they state, but for rounding."""
    assert_in_bounds(game)
    for name, v in game.scenario.program.variables.items():
        rounding = 1e-9 * max(1.0, abs(v.low), abs(v.high) if v.high < 1e9 else 1.0)
        values = game.rows[name]
        assert np.all(values >= v.low - rounding), f"{name} below {v.low}: {values.min()}"
        assert np.all(values <= v.high + rounding), f"{name} above {v.high}: {values.max()}"


def play_wildly(
    game: Game, number: int, futures: int, turns: int, *, absurd: bool = False,
) -> int:
    rng = np.random.default_rng(number + 1)
    played = ArrayGame(game.scenario, number, range(futures),
                       corners(game, number, futures, absurd=absurd))
    look = assert_in_bounds if absurd else assert_all_in_range
    look(played)
    for _ in range(turns):
        played.play_turn(fixed=wild_orders(game.scenario, rng, futures), each_tick=look)
    return played.tick * futures


def test_random_ticks_stay_in_bounds(long_view: Game) -> None:
    @often
    @given(st.integers(0, 2**32 - 1), st.booleans())
    def check(number: int, absurd: bool) -> None:
        assert play_wildly(long_view, number, FUTURES, 6, absurd=absurd) == 24 * FUTURES

    check()


def test_worlds_of_few_actors_stay_in_bounds(cut_down: Any) -> None:
    alone = cut_down(labs=("openai",), nations=("us",), regulators=())
    few = cut_down(regulators=("us_regulator",))

    @seldom
    @given(st.integers(0, 2**32 - 1), st.booleans())
    def check(number: int, absurd: bool) -> None:
        for game in (alone, few):
            play_wildly(game, number, 32, 6, absurd=absurd)

    check()


@pytest.mark.slow
@pytest.mark.parametrize("number", range(42))
def test_a_million_random_ticks_stay_in_bounds(number: int, long_view: Game) -> None:
    assert play_wildly(long_view, 10_000 + number, 1000, 6, absurd=number % 3 == 2) == 24_000


@pytest.mark.slow
@pytest.mark.parametrize("absurd", [False, True])
def test_two_hundred_ticks_stay_in_bounds(long_view: Game, absurd: bool) -> None:
    play_wildly(long_view, 77, 500, 50, absurd=absurd)


def test_strategies_left_to_themselves_stay_in_bounds(long_view: Game) -> None:
    scenario = long_view.scenario
    game = ArrayGame(scenario, 1, range(200), long_view.sampled(1, 200))
    for _ in range(scenario.turns):
        game.play_turn(each_tick=assert_all_in_range)
