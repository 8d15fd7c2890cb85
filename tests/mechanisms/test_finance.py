"""Means of labs (M36)."""

from __future__ import annotations

from typing import Any

import pytest

from wargame.mechanisms import finance
from wargame.symbolic.book import Book
from wargame.testing.equations import World

PARAMETERS = {"drawdown": 0.5, "parent_growth": 0.5, "parent_limit": 0.1, "overhead_growth": 1.0,
              "default_barrier": 0.25, "runs_financed": 5.0, "revenue_financed": 1.0,
              "investor_horizon": 8.0, "rate_sensitivity": 10.0, "capital_cost": 0.1,
              "raise_ceiling": 50.0, "funding_break_rate": 0.2, "funding_recovery": 0.4,
              "funding_after_break": 0.25}


def build(
    *, values: dict[str, Any] | None = None, parameters: dict[str, float] | None = None,
    elapsed: float = 0.0, luck: float = 0.5, **given: Any,
) -> World:
    names: dict[str, Any] = {
        "core_business": ("labs", "USD bn/yr", [100.0, 0.0]),
        "gross_profit": ("labs", "USD bn/yr", [0.0, 0.6]),
        "open_lab_revenue": ("labs", "USD bn/yr", [0.1, 0.0]),
        "research_share": ("labs", "share", 0.6), "lag_to_frontier": ("labs", "nat", [2.0, 0.0]),
        "run_cost": ("world", "USD bn", 0.1), "api_revenue": ("labs", "USD bn/yr", [0.0, 1.0]),
        "lobby_spend": ("labs", "USD bn/yr", 0.01), "openness": ("labs", "share", [1.0, 0.0]),
        "release_cost": ("labs", "USD bn/yr", 0.05), "months_per_year": ("world", "1/yr", 12.0),
        "one_year": ("world", "yr", 1.0)}
    for name, value in given.items():
        names[name] = (names[name][0], names[name][1], value)

    def duty(book: Book) -> None:
        cost = book.parameter("duty", 0.02, 0, 1, "USD bn/yr", "a duty", "test")
        book.contribute("closed_cost", cost, source="test")

    return World([finance.declare, duty], members={"labs": ["a", "b"]},
                 values={"cash": [2.0, 1.0], "parent_start": [1.0, 0.0], "overhead_start": 0.2,
                         "capital_access": [0.0, 1.0], **(values or {})},
                 parameters={**PARAMETERS, **(parameters or {})}, given=names,
                 luck={"funding_break": luck}, elapsed=elapsed)


def test_funds_research_and_cash_are_worked_by_hand() -> None:
    world = build()
    # a: owner 1, own hosting .1, half of 2; b: profit .6, half of 1
    assert world.flow("funds") == pytest.approx([2.1, 1.1])
    assert world.flow("research_spend") == pytest.approx([1.26, 0.66])
    # b raises (5 * .1 + 1) / (1 + 10 * .1), saturating at 50
    raised = 0.75 / (1 + 0.75 / 50)
    assert world.flow("capital_raised") == pytest.approx([0.0, raised])
    # a pays for its release, b for its duty
    assert world.next("cash") == pytest.approx([
        2 + 0.25 * (1 + 0.1 - 1.26 - 0.2 - 0.01 - 0.05),
        1 + 0.25 * (0.6 + raised - 0.66 - 0.2 - 0.01 - 0.02)])


def test_runway_is_cash_over_burn_in_months() -> None:
    world = build(values={"capital_access": 0.0})
    burn = 0.66 + 0.2 + 0.01 + 0.02 - 0.6
    assert world.flow("runway")[1] == pytest.approx(12 * 1.0 / burn)
    assert build(gross_profit=[9.0, 9.0]).flow("runway") == pytest.approx(240.0)


def test_an_owners_support_grows_to_a_part_of_its_revenue() -> None:
    assert build(elapsed=4.0).flow("parent_support")[0] == pytest.approx(3.0)
    assert build(elapsed=4.0, core_business=[20.0, 0.0]).flow("parent_support")[
        0] == pytest.approx(2.0)


def test_a_lab_at_its_default_barrier_can_do_less_and_at_last_nothing() -> None:
    # the barrier is .25 years of .2 overhead
    world = build(values={"cash": [0.0, 0.025]})
    assert world.flow("solvent") == pytest.approx([1.0, 0.5])
    broke = build(values={"cash": 0.0, "parent_start": 0.0})
    assert broke.flow("solvent") == pytest.approx(0.0)
    assert broke.flow("research_spend") == pytest.approx(0.0)
    assert broke.flow("capital_raised") == pytest.approx(0.0)


def test_m36_dearer_capital_means_less_of_it_and_a_shorter_runway() -> None:
    cheap, dear = (build(parameters={"capital_cost": r}, gross_profit=0.0, api_revenue=0.1)
                   for r in (0.03, 0.18))
    assert dear.flow("capital_raised")[1] < cheap.flow("capital_raised")[1]
    assert dear.next("cash")[1] < cheap.next("cash")[1]
    assert dear.flow("runway")[1] < cheap.flow("runway")[1]


def test_m36_dear_capital_drives_a_weak_lab_out() -> None:
    def quarters(cost: float) -> int:
        """Quarters until lab b, without customers, can no longer trade; 40 at most."""
        cash = 0.15
        for quarter in range(40):
            world = build(values={"cash": [2.0, cash]}, parameters={"capital_cost": cost},
                          gross_profit=0.0, api_revenue=0.0, lag_to_frontier=[2.0, 3.0])
            if world.flow("solvent")[1] < 1:
                return quarter
            cash = max(0.0, float(world.next("cash")[1]))
        return 40

    assert quarters(0.18) < quarters(0.03)


def test_when_the_boom_breaks_capital_dries_up_and_slowly_returns() -> None:
    assert build(luck=0.01).next("capital_climate") == pytest.approx(0.25)
    assert build(luck=0.5, values={"capital_climate": 0.25}).next(
        "capital_climate") == pytest.approx(0.25 + 0.4 * 0.75 / 4)
    assert build(values={"capital_climate": 0.25}).flow("capital_raised")[1] < build().flow(
        "capital_raised")[1]
