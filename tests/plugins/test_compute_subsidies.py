"""Compute subsidies (L8)."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from wargame.hooks.model import build_model
from wargame.mechanisms import capability, customisation
from wargame.strategies import Luck, Observation, Orders, Strategy
from wargame.strategies.reading import read_symbolically
from wargame.strategies.seeing import Visible
from wargame.symbolic.book import Book
from wargame.testing.equations import World

FILE = Path(__file__).parents[2] / "plugins" / "compute_subsidies.py"


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
    "capability": ("labs", "nat", [1.0, 2.0, 3.0]),
    "openness": ("labs", "share", [1.0, 0.0, 0.0]),
    "economic_size": ("nations", "share", [0.25, 0.75]),
}


def core(book: Book) -> None:
    """The slots that the plugin fills."""
    for name in ("compute_grant", "lab_income"):
        book.slot(name, "labs", "sum", "USD bn/yr", -1e6, 1e6, "stand-in", "test")
    book.slot("finetune_cost_factor", "world", "product", "1", 0, 100, "stand-in", "test")


def world(given: dict[str, Any] | None = None, parameters: dict[str, float] | None = None,
          also: Any = (core,), **levers: Any) -> World:
    """Labs "a" (open) and "b" at home in "m", the leading lab "c" in "n"."""
    changed = {n: (*GIVEN[n][:2], v) for n, v in (given or {}).items()}
    return World([*also, plugin.declare],
                 members={"labs": ["a", "b", "c"], "nations": ["m", "n"]},
                 relations={"home": {"a": "m", "b": "m", "c": "n"}},
                 given={**GIVEN, **changed}, parameters=parameters, levers=levers)


def test_l8_a_grant_agrees_with_a_case_worked_by_hand() -> None:
    tried = world(compute_subsidy=[4.0, 1.0], public_gpu_hours=[25.0, 0.0],
                  parameters={"subsidy_crowding_out": 0.25, "gpu_hours_half": 100,
                              "tuning_compute_part": 0.4})
    assert tried.flow("compute_grant") == pytest.approx([1.5, 1.5, 0.75])
    assert tried.flow("lab_income") == pytest.approx([0.5, 0.5, 0.25])
    # 25 million hours serve half of an economy of a quarter of the world: an eighth of all users.
    assert tried.flow("finetune_cost_factor") == pytest.approx(1 - 0.4 * 0.25 * 0.5)


def test_l8_the_access_rule_says_who_is_paid() -> None:
    call, champion, weights = (
        world(compute_subsidy=[4.0, 0.0], subsidy_access=rule).flow("subsidy_received").tolist()
        for rule in range(3))
    assert call == [2, 2, 0]
    assert champion == [0, 4, 0]
    assert weights == [4, 0, 0]


def test_l8_money_for_which_nobody_qualifies_stays_unspent() -> None:
    tried = world(compute_subsidy=[0.0, 3.0], subsidy_access=2)
    assert tried.flow("subsidy_received").tolist() == [0, 0, 0]
    assert tried.flow("subsidy_unspent").tolist() == [0, 3]


def test_l8_crowding_out_leaves_less_for_training_and_loses_no_money() -> None:
    little, much = (world(compute_subsidy=2.0, parameters={"subsidy_crowding_out": c})
                    for c in (0.1, 0.6))
    assert (much.flow("compute_grant") < little.flow("compute_grant")).all()
    for tried in (little, much):
        paid = tried.flow("compute_grant") + tried.flow("lab_income")
        assert paid == pytest.approx(tried.flow("subsidy_received"))


def test_m6_a_subsidy_lets_more_labs_pay_a_frontier_run() -> None:
    def able(subsidy: float) -> float:
        given = {
            "research_spend": ("labs", "USD bn/yr", 0.01), "safety_share": ("labs", "share", 0.0),
            "talent": ("labs", "nat", 0.0), "algorithms": ("labs", "nat", 0.0),
            "community_gain": ("labs", "nat", 0.0), "catch_up": ("labs", "nat", 0.0),
            "training_compute": ("labs", "YFLOP/yr", 1.0), "openness": ("labs", "share", 0.0),
            "economic_size": GIVEN["economic_size"]}

        def slots(book: Book) -> None:
            book.slot("lab_income", "labs", "sum", "USD bn/yr", -1e6, 1e6, "stand-in", "test")
            book.slot("finetune_cost_factor", "world", "product", "1", 0, 100, "s", "test")

        tried = World([capability.declare, slots, plugin.declare],
                      members={"labs": ["a", "b", "c"], "nations": ["m", "n"]},
                      relations={"home": {"a": "m", "b": "m", "c": "n"}}, given=given,
                      values={"capability": [1.0, 2.0, 3.0]},
                      levers={"compute_subsidy": subsidy})
        return float(tried.flow("frontier_labs"))

    assert able(0.0) == 0 < able(1.0)


def test_m11_public_hours_make_a_fine_tune_cheaper_and_specialisation_more_common() -> None:
    def slots(book: Book) -> None:
        for name in ("compute_grant", "lab_income"):
            book.slot(name, "labs", "sum", "USD bn/yr", -1e6, 1e6, "stand-in", "test")
        book.slot("open_utility", "segments", "sum", "nat", -20, 20, "stand-in", "test")

    def tuned(hours: float) -> World:
        given = {**GIVEN, "open_price": ("world", "USD/Mtok", 1.0)}
        return World([customisation.declare, slots, plugin.declare],
                     members={"labs": ["a", "b", "c"], "nations": ["m", "n"], "segments": ["k"]},
                     relations={"home": {"a": "m", "b": "m", "c": "n"}}, given=given,
                     levers={"public_gpu_hours": hours})

    none, some = tuned(0), tuned(100)
    assert some.flow("finetune_cost") < none.flow("finetune_cost")
    assert some.flow("specialised_share") > none.flow("specialised_share")


SEEN = {"me.domestic_capability": 3.0, "rivals.highest.domestic_capability": 1.0,
        "rivals.highest.compute_subsidy": 0.0}


def test_the_subsidy_racer_pays_more_the_more_it_trails() -> None:
    paid = [decide(plugin.SubsidyRacer, {**SEEN, "rivals.highest.domestic_capability": c})
            .levers["compute_subsidy"] for c in (1, 4, 5.5)]
    assert paid[0] == 0 < paid[1] < paid[2]


def test_the_subsidy_racer_matches_part_of_what_others_pay() -> None:
    seen = {**SEEN, "rivals.highest.compute_subsidy": 10.0}
    assert decide(plugin.SubsidyRacer, seen, matching=0.3).levers["compute_subsidy"] == 3
    alone = {**SEEN, "rivals.highest.compute_subsidy": -1e300,
             "rivals.highest.domestic_capability": -1e300}
    assert decide(plugin.SubsidyRacer, alone).levers["compute_subsidy"] == 0


def test_the_subsidy_racer_backs_a_champion_in_a_race_and_open_weights_when_it_is_lost() -> None:
    rules = [decide(plugin.SubsidyRacer, {**SEEN, "rivals.highest.domestic_capability": c})
             .levers["subsidy_access"] for c in (1, 4, 9)]
    assert rules == [0, 1, 2]


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
    assert plugin.ROWS[0] == "L8"
    assert plugin.TITLE
    assert plugin.CASES
    assert all(len(case) == 3 and case[2].startswith("https://") for case in plugin.CASES)
