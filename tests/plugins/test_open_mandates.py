"""Open mandates (L4)."""

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from wargame.strategies import Luck, Observation, Orders
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


plugin = load("open_mandates")
GIVEN: dict[str, Any] = {
    "openness": ("labs", "share", [1.0, 0.0]),
    "research_effort": ("labs", "share", [0.5, 0.8]),
    "capability": ("labs", "nat", [1.0, 2.0]),
    "economic_size": ("nations", "share", [0.6, 0.4]),
}


def core(book: Book) -> None:
    """The slots and the rate of publication of core mechanisms that the plugin uses."""
    for name, over, unit in (("open_stock_inflow", "world", "1/yr"),
                             ("closed_utility", "labs", "nat"),
                             ("open_fund_income", "world", "USD bn/yr"),
                             ("compute_grant", "labs", "USD bn/yr")):
        book.slot(name, over, "sum", unit, -10, 1e6, "stand-in", "test")
    book.parameter("publication_rate", 0.3, 0.1, 0.6, "1/yr", "stand-in", "test")


def world(mandate: Any = 0, funding: Any = 0, values: dict[str, Any] | None = None,
          parameters: dict[str, float] | None = None) -> World:
    """Open lab "a" and closed lab "b", both at home in "m"; nation "n" has no lab."""
    return World([core, plugin.declare], members={"labs": ["a", "b"], "nations": ["m", "n"]},
                 relations={"home": {"a": "m", "b": "m"}}, given=GIVEN, values=values,
                 parameters=parameters,
                 levers={"open_mandate": mandate, "public_model_funding": funding})


def test_l4_spillover_and_rent_agree_with_a_case_worked_by_hand() -> None:
    tried = world([0.5, 0], values={"public_part": [0.2, 0.4]},
                  parameters={"public_science": 0.1, "mandated_rent": 1.5})
    # The open lab publishes already; the closed one opens half of the .4 that was paid for.
    inflow = 0.3 * (0.5 * 0.4 * 0.8) + 0.1 * 0.6 * 0.5
    assert tried.flow("open_stock_inflow") == pytest.approx(inflow, rel=1e-12)
    assert tried.flow("closed_utility") == pytest.approx([0, -1.5 * 0.5 * 0.4], rel=1e-12)


def test_l4_a_larger_mandate_raises_spillover_and_lowers_rents() -> None:
    tried = [world(m) for m in (0, 0.3, 0.7, 1)]
    inflow = [float(t.flow("open_stock_inflow")) for t in tried]
    utility = [float(t.flow("closed_utility")[1]) for t in tried]
    assert inflow == sorted(set(inflow)) and inflow[0] == 0
    assert utility == sorted(set(utility), reverse=True) and utility[0] == 0


def test_l4_labs_that_are_open_anyway_or_took_no_public_money_lose_nothing() -> None:
    assert world(1).flow("closed_utility")[0] == 0
    assert world(1, values={"public_part": 0.0}).flow("closed_utility").tolist() == [0.0, 0.0]


def test_l4_public_money_goes_to_open_models_as_far_as_the_mandate_reaches() -> None:
    closed, half, opened = (world([m, 0], [2, 0]) for m in (0, 0.5, 1))
    assert closed.flow("open_fund_income") == 0
    assert closed.flow("compute_grant").tolist() == [1.0, 1.0]
    assert half.flow("open_fund_income") == 1
    assert half.flow("compute_grant").tolist() == [0.5, 0.5]
    assert opened.flow("open_fund_income") == 2
    assert opened.flow("compute_grant").tolist() == [0.0, 0.0]


def test_l4_a_nation_without_labs_loses_its_money_to_nobody() -> None:
    tried = world(0, [0, 3])
    assert tried.flow("compute_grant").tolist() == [0.0, 0.0]
    assert all(np.isfinite(row).all() for row in tried.rows.values())


def test_levers_at_their_defaults_change_nothing() -> None:
    tried = world(values={"public_part": 1.0})
    for (slot, key) in tried.book.contributions:
        assert (tried.rows[f"{slot}<{key}"] == 0.0).all(), (slot, key)


def decide(lead: float) -> dict[str, Any]:
    seen = {"me.domestic_capability": lead, "rivals.highest.domestic_capability": 0.0,
            "me.public_purse": 100.0}
    orders: Orders = plugin.OpenScience().decide(
        Observation(lambda view, name: seen[f"{view}.{name}"]), Luck(lambda purpose: 0.5),
        plugin.OpenScienceParams())
    return orders.levers


def test_the_open_science_nation_mandates_and_pays_more_the_further_behind() -> None:
    orders = [decide(lead) for lead in (2.0, 0.5, -0.5, -3.0)]
    mandates = [o["open_mandate"] for o in orders]
    assert mandates[0] == 0 and mandates[-1] == 1
    assert mandates == sorted(set(mandates))
    assert orders[0]["public_model_funding"] == 0 < orders[-1]["public_model_funding"] == 0.5


def test_the_plugin_says_what_it_covers_and_cites_its_cases() -> None:
    assert plugin.ROWS == ("L4",)
    assert plugin.TITLE
    assert all(len(case) == 3 and case[2].startswith("https://") for case in plugin.CASES)
