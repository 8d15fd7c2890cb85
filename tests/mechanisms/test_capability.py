"""Run cost (M6) and capability production (M7)."""

from __future__ import annotations

import math
from typing import Any

import pytest

from wargame.mechanisms import capability
from wargame.testing.equations import World

LABS = {"labs": ["a", "b"]}
PARAMETERS = {
    "compute_growth": 1.5, "cost_growth": 0.9, "first_run_cost": 0.1, "first_run_compute": 30.0,
    "run_share": 0.2, "research_half": 1.0, "run_life": 1.25, "run_rate": 2.0,
    "compute_weight": 1.0, "talent_weight": 0.3, "data_weight": 0.2, "scaling_years": 8.0}


def build(
    elapsed: float = 0.0, luck: Any = 0.0, parameters: dict[str, float] | None = None,
    levers: dict[str, Any] | None = None, values: dict[str, Any] | None = None, **given: Any,
) -> World:
    names: dict[str, tuple[str, str, Any]] = {
        "talent": ("labs", "nat", 0.0), "algorithms": ("labs", "nat", 0.0),
        "community_gain": ("labs", "nat", 0.0), "openness": ("labs", "share", [0.0, 1.0]),
        "research_spend": ("labs", "USD bn/yr", [1.0, 1.0]), "catch_up": ("labs", "nat", 0.0),
        "training_compute": ("labs", "YFLOP/yr", [40.0, 40.0]),
        "safety_share": ("labs", "share", 0.0)}
    for name, value in given.items():
        names[name] = (names[name][0], names[name][1], value)
    return World(
        [capability.declare], members=LABS, elapsed=elapsed, luck={"run_completion": luck},
        values={"capability": [0.0, 0.0], "compute_in_run": [21.0, 21.0], "run_focus": 1.0,
                **(values or {})},
        parameters={**PARAMETERS, **(parameters or {})}, levers=levers, given=names)


def test_run_cost_and_price_follow_from_the_two_trends() -> None:
    world = build(elapsed=2.0)
    assert world.flow("run_cost") == pytest.approx(0.1 * math.exp(1.8))
    # 30 YFLOP for .1 bn, and compute outgrows cost by .6 a year.
    assert world.flow("compute_per_dollar") == pytest.approx(300 * math.exp(1.2))


def test_trends_end_after_the_scaling_years() -> None:
    assert build(elapsed=50.0).flow("run_cost") == pytest.approx(0.1 * math.exp(0.9 * 8.0))


def test_compute_does_not_become_dearer_where_cost_outgrows_compute() -> None:
    world = build(elapsed=4.0, parameters={"compute_growth": 0.7})
    assert world.flow("compute_per_dollar") == pytest.approx(300.0)


def test_a_run_multiplies_compute_talent_data_and_algorithms() -> None:
    world = build(values={"compute_in_run": [42.0, 21.0], "data_access": [0.5, 0.0]},
                  talent=[0.4, 0.0], algorithms=[0.7, 0.0], community_gain=[0.1, 0.0])
    # ln 2 for twice the reference compute, .3 * .4, .2 * .5, .7 and .1.
    first = 0.6931471805599453 + 0.12 + 0.1 + 0.7 + 0.1
    assert world.flow("run_capability") == pytest.approx([first, 0.0])
    assert world.next("capability") == pytest.approx([first, 0.0])
    # A completed run is used up, the other goes on and grows stale: 21 * (1 - .2) + 10.
    assert world.next("compute_in_run") == pytest.approx([10.0, 26.8])


def test_a_run_completes_by_luck() -> None:
    # With two runs a year the chance in a quarter is 1 - exp(-.5) = .393.
    world = build(luck=[0.39, 0.40], values={"compute_in_run": [42.0, 42.0]})
    assert list(world.flow("run_done")) == [1.0, 0.0]
    assert world.next("capability") == pytest.approx([math.log(2), 0.0])


def test_m6_higher_run_cost_leaves_fewer_frontier_labs_and_closes_the_frontier() -> None:
    # After four years a run costs .1 * exp(3.6) = 3.66 bn, or .1 * exp(2) = .74 bn.
    money = [20.0, 5.0]
    cheap = build(elapsed=4.0, parameters={"cost_growth": 0.5}, research_spend=money)
    dear = build(elapsed=4.0, parameters={"cost_growth": 0.9}, research_spend=money)
    # Money for runs is a fifth of spend, over 1.25 years: 5 and 1.25 bn.
    assert list(cheap.flow("can_fund_run")) == [1.0, 1.0]
    assert list(dear.flow("can_fund_run")) == [1.0, 0.0]
    assert dear.flow("frontier_labs") < cheap.flow("frontier_labs")
    assert dear.flow("frontier_openness") < cheap.flow("frontier_openness")


@pytest.mark.parametrize("name", ["talent", "algorithms", "community_gain"])
def test_m7_more_of_any_input_raises_capability(name: str) -> None:
    inputs: dict[str, Any] = {name: [0.0, 0.5]}
    world = build(luck=0.0, values={"compute_in_run": 42.0}, **inputs)
    low, high = world.next("capability")
    assert high > low


def test_m7_more_compute_or_data_raises_capability() -> None:
    low, high = build(values={"compute_in_run": [30.0, 60.0]}).next("capability")
    assert high > low
    low, high = build(values={"compute_in_run": 42.0, "data_access": [0.0, 0.5]}).next("capability")
    assert high > low


def test_money_less_safety_pays_for_runs() -> None:
    world = build(research_spend=[1.0, 2.0], safety_share=[0.5, 0.0])
    assert world.flow("run_money") == pytest.approx([0.1, 0.4])
    # Effort: .5 / (.5 + .1) and 2 / (2 + .1).
    assert world.flow("research_effort") == pytest.approx([0.5 / 0.6, 2 / 2.1])


def test_a_lab_that_works_on_other_things_pays_less_for_runs() -> None:
    world = build(values={"run_focus": [1.0, 0.5]})
    assert world.flow("run_money") == pytest.approx([0.2, 0.1])


def test_a_bankrupt_lab_stops_improving() -> None:
    world = build(research_spend=[0.0, 1.0], training_compute=[0.0, 40.0],
                  values={"compute_in_run": [0.0, 42.0], "capability": [1.0, 0.0]})
    assert world.flow("research_effort")[0] == 0.0
    assert world.next("capability")[0] == 1.0
    assert world.next("compute_in_run")[0] == 0.0


def test_learning_counts_where_no_better_run_completes() -> None:
    world = build(luck=[1.0, 0.0], catch_up=[0.3, 0.3], values={"compute_in_run": 42.0})
    assert world.next("capability") == pytest.approx([0.3, math.log(2)])
