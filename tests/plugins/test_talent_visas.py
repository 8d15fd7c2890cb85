"""Talent and visas (L13)."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

from wargame.hooks.model import build_model
from wargame.mechanisms import ecosystem
from wargame.strategies import Luck, Observation, Orders, Strategy
from wargame.strategies.reading import read_symbolically
from wargame.strategies.seeing import Visible
from wargame.symbolic.book import Book
from wargame.testing.equations import World

FILE = Path(__file__).parents[2] / "plugins" / "talent_visas.py"


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

GIVEN: dict[str, Any] = {"economic_size": ("nations", "share", [0.4, 0.6])}
FIXED = {"fee_response": 5e-6, "cap_binds": 0.5, "grant_pull": 0.4, "grant_half": 1.0,
         "talent_diversion": 0.5, "foreign_talent": 0.4, "talent_turnover": 0.2}


def core(book: Book) -> None:
    """The slot that the plugin fills."""
    book.slot("talent_supply", "nations", "sum", "nat", -3, 3, "stand-in", "test")


def world(values: dict[str, Any] | None = None, **levers: Any) -> World:
    """Two nations."""
    return World([core, plugin.declare], members={"nations": ["m", "n"]}, given=GIVEN,
                 values=values, parameters=FIXED, levers=levers)


def test_l13_a_fee_agrees_with_a_case_worked_by_hand() -> None:
    tried = world(visa_fee=[100000.0, 0.0])
    assert tried.flow("talent_pull") == pytest.approx([-0.5, 0])
    inflow = [np.exp(-0.5), np.exp(0.5 * 0.4 * 0.5)]
    assert tried.flow("talent_inflow") == pytest.approx(inflow)
    drawn = [0.25 * 0.2 * np.log(1 + 0.4 * (i - 1)) for i in inflow]
    assert tried.next("talent_drawn") == pytest.approx(drawn)


def test_l13_a_fee_turns_talent_away_and_others_gain() -> None:
    inflow = [world(visa_fee=[fee, 0.0]).flow("talent_inflow") for fee in (0, 5e4, 2e5)]
    assert inflow[0][0] > inflow[1][0] > inflow[2][0] > 0
    assert inflow[0][1] < inflow[1][1] < inflow[2][1]


def test_l13_fewer_places_lower_the_inflow_and_grants_raise_it() -> None:
    usual = world().flow("talent_inflow")[0]
    assert world(visa_places=[0.2, 1]).flow("talent_inflow")[0] < usual
    assert world(visa_places=[3, 1]).flow("talent_inflow")[0] > usual
    assert world(talent_grants=[1, 0]).flow("talent_inflow")[0] > usual


def test_l13_the_same_fee_everywhere_keeps_researchers_at_home() -> None:
    assert (world(visa_fee=1e5).flow("talent_inflow") < 1).all()


def test_l13_talent_follows_slowly_and_settles() -> None:
    assert world(visa_fee=1e5).flow("talent_supply").tolist() == [0.0, 0.0]
    values: dict[str, Any] = {}
    path = []
    for _ in range(200):
        values = {"talent_drawn": world(values, visa_fee=[1e5, 0.0]).next("talent_drawn").tolist()}
        path.append(values["talent_drawn"][0])
    assert path == sorted(path, reverse=True)
    assert path[-1] == pytest.approx(np.log(1 + 0.4 * (np.exp(-0.5) - 1)), rel=1e-3)


def test_l13_labs_of_a_nation_that_closes_its_doors_have_less_talent() -> None:
    def talent(drawn: list[float]) -> Any:
        given = {"released_capability": ("labs", "nat", 1.0),
                 "open_frontier": ("world", "nat", 1.0),
                 "licence_freedom": ("labs", "share", 1.0), "openness": ("labs", "share", 0.0),
                 "hardware_reach": ("world", "share", 0.5)}
        tried = World([ecosystem.declare, plugin.declare],
                      members={"labs": ["a", "b"], "nations": ["m", "n"]},
                      relations={"home": {"a": "m", "b": "n"}}, given=given,
                      values={"talent_drawn": drawn, "economic_size": [0.4, 0.6]})
        return tried.flow("talent")

    change = talent([-0.2, 0.1]) - talent([0.0, 0.0])
    assert change == pytest.approx([-0.2, 0.1])


SEEN = {"rivals.highest.visa_fee": 0.0, "rivals.lowest.visa_places": 1.0}


def test_the_talent_magnet_opens_its_doors_when_others_close_theirs() -> None:
    idle = decide(plugin.TalentMagnet, SEEN).levers
    fee = decide(plugin.TalentMagnet, {**SEEN, "rivals.highest.visa_fee": 1e5}).levers
    cap = decide(plugin.TalentMagnet, {**SEEN, "rivals.lowest.visa_places": 0.2}).levers
    for lever in ("visa_places", "talent_grants"):
        assert idle[lever] < cap[lever] < fee[lever]
    assert idle["visa_fee"] == fee["visa_fee"] == 0
    assert fee["visa_places"] == 2


def test_the_talent_magnet_alone_in_the_world_does_what_it_always_does() -> None:
    alone = {"rivals.highest.visa_fee": -1e300, "rivals.lowest.visa_places": 1e300}
    assert decide(plugin.TalentMagnet, alone).levers == decide(plugin.TalentMagnet, SEEN).levers


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
    assert plugin.ROWS[0] == "L13"
    assert plugin.TITLE
    assert plugin.CASES
    assert all(len(case) == 3 and case[2].startswith("https://") for case in plugin.CASES)
