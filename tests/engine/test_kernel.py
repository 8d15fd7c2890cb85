"""The fused kernel is the NumPy engine's twin: the same bits, however the futures are dealt out.

One kernel, compiled once, serves every test here: it depends on no strategy, value or seed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from wargame.engine.arrays import ArrayGame, hashed_names
from wargame.engine.kernel import Kernel, KernelError, Order
from wargame.engine.many import play_many
from wargame.engine.model import WargameModel
from wargame.engine.play import Game
from wargame.engine.scenario import Scenario

pytestmark = pytest.mark.slow
Differing = Callable[..., list[str]]
STOPS = (1, 5, 13)


def assert_twin(
    kernel: Kernel, scenario: Scenario, seed: int, futures: list[int], differing: Differing,
    parameters: Any = None, orders: list[Order] | None = None,
) -> None:
    """Metrics at every tick, and every row at some ticks and at the end."""
    orders = orders or []
    names = hashed_names(scenario)
    game = ArrayGame(scenario, seed, futures, parameters)
    rows: dict[int, Any] = {}
    metrics = [[game.rows[n] for n in scenario.program.metrics]]

    def keep(now: ArrayGame) -> None:
        metrics.append([now.rows[n] for n in scenario.program.metrics])
        rows[now.tick] = {n: now.rows[n] for n in names}

    for turn in range(scenario.turns):
        game.play_turn(fixed=[(o.lever, o.position, o.value) for o in orders
                              if o.turn in (-1, turn)], each_tick=keep)
    for ticks in (*STOPS, scenario.ticks):
        played = kernel.play(scenario, seed, futures, parameters=parameters, orders=orders,
                             ticks=ticks, final=names)
        assert np.array_equal(played.metrics, np.array(metrics[:ticks + 1]))
        assert differing(scenario, played.final, rows[ticks]) == [], f"after {ticks} ticks"


@pytest.mark.parametrize("seed", [1, 2, 2023])
def test_the_kernel_agrees_to_the_bit_on_the_long_view(
        seed: int, kernel: Kernel, long_view: Game, differing: Differing) -> None:
    assert_twin(kernel, long_view.scenario, seed, [0, 1, 2, 40, 10_000], differing)


@pytest.mark.parametrize("first", range(0, 200, 20))
def test_the_kernel_mesa_and_numpy_agree_on_two_hundred_random_worlds(
        first: int, kernel: Kernel, long_view: Game, differing: Differing, random_world: Any,
        random_orders: Any, as_orders: Any) -> None:
    for number in range(first, first + 20):
        scenario = random_world(long_view.scenario, number)
        orders = [order for turn in range(scenario.turns) for order in as_orders(
            scenario, turn, random_orders(scenario, 1000 * number + turn))]
        assert_twin(kernel, scenario, number, [0, 1, 2], differing, orders=orders)
        model = WargameModel(scenario, game_seed=number)
        played = kernel.play(scenario, number, [0], final=hashed_names(scenario))
        while model.running:
            model.step()
        assert differing(scenario, model.arrays(), played.final) == []


def test_the_kernel_agrees_where_every_future_has_its_own_parameters_and_start(
        kernel: Kernel, long_view: Game, differing: Differing) -> None:
    scenario = long_view.scenario
    assert_twin(kernel, scenario, 3, list(range(50)), differing, long_view.sampled(3, 50))
    assert_twin(kernel, scenario, 3, [0, 1], differing, {"cash": 5.0, "trust": 0.3})


@pytest.mark.parametrize("futures", [1, 2, 31, 32, 33, 64, 65, 1025])
def test_blocks_chunks_and_threads_change_no_bit(
        futures: int, kernel: Kernel, long_view: Game) -> None:
    scenario, sampled = long_view.scenario, long_view.sampled(1, futures)
    usual = kernel.play(scenario, 1, range(futures), parameters=sampled, final=["cash"])
    for chunk, threads in ((1, 1), (31, 1), (32, 2), (33, 2), (1024, 1), (4096, 2)):
        other = kernel.play(scenario, 1, range(futures), parameters=sampled, final=["cash"],
                            chunk=chunk, threads=threads)
        assert np.array_equal(usual.metrics, other.metrics)
        assert np.array_equal(usual.final["cash"], other.final["cash"])


def test_a_future_alone_equals_itself_among_ten_thousand(kernel: Kernel, long_view: Game) -> None:
    scenario = long_view.scenario
    many = kernel.play(scenario, 9, range(10_000))
    for future in (0, 1, 31, 32, 1023, 1024, 5000, 9_999):
        alone = kernel.play(scenario, 9, [future])
        assert np.array_equal(alone.metrics[..., 0], many.metrics[..., future])
    numpy = play_many(scenario, 9, range(0, 10_000, 100))
    assert np.array_equal(numpy.metrics, many.metrics[..., ::100])


def test_the_kernel_plays_on_from_a_position_of_the_table(
        kernel: Kernel, long_view: Game, differing: Differing) -> None:
    scenario, names = long_view.scenario, hashed_names(long_view.scenario)
    table = long_view.table(4)
    for turn in range(scenario.turns):
        for futures in ([0], [0, 5, 6]):
            played = kernel.play(
                scenario, 4, futures, start=table.game.rows, start_tick=table.game.tick,
                final=names)
            mine = {n: v[..., :1] for n, v in played.final.items()}
            assert differing(scenario, mine, long_view.play(4).table.game.rows) == [], turn
        table.play_turn()


def test_orders_for_a_lever_leave_the_others_to_the_strategy(
        kernel: Kernel, long_view: Game, differing: Differing) -> None:
    scenario = long_view.scenario
    at = scenario.seat("meta").position
    orders = [Order(-1, "release_mode", at, 1e300), Order(2, "price_stance", at, -1e300),
              Order(3, "release_mode", at, 0.0), Order(3, "release_mode", at, 1.4)]
    assert_twin(kernel, scenario, 5, [0, 3], differing, orders=orders)
    numpy = play_many(scenario, 5, range(4), orders=orders)
    fused = play_many(scenario, 5, range(4), orders=orders, kernel=kernel)
    assert (numpy.backend, fused.backend) == ("numpy", "fused")
    assert np.array_equal(numpy.metrics, fused.metrics)


def test_an_order_must_be_a_finite_number() -> None:
    with pytest.raises(ValueError, match="'price_stance' was set to nan"):
        Order(0, "price_stance", 0, float("nan"))


def test_a_play_begins_with_a_turn(kernel: Kernel, long_view: Game) -> None:
    with pytest.raises(KernelError, match="tick 3 is inside a turn"):
        kernel.play(long_view.scenario, 1, [0], start=long_view.table(1).game.rows, start_tick=3)


def test_a_play_with_many_futures_has_the_same_hash_from_either_backend(
        kernel: Kernel, long_view: Game) -> None:
    fused = long_view.play(1, futures=40, vary=True, compiled=True)
    numpy = play_many(long_view.scenario, 1, range(40), parameters=long_view.sampled(1, 40))
    assert fused.many.backend == "fused"
    assert np.array_equal(fused.many.metrics, numpy.metrics)


def test_the_kernel_is_one_for_all_strategies(kernel: Kernel, long_view: Game) -> None:
    other = Kernel(long_view.seated(meta="fast_follower", us=None).setting(
        switching_cost=0.1).scenario)
    assert other.key == kernel.key
