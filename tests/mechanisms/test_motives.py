"""What labs stand to gain by opening (M1 to M4)."""

from __future__ import annotations

import math
from typing import Any

import pytest

from wargame.mechanisms import motives
from wargame.symbolic.book import Book
from wargame.testing.equations import World

VALUES: dict[str, Any] = {
    "core_revenue": [100.0, 0.0], "core_margin": 0.4, "complement_exposure": [0.5, 0.0],
    "rivalry_weight": 0.5, "reputation_motive": 0.5}
PARAMETERS = {"commoditisation": 0.1, "cross_elasticity": 0.05, "relevance_width": 4.0,
              "core_growth": 0.1, "appropriability": 0.5, "ecosystem_return": 0.2,
              "contributors_half": 1000.0, "norm_by_reputation": 2.0, "norm_by_value": 1.0}


def build(
    *, values: dict[str, Any] | None = None, parameters: dict[str, float] | None = None,
    elapsed: float = 0.0, liability: float = 0.0, **given: Any,
) -> World:
    names: dict[str, Any] = {
        "open_frontier": ("world", "nat", 1.0), "capability": ("labs", "nat", [0.0, 3.0]),
        "lag_to_frontier": ("labs", "nat", [3.0, 0.0]),
        "gross_profit": ("labs", "USD bn/yr", [0.2, 2.0]),
        "sales_reach": ("labs", "share", [0.1, 0.9]), "solvent": ("labs", "share", 1.0),
        "price_paid": ("world", "USD/Mtok", 10.0), "hosting_floor": ("world", "USD/Mtok", 0.1),
        "segment_tokens": ("segments", "Mtok/yr", 1e7), "tier_price": ("segments", "share", 1.0),
        "edge_value": ("segments", "1", [0.2, 0.4]), "edge_value_factor": ("world", "1", 1.0),
        "nest_dissimilarity": ("world", "1", 0.6), "contributors": ("labs", "contributor", 1000.0),
        "research_spend": ("labs", "USD bn/yr", [2.0, 3.0]),
        "open_fund_outlay": ("world", "USD bn/yr", 0.07)}
    for name, value in given.items():
        names[name] = (names[name][0], names[name][1], value)

    def court(book: Book) -> None:
        cost = book.parameter("court", liability, 0, 100, "USD bn/yr", "liability", "test")
        book.contribute("release_cost", cost, source="test")

    return World([motives.declare, court], members={"labs": ["a", "b"], "segments": ["p", "q"]},
                 values={**VALUES, **(values or {})},
                 parameters={**PARAMETERS, **(parameters or {})}, given=names, elapsed=elapsed)


def test_the_gain_from_opening_is_the_sum_of_its_parts_worked_by_hand() -> None:
    world = build(liability=0.03)
    relevance = 1 - 1 / 4
    assert world.flow("release_relevance") == pytest.approx([relevance, 1.0])
    complement = 0.4 * 100 * 0.5 * 0.05 * 0.1 * math.log(100) * relevance
    rival = 0.5 * 0.9 * 0.1 * relevance * 2.0
    ecosystem = 0.2 * 2.0 * relevance * 1.5 + 0.07 * relevance / (relevance + 1)
    pulls = [0.1 * math.exp(-0.3 / 0.6 * 3.0), 0.9]
    rent = 0.5 * pulls[0] / sum(pulls) * 2.2
    assert world.flow("complement_gain")[0] == pytest.approx(complement)
    assert world.flow("rival_gain")[0] == pytest.approx(rival)
    assert world.flow("ecosystem_gain")[0] == pytest.approx(ecosystem)
    assert world.flow("rent_lost")[0] == pytest.approx(rent)
    assert world.flow("opening_gain")[0] == pytest.approx(
        complement + rival + ecosystem - rent - 0.03)


def test_a_leading_seller_of_access_loses_by_opening_and_a_platform_gains() -> None:
    gain = build(open_fund_outlay=0.0).flow("opening_gain")
    assert gain[0] > 0 > gain[1]


def test_m1_commercial_value_erodes_the_norm_of_sharing() -> None:
    poor = build(gross_profit=[0.02, 0.2]).flow("sharing_norm")
    rich = build(gross_profit=[2.0, 20.0]).flow("sharing_norm")
    assert (rich < poor).all()


def test_m1_with_no_value_at_stake_reputation_decides() -> None:
    world = build(gross_profit=0.0)
    assert world.flow("sharing_norm") == pytest.approx(1 / (1 + math.exp(-1.0)))


def test_m2_appropriability_lowers_the_gain_from_opening() -> None:
    low, high = (build(parameters={"appropriability": p}).flow("opening_gain")
                 for p in (0.3, 1.0))
    assert (high < low).all()


def test_m2_expected_liability_lowers_the_gain_from_opening() -> None:
    assert (build(liability=0.5).flow("opening_gain") < build().flow("opening_gain")).all()


def test_m3_a_larger_core_business_gains_more_by_opening() -> None:
    small, large = build(), build(values={"core_revenue": [200.0, 0.0]})
    assert large.flow("opening_gain")[0] > small.flow("opening_gain")[0]


def test_m3_a_stronger_cross_elasticity_gains_more_by_opening() -> None:
    weak, strong = (build(parameters={"cross_elasticity": e}) for e in (0.01, 0.5))
    assert strong.flow("opening_gain")[0] > weak.flow("opening_gain")[0]


def test_m3_the_motive_fades_when_prices_are_near_the_floor() -> None:
    dear, cheap, floor = (build(price_paid=p).flow("complement_gain")[0]
                          for p in (10.0, 0.2, 0.05))
    assert dear > cheap > floor
    assert floor == pytest.approx(0.0)


def test_m4_a_sponsor_that_sells_access_gains_less_from_rivals_losses() -> None:
    platform, seller = build(), build(sales_reach=[0.8, 0.9])
    assert seller.flow("rival_gain")[0] < platform.flow("rival_gain")[0]
    assert seller.flow("opening_gain")[0] < platform.flow("opening_gain")[0]


def test_m4_richer_rivals_are_a_stronger_reason_to_open() -> None:
    poor, rich = (build(gross_profit=[0.2, r], sales_reach=[0.0, 0.9]).flow("opening_gain")[0]
                  for r in (1.0, 10.0))
    assert rich > poor


def test_a_model_far_behind_the_open_frontier_adds_nothing() -> None:
    world = build(open_frontier=9.0)
    assert world.flow("release_relevance") == pytest.approx(0.0)
    assert world.flow("ecosystem_gain") == pytest.approx(0.0)
