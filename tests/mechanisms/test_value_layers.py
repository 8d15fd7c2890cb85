"""How the stack's profit divides (M20)."""

from __future__ import annotations

from typing import Any

import pytest

from wargame.mechanisms import value_layers
from wargame.testing.equations import World


def build(gap: float = 1.0, sold: Any = ((0.5, 0.5), (0.25, 0.25)),
          sigma: Any = (1.0, 2.0)) -> World:
    return World(
        [value_layers.declare],
        members={"labs": ["a", "b"], "segments": ["p", "q"], "layers": ["edge", "models"]},
        values={"substitutability": sigma, "model_layer": [0.0, 1.0], "capital_intensity": 0.5,
                "layer_profit_so_far": [3.0, 4.0]},
        parameters={"commodity_weight": 2.0, "stack_margin": 0.5, "application_multiple": 2.0,
                    "compute_part": 0.5},
        given={"closed_share": ("labs*segments", "share", sold),
               "segment_tokens": ("segments", "Mtok/yr", 2e7), "tokens": ("world", "Mtok/yr", 4e7),
               "frontier_gap": ("world", "nat", gap), "model_spend": ("world", "USD bn/yr", 2.0),
               "research_spend": ("labs", "USD bn/yr", [3.0, 1.0])})


def test_profit_goes_by_scarcity_as_worked_by_hand() -> None:
    world = build()
    # (1 - .5^2 - .25^2) / (1 + 1)
    level = 0.6875 / 2
    scarce = [1.0, 1 / (2.0 * (1 + 2 * level))]
    assert world.flow("model_substitutability") == pytest.approx(level)
    assert world.flow("layer_profit_share") == pytest.approx([s / sum(scarce) for s in scarce])
    # half of 2 on tokens, 4 on applications and 2 of compute for research
    assert world.flow("stack_profit") == pytest.approx(4.0)
    assert world.next("layer_profit_so_far")[0] == pytest.approx(3 + 4.0 / sum(scarce) / 4)
    # two thirds of profit at the start's scarcity, times .5; research for models
    assert world.flow("layer_investment") == pytest.approx([0.5 * 4.0 * 2 / 3, 4.0])


def test_profit_shares_of_layers_sum_to_one() -> None:
    for gap in (0.0, 1.0, 9.0):
        assert build(gap).flow("layer_profit_share").sum() == pytest.approx(1.0)


def test_m20_more_replaceable_models_shift_profit_to_infrastructure_and_uses() -> None:
    apart, level = build(5.0), build(0.0)
    assert level.flow("model_substitutability") > apart.flow("model_substitutability")
    assert level.flow("layer_profit_share")[0] > apart.flow("layer_profit_share")[0]


def test_m20_one_dominant_lab_keeps_profit_in_the_middle() -> None:
    many, one = build(), build(sold=((1.0, 1.0), (0.0, 0.0)))
    assert one.flow("model_substitutability") == pytest.approx(0.0)
    assert one.flow("layer_profit_share")[1] > many.flow("layer_profit_share")[1]


def test_m20_a_layer_of_closer_substitutes_earns_less() -> None:
    assert build(sigma=(3.0, 2.0)).flow("layer_profit_share")[0] < build().flow(
        "layer_profit_share")[0]
