"""Viable niches for specialised models (M21)."""

from __future__ import annotations

import pytest

from wargame.mechanisms import niches
from wargame.testing.equations import World


def build(tuning: float = 1000.0, price: float = 1.0) -> World:
    return World(
        [niches.declare], members={},
        parameters={"niche_market": 2e9, "niche_fixed_cost": 2e4, "niche_volume": 4000.0,
                    "niche_half": 300.0},
        given={"finetune_cost": ("world", "USD", tuning),
               "open_price": ("world", "USD/Mtok", price)})


def test_the_number_of_niches_is_the_root_of_market_over_cost() -> None:
    world = build()
    # 2e9 / (1000 + 20000 + 4000) = 80000
    number = 80000**0.5
    assert world.flow("niches") == pytest.approx(number)
    assert world.flow("niche_reach") == pytest.approx(number / (number + 300))


def test_m21_cheaper_tuning_makes_more_niches() -> None:
    assert build(tuning=10.0).flow("niches") > build().flow("niches")


def test_m21_a_cheaper_base_model_makes_more_niches() -> None:
    assert build(price=0.1).flow("niches") > build().flow("niches")
