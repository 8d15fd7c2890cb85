"""Demand for closed and open tokens (M15) and lock-in (M34)."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest

from wargame.mechanisms import prices
from wargame.symbolic.book import Book
from wargame.testing.equations import World

Build = Callable[..., World]


def open_share(build: Build, **settings: Any) -> float:
    return float(build(**settings).flow("open_share_of_segment").mean())


def test_shares_follow_the_logit_of_both_kinds_of_task(demand_world: Build) -> None:
    world = demand_world()
    # Each lab at the frontier pulls exp(-(ln 10 - 3)); open stands at 0, and at -1 (the gap)
    # for the half of tasks that it does not do well enough.
    pull = math.exp(3) / 10
    expected = 0.5 / (1 + 2 * pull) + 0.5 * math.exp(-1) / (math.exp(-1) + 2 * pull)
    assert world.flow("open_share_of_segment") == pytest.approx([expected, expected])
    assert world.flow("closed_share") == pytest.approx((1 - expected) / 2)


def test_a_nest_of_alike_models_counts_for_less_than_their_number(demand_world: Build) -> None:
    world = demand_world(parameters={"nest_dissimilarity": 0.5}, values={"edge_value": 0.0})
    # 0.5 * ln(2 exp(u / 0.5)) = u + 0.5 ln 2
    value = 3 - math.log(10) + 0.5 * math.log(2)
    assert world.flow("open_share_of_segment") == pytest.approx(1 / (1 + math.exp(value)))


def test_shares_of_a_segment_sum_to_one(demand_world: Build) -> None:
    world = demand_world(
        values={"price_sensitivity": [0.3, 1.4], "edge_value": [1.2, 0.1],
                "incumbent_share": [[0.5, 0.1], [0.2, 0.3]], "sales_reach": [0.9, 0.2]},
        parameters={"switching_cost": 0.7, "nest_dissimilarity": 0.6},
        given={"offered_capability": ("labs", "nat", [2.0, 0.5])})
    total = world.flow("open_share_of_segment") + world.flow("closed_share").sum(axis=0)
    assert total == pytest.approx([1.0, 1.0])


def test_a_lab_behind_with_little_reach_sells_less(demand_world: Build) -> None:
    world = demand_world(given={"offered_capability": ("labs", "nat", [2.0, 1.0])},
                         values={"sales_reach": [1.0, 0.5]})
    sold = world.flow("closed_share")
    assert sold[1] / sold[0] == pytest.approx(0.5 * math.exp(-1))


def test_m15_a_smaller_gap_raises_the_open_share(demand_world: Build) -> None:
    small, large = (open_share(demand_world, given={"perceived_gap": ("world", "nat", g)})
                    for g in (0.2, 3.0))
    assert small > large


def test_m15_dearer_closed_models_raise_the_open_share(demand_world: Build) -> None:
    cheap, dear = (open_share(demand_world, given={"closed_price": ("labs", "USD/Mtok", p)})
                   for p in (2.0, 30.0))
    assert dear > cheap


def test_m15_cheaper_hosting_raises_the_open_share(demand_world: Build) -> None:
    cheap, dear = (open_share(demand_world, given={"open_price": ("world", "USD/Mtok", p)})
                   for p in (0.1, 5.0))
    assert cheap > dear


def test_m15_trust_and_free_licences_help_open_models_and_rules_hurt_them(
        demand_world: Build) -> None:
    middle = open_share(demand_world)
    assert open_share(demand_world, given={"trust": ("nations", "share", 0.9)}) > middle
    assert open_share(demand_world, given={"stringency": ("nations", "share", 0.5)}) < middle
    assert open_share(
        demand_world, given={"open_licence_freedom": ("world", "share", 0.4)}) < middle


def test_where_open_weights_are_banned_closed_models_serve_all(demand_world: Build) -> None:
    world = demand_world(given={"diffusion_allowed": ("nations", "share", 0.0)})
    assert world.flow("open_share_of_segment") == pytest.approx(0.0)
    assert world.flow("closed_share").sum(axis=0) == pytest.approx([1.0, 1.0])


def test_buyers_cut_off_from_closed_models_turn_to_open_ones(demand_world: Build) -> None:
    plain = demand_world().flow("open_share_of_segment")[0]
    world = demand_world(given={"api_access": ("nations", "share", 0.5)},
                         parameters={"turn_to_open": 0.6})
    # half the market is cut off and six tenths of it turn
    assert world.flow("open_share_of_segment")[0] == pytest.approx(plain + 0.3 * (1 - plain))


def test_with_no_released_weights_nobody_uses_open_models(demand_world: Build) -> None:
    world = demand_world(given={"open_frontier": ("world", "nat", -10.0)})
    assert world.flow("open_share_of_segment") == pytest.approx(0.0)


def test_with_nothing_closed_on_sale_everybody_uses_open_models(demand_world: Build) -> None:
    world = demand_world(given={"released_capability": ("labs", "nat", 2.0)})
    assert world.flow("open_share_of_segment") == pytest.approx(1.0)
    assert world.flow("closed_share") == pytest.approx(0.0)


def test_a_failed_lab_keeps_a_few_of_its_buyers(demand_world: Build) -> None:
    world = demand_world(given={"solvent": ("labs", "share", [1.0, 0.0])},
                         parameters={"after_default": 0.02})
    sold = world.flow("closed_share")
    assert sold[1] / sold[0] == pytest.approx(0.02)


def test_one_lab_alone_has_a_well_formed_market(demand_world: Build) -> None:
    world = demand_world(labs=("a",))
    assert world.flow("open_share_of_segment") + world.flow("closed_share")[0] == pytest.approx(1.0)


def test_a_closing_sponsor_builds_reach_and_an_open_one_does_not(demand_world: Build) -> None:
    world = demand_world(
        values={"sales_reach": 0.1, "sales_ambition": 0.1},
        parameters={"reach_pace": 0.4}, given={"openness": ("labs", "share", [0.0, 1.0])})
    assert world.next("sales_reach") == pytest.approx([0.1 + 0.4 * 0.9 / 4, 0.1])


def test_m34_incumbents_keep_more_of_their_buyers(demand_world: Build) -> None:
    held = {"incumbent_share": [[0.8, 0.8], [0.1, 0.1]]}
    with_cost = demand_world(values=held, parameters={"switching_cost": 1.0})
    sold = with_cost.flow("closed_share")
    # the labs differ only by what they hold
    assert sold[0] / sold[1] == pytest.approx(math.exp(0.8 - 0.1))
    assert with_cost.next("incumbent_share") == pytest.approx(sold)


def lock_in_world(build: Build, factor: float) -> World:
    def rule(book: Book) -> None:
        book.contribute("portability", factor, source="test")

    return build(
        also=(rule, prices.declare), drop=("closed_price", "open_price"),
        values={"incumbent_share": [[0.6, 0.6], [0.2, 0.2]], "tier_price": 1.0},
        parameters={"switching_cost": 1.0},
        given={"segment_tokens": ("segments", "Mtok/yr", 1e7), "tokens": ("world", "Mtok/yr", 2e7),
               "tier_price": ("segments", "share", 1.0),
               "open_token_share": ("world", "share", 0.2),
               "lag_to_frontier": ("labs", "nat", 0.0), "closed_cost": ("labs", "USD bn/yr", 0.0),
               "revenue_base": ("labs", "USD bn/yr", 1.0), "price_stance": ("labs", "1", 1.0),
               "open_royalty": ("world", "share", 0.0),
               "open_hosting_revenue": ("world", "USD bn/yr", 0.1)})


def test_m34_portability_lowers_switching_costs_and_prices(demand_world: Build) -> None:
    tied, portable = lock_in_world(demand_world, 1.0), lock_in_world(demand_world, 0.3)
    assert portable.flow("lock_in") == pytest.approx(0.3)
    assert portable.flow("lock_in") < tied.flow("lock_in")
    assert (portable.flow("closed_price") < tied.flow("closed_price")).all()
