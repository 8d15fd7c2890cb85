"""Energy and permits (L12, M30, M19)."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from wargame.hooks.model import build_model
from wargame.mechanisms import compute
from wargame.strategies import Luck, Observation, Orders, Strategy
from wargame.strategies.reading import read_symbolically
from wargame.strategies.seeing import Visible
from wargame.symbolic.book import Book
from wargame.testing.equations import World

FILE = Path(__file__).parents[2] / "plugins" / "energy_permits.py"


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
        Observation(lambda view, name: np.float64({"me.public_purse": 100, **seen}[
            f"{view}.{name}"])),
        Luck(lambda purpose: np.float64(draw)), strategy.Params(**parameters))

GIVEN: dict[str, Any] = {
    "national_compute": ("nations", "H100e", [1e6, 2e6]),
    "chip_demand_share": ("nations", "share", [0.2, 0.5]),
}
FIXED = {"power_per_chip": 1.5e-6, "power_bound": 0.4, "power_part_of_serving": 0.1,
         "usual_power_building": 9.0, "power_retirement": 0.04}


def core(book: Book) -> None:
    """The slots that the plugin fills."""
    book.slot("compute_supply", "nations", "product", "1", 0, 10, "stand-in", "test")
    book.slot("serving_cost_factor", "world", "product", "1", 0, 100, "stand-in", "test")


def world(values: dict[str, Any] | None = None, parameters: dict[str, float] | None = None,
          **levers: Any) -> World:
    """Two nations; accelerators of the first draw 1.5 GW."""
    return World([core, plugin.declare], members={"nations": ["m", "n"]}, given=GIVEN,
                 values=values, parameters={**FIXED, **(parameters or {})}, levers=levers)


def played(quarters: int, **levers: Any) -> dict[str, Any]:
    """Stocks after some quarters."""
    stocks = ("power_waiting", "power_added", "power_moved")
    values: dict[str, Any] = {}
    for _ in range(quarters):
        tried = world(values, **levers)
        values = {n: np.ravel(tried.next(n)).tolist() for n in stocks}
    return values


def test_l12_a_programme_agrees_with_a_case_worked_by_hand() -> None:
    tried = world({"power_waiting": [6.0, 0.0], "power_added": [1.6, 0.0]},
                  power_programme=[4.0, 0.0], permit_months=24)
    # 6 GW wait 24 months: 3 GW a year are connected.
    assert tried.next("power_waiting") == pytest.approx([6 + 0.25 * (4 - 3), 0])
    assert tried.next("power_added") == pytest.approx([1.6 + 0.25 * (3 - 0.04 * 1.6), 0])
    assert tried.flow("compute_supply") == pytest.approx([1 + 0.4 * 1.6 / (1.6 + 1.6), 1])
    assert tried.flow("serving_cost_factor") == pytest.approx(1 - 0.1 * 1.6 / (4.7 + 1.6))
    # Twelve months sooner than usual, of a fifth of 9 GW a year; a third of it in a year.
    assert tried.next("power_moved")[0] == pytest.approx(0.25 / 3 * 9 * 0.2 * 1.0)


def test_l12_added_power_raises_the_chips_a_nation_takes_up_and_lowers_prices() -> None:
    before, after = world(), world({"power_added": [2.0, 0.0]})
    assert after.flow("compute_supply")[0] > before.flow("compute_supply")[0]
    assert after.flow("compute_supply")[1] == before.flow("compute_supply")[1]
    assert after.flow("serving_cost_factor") < before.flow("serving_cost_factor") == 1


def test_l12_power_comes_later_than_the_programme_and_sooner_with_quick_permits() -> None:
    assert world(power_programme=5).flow("compute_supply").tolist() == [1.0, 1.0]
    slow, quick = (played(8, power_programme=5, permit_months=m)["power_added"][0]
                   for m in (60, 12))
    assert 0 < slow < quick


def test_l12_slow_permits_hold_back_usual_building() -> None:
    slow, quick = (world(played(8, permit_months=m)) for m in (60, 12))
    assert slow.flow("compute_supply")[0] < 1 < quick.flow("compute_supply")[0]
    assert quick.flow("serving_cost_factor") < 1 < slow.flow("serving_cost_factor")


def test_m30_power_raises_the_stock_of_chips() -> None:
    def stock(added: float) -> float:
        def prices(book: Book) -> None:
            book.slot("serving_cost_factor", "world", "product", "1", 0, 100, "s", "test")

        tried = World([compute.declare, prices, plugin.declare],
                      members={"labs": ["a"], "nations": ["m"]}, relations={"home": {"a": "m"}},
                      values={"chip_shipments": 1e6, "chip_demand_share": 0.5,
                              "domestic_chip_share": 0.1, "national_compute": 1e6,
                              "power_added": added},
                      given={"run_money": ("labs", "USD bn/yr", 1.0),
                             "compute_per_dollar": ("world", "YFLOP/USD bn", 300.0),
                             "scaling_years": ("world", "yr", 8.0)})
        return float(tried.next("national_compute")[0])

    assert stock(2.0) > stock(0.0)


def test_m19_scarcer_power_makes_serving_dearer() -> None:
    assert world({"power_moved": -1.0}).flow("serving_cost_factor") > 1


@pytest.mark.parametrize("months", [6.0, 84.0])
def test_nothing_breaks_at_the_corners(months: float) -> None:
    for moved in (-1e3, 1e3):
        tried = world({"power_moved": moved, "power_added": 1e4, "power_waiting": 1e4},
                      {"power_bound": 0.8, "power_part_of_serving": 0.3},
                      permit_months=months, power_programme=20)
        assert all(np.isfinite(row).all() for row in tried.rows.values())
        assert (tried.flow("compute_supply") > 0).all()
        assert (tried.next("power_waiting") >= 0).all()


SEEN = {"me.compute_access": 1.0, "me.alarm_felt": 0.0}


def test_the_power_builder_builds_as_far_as_its_labs_go_short() -> None:
    orders = [decide(plugin.PowerBuilder, {**SEEN, "me.compute_access": a}).levers
              for a in (1, 0.4, 0)]
    built = [o["power_programme"] for o in orders]
    months = [o["permit_months"] for o in orders]
    assert built[0] == 0 < built[1] < built[2] == 5
    assert months[0] == 36 > months[1] > months[2] == 12


def test_the_power_builder_slows_down_in_alarm() -> None:
    assert decide(plugin.PowerBuilder, {**SEEN, "me.alarm_felt": 1.0}).levers[
        "permit_months"] == 48


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
    assert plugin.ROWS[0] == "L12"
    assert plugin.TITLE
    assert plugin.CASES
    assert all(len(case) == 3 and case[2].startswith("https://") for case in plugin.CASES)
