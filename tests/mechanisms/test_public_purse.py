"""Budgets of nations and regulators: orders within them are untouched, dearer ones cut to fit."""

from __future__ import annotations

from functools import cache
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wargame.engine.arrays import ArrayGame
from wargame.engine.library import load_library
from wargame.testing.worlds import empty_scenario

MEMBERS = {"labs": ("a",), "nations": ("m", "n"), "regulators": ("r", "s")}
SPENDING = {"compute_subsidy": 1.0, "talent_grants": 1.0, "power_programme": 0.5,
            "public_gpu_hours": 0.002, "chip_investment": 1.0}


@cache
def world_of() -> Any:
    return empty_scenario(load_library(), MEMBERS)


@pytest.fixture(name="world")
def whole_world() -> Any:
    return world_of()


def played(world: Any, purse: float, orders: dict[str, float], actor: str = "m") -> Any:
    start = {**world.start, "public_purse": np.array([purse, 5.0]),
             "agency_budget": np.array([purse, 0.5])}
    game = ArrayGame(world, 1, [0, 1], start)
    game.decide({actor: orders})
    return game


def test_a_nation_that_orders_more_than_its_purse_gets_the_same_part_of_each(world: Any) -> None:
    # 8 + 2 + 20 x .5 is 20, twice the purse.
    orders = {"compute_subsidy": 8.0, "talent_grants": 2.0, "power_programme": 20.0}
    game = played(world, 10, orders)
    assert {n: game.rows[n][0, 0] for n in orders} == {n: v / 2 for n, v in orders.items()}
    # What is free is not cut, and neither is another nation.
    assert game.rows["affordable nations"][:, 0].tolist() == [0.5, 1.0]


def test_a_regulator_that_orders_more_than_its_budget_is_cut_too(world: Any) -> None:
    game = played(world, 0.05, {"review_staff": 0.2, "review_days": 60}, "r")
    assert game.rows["review_staff"][0, 0] == 0.05
    assert game.rows["review_days"][0, 0] == 60


def test_without_money_nothing_that_costs_is_done(world: Any) -> None:
    game = played(world, 0, {"compute_subsidy": 8.0, "subsidy_access": 2})
    assert (game.rows["compute_subsidy"][0, 0], game.rows["subsidy_access"][0, 0]) == (0, 2)


@settings(deadline=None, max_examples=30)
@given(st.fixed_dictionaries({n: st.floats(0, 5) for n in SPENDING}), st.floats(0, 20))
def test_orders_within_the_purse_are_not_touched_and_none_exceed_it(
        orders: dict[str, float], purse: float) -> None:
    game = played(world_of(), purse, orders)
    got = {n: float(game.rows[n][0, 0]) for n in orders}
    spent = sum(SPENDING[n] * v for n, v in orders.items())
    if spent < purse:
        assert got == orders
    assert sum(SPENDING[n] * v for n, v in got.items()) <= purse * (1 + 1e-12)
