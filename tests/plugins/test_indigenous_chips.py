"""Indigenous chips and counter-controls (L18, M30)."""

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

FILE = Path(__file__).parents[2] / "plugins" / "indigenous_chips.py"


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

FIXED = {"fab_building_time": 2.0, "fab_cost": 1e-4, "fab_wear": 0.1, "yield_learning": 1.0,
         "yield_best": 0.8, "yield_unit": 1e5, "import_discouraged": 0.25, "import_banned": 0.85,
         "ban_push": 0.4, "input_stores": 1.0, "input_need": 0.5}
STOCKS = ("chip_shipments", "national_compute", "domestic_chip_share", "fabs_building",
          "fab_capacity", "fab_yield", "input_scarcity")


def denied(book: Book) -> None:
    """A control from abroad that denies the first nation 60 % of its imports."""
    book.attribute("denied", "nations", "share", 0, 1, "stand-in", "test", value=0)
    book.contribute("compute_supply", 1 - book["denied"], source="test")


def world(values: dict[str, Any] | None = None, **levers: Any) -> World:
    """Two nations and the stock of chips."""
    return World(
        [compute.declare, denied, plugin.declare],
        members={"labs": ["a", "b"], "nations": ["m", "n"]},
        relations={"home": {"a": "m", "b": "n"}}, parameters=FIXED, levers=levers,
        values={"chip_shipments": 1e6, "chip_demand_share": [0.2, 0.7],
                "domestic_chip_share": [0.1, 0.01], "national_compute": [1e5, 7e5],
                "input_leverage": [0.6, 0.1], **(values or {})},
        given={"run_money": ("labs", "USD bn/yr", 1.0),
               "compute_per_dollar": ("world", "YFLOP/USD bn", 300.0),
               "scaling_years": ("world", "yr", 8.0)})


def played(quarters: int, held: dict[str, Any] | None = None, **levers: Any) -> dict[str, Any]:
    """Stocks after some quarters."""
    values: dict[str, Any] = dict(held or {})
    for _ in range(quarters):
        tried = world(values, **levers)
        values |= {n: np.ravel(tried.next(n)).tolist() for n in STOCKS}
        values["chip_shipments"] = values["chip_shipments"][0]
    return values


def test_l18_fabs_and_yields_agree_with_a_case_worked_by_hand() -> None:
    tried = world({"fabs_building": [10.0, 0.0], "fab_capacity": [1e5, 0.0],
                   "fab_yield": [0.5, 0.25]}, chip_investment=[20.0, 0.0],
                  chip_import_ban=[1, 0])
    made = 1e5 * 0.5
    assert tried.flow("fab_output") == pytest.approx([made, 0])
    assert tried.next("fabs_building") == pytest.approx([10 + 0.25 * (20 - 5), 0])
    assert tried.next("fab_capacity") == pytest.approx([1e5 + 0.25 * (5 / 1e-4 - 1e4), 0])
    assert tried.next("fab_yield") == pytest.approx(
        [0.5 + 0.25 * 0.3 * made / (made + 1e5), 0.25])
    assert tried.flow("compute_supply") == pytest.approx([0.75, 1])
    assert tried.flow("chip_inflow") == pytest.approx([made, 0])
    assert tried.flow("domestic_chip_effort") == pytest.approx(
        [0.4 * 1.25 * made / (made + 2e5), 0])


def test_l18_money_becomes_chips_years_later() -> None:
    assert world(chip_investment=30).flow("fab_output").tolist() == [0.0, 0.0]
    made = [world(played(q, chip_investment=30)).flow("fab_output")[0] for q in (2, 8, 16)]
    assert 0 < made[0] < made[1] < made[2]


def test_l18_yield_is_learnt_by_making() -> None:
    idle, busy = played(16), played(16, chip_investment=40)
    assert idle["fab_yield"] == [0.25, 0.25]
    assert 0.25 < busy["fab_yield"][0] < 0.8


def test_m30_investment_offsets_a_denial_of_chips_with_a_lag() -> None:
    held = {"denied": [0.6, 0.0]}
    early = [played(1, held, chip_investment=[i, 0])["national_compute"][0] for i in (0, 40)]
    late = [played(20, held, chip_investment=[i, 0])["national_compute"][0] for i in (0, 40)]
    free = played(20)["national_compute"][0]
    assert early[0] == early[1]
    assert late[0] < late[1]
    assert late[0] < free


def test_l18_an_import_ban_costs_chips_at_once_and_raises_the_domestic_share_later() -> None:
    supply = [world(chip_import_ban=[b, 0]).flow("compute_supply")[0] for b in range(3)]
    assert supply[0] == 1 > supply[1] > supply[2]
    share = [played(12, chip_import_ban=[b, 0])["domestic_chip_share"][0] for b in range(3)]
    assert share[0] < share[1] < share[2]


def test_l18_counter_controls_hit_others_once_stores_run_down_and_never_oneself() -> None:
    assert world(counter_controls=[1, 0]).flow("compute_supply").tolist() == [1.0, 1.0]
    tried = world(played(8, counter_controls=[1, 0]))
    assert tried.flow("compute_supply")[0] == 1 > tried.flow("compute_supply")[1]
    assert tried.flow("input_scarcity") == pytest.approx([0, 0.6 * (1 - 0.75**8)])
    lifted = world(played(8, played(8, counter_controls=[1, 0])))
    assert lifted.flow("compute_supply")[1] > tried.flow("compute_supply")[1]


def test_m30_a_nation_without_inputs_has_no_counter_controls() -> None:
    tried = world(played(8, {"input_leverage": 0.0}, counter_controls=1))
    assert tried.flow("compute_supply").tolist() == [1.0, 1.0]


def test_levers_at_their_defaults_keep_stocks_where_they_were() -> None:
    after = played(4)
    assert after["fabs_building"] == after["fab_capacity"] == after["input_scarcity"] == [0, 0]


SEEN = {"me.imports_shut": 0.0, "me.compute_supply": 1.0, "me.domestic_chip_share": 0.1,
        "rivals.highest.counter_controls": 0.0}


def test_the_self_reliant_nation_invests_as_it_is_denied_chips() -> None:
    paid = [decide(plugin.SelfReliant, {**SEEN, "me.compute_supply": s}).levers["chip_investment"]
            for s in (1, 0.7, 0.2)]
    assert 0 < paid[0] < paid[1] < paid[2]


def test_the_self_reliant_nation_does_not_mistake_its_own_ban_for_a_denial() -> None:
    banned = {**SEEN, "me.imports_shut": 0.85, "me.compute_supply": 0.15}
    assert decide(plugin.SelfReliant, banned).levers["chip_investment"] == pytest.approx(
        decide(plugin.SelfReliant, SEEN).levers["chip_investment"])
    shut = {**SEEN, "me.imports_shut": 1.0, "me.compute_supply": 0.0}
    assert decide(plugin.SelfReliant, shut).levers["counter_controls"] == 0


def test_the_self_reliant_nation_strikes_back_and_answers_in_kind() -> None:
    struck = decide(plugin.SelfReliant, {**SEEN, "me.compute_supply": 0.3}).levers
    answered = decide(plugin.SelfReliant, {**SEEN, "rivals.highest.counter_controls": 0.4}).levers
    assert struck["counter_controls"] == 1
    assert answered["counter_controls"] == 0.4
    assert decide(plugin.SelfReliant, SEEN).levers["counter_controls"] == 0


def test_the_self_reliant_nation_bans_imports_only_once_it_can_do_without() -> None:
    bans = [decide(plugin.SelfReliant, {**SEEN, "me.domestic_chip_share": d,
                                        "me.compute_supply": s}).levers["chip_import_ban"]
            for d, s in ((0.1, 0.2), (0.6, 1.0), (0.6, 0.2))]
    assert bans == [0, 1, 2]


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
    assert plugin.ROWS[0] == "L18"
    assert plugin.TITLE
    assert plugin.CASES
    assert all(len(case) == 3 and case[2].startswith("https://") for case in plugin.CASES)
