"""Makers of open models, their pressure to defect (M27) and the open fund (M28)."""

from __future__ import annotations

import math
from typing import Any

import pytest

from wargame.mechanisms import sponsors
from wargame.symbolic.book import Book
from wargame.testing.equations import World

PARAMETERS = {"defection_base": 0.1, "defection_by_cost": 0.5, "defection_by_surplus": 1.0,
              "defection_by_standing": 1.2, "contagion": 0.6, "supply_steepness": 1.0,
              "services_per_need": 0.4, "open_reinvestment": 0.1, "open_grants": 0.02,
              "open_outlay_rate": 0.5, "services_margin": 0.2, "services_half": 3.0}


def build(
    *, values: dict[str, Any] | None = None, parameters: dict[str, float] | None = None,
    levy: float = 0.0, **given: Any,
) -> World:
    names: dict[str, Any] = {
        "released_capability": ("labs", "nat", [2.0, 1.0, -10.0]),
        "has_released": ("labs", "code", [1.0, 1.0, 0.0]), "open_frontier": ("world", "nat", 2.0),
        "weights_open": ("labs", "code", [1.0, 1.0, 0.0]),
        "openness": ("labs", "share", [1.0, 0.5, 0.0]),
        "licence_freedom": ("labs", "share", [0.8, 1.0, 1.0]),
        "licence_royalty": ("labs", "share", [0.1, 0.0, 0.0]),
        "run_cost": ("world", "USD bn", 0.5), "cash": ("labs", "USD bn", [4.0, 1.0, 2.0]),
        "parent_support": ("labs", "USD bn/yr", [1.0, 0.0, 0.0]),
        "opening_gain": ("labs", "USD bn/yr", [1.0, 0.0, -1.0]),
        "research_spend": ("labs", "USD bn/yr", 2.0),
        "lag_to_frontier": ("labs", "nat", [0.0, 3.0, 0.0]),
        "need": ("segments", "1", [1.0, 3.0]), "workload_weight": ("segments", "share", [0.6, 0.4]),
        "open_share_of_segment": ("segments", "share", [0.2, 0.5]),
        "open_hosting_revenue": ("world", "USD bn/yr", 0.3),
        "host_markup": ("world", "share", 0.25), "solvent": ("labs", "share", 1.0)}
    for name, value in given.items():
        names[name] = (names[name][0], names[name][1], value)

    def slots(book: Book) -> None:
        book.slot("lab_income", "labs", "sum", "USD bn/yr", -100, 100, "income", "test")
        paid = book.parameter("levy", levy, 0, 100, "USD bn/yr", "a levy", "test")
        book.contribute("open_fund_income", paid, source="test")

    return World([sponsors.declare, slots],
                 members={"labs": ["a", "b", "c"], "segments": ["p", "q"]},
                 values={"licence_terms": 1.0, "open_fund": 0.4, **(values or {})},
                 parameters={**PARAMETERS, **(parameters or {})}, given=names)


def pressure(lab: int = 0, **settings: Any) -> float:
    return float(build(**settings).flow("defection_pressure")[lab])


def test_the_hazard_of_defection_is_worked_by_hand() -> None:
    # Lab a: burden .5 / (4 + 1) = .1, surplus 1 / 2, in front, its one peer half closed.
    exponent = 0.5 * math.log((0.1 + 1e-4) / 0.05) - 0.5 + 0.6 * 0.5
    assert pressure() == pytest.approx(0.1 * math.exp(exponent))


def test_m27_dearer_runs_raise_the_pressure_to_defect() -> None:
    assert pressure(run_cost=5.0) > pressure()


def test_m27_a_smaller_surplus_raises_the_pressure_to_defect() -> None:
    assert pressure(opening_gain=[-1.0, 0.0, 0.0]) > pressure()


def test_m27_lost_standing_raises_the_pressure_to_defect() -> None:
    assert pressure(lag_to_frontier=[4.0, 3.0, 0.0]) > pressure()


@pytest.mark.parametrize(("contagion", "sign"), [(0.8, 1), (-0.8, -1)])
def test_m27_one_exit_spreads_or_is_made_good_by_the_sign_of_contagion(
        contagion: float, sign: int) -> None:
    stays, leaves = (
        pressure(openness=[1.0, o, 0.0], parameters={"contagion": contagion}) for o in (1.0, 0.0))
    assert sign * (leaves - stays) > 0


def test_open_supply_leans_to_better_models_and_sums_to_one() -> None:
    world = build()
    better = 1 / (1 + math.exp(-1))
    assert world.flow("open_supply_share") == pytest.approx([better, 1 - better, 0.0])
    assert world.flow("open_supply_concentration") == pytest.approx(better**2 + (1 - better)**2)
    assert world.flow("open_royalty") == pytest.approx(0.1 * better)


def test_licence_terms_follow_releases_and_outlast_a_closure() -> None:
    world = build(values={"licence_terms": [0.3, 0.3, 0.9]}, weights_open=[1.0, 0.0, 0.0])
    assert world.next("licence_terms") == pytest.approx([0.8, 0.3, 0.9])


def test_services_revenue_and_the_fund_are_worked_by_hand() -> None:
    world = build(levy=0.2)
    # .4 * (1 * .6 * .2 + 3 * .4 * .5) of support on top of .3 of hosting
    support = 0.4 * 0.72
    revenue = 0.3 + support
    assert world.flow("open_services_revenue") == pytest.approx(revenue)
    assert world.flow("open_services_margin") == pytest.approx(
        (0.3 * 0.25 + support * 0.2) / revenue)
    assert world.next("open_fund") == pytest.approx(
        0.4 + 0.25 * (0.1 * revenue + 0.02 + 0.2 - 0.2))
    # half of .4 is paid out by openness, 1 to .5
    assert world.flow("lab_income") == pytest.approx([0.2 * 2 / 3, 0.2 / 3, 0.0])


@pytest.mark.parametrize("change", [{"parameters": {"open_reinvestment": 0.3}}, {"levy": 0.5}])
def test_m28_reinvestment_or_a_levy_makes_open_supply_robust_to_defection(
        change: dict[str, Any]) -> None:
    plain, paid = build(), build(**change)
    assert paid.next("open_fund") > plain.next("open_fund")
    # what the fund pays is part of what labs gain by staying open (see the motives)
    later = [build(values={"open_fund": float(w.next("open_fund"))}) for w in (plain, paid)]
    outlay = [float(w.flow("open_fund_outlay")) for w in later]
    assert outlay[1] > outlay[0]
    assert pressure(opening_gain=[outlay[1], 0.0, 0.0]) < pressure(
        opening_gain=[outlay[0], 0.0, 0.0])


def test_the_fund_keeps_its_money_when_nobody_releases() -> None:
    world = build(openness=0.0)
    assert world.flow("open_fund_outlay") == pytest.approx(0.0)
    assert world.flow("lab_income") == pytest.approx(0.0)
