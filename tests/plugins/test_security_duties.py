"""Duties on the security and escrow of weights (L14, M9, M22)."""

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

FILE = Path(__file__).parents[2] / "plugins" / "security_duties.py"


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

GIVEN: dict[str, Any] = {"lag_to_frontier": ("labs", "nat", [3.0, 0.0, 1.0])}
FIXED = {"duty_reach": 1.5, "guard_by_duty": 0.4, "duty_catch_up": 0.05, "duty_incidents": 0.1,
         "security_duty_cost": 0.03}


def core(book: Book) -> None:
    """The slots that the plugin fills."""
    for name, over, operation, unit in (
        ("release_delay_extra", "labs", "sum", "1"), ("tamper_resistance", "labs", "sum", "1"),
        ("release_allowed", "labs", "product", "share"),
        ("catch_up_extra", "labs", "sum", "1/yr"), ("closed_cost", "labs", "sum", "USD bn/yr"),
        ("incident_factor", "nations", "product", "1"),
    ):
        book.slot(name, over, operation, unit, -10, 100, "stand-in", "test")  # type: ignore[arg-type]


def world(given: dict[str, Any] | None = None, **levers: Any) -> World:
    """Lab "a" trails and lab "b" leads in "m"; lab "c" follows in "n"."""
    changed = {n: (*GIVEN[n][:2], v) for n, v in (given or {}).items()}
    return World([core, plugin.declare],
                 members={"labs": ["a", "b", "c"], "nations": ["m", "n"]},
                 relations={"home": {"a": "m", "b": "m", "c": "n"}},
                 given={**GIVEN, **changed}, parameters=FIXED, levers=levers)


def test_l14_duties_agree_with_a_case_worked_by_hand() -> None:
    tried = world(security_duty=[0.5, 0], escrow_duty=[0.25, 0], staging_duty=[2, 0])
    assert tried.flow("release_delay_extra").tolist() == [2, 2, 0]
    assert tried.flow("release_allowed").tolist() == [0.75, 0.75, 1]
    assert tried.flow("tamper_resistance") == pytest.approx([0.8, 0.8, 0])
    assert tried.flow("catch_up_extra") == pytest.approx([-0.025, 0, -0.025])
    assert tried.flow("incident_factor") == pytest.approx([0.95, 0.95])
    assert tried.flow("closed_cost") == pytest.approx([0.015, 0.015, 0])


def test_m9_security_of_the_leader_slows_catching_up() -> None:
    slowed = [world(security_duty=[d, 0]).flow("catch_up_extra")[2] for d in (0, 0.5, 1)]
    assert slowed[0] == 0 > slowed[1] > slowed[2]


def test_m22_staged_release_makes_guards_dearer_to_strip() -> None:
    added = [world(staging_duty=[q, 0]).flow("tamper_resistance")[1] for q in (0, 2, 8)]
    assert added[0] == 0 < added[1] < added[2]


def test_l14_security_where_the_leader_is_not_at_home_changes_nothing_for_others() -> None:
    tried = world(security_duty=[0, 1])
    assert tried.flow("catch_up_extra").tolist() == [0.0, 0.0, 0.0]
    assert tried.flow("incident_factor").tolist() == [1.0, 1.0]
    assert tried.flow("closed_cost")[2] > 0


def test_l14_duties_near_the_frontier_spare_labs_that_trail() -> None:
    tried = world(escrow_duty=[1, 1], staging_duty=2, duty_scope=1)
    assert tried.flow("release_allowed").tolist() == [1, 0, 0]
    assert tried.flow("release_delay_extra").tolist() == [0, 2, 2]


def test_l14_full_escrow_keeps_all_weights_in() -> None:
    assert world(escrow_duty=[1, 0]).flow("release_allowed").tolist() == [0, 0, 1]


SEEN = {"me.domestic_capability": 2.0, "rivals.highest.domestic_capability": 2.0,
        "me.salience": 0.0}


def test_the_guardian_guards_a_lead() -> None:
    leading = {**SEEN, "rivals.highest.domestic_capability": 0.5}
    assert decide(plugin.Guardian, SEEN).levers["security_duty"] == 0
    assert decide(plugin.Guardian, leading).levers["security_duty"] == 1


def test_the_guardian_audits_at_random() -> None:
    orders = [decide(plugin.Guardian, SEEN, u, bluff=0.2).levers["security_duty"]
              for u in (0.1, 0.19, 0.21, 0.9)]
    assert orders == [1, 1, 0, 0]


def test_the_guardian_stages_releases_as_harm_draws_attention_and_escrows_in_alarm() -> None:
    calm, some, much = (decide(plugin.Guardian, {**SEEN, "me.salience": s}).levers
                        for s in (0, 0.3, 2))
    assert calm["staging_duty"] == 0 < some["staging_duty"] < much["staging_duty"] == 2
    assert (calm["escrow_duty"], some["escrow_duty"], much["escrow_duty"]) == (0, 0, 0.5)
    assert (calm["duty_scope"], much["duty_scope"]) == (1, 0)


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
    assert plugin.ROWS[0] == "L14"
    assert plugin.TITLE
    assert plugin.CASES
    assert all(len(case) == 3 and case[2].startswith("https://") for case in plugin.CASES)
