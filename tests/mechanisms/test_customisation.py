"""Cheap customisation (M11), and compression and hardware reach (M12)."""

from __future__ import annotations

import math

import pytest

from wargame.mechanisms import customisation, ecosystem
from wargame.symbolic.book import Book
from wargame.testing.equations import World

PARAMETERS = {
    "first_finetune_cost": 1000.0, "finetune_halving": 1.5, "finetune_benefit": 3000.0,
    "finetune_volume": 500.0, "least_bits": 3.0, "compression_rate": 0.4,
    "open_model_size": 60.0, "loss_at_four_bits": 0.1, "memory_growth": 0.2}


def market(book: Book) -> None:
    """The slot of the market that this mechanism adds to."""
    book.slot("open_utility", "segments", "sum", "nat", -99, 99, "utility of open models", "test")


def build(
    elapsed: float = 0.0, bits: float = 8.0, price: float = 4.0, memory: float = 20.0,
    parameters: dict[str, float] | None = None,
) -> World:
    return World(
        [customisation.declare, market], members={"segments": ["s", "t"]}, elapsed=elapsed,
        parameters={**PARAMETERS, **(parameters or {})},
        values={"bits": bits, "machine_memory": memory},
        given={"open_price": ("world", "USD/Mtok", price)})


def test_the_cost_of_a_fine_tune_halves_on_schedule_down_to_a_floor() -> None:
    assert build().flow("finetune_cost") == pytest.approx(1000.0)
    assert build(elapsed=3.0).flow("finetune_cost") == pytest.approx(250.0)
    assert build(elapsed=50.0).flow("finetune_cost") == 1.0


def test_specialised_share_weighs_benefit_against_tuning_and_running() -> None:
    # 3000 / (3000 + 1000 + 4 * 500)
    assert build().flow("specialised_share") == pytest.approx(0.5)


def test_m11_cheaper_fine_tuning_raises_the_specialised_share() -> None:
    dear, cheap = build(), build(parameters={"first_finetune_cost": 300.0})
    assert cheap.flow("specialised_share") > dear.flow("specialised_share")
    assert build(elapsed=2.0).flow("specialised_share") > dear.flow("specialised_share")
    assert build(price=1.0).flow("specialised_share") > dear.flow("specialised_share")


def test_reach_is_the_share_of_machines_that_hold_the_model() -> None:
    world = build(bits=8.0)
    # 60 GB needed, 20 in the median machine: 1 / (1 + 3 ** 2).
    assert world.flow("memory_need") == pytest.approx(60.0)
    assert world.flow("hardware_reach") == pytest.approx(0.1)
    assert world.next("bits") == pytest.approx(8 - 0.25 * 0.4 * 5)
    assert world.next("machine_memory") == pytest.approx(21.0)


def test_m12_fewer_bits_bring_more_users_at_slightly_lower_quality() -> None:
    eight, four = build(bits=8.0), build(bits=4.0)
    assert four.flow("hardware_reach") > eight.flow("hardware_reach")
    # .1 nat at 4 bits, a quarter of it at 8.
    assert four.flow("open_utility") == pytest.approx([-0.1, -0.1])
    assert eight.flow("open_utility") == pytest.approx([-0.025, -0.025])


def test_m12_a_wider_reach_widens_the_hub() -> None:
    def users(bits: float) -> float:
        world = World(
            [customisation.declare, ecosystem.declare, market],
            members={"segments": ["s"], "nations": ["n"], "labs": ["a"]},
            relations={"home": {"a": "n"}}, parameters=PARAMETERS,
            values={"bits": bits, "economic_size": 1.0},
            given={"open_price": ("world", "USD/Mtok", 1.0), "openness": ("labs", "share", 1.0),
                   "licence_freedom": ("labs", "share", 1.0),
                   "open_frontier": ("world", "nat", 0.0),
                   "released_capability": ("labs", "nat", 0.0)})
        return float(world.next("hub_users"))

    assert users(4.0) > users(8.0)


def test_compression_tends_to_its_floor() -> None:
    bits = 8.0
    for _ in range(200):
        bits = float(build(bits=bits).next("bits"))
    assert math.isclose(bits, 3.0, abs_tol=1e-3)
