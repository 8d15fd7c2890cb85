"""Chip export controls (L1, M30)."""

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from wargame.mechanisms import compute
from wargame.symbolic.book import Book
from wargame.testing.equations import World


def load(name: str) -> ModuleType:
    """A bundled plugin, from its file."""
    path = Path(__file__).parents[2] / "plugins" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


plugin = load("export_controls")

VALUES: dict[str, Any] = {
    "chip_shipments": 1e6, "chip_demand_share": [0.2, 0.7], "domestic_chip_share": [0.1, 0.3],
    "national_compute": [1e5, 7e5],
}
AIMED = {"rivalry": [0.0, 0.0, 1.0, 0.0]}  # from "us" at "china"; rows china|china ... us|us
GIVEN: dict[str, Any] = {
    "run_money": ("labs", "USD bn/yr", 1.0),
    "compute_per_dollar": ("world", "YFLOP/USD bn", 300.0),
    "scaling_years": ("world", "yr", 8.0),
}


def catch_up_slot(book: Book) -> None:
    book.slot("catch_up_extra", "labs", "sum", "1/yr", -10, 10, "stand-in", "test")


def world(tier: float = 0, enforcement: float = 0, cut: float = 0, *, aimed: bool = True,
          **values: Any) -> World:
    """China and the United States, where only the latter sets its levers."""
    parameters = values.pop("parameters", {})
    return World(
        [compute.declare, catch_up_slot, plugin.declare],
        members={"labs": ["deepseek", "openai"], "nations": ["china", "us"]},
        relations={"home": {"deepseek": "china", "openai": "us"}}, parameters=parameters,
        values={**VALUES, **(AIMED if aimed else {}), **values}, given=GIVEN,
        levers={"chip_control_tier": [0, tier], "chip_enforcement": [0, enforcement],
                "revenue_cut": [0, cut]})


def played(tier: float, quarters: int) -> dict[str, Any]:
    """Stocks after some quarters under one tier."""
    stocks = ("chip_shipments", "national_compute", "domestic_chip_share", "chip_experience",
              "chip_scarcity")
    values: dict[str, Any] = {}
    for _ in range(quarters):
        tried = world(tier, **values)
        values = {n: np.ravel(tried.next(n)).tolist() for n in stocks}
        values["chip_shipments"] = values["chip_shipments"][0]
    return values


def test_l1_denial_and_smuggling_agree_with_a_case_worked_by_hand() -> None:
    tried = world(2, 0.5, chip_leverage=[0.0, 0.9], parameters={
        "bite_broad": 0.7, "enforcement_base": 0.6, "smuggling_premium": 1,
        "smuggling_penalty": 0.1, "smuggling_response": 1, "smuggling_most": 0.4})
    holds = 0.6 + 0.4 * 0.5
    denied = 0.7 * holds * 0.9
    wanted = 0.2 * 1e6 * (1 - 0.1)
    caught = holds * 0.9
    smuggled = denied * wanted * (denied * (1 - caught) - 0.1 * caught)
    assert tried.flow("chips_denied") == pytest.approx([denied, 0], rel=1e-12)
    assert tried.flow("compute_supply") == pytest.approx([1 - denied, 1], rel=1e-12)
    assert tried.flow("chips_smuggled") == pytest.approx([smuggled, 0], rel=1e-9)


def test_m30_tighter_tiers_cut_the_targets_compute_in_the_short_run() -> None:
    after = [world(tier).next("national_compute")[0] for tier in range(4)]
    assert after == sorted(after, reverse=True)
    assert after[3] < after[0]


def test_l1_the_target_s_share_of_chips_falls() -> None:
    def part(tier: float) -> float:
        stock = world(tier).next("national_compute")
        return float(stock[0] / stock.sum())

    assert part(3) < part(2) < part(0)


def test_l1_smuggling_rises_with_the_tier() -> None:
    smuggled = [world(tier).flow("chips_smuggled")[0] for tier in range(4)]
    assert smuggled[0] == 0 < smuggled[2] < smuggled[3]


def test_l1_a_higher_premium_draws_more_smuggling_and_a_higher_penalty_less() -> None:
    base = world(2).flow("chips_smuggled")[0]
    assert world(2, parameters={"smuggling_premium": 2.0}).flow("chips_smuggled")[0] > base
    assert world(2, parameters={"smuggling_penalty": 0.2}).flow("chips_smuggled")[0] < base


def test_m30_smuggling_never_makes_good_what_is_denied() -> None:
    worst = {"smuggling_premium": 3.0, "smuggling_response": 3.0, "smuggling_most": 0.5,
             "enforcement_base": 0.3, "smuggling_penalty": 0.0}
    assert (world(3, parameters=worst).flow("chip_deliveries")[0]
            < world(0, parameters=worst).flow("chip_deliveries")[0])


def test_l1_more_enforcement_denies_more() -> None:
    assert world(2, 1.0).flow("chips_denied")[0] > world(2, 0.0).flow("chips_denied")[0]


def test_m30_domestic_share_and_efficiency_effort_rise_later() -> None:
    early = world(2)
    assert early.flow("catch_up_extra").tolist() == [0.0, 0.0]
    assert early.flow("domestic_chip_effort").tolist() == [0.0, 0.0]
    free, banned = played(0, 12), played(2, 12)
    assert banned["domestic_chip_share"][0] > free["domestic_chip_share"][0]
    assert banned["chip_experience"][0] > 0
    late = world(2, **banned)
    assert late.flow("domestic_chip_effort")[0] > 0
    assert late.flow("catch_up_extra")[0] > 0
    assert late.flow("catch_up_extra")[1] == 0


def test_l1_a_cut_of_sales_raises_revenue_and_makes_sales_fall() -> None:
    tried = world(1, 0, 0.25)
    assert tried.flow("chip_licence_revenue")[1] > 0
    assert tried.flow("chip_licence_revenue")[0] == 0
    assert tried.flow("compute_supply")[0] < world(1).flow("compute_supply")[0]
    # 25 % of USD 30,000 on 180,000 chips a year less the quarter of .6 that is denied.
    sales = 0.2 * 1e6 * 0.9 * (1 - 0.25 * 0.6)
    assert tried.flow("chip_licence_revenue")[1] == pytest.approx(0.25 * 3e-5 * sales, rel=1e-9)


def test_controls_without_rivals_or_leverage_do_nothing() -> None:
    for tried in (world(3, 1, 0.5, aimed=False), world(3, 1, 0.5, chip_leverage=0.0)):
        assert tried.flow("compute_supply").tolist() == [1.0, 1.0]
        assert tried.flow("chips_smuggled").tolist() == [0.0, 0.0]


def test_levers_at_their_defaults_change_nothing() -> None:
    tried = world()
    for (slot, key) in tried.book.contributions:
        neutral = 0.0 if tried.book.slots[slot] == "sum" else 1.0
        if key.startswith("export_controls"):
            assert (tried.rows[f"{slot}<{key}"] == neutral).all(), (slot, key)
    assert tried.next("chip_experience").tolist() == [0.0, 0.0]
    assert tried.next("chip_scarcity").tolist() == [0.0, 0.0]
    bare = World([compute.declare], members={"labs": ["a"], "nations": ["china", "us"]},
                 relations={"home": {"a": "us"}}, values=VALUES, given=GIVEN)
    assert (bare.next("national_compute") == tried.next("national_compute")).all()


def test_the_plugin_says_what_it_covers_and_cites_its_cases() -> None:
    assert plugin.ROWS == ("L1", "M30")
    assert plugin.TITLE
    assert all(len(case) == 3 and case[2].startswith("https://") for case in plugin.CASES)
