"""What labs and hosts earn."""

from __future__ import annotations

from typing import Any

import pytest

from wargame.mechanisms import market, revenue
from wargame.testing.equations import World

GIVEN: dict[str, Any] = {
    "closed_share": ("labs*segments", "share", [[0.5, 0.2], [0.1, 0.0]]),
    "closed_price": ("labs", "USD/Mtok", [20.0, 10.0]),
    "closed_serving_cost": ("labs", "USD/Mtok", [8.0, 5.0]),
    "open_share_of_segment": ("segments", "share", [0.4, 0.8]),
    "open_price": ("world", "USD/Mtok", 2.0), "host_markup": ("world", "share", 0.5),
    "open_supply_share": ("labs", "share", [0.0, 1.0]),
    "licence_royalty": ("labs", "share", [0.0, 0.1])}
WORLD = World(
    [market.declare, revenue.declare], members={"labs": ["a", "b"], "segments": ["p", "q"]},
    values={"tokens_start": [1e8, 2e8], "tier_price": [1.0, 0.1], "need_growth": 0.0},
    parameters={"first_party_share": 0.1},
    given=GIVEN)


def test_revenue_is_tokens_times_tier_times_price() -> None:
    # lab a: .5 * 1e8 * 20 + .2 * 2e8 * .1 * 20 = 1.08 bn; lab b: .1 * 1e8 * 10 = .1 bn
    assert WORLD.flow("api_revenue") == pytest.approx([1.08, 0.1])
    assert WORLD.flow("closed_revenue") == pytest.approx(1.18)
    # open: (.4 * 1e8 + .8 * 2e7) * 2
    assert WORLD.flow("open_hosting_revenue") == pytest.approx(0.112)
    assert WORLD.flow("model_spend") == pytest.approx(1.18 + 0.112)


def test_gross_profit_is_revenue_less_serving() -> None:
    assert WORLD.flow("gross_profit") == pytest.approx([1.08 * 0.6, 0.05])
    assert WORLD.next("revenue_base") == pytest.approx([1.08, 0.1])


def test_the_maker_of_open_models_earns_a_part_of_hosting_and_its_royalty() -> None:
    assert WORLD.flow("open_lab_revenue") == pytest.approx([0.0, 0.112 * (0.1 * 0.5 + 0.1)])
