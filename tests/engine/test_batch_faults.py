"""Decisions that fail in a batch: the seat holds, and the batch says which, where and why."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from wargame.engine.arrays import ArrayGame
from wargame.engine.faults import DecisionFaultError, Held
from wargame.engine.kernel import Order
from wargame.engine.many import play_many
from wargame.engine.model import WargameModel
from wargame.engine.play import Game

FUTURES = list(range(40))


def told(faults: Sequence[Held]) -> list[Any]:
    return [(held.fault, held.futures.tolist()) for held in faults]


def test_a_batch_says_which_seat_held_in_which_futures_and_why(odd: Game) -> None:
    scenario = odd.seated(meta="unlucky").scenario
    played = play_many(scenario, 1, FUTURES)
    first = played.faults[0]
    assert (first.fault.actor, first.fault.strategy, first.fault.tick) == ("meta", "unlucky", 1)
    many = ArrayGame(scenario, 1, FUTURES)
    many.play_turn()
    at = scenario.seat("meta").position
    held = many.rows["price_stance"][at] == scenario.start["price_stance"][at]
    assert first.futures.tolist() == np.flatnonzero(held).tolist()
    alone = ArrayGame(scenario, 1, [int(first.futures[0])])
    alone.play_turn()
    assert alone.faults == [first.fault]
    assert str(first).startswith(f"'meta' held in quarter 1 of future {first.futures[0]} and ")


def test_how_a_batch_is_cut_changes_no_fault(odd: Game, monkeypatch: Any) -> None:
    scenario = odd.seated(meta="unlucky", openai="raising").scenario
    whole = play_many(scenario, 1, FUTURES)
    monkeypatch.setattr("wargame.engine.many.CHUNK", 7)
    cut = play_many(scenario, 1, FUTURES)
    assert told(cut.faults) == told(whole.faults)
    assert [h.futures.size for h in whole.faults if h.fault.actor == "openai"] == [40] * 6


def test_off_records_nothing_and_plays_the_same(odd: Game) -> None:
    scenario = odd.seated(meta="unlucky").scenario
    told_of, silent = (play_many(scenario, 1, FUTURES, faults=mode) for mode in ("record", "off"))
    assert told_of.faults
    assert silent.faults == ()
    assert np.array_equal(told_of.metrics, silent.metrics)


def test_stop_raises_at_the_first_fault_in_one_line(odd: Game) -> None:
    scenario = odd.seated(meta="raising").scenario
    with pytest.raises(DecisionFaultError) as caught:
        play_many(scenario, 1, FUTURES, faults="stop")
    line = str(caught.value)
    assert "'meta' held in quarter 1 of future 0" in line
    assert "strategy 'raising', line" in line
    assert "RuntimeError: no idea" in line
    assert "\n" not in line
    assert str(pickle.loads(pickle.dumps(caught.value))) == line


def test_a_strategy_that_hangs_is_waited_for_once_in_a_batch(odd: Game, monkeypatch: Any) -> None:
    monkeypatch.setenv("WARGAME_DECISION_SECONDS", "0.2")
    monkeypatch.setattr("wargame.engine.many.CHUNK", 7)
    scenario = odd.seated(meta="endless").scenario
    faults = play_many(scenario, 1, FUTURES).faults
    (held,) = faults
    assert held.fault.reason == "TimeLimitError: took longer than 0.2 s"
    assert held.futures.tolist() == FUTURES
    assert play_many(scenario, 1, FUTURES, faults="off").faults == ()


@pytest.mark.parametrize("backend", ["table", "arrays", "mesa"])
def test_every_seat_of_a_strategy_that_hung_is_told_once(
        backend: str, odd: Game, monkeypatch: Any) -> None:
    monkeypatch.setenv("WARGAME_DECISION_SECONDS", "0.2")
    scenario = odd.seated(meta="endless", alibaba="endless").scenario
    if backend == "mesa":
        model = WargameModel(scenario)
        for _ in range(8):
            model.step()
        faults = model.faults
    else:
        game = ArrayGame(scenario, 1, [0] if backend == "table" else [0, 1])
        game.play_turn()
        game.play_turn()
        faults = game.faults
    assert [(f.actor, f.strategy, f.tick) for f in faults] == [
        ("alibaba", "endless", 1), ("meta", "endless", 1)]
    assert {f.reason for f in faults} == {"TimeLimitError: took longer than 0.2 s"}


def test_a_position_that_is_played_on_does_not_wait_again_for_what_hung(
        odd: Game, monkeypatch: Any) -> None:
    monkeypatch.setenv("WARGAME_DECISION_SECONDS", "0.2")
    table = odd.seated(meta="endless").table(1)
    record = table.play_turn()
    assert "took longer" in record.faults[0].reason
    on = table.snapshots[-1].copy()
    on.play_turn()
    assert on.faults == []
    assert "did not return in time" in next(
        o.reason for o in table.play_turn().orders if o.actor == "meta")


def test_a_batch_may_keep_final_rows_alone(odd: Game) -> None:
    played = play_many(odd.scenario, 1, range(3), names=(), final=("cash",))
    assert played.metrics.shape == (25, 0, 3)
    assert played.final["cash"].shape[-1] == 3


@pytest.mark.slow
def test_the_kernel_reports_the_faults_that_numpy_reports(odd: Game) -> None:
    game = odd.seated(meta="unlucky", alibaba="unlucky", google="dividing")
    kernel = game.kernel(wait=True)
    orders = [Order(1, "price_stance", game.scenario.seat("meta").position, 0.9)]
    futures = range(100, 1400)
    assert kernel is not None
    assert game.scenario.tier[0] == "symbolic"
    numpy, fused = (play_many(game.scenario, 1, futures, parameters=odd.sampled(1, 1300),
                              orders=orders, kernel=found) for found in (None, kernel))
    assert fused.backend == "fused"
    assert told(fused.faults) == told(numpy.faults)
    assert {h.fault.actor for h in fused.faults} == {"meta", "alibaba", "google"}
    assert np.array_equal(fused.metrics, numpy.metrics)
    assert play_many(game.scenario, 1, futures, kernel=kernel, faults="off").faults == ()
    errors = []
    for found in (None, kernel):
        with pytest.raises(DecisionFaultError) as caught:
            play_many(game.scenario, 1, futures, kernel=found, faults="stop")
        errors.append(caught.value.held.fault)
    assert errors[0] == errors[1]
