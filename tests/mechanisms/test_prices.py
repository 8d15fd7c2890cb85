"""Markups (M18) and serving costs (M19)."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest

from wargame.mechanisms import prices
from wargame.symbolic.book import Book
from wargame.testing.equations import World

Build = Callable[..., World]
# Without decline or learning, hosting costs 8 and serving a frontier model 12 USD/Mtok.
STILL = {"serving_decline": 0.5, "serving_learning": 0.5, "open_cost_start": 8.0,
         "closed_cost_start": 12.0, "hosting_floor": 0.1, "size_multiple": 10.0,
         "markup_bound": 0.8, "size_per_lag": 0.25}


def build(
    *, values: dict[str, Any] | None = None, parameters: dict[str, float] | None = None,
    elapsed: float = 0.0, also: tuple[Callable[[Book], None], ...] = (), **given: Any,
) -> World:
    names: dict[str, Any] = {
        "segment_tokens": ("segments", "Mtok/yr", [1e7, 3e7]),
        "tokens": ("world", "Mtok/yr", 4e7), "tier_price": ("segments", "share", [1.0, 1.0]),
        "price_sensitivity": ("segments", "1", [0.2, 1.0]),
        "price_taste_factor": ("world", "1", 1.0),
        "incumbent_share": ("labs*segments", "share", [[0.5, 0.5], [0.1, 0.1]]),
        "lock_in": ("world", "nat", 0.0), "lag_to_frontier": ("labs", "nat", [0.0, 2.0]),
        "closed_cost": ("labs", "USD bn/yr", 0.0), "revenue_base": ("labs", "USD bn/yr", 1.0),
        "price_stance": ("labs", "1", 1.0), "open_royalty": ("world", "share", 0.0),
        "open_hosting_revenue": ("world", "USD bn/yr", 0.2),
        "open_token_share": ("world", "share", 0.25)}
    for name, value in given.items():
        names[name] = (names[name][0], names[name][1], value)
    return World(
        [prices.declare, *also], members={"labs": ["a", "b"], "segments": ["p", "q"]},
        values=values, parameters={**STILL, **(parameters or {})}, given=names,
        elapsed=elapsed)


def test_closed_prices_carry_a_bounded_logit_markup() -> None:
    world = build()
    taste = 0.25 * 0.2 + 0.75 * 1.0
    markup = [1 / (1 / 0.8 + taste * 0.5), 1 / (1 / 0.8 + taste * 0.9)]
    assert world.flow("markup") == pytest.approx(markup)
    # lab b is two nat behind, so its model is smaller: 12 / (1 + .25 * 2)
    assert world.flow("closed_serving_cost") == pytest.approx([12.0, 8.0])
    assert world.flow("closed_price") == pytest.approx(
        [12.0 / (1 - markup[0]), 8.0 / (1 - markup[1])])


def test_the_price_stance_multiplies_what_is_added_to_cost() -> None:
    plain, low = build(), build(price_stance=0.5)
    added = plain.flow("closed_price") - plain.flow("closed_serving_cost")
    assert low.flow("closed_price") == pytest.approx(low.flow("closed_serving_cost") + added / 2)


def test_a_single_host_doubles_its_cost_and_entry_follows_revenue() -> None:
    world = build(parameters={"host_fixed_cost": 0.002, "host_entry_pace": 2.0})
    assert world.flow("open_price") == pytest.approx(16.0)
    # sqrt(.2 / .002) = 10 hosts in the long run; half of the way in a quarter at a pace of 2
    assert world.next("hosts") == pytest.approx(1 + 2.0 * 9 / 4)


def test_m18_more_hosts_lower_their_markup_and_price() -> None:
    few, many = build(values={"hosts": 2.0}), build(values={"hosts": 9.0})
    assert few.flow("host_markup") == pytest.approx(1 / 3)
    assert many.flow("host_markup") == pytest.approx(1 / 10)
    assert many.flow("open_price") < few.flow("open_price")


def test_m18_a_larger_gap_raises_closed_markups(demand_world: Build) -> None:
    def after(gap: float) -> Any:
        sold = demand_world(given={"perceived_gap": ("world", "nat", gap)})
        return build(incumbent_share=sold.next("incumbent_share")).flow("markup")

    assert (after(4.0) > after(0.2)).all()


def test_m18_markups_stay_below_their_bound_for_a_monopolist() -> None:
    world = build(incumbent_share=[[1.0, 1.0], [0.0, 0.0]])
    assert world.flow("markup")[0] == pytest.approx(0.8)


def test_m19_costs_fall_with_time_and_with_tokens_served_but_not_below_the_floor() -> None:
    world = build(values={"open_experience": 16 * 5e4}, elapsed=2.0)
    # exp(-.5 * 2) * 16 ** -.5 of what lies above the floor of .1
    assert world.flow("open_serving_cost") == pytest.approx(0.1 + 7.9 * math.exp(-1) / 4)
    old = build(values={"open_experience": 1e20, "closed_experience": 1e20}, elapsed=50.0)
    assert old.flow("open_serving_cost") == pytest.approx(0.1, rel=1e-3)
    assert old.flow("frontier_serving_cost") == pytest.approx(1.0, rel=1e-3)


def test_m19_more_demand_teaches_more_and_lowers_the_next_price() -> None:
    little, much = build(tokens=4e7), build(tokens=4e8)
    assert little.next("open_experience") == pytest.approx(5e4 + 0.25 * 4e7 / 4)
    assert much.next("open_experience") > little.next("open_experience")
    assert much.next("closed_experience") > little.next("closed_experience")
    later = [build(values={"open_experience": float(w.next("open_experience"))})
             for w in (little, much)]
    assert later[1].flow("open_price") < later[0].flow("open_price")


def test_m19_scarce_accelerators_raise_all_prices() -> None:
    plain, scarce = build(), build(parameters={"accelerator_scarcity": 1.6})
    assert scarce.flow("open_price") == pytest.approx(1.6 * plain.flow("open_price"))
    assert scarce.flow("closed_price") == pytest.approx(1.6 * plain.flow("closed_price"))


def test_m19_dearer_hosting_raises_the_open_price_alone() -> None:
    def duty(book: Book) -> None:
        book.contribute("hosting_cost", 1.5, source="test")

    plain, taxed = build(), build(also=(duty,))
    assert taxed.flow("open_price") == pytest.approx(1.5 * plain.flow("open_price"))
    assert taxed.flow("closed_price") == pytest.approx(plain.flow("closed_price"))


def test_duties_and_royalties_are_passed_on_in_part() -> None:
    taxed = build(closed_cost=0.2, parameters={"cost_pass_through": 0.5})
    assert taxed.flow("closed_price") == pytest.approx(1.1 * build().flow("closed_price"))
    assert build(open_royalty=0.2).flow("open_price") == pytest.approx(16.0 / 0.8)
