"""Levy for public models (L9, M28)."""

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

FILE = Path(__file__).parents[2] / "plugins" / "public_model_levy.py"


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
    "openness": ("labs", "share", [0.0, 1.0]),
    "revenue_base": ("labs", "USD bn/yr", [2.0, 0.5]),
    "incumbent_share": ("labs*segments", "share", [0.6, 0.1]),
    "segment_tokens": ("segments", "Mtok/yr", 1e8),
    "usd_per_bn": ("world", "USD/USD bn", 1e9),
}


def core(book: Book) -> None:
    """The slots that the plugin fills."""
    book.slot("closed_cost", "labs", "sum", "USD bn/yr", 0, 1e6, "stand-in", "test")
    book.slot("open_fund_income", "world", "sum", "USD bn/yr", 0, 1e6, "stand-in", "test")


def world(given: dict[str, Any] | None = None, parameters: dict[str, float] | None = None,
          also: Any = (), more: dict[str, Any] | None = None, **levers: Any) -> World:
    """Lab "a" is closed, lab "b" open; nation "m" is a quarter of the world."""
    changed = {n: (*GIVEN[n][:2], v) for n, v in (given or {}).items()}
    return World([core, *also, plugin.declare],
                 members={"labs": ["a", "b"], "nations": ["m", "n"], "segments": ["k"]},
                 given={**GIVEN, **(more or {}), **changed}, parameters=parameters, levers=levers)


def test_l9_a_levy_agrees_with_a_case_worked_by_hand() -> None:
    tried = world(revenue_levy=[0.1, 0.0], token_levy=[0.8, 0.0], levy_to_open_models=0.5,
                  parameters={"levy_collected": 0.8, "levy_overhead": 0.05})
    revenue, token = 0.8 * 0.25 * 0.1, 0.8 * 0.25 * 0.8
    due = [revenue * 2.0 + token * 0.6 * 1e8 / 1e9, revenue * 0.5 + token * 0.1 * 1e8 / 1e9]
    assert tried.flow("closed_cost") == pytest.approx(due)
    assert tried.flow("open_fund_income") == pytest.approx(0.95 * 0.5 * due[0])


def test_l9_a_higher_levy_raises_the_closed_price_slightly() -> None:
    more = {"tokens": ("world", "Mtok/yr", 1e8), "tier_price": ("segments", "share", 1.0),
            "price_sensitivity": ("segments", "1", 0.5),
            "price_taste_factor": ("world", "1", 1.0), "lock_in": ("world", "nat", 0.0),
            "lag_to_frontier": ("labs", "nat", 0.0), "price_stance": ("labs", "1", 1.0),
            "open_royalty": ("world", "share", 0.0),
            "open_hosting_revenue": ("world", "USD bn/yr", 0.2),
            "open_token_share": ("world", "share", 0.25)}
    free, taxed = (world(also=(prices.declare,), more=more, revenue_levy=rate)
                   for rate in (0, 0.1))
    rise = taxed.flow("closed_price") / free.flow("closed_price")
    assert (rise > 1).all()
    assert (rise < 1.1).all()
    assert taxed.flow("open_price") == free.flow("open_price")


def test_l9_nobody_pays_more_than_it_sold() -> None:
    tried = world(token_levy=1.0, given={"revenue_base": [0.001, 0.0]})
    assert tried.flow("closed_cost").tolist() == [0.001, 0.0]


def test_m28_levies_fill_the_fund_for_open_models() -> None:
    incomes = [float(world(revenue_levy=rate).flow("open_fund_income"))
               for rate in (0, 0.05, 0.1)]
    assert incomes[0] == 0 < incomes[1] < incomes[2]
    assert world(revenue_levy=0.1, levy_to_open_models=0).flow("open_fund_income") == 0


def test_l9_a_levy_in_a_larger_market_brings_more() -> None:
    small, large = world(revenue_levy=[0.1, 0]), world(revenue_levy=[0, 0.1])
    assert large.flow("open_fund_income") > small.flow("open_fund_income")


def test_nothing_breaks_where_nothing_is_sold() -> None:
    tried = world(revenue_levy=0.3, token_levy=1, given={
        "revenue_base": 0.0, "incumbent_share": 0.0, "economic_size": 0.0})
    assert all(np.isfinite(row).all() for row in tried.rows.values())
    assert tried.flow("open_fund_income") == 0


SEEN = {"world.open_fund": 0.1, "world.run_cost": 1.0, "memory.levy": 0.0}


def test_the_public_funder_raises_the_levy_step_by_step_up_to_its_limit() -> None:
    levies, levy = [], 0.0
    for _ in range(4):
        orders = decide(plugin.PublicFunder, {**SEEN, "memory.levy": levy}, step=0.04, most=0.1)
        levy = orders.memory["levy"]
        levies.append(orders.levers["revenue_levy"])
    assert levies == pytest.approx([0.04, 0.08, 0.1, 0.1])


def test_the_public_funder_lowers_the_levy_once_the_fund_can_pay_a_run() -> None:
    seen = {**SEEN, "world.open_fund": 2.0, "memory.levy": 0.03}
    assert decide(plugin.PublicFunder, seen, step=0.02).levers["revenue_levy"] == pytest.approx(
        0.01)
    assert decide(plugin.PublicFunder, seen, step=0.05).levers["revenue_levy"] == 0


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
    assert plugin.ROWS[0] == "L9"
    assert plugin.TITLE
    assert plugin.CASES
    assert all(len(case) == 3 and case[2].startswith("https://") for case in plugin.CASES)
