"""Interoperability and bundling (L11, M34, M18)."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from wargame.hooks.model import build_model
from wargame.mechanisms import prices
from wargame.strategies import Luck, Observation, Orders, Strategy
from wargame.strategies.reading import read_symbolically
from wargame.strategies.seeing import Visible
from wargame.symbolic.book import Book
from wargame.testing.equations import World

FILE = Path(__file__).parents[2] / "plugins" / "interoperability.py"


def load() -> ModuleType:
    """The plugin, from its file."""
    spec = importlib.util.spec_from_file_location(FILE.stem, FILE)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


plugin = load()


def decide(strategy: type[Strategy], seen: dict[str, float], draw: float = 0.5,
           **parameters: float) -> Orders:
    """Orders on floats; ``seen`` holds what the rule may look at, by view and name."""
    return strategy().decide(
        Observation(lambda view, name: np.float64(seen[f"{view}.{name}"])),
        Luck(lambda purpose: np.float64(draw)), strategy.Params(**parameters))

GIVEN: dict[str, Any] = {
    "economic_size": ("nations", "share", [0.25, 0.75]),
    "sales_reach": ("labs", "share", [0.8, 0.1]),
    "revenue_base": ("labs", "USD bn/yr", [2.0, 0.5]),
}


def core(book: Book) -> None:
    """The slots that the plugin fills, and the lock-in that one of them scales."""
    book.slot("portability", "world", "product", "1", 0, 5, "stand-in", "test")
    book.slot("closed_utility", "labs", "sum", "nat", -20, 20, "stand-in", "test")
    book.slot("closed_cost", "labs", "sum", "USD bn/yr", 0, 1e6, "stand-in", "test")
    book.parameter("switching_cost", 0.7, 0, 1.4, "nat", "stand-in", "test")
    book.flow("lock_in", "world", "nat", 0, 15, "stand-in", "test",
              book["switching_cost"] * book["portability"])


def world(given: dict[str, Any] | None = None, parameters: dict[str, float] | None = None,
          also: Any = (), more: dict[str, Any] | None = None, regulators: bool = True,
          **levers: Any) -> World:
    """Regulator "r" has jurisdiction over nation "m", "s" over "n"."""
    changed = {n: (*GIVEN[n][:2], v) for n, v in (given or {}).items()}
    return World([core, *also, plugin.declare],
                 members={"labs": ["a", "b"], "nations": ["m", "n"], "segments": ["k"],
                          "regulators": ["r", "s"] if regulators else []},
                 relations={"jurisdiction": {"r": "m", "s": "n"} if regulators else {}},
                 given={**GIVEN, **(more or {}), **changed}, parameters=parameters, levers=levers)


def test_l11_duties_agree_with_a_case_worked_by_hand() -> None:
    tried = world(portability_duty=[0.8, 0], bundling_limit=[0, 0.5],
                  parameters={"portability_bite": 0.5, "bundle_pull": 0.4,
                              "portability_cost": 0.02})
    assert tried.flow("portability") == pytest.approx(1 - 0.5 * 0.25 * 0.8)
    assert tried.flow("closed_utility") == pytest.approx(
        [-0.4 * 0.375 * 0.8, -0.4 * 0.375 * 0.1])
    assert tried.flow("closed_cost") == pytest.approx([0.02 * 0.2 * 2.0, 0.02 * 0.2 * 0.5])


def test_m34_portability_lowers_lock_in() -> None:
    costs = [float(world(portability_duty=d).flow("lock_in")) for d in (0, 0.5, 1)]
    assert costs == sorted(set(costs), reverse=True)
    assert costs[2] > 0


def priced(duty: float) -> World:
    more = {"tokens": ("world", "Mtok/yr", 1e8), "tier_price": ("segments", "share", 1.0),
            "segment_tokens": ("segments", "Mtok/yr", 1e8),
            "incumbent_share": ("labs*segments", "share", [0.6, 0.1]),
            "price_sensitivity": ("segments", "1", 0.5),
            "price_taste_factor": ("world", "1", 1.0),
            "lag_to_frontier": ("labs", "nat", 0.0), "price_stance": ("labs", "1", 1.0),
            "open_royalty": ("world", "share", 0.0),
            "open_hosting_revenue": ("world", "USD bn/yr", 0.2),
            "open_token_share": ("world", "share", 0.25)}
    return world(also=(prices.declare,), more=more, portability_duty=duty)


def test_m18_portability_lowers_the_markup_of_vendors_who_hold_buyers() -> None:
    assert (priced(1).flow("markup") < priced(0).flow("markup")).all()


def test_l11_portability_lowers_the_price_of_the_incumbent() -> None:
    assert priced(1).flow("closed_price")[0] < priced(0).flow("closed_price")[0]


def test_l11_a_limit_on_bundling_costs_the_vendor_with_the_widest_reach_most() -> None:
    lost = world(bundling_limit=1).flow("closed_utility")
    assert lost[0] < lost[1] < 0


def test_l11_a_duty_counts_as_much_as_the_market_it_rules() -> None:
    small, large = world(portability_duty=[1, 0]), world(portability_duty=[0, 1])
    assert large.flow("portability") < small.flow("portability") < 1


def test_a_world_without_regulators_has_no_duties() -> None:
    tried = world(regulators=False)
    assert tried.flow("portability") == 1
    assert tried.flow("closed_utility").tolist() == [0.0, 0.0]


def ordered(found: float, draw: float) -> dict[str, Any]:
    return decide(plugin.RandomInspector, {"world.supply_concentration": found}, draw,
                  calm=0.2, alarmed=0.6, strength=0.8, limit_above=0.35).levers


def test_the_random_inspector_acts_by_chance() -> None:
    assert ordered(0.3, 0.2)["portability_duty"] == 0.8
    assert ordered(0.3, 0.3)["portability_duty"] == 0
    assert ordered(0.3, 0.2)["bundling_limit"] == 0


def test_the_random_inspector_acts_more_often_when_supply_is_concentrated() -> None:
    draws = np.linspace(0.005, 0.995, 100)
    often = [sum(ordered(found, u)["portability_duty"] > 0 for u in draws)
             for found in (0.1, 0.3, 0.5, 0.7)]
    assert often == [0, 25, 75, 100]


def test_the_random_inspector_limits_bundling_only_where_supply_is_very_concentrated() -> None:
    assert ordered(0.5, 0.1)["bundling_limit"] == 0.8


def test_levers_at_their_defaults_change_nothing() -> None:
    tried = world()
    for (slot, key) in tried.book.contributions:
        if key.partition(".")[0] == plugin.__name__:
            neutral = 0.0 if tried.book.slots[slot] == "sum" else 1.0
            assert (tried.rows[f"{slot}<{key}"] == neutral).all(), (slot, key)


def test_the_strategy_is_symbolic_where_no_other_instrument_is_loaded() -> None:
    model = build_model([FILE.stem])
    visible = Visible(model.variables, model.levers)
    mine = [info.cls for info in model.strategies.values() if info.owner == FILE.stem]
    assert mine
    assert [read_symbolically(cls, visible).why_not for cls in mine] == [""] * len(mine)


def test_the_plugin_says_what_it_covers_and_cites_its_cases() -> None:
    assert plugin.ROWS[0] == "L11"
    assert plugin.TITLE
    assert plugin.CASES
    assert all(len(case) == 3 and case[2].startswith("https://") for case in plugin.CASES)
