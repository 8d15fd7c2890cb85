"""Licensing and review before release (L5)."""

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


plugin = load("licensing_review")
NONE, VOLUNTARY, MANDATORY = range(3)
GIVEN: dict[str, Any] = {
    "capability": ("labs", "nat", [3.0, 3.0]),
    "closed_frontier": ("world", "nat", 3.0),
    "economic_size": ("nations", "share", [0.6, 0.4]),
}


def core(book: Book) -> None:
    """The slots of core mechanisms that the plugin fills."""
    for name, unit in (("offer_delay", "1"), ("release_delay_extra", "1"),
                       ("closed_cost", "USD bn/yr"), ("release_cost", "USD bn/yr")):
        book.slot(name, "labs", "sum", unit, 0, 1e6, "stand-in", "test")
    book.slot("incident_factor", "nations", "product", "1", 0, 100, "stand-in", "test")


def world(mode: Any = NONE, parameters: dict[str, float] | None = None,
          given: dict[str, Any] | None = None, regulators: bool = True, **levers: Any) -> World:
    """Lab "a" at home in "m" under regulator "r", lab "b" in "n" under "s"."""
    changed = {n: (*GIVEN[n][:2], v) for n, v in (given or {}).items()}
    return World(
        [core, plugin.declare],
        members={"labs": ["a", "b"], "nations": ["m", "n"],
                 "regulators": ["r", "s"] if regulators else []},
        relations={"home": {"a": "m", "b": "n"},
                   "jurisdiction": {"r": "m", "s": "n"} if regulators else {}},
        given={**GIVEN, **changed}, parameters=parameters,
        levers={"review_mode": mode, **levers} if regulators else {})


def test_l5_delay_and_cost_agree_with_a_case_worked_by_hand() -> None:
    tried = world([MANDATORY, NONE], review_days=73, review_staff=0.02, parameters={
        "review_queue": 1, "review_staff_unit": 0.02, "review_abroad": 0.5, "licence_fee": 0.01})
    wait = 73 / 91.25 * 1.5
    assert tried.flow("release_delay_extra") == pytest.approx([wait, 0.5 * 0.6 * wait], rel=1e-12)
    assert tried.flow("offer_delay") == pytest.approx([wait, 0.5 * 0.6 * wait], rel=1e-12)
    assert tried.flow("release_cost") == pytest.approx([0.01, 0.01 * 0.3], rel=1e-12)


def test_l5_review_delays_and_more_so_when_mandatory_and_long() -> None:
    def delay(mode: int, days: float) -> float:
        return float(world([mode, NONE], review_days=days).flow("offer_delay")[0])

    assert 0 == delay(NONE, 90) < delay(VOLUNTARY, 90) < delay(MANDATORY, 90)
    assert delay(MANDATORY, 90) < delay(MANDATORY, 180)


def test_l5_the_regulated_side_falls_behind_in_what_it_releases_and_sells() -> None:
    from wargame.mechanisms import catch_up, lab_levers

    stand_ins: dict[str, Any] = {
        "trained_capability": ("labs", "nat", [3.0, 3.0]),
        "research_effort": ("labs", "share", 0.5), "tokens": ("world", "Mtok/yr", 1e8),
        "open_token_share": ("world", "share", 0.3), "open_breadth": ("world", "share", 0.5),
        "effective_access": ("nations", "nat", 3.0), "compute_growth": ("world", "1/yr", 1.57),
        "algorithmic_progress": ("world", "1/yr", 1.04),
        "capability": ("labs", "nat", [3.0, 3.0]),
        "economic_size": ("nations", "share", [0.6, 0.4])}

    def closing(book: Book) -> None:
        for name, over, operation, unit in (("closed_utility", "labs", "sum", "nat"),
                                            ("closed_cost", "labs", "sum", "USD bn/yr"),
                                            ("release_cost", "labs", "sum", "USD bn/yr"),
                                            ("incident_factor", "nations", "product", "1")):
            book.slot(name, over, operation, unit, -1, 100, "stand-in", "test")  # type: ignore[arg-type]

    tried = World(
        [closing, lab_levers.declare, catch_up.declare, plugin.declare],
        members={"labs": ["a", "b"], "nations": ["m", "n"], "regulators": ["r", "s"]},
        relations={"home": {"a": "m", "b": "n"}, "jurisdiction": {"r": "m", "s": "n"}},
        given=stand_ins, values={"aged_capability": 1.0, "released_capability": 1.0},
        parameters={"review_abroad": 0.0},
        levers={"release_mode": 3, "review_mode": [MANDATORY, NONE], "review_days": 180})
    released, sold = tried.next("released_capability"), tried.flow("offered_capability")
    assert released[0] < released[1]
    assert sold[0] < sold[1]


def test_l5_fees_fall_on_labs_above_the_threshold_alone_so_entry_costs_more() -> None:
    tried = world(MANDATORY, given={"capability": [0.5, 3.0]})
    assert tried.flow("closed_cost")[0] == 0 < tried.flow("closed_cost")[1]
    lower = world(MANDATORY, given={"capability": [0.5, 3.0]}, review_threshold=-1)
    assert lower.flow("closed_cost")[0] > 0


def test_l5_reviewers_shorten_the_queue() -> None:
    waits = [world(MANDATORY, review_staff=s).flow("review_wait")[0] for s in (0, 0.02, 0.2)]
    assert waits == sorted(set(waits), reverse=True)


def test_l5_review_prevents_some_harm() -> None:
    factors = [world([m, NONE]).flow("incident_factor")[0] for m in (NONE, VOLUNTARY, MANDATORY)]
    assert factors == sorted(set(factors), reverse=True)
    assert factors[0] == 1


def test_levers_at_their_defaults_change_nothing_whatever_the_rest_says() -> None:
    for tried in (world(), world(NONE, review_days=360, review_threshold=-5, review_staff=0.2)):
        for (slot, key) in tried.book.contributions:
            neutral = 0.0 if tried.book.slots[slot] == "sum" else 1.0
            assert (tried.rows[f"{slot}<{key}"] == neutral).all(), (slot, key)


def test_a_world_without_regulators_reviews_nothing() -> None:
    tried = world(regulators=False)
    assert tried.flow("offer_delay").tolist() == [0.0, 0.0]
    assert tried.flow("incident_factor").tolist() == [1.0, 1.0]
    assert all(np.isfinite(row).all() for row in tried.rows.values())


def decide(attention: float, lag: float = 0.0) -> dict[str, Any]:
    seen = {"home.salience": attention, "world.closed_frontier": 4.0,
            "home.domestic_capability": 4.0 - lag, "me.agency_budget": 1.0}
    orders: Orders = plugin.Licensing().decide(
        Observation(lambda view, name: seen[f"{view}.{name}"]), Luck(lambda purpose: 0.5),
        plugin.LicensingParams())
    return orders.levers


def test_the_licensing_regulator_turns_review_mandatory_longer_and_staffed_with_attention() -> None:
    calm, worried, alarmed = (decide(a) for a in (0.0, 0.6, 1.2))
    assert (calm["review_mode"], worried["review_mode"]) == (VOLUNTARY, MANDATORY)
    assert calm["review_days"] < worried["review_days"] < alarmed["review_days"]
    assert calm["review_staff"] < worried["review_staff"] < alarmed["review_staff"]
    assert worried["review_threshold"] < calm["review_threshold"]


def test_the_licensing_regulator_spares_labs_far_behind() -> None:
    assert decide(1.2, lag=5.0)["review_mode"] == VOLUNTARY


def test_the_plugin_says_what_it_covers_and_cites_its_cases() -> None:
    assert plugin.ROWS == ("L5",)
    assert plugin.TITLE
    assert all(len(case) == 3 and case[2].startswith("https://") for case in plugin.CASES)
