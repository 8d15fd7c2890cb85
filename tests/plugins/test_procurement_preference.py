"""Procurement preference (L10, M15)."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from wargame.hooks.model import build_model
from wargame.strategies import Luck, Observation, Orders, Strategy
from wargame.strategies.reading import read_symbolically
from wargame.strategies.seeing import Visible
from wargame.symbolic.book import Book
from wargame.testing.equations import World

FILE = Path(__file__).parents[2] / "plugins" / "procurement_preference.py"


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
    "economic_size": ("nations", "share", [0.2, 0.3, 0.5]),
    # Rows m|m, m|n, m|o, n|m, ...: only "m" and "o" are strangers to each other.
    "closeness": ("nations*nations", "share", [1, 0.8, 0.3, 0.8, 1, 0.8, 0.3, 0.8, 1]),
    "open_supply_share": ("labs", "share", [0.1, 0.3, 0.6]),
    "nest_dissimilarity": ("world", "1", 0.7),
    "services_base": ("world", "USD bn/yr", 10.0),
}
PUBLIC = {"public_demand": 0.1}


def core(book: Book) -> None:
    """The slots that the plugin fills."""
    book.slot("open_utility", "segments", "sum", "nat", -20, 20, "stand-in", "test")
    book.slot("closed_utility", "labs", "sum", "nat", -20, 20, "stand-in", "test")
    book.slot("lab_income", "labs", "sum", "USD bn/yr", -1e6, 1e6, "stand-in", "test")


def world(given: dict[str, Any] | None = None, parameters: dict[str, float] | None = None,
          **levers: Any) -> World:
    """Labs "a", "b" and "c" at home in "m", "n" and "o"."""
    changed = {n: (*GIVEN[n][:2], v) for n, v in (given or {}).items()}
    return World([core, plugin.declare],
                 members={"labs": ["a", "b", "c"], "nations": ["m", "n", "o"],
                          "segments": ["k"]},
                 relations={"home": {"a": "m", "b": "n", "c": "o"}},
                 given={**GIVEN, **changed}, parameters={**PUBLIC, **(parameters or {})},
                 levers=levers)


def test_l10_tenders_and_bans_agree_with_a_case_worked_by_hand() -> None:
    tried = world(open_preference=[0.5, 0, 0], foreign_model_ban=[2, 0, 0],
                  parameters={"tender_points_worth": 2, "tender_award": 0.2})
    # A tenth of the fifth of the world that is "m" is shut to labs "b" and "c".
    assert tried.flow("demand_shut") == pytest.approx([0, 0.02, 0.02])
    assert tried.flow("closed_utility") == pytest.approx(
        [0, 0.7 * np.log(0.98), 0.7 * np.log(0.98)])
    opened = 2 * 0.1 * 0.2 * 0.5 + np.log(1 - 0.9 * 0.02)
    assert tried.flow("open_utility") == pytest.approx([opened])
    # All open models that the public sector of "m" may use are those of lab "a".
    assert tried.flow("lab_income") == pytest.approx([0.2 * 0.1 * 10 * 0.2 * 0.5, 0, 0])


def test_l10_a_preference_raises_the_utility_of_open_models() -> None:
    utility = [world(open_preference=p).flow("open_utility")[0] for p in (0, 0.5, 1)]
    assert utility[0] == 0 < utility[1] < utility[2]


def test_m15_the_preference_raises_the_open_share_and_a_foreign_ban_lowers_it() -> None:
    def odds(tried: World) -> float:
        return float(np.exp(tried.flow("open_utility")[0]))

    assert odds(world(open_preference=1)) > 1 > odds(world(foreign_model_ban=2))


def test_l10_a_ban_of_strangers_spares_friends_and_a_ban_of_all_spares_only_those_at_home() -> None:
    some = world(foreign_model_ban=[1, 0, 0]).flow("closed_utility")
    every = world(foreign_model_ban=[2, 0, 0]).flow("closed_utility")
    assert some[0] == some[1] == every[0] == 0
    assert some[2] < 0 and every[1] < 0 and every[2] == some[2]


def test_l10_a_foreign_ban_brings_labs_at_home_more_of_the_public_contracts() -> None:
    free, strange, shut = (
        world(open_preference=1, foreign_model_ban=ban).flow("public_contracts")
        for ban in range(3))
    assert 0 < free[0] < strange[0] < shut[0]
    assert free[1] == strange[1] < shut[1]


def test_l10_in_a_world_of_one_nation_a_ban_shuts_nobody_out() -> None:
    one = {"economic_size": ("nations", "share", 1.0),
           "closeness": ("nations*nations", "share", 0.5),
           "open_supply_share": ("labs", "share", 1.0),
           "nest_dissimilarity": GIVEN["nest_dissimilarity"],
           "services_base": GIVEN["services_base"]}
    for ban in (1, 2):
        tried = World([core, plugin.declare],
                      members={"labs": ["a"], "nations": ["m"], "segments": ["k"]},
                      relations={"home": {"a": "m"}}, given=one, levers={"foreign_model_ban": ban})
        assert tried.flow("closed_utility").tolist() == [0.0]
        assert tried.flow("open_utility").tolist() == [0.0]


def test_nothing_breaks_without_open_models_or_economies() -> None:
    tried = world({"open_supply_share": 0.0, "economic_size": 0.0}, open_preference=1,
                  foreign_model_ban=2)
    assert all(np.isfinite(row).all() for row in tried.rows.values())


SEEN = {"me.domestic_capability": 1.0, "rivals.highest.domestic_capability": 1.0,
        "me.weights_origin": 0.8, "rivals.highest.foreign_model_ban": 0.0}


def test_the_patron_prefers_open_models_the_more_its_labs_trail() -> None:
    points = [decide(plugin.HomePatron, {**SEEN, "rivals.highest.domestic_capability": c})
              .levers["open_preference"] for c in (1, 2, 3, 9)]
    assert points[0] == 0 < points[1] < points[2] == points[3]


def test_the_patron_answers_bans_in_kind() -> None:
    answers = [decide(plugin.HomePatron, {**SEEN, "rivals.highest.foreign_model_ban": b})
               .levers["foreign_model_ban"] for b in (-1e300, 0, 1, 2)]
    assert answers == [0, 0, 1, 2]


def test_the_patron_shuts_strangers_out_when_weights_come_from_abroad_and_it_has_its_own() -> None:
    seen = {**SEEN, "me.weights_origin": 0.1}
    assert decide(plugin.HomePatron, seen).levers["foreign_model_ban"] == 1
    weak = {**seen, "rivals.highest.domestic_capability": 8.0}
    assert decide(plugin.HomePatron, weak).levers["foreign_model_ban"] == 0


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
    assert plugin.ROWS[0] == "L10"
    assert plugin.TITLE
    assert plugin.CASES
    assert all(len(case) == 3 and case[2].startswith("https://") for case in plugin.CASES)
