"""What the predictions and conclusions are scored by."""

from __future__ import annotations

from typing import Any

import pytest

from wargame.mechanisms import outcomes
from wargame.symbolic.book import Book
from wargame.testing.equations import World


def build(values: dict[str, Any] | None = None, elapsed: float = 0.0, **given: Any) -> World:
    names: dict[str, Any] = {
        "open_hosting_revenue": ("world", "USD bn/yr", 1.0),
        "closed_revenue": ("world", "USD bn/yr", 4.0), "open_token_share": ("world", "share", 0.5),
        "sufficiency_by_value": ("world", "share", 0.3),
        "sufficiency_by_count": ("world", "share", 0.6),
        "downloads": ("labs", "downloads/yr", [3e6, 1e6]), "hub_models": ("world", "model", 6e5),
        "released_capability": ("labs", "nat", [1.0, -10.0]),
        "closed_frontier": ("world", "nat", 3.0),
        "open_supply_concentration": ("world", "share", 0.4), "frontier_gap": ("world", "nat", 2.0),
        "gap_months": ("world", "1", 9.0), "open_services_revenue": ("world", "USD bn/yr", 12.0),
        "open_services_margin": ("world", "share", 0.2),
        "gross_profit": ("labs", "USD bn/yr", [0.4, 2.0]), "open_fund": ("world", "USD bn", 3.0),
        "run_cost": ("world", "USD bn", 5.0), "usd_per_bn": ("world", "USD/USD bn", 1e9),
        "segment_tokens": ("segments", "Mtok/yr", 1e9),
        "tier_price": ("segments", "share", [0.5, 0.1]),
        "open_share_of_segment": ("segments", "share", [0.2, 0.9]),
        "open_price": ("world", "USD/Mtok", 0.5), "tokens": ("world", "Mtok/yr", 2e9),
        "model_spend": ("world", "USD bn/yr", 5.0), "solvent": ("labs", "share", 1.0),
        "weights_open": ("labs", "code", [1.0, 0.0]),
        "model_layer": ("layers", "share", [0.0, 1.0]),
        "openness": ("labs", "share", [0.5, 0.0]),
        "research_spend": ("labs", "USD bn/yr", [2.0, 3.0]),
        "layer_profit_so_far": ("layers", "USD bn", [8.0, 5.0]),
        "layer_investment_so_far": ("layers", "USD bn", [4.0, 9.0]),
        "layer_profit_share": ("layers", "share", [0.7, 0.3])}
    for name, value in given.items():
        names[name] = (names[name][0], names[name][1], value)
    return World(
        [outcomes.declare],
        members={"labs": ["a", "b"], "segments": ["p", "q"], "layers": ["edge", "models"]},
        values=values, parameters={"near_frontier_lag": 2.5, "near_frontier_cost": 0.5},
        given=names, elapsed=elapsed)


def one(world: World, name: str) -> float:
    return float(world.flow(name))


def test_every_claim_but_p3_has_a_metric_that_names_it() -> None:
    book = Book()
    outcomes.declare(book)
    meanings = " ".join(m.meaning for m in book.metrics())
    claims = ["P1(a)", "P1(b)", "P1(c)", "P1(d)", "P2(a)", "P2(b)", "P2(c)", "P2(d)", "P5", "C1",
              "C2", "C3"]
    assert [c for c in claims if c not in meanings] == []
    assert "P3" not in meanings


def test_growth_is_measured_from_the_first_quarter() -> None:
    first = build()
    assert one(first, "downloads_growth") == pytest.approx(1.0)
    assert float(first.next("first_downloads")) == pytest.approx(4e6)
    later = build({"quarters": 20.0, "first_downloads": 1e6, "first_hub_models": 3e5})
    assert one(later, "downloads_growth") == pytest.approx(4.0)
    assert one(later, "hub_models_growth") == pytest.approx(2.0)
    assert float(later.next("first_downloads")) == pytest.approx(1e6)


def test_sponsors_near_the_frontier_are_counted() -> None:
    assert one(build(), "near_frontier_sponsors") == 1
    assert one(build(closed_frontier=4.0), "near_frontier_sponsors") == 0


def test_the_gap_has_a_mean_a_spread_and_a_share_of_quarters() -> None:
    # gaps of 1, 3, 0 and now 2: mean 1.5, variance 14 / 4 - 2.25
    world = build({"quarters": 3.0, "gap_sum": 4.0, "gap_squares": 10.0, "gap_positive": 2.0})
    assert one(world, "gap_mean") == pytest.approx(1.5)
    assert one(world, "gap_fluctuation") == pytest.approx(1.25**0.5 / 1.5)
    assert one(world, "gap_persistence") == pytest.approx(0.75)
    assert float(world.next("gap_squares")) == pytest.approx(14.0)
    assert float(world.next("quarters")) == 4.0


def test_a_gap_that_never_was_does_not_fluctuate() -> None:
    world = build(frontier_gap=0.0)
    assert one(world, "gap_fluctuation") == 0.0
    assert one(world, "gap_persistence") == 0.0


def test_the_lag_is_compared_with_the_early_years() -> None:
    values = {"quarters": 10.0, "early_lag_sum": 60.0, "early_quarters": 6.0, "recent_lag": 5.0}
    world = build(values, elapsed=2.5)
    # recent 5 + (9 - 5) / 4 = 6 against 60 / 6
    assert one(world, "lag_change_months") == pytest.approx(-4.0)
    assert float(world.next("early_quarters")) == 6.0
    assert float(build(values, elapsed=1.25).next("early_quarters")) == 7.0


def test_coexistence_needs_both_kinds_of_share() -> None:
    assert one(build(), "closed_revenue_share") == pytest.approx(0.8)
    assert one(build(), "open_revenue_share") == pytest.approx(0.2)
    assert one(build(), "coexistence") == 1
    assert one(build(open_token_share=0.85), "coexistence") == 0
    assert one(build(closed_revenue=0.5), "coexistence") == 0


def test_money_metrics_are_worked_by_hand() -> None:
    world = build()
    assert one(world, "closed_margin") == pytest.approx(2.4 / 4.0)
    assert one(world, "margin_lead") == pytest.approx(0.4)
    assert one(world, "open_fund_cover") == pytest.approx(3.0 / 2.5)
    # 4 bn over 1e9 * .5 * .8 + 1e9 * .1 * .1 flagship equivalents
    assert one(world, "closed_price_level") == pytest.approx(4e9 / 4.1e8)
    assert one(world, "releasing_labs") == 1


def test_returns_compare_vendors_with_the_edges() -> None:
    world = build({"closed_profit_so_far": 3.0, "closed_investment_so_far": 6.0})
    assert one(world, "closed_vendor_return") == pytest.approx(0.5)
    assert one(world, "edge_return") == pytest.approx(2.0)
    assert one(world, "return_lead_of_edges") == pytest.approx(1.5)
    assert float(world.next("closed_profit_so_far")) == pytest.approx(3 + 2.4 / 4)
    assert float(world.next("closed_investment_so_far")) == pytest.approx(6 + (1.0 + 3.0) / 4)


def test_the_edges_profit_share_is_set_against_the_start() -> None:
    assert one(build(), "edge_share_change") == pytest.approx(0.0)
    world = build({"quarters": 5.0, "first_edge_share": 0.6})
    assert one(world, "edge_share_change") == pytest.approx(0.1)
