"""National chip stocks and the training compute that money buys."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from wargame.mechanisms import compute
from wargame.symbolic.book import Book
from wargame.testing.equations import World

MEMBERS = {"labs": ["a", "b"], "nations": ["m", "n"]}
HOME = {"home": {"a": "m", "b": "n"}}


def controls(book: Book) -> None:
    """Chip controls that leave each nation a share of its imports."""
    book.attribute("left", "nations", "share", 0, 1, "what controls leave", "test")
    book.contribute("compute_supply", book["left"], source="test")


def build(left: list[float] | None = None, money: Any = 1.0, **values: Any) -> World:
    declared: list[Callable[[Book], None]] = [compute.declare]
    if left is not None:
        declared.append(controls)
        values["left"] = left
    return World(
        declared, members=MEMBERS, relations=HOME,
        values={"national_compute": [1000.0, 1000.0], "chip_demand_share": [0.5, 0.5],
                "chip_shipments": 4000.0, "domestic_chip_share": [0.0, 0.25], **values},
        parameters={"chip_growth": 1.0, "chip_ceiling": 4e7, "chip_retirement": 0.2,
                    "training_fraction": 0.5, "chip_yield": 0.01, "yield_growth": 0.0,
                    "domestic_learning": 0.1, "induced_substitution": 0.6},
        given={"run_money": ("labs", "USD bn/yr", money), "scaling_years": ("world", "yr", 8.0),
               "compute_per_dollar": ("world", "YFLOP/USD bn", 5.0)})


def test_chip_stocks_grow_by_deliveries_and_shrink_by_retirement() -> None:
    world = build()
    # Half of 4000 a year arrives, a fifth of 1000 retires, over a quarter of a year.
    assert world.flow("chip_deliveries") == pytest.approx([2000.0, 2000.0])
    assert world.next("national_compute") == pytest.approx([1000 + 0.25 * (2000 - 200)] * 2)
    assert world.next("chip_shipments") == pytest.approx(4000 * (1 + 0.25 * (1 - 4000 / 4e7)))


def test_money_buys_compute_until_chips_are_scarce() -> None:
    world = build()
    # Each lab orders 5 YFLOP a year; 1000 chips give 1000 * .5 * .01 = 5, so half is served.
    assert world.flow("training_orders") == pytest.approx([5.0, 5.0])
    assert world.flow("training_capacity") == pytest.approx([5.0, 5.0])
    assert world.flow("training_compute") == pytest.approx([2.5, 2.5])
    plenty = build(national_compute=[1e9, 1e9])
    assert plenty.flow("training_compute") == pytest.approx([5.0, 5.0], rel=1e-5)


def test_a_lab_without_money_trains_nothing() -> None:
    world = build(money=[0.0, 1.0])
    assert world.flow("training_compute")[0] == 0.0
    assert world.flow("training_compute")[1] > 0.0


def test_controls_lower_imports_but_not_chips_made_at_home() -> None:
    world = build(left=[0.4, 0.4])
    # No home-made chips: 2000 * .4. A quarter made at home: 2000 * (.25 + .75 * .4).
    assert world.flow("chip_deliveries") == pytest.approx([800.0, 1100.0])


def test_controls_raise_the_share_of_chips_made_at_home() -> None:
    free, cut = build(left=[1.0, 1.0]), build(left=[1.0, 0.0])
    # Logistic growth: .25 + .25 yr * .25 * .75 * (.1 + .6 * shortfall).
    assert free.next("domestic_chip_share")[1] == pytest.approx(0.25 + 0.046875 * 0.1)
    assert cut.next("domestic_chip_share")[1] == pytest.approx(0.25 + 0.046875 * 0.7)
    assert cut.next("domestic_chip_share")[0] == 0.0


def test_smuggled_chips_add_to_the_stock() -> None:
    def smuggle(book: Book) -> None:
        rate = book.parameter("smuggled", 400.0, 0.0, 1e6, "H100e/yr", "smuggled chips", "test")
        book.contribute("chip_inflow", rate, source="test")

    plain = build(left=[0.0, 0.0])
    assert plain.next("national_compute")[0] == pytest.approx(950.0)
    world = World(
        [compute.declare, smuggle], members=MEMBERS, relations=HOME,
        values={"national_compute": 1000.0},
        parameters={"chip_retirement": 0.2},
        given={"run_money": ("labs", "USD bn/yr", 0.0), "scaling_years": ("world", "yr", 8.0),
               "compute_per_dollar": ("world", "YFLOP/USD bn", 5.0)})
    assert world.next("national_compute") == pytest.approx([1000 + 0.25 * (400 - 200)] * 2)


def test_chips_split_between_training_and_inference() -> None:
    assert build().flow("inference_scale") == pytest.approx([500.0, 500.0])
