"""Token volumes by segment and how need grows."""

from __future__ import annotations

from typing import Any

import pytest

from wargame.mechanisms import market
from wargame.testing.equations import World


def build(values: dict[str, Any] | None = None, **parameters: float) -> World:
    return World(
        [market.declare], members={"segments": ["p", "q"]},
        values={"tokens_start": [1e7, 2e7], "need_growth": [1.0, 0.4], "tier_price": [1.0, 0.5],
                "need": [2.0, 1.0], "price_paid": 16.5, **(values or {})},
        parameters={"usage_elasticity": 1.0, "need_ceiling": 4.0, **parameters},
        given={"closed_segment_spend": ("segments", "USD bn/yr", [0.6, 0.2]),
               "open_segment_spend": ("segments", "USD bn/yr", [0.1, 0.1])})


def test_usage_doubles_when_the_price_halves_at_unit_elasticity() -> None:
    world = build()
    # start * need * (16.5 / 33) ** -1
    assert world.flow("segment_tokens") == pytest.approx([1e7 * 2 * 2, 2e7 * 1 * 2])
    assert world.flow("tokens") == pytest.approx(8e7)
    assert world.flow("model_spend") == pytest.approx(1.0)
    # USD 1 bn over 4e7 * 1 + 4e7 * .5 Mtok of flagship equivalents
    assert world.next("price_paid") == pytest.approx(1e9 / 6e7)


def test_need_grows_towards_its_ceiling_and_stops_there() -> None:
    # need + need * growth * (1 - need / 4) / 4
    assert build().next("need") == pytest.approx([2 + 2 * 0.5 / 4, 1 + 0.4 * 0.75 / 4])
    assert build({"need": 4.0}).next("need") == pytest.approx([4.0, 4.0])


def test_a_faster_pace_brings_more_need() -> None:
    assert (build(need_pace=1.4).next("need") > build().next("need")).all()
