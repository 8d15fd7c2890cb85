"""Transparency duties (L7, M26)."""

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


plugin = load("transparency_duties")
NOBODY, UNLESS_SYSTEMIC, FULL = range(3)
GIVEN: dict[str, Any] = {
    "openness": ("labs", "share", [0.0, 1.0]),
    "revenue_base": ("labs", "USD bn/yr", [2.0, 0.0]),
    "compute_in_run": ("labs", "YFLOP", [50.0, 5.0]),
    "training_orders": ("labs", "YFLOP/yr", [100.0, 20.0]),
    "compute_access": ("nations", "share", 0.5),
    "run_life": ("world", "yr", 1.0),
    "run_money": ("labs", "USD bn/yr", [1.0, 0.01]),
}


def core(book: Book) -> None:
    """The slots of core mechanisms that the plugin fills."""
    book.slot("closed_cost", "labs", "sum", "USD bn/yr", 0, 1e6, "stand-in", "test")
    book.slot("release_cost", "labs", "sum", "USD bn/yr", 0, 1e6, "stand-in", "test")
    book.slot("trust_extra", "nations", "sum", "share", -1, 1, "stand-in", "test")
    book.slot("run_scale", "labs", "product", "share", 0, 1, "stand-in", "test")


def world(duty: Any = 0, threshold: Any = 25, given: dict[str, Any] | None = None,
          parameters: dict[str, float] | None = None, regulators: bool = True,
          values: dict[str, Any] | None = None, **levers: Any) -> World:
    """Closed lab "a" with a large run and open lab "b" with a small one; regulators "r", "s"."""
    changed = {n: (*GIVEN[n][:2], v) for n, v in (given or {}).items()}
    return World(
        [core, plugin.declare],
        members={"labs": ["a", "b"], "nations": ["m", "n"],
                 "regulators": ["r", "s"] if regulators else []},
        relations={"home": {"a": "m", "b": "n"},
                   "jurisdiction": {"r": "m", "s": "n"} if regulators else {}},
        given={**GIVEN, **changed}, parameters=parameters, values=values,
        levers={"transparency_duty": duty, "duty_threshold": threshold, **levers}
        if regulators else {})


def test_m26_cost_and_fine_agree_with_a_case_worked_by_hand() -> None:
    tried = world([0.5, 0], duty_fine=0.03, parameters={"duty_cost": 0.002, "duty_breach": 0.02})
    cost = 0.5 * (0.002 + 0.02 * 0.03 * 2)
    assert tried.flow("duty_line") == pytest.approx([10, 10], rel=1e-12)
    assert tried.flow("closed_cost") == pytest.approx([cost, 0], rel=1e-12)
    assert tried.flow("release_cost") == pytest.approx([cost, 0], rel=1e-12)


def test_m26_a_lower_threshold_binds_more_labs_and_weighs_most_on_the_small() -> None:
    bound = [float(world([1, 0], t).flow("duty_bound")[:, 0].sum()) for t in (26, 25, 24)]
    assert bound == [0, 1, 2]
    tried = world([1, 0], 24)
    burden = tried.flow("closed_cost") / np.array([1.0, 0.01])
    assert burden[1] > burden[0] > 0


def test_m26_a_lower_threshold_keeps_a_small_lab_smaller() -> None:
    free, bound = world([1, 0], 26), world([1, 0], 24.95)
    assert bound.flow("run_scale")[1] < free.flow("run_scale")[1] == 1


def test_m26_exemptions_lower_the_cost_of_release_and_not_that_of_closed_access() -> None:
    costs = [world([1, 0], 24.5, open_exemption=e) for e in (NOBODY, UNLESS_SYSTEMIC, FULL)]
    release = [float(t.flow("release_cost")[1]) for t in costs]
    assert release[0] > release[1] == release[2] == 0
    systemic = [float(world([1, 0], 24.5, given={"compute_in_run": [50.0, 500.0]},
                            open_exemption=e).flow("release_cost")[1])
                for e in (NOBODY, UNLESS_SYSTEMIC, FULL)]
    assert systemic[0] == systemic[1] > systemic[2] == 0
    assert len({tuple(t.flow("closed_cost").tolist()) for t in costs}) == 1


def test_l7_labs_bunch_just_below_the_threshold_as_worked_by_hand() -> None:
    # The open lab could pay for 20 * .5 = 10 YFLOP; the line is at 9, so the tenth that lies
    # beyond is worth .001 of USD .01 bn, less than the duty costs.
    line = 9.0
    tried = world([1, 0], np.log10(line) + 24, parameters={
        "duty_cost": 0.002, "bunching_margin": 0.98, "run_return": 1.0})
    assert tried.flow("run_scale") == pytest.approx([1, 0.98 * 0.9], rel=1e-9)
    assert tried.flow("run_scale")[1] * 10 < line
    cheap = world([1, 0], np.log10(line) + 24, parameters={"duty_cost": 0.0001})
    assert cheap.flow("run_scale").tolist() == [1.0, 1.0]


def test_l7_labs_far_above_or_already_over_the_threshold_do_not_bunch() -> None:
    far = world([1, 0], 24.8, given={"run_money": [1.0, 1.0]})
    assert far.flow("run_scale").tolist() == [1.0, 1.0]
    over = world([1, 0], np.log10(9.0) + 24, values={"largest_run": [50.0, 9.5]})
    assert over.flow("run_scale").tolist() == [1.0, 1.0]


def test_l7_an_exemption_for_open_models_ends_their_bunching() -> None:
    tried = world([1, 0], np.log10(9.0) + 24, open_exemption=UNLESS_SYSTEMIC)
    assert tried.flow("run_scale").tolist() == [1.0, 1.0]


def test_l7_trust_rises_with_the_duty_and_less_where_open_models_are_exempt() -> None:
    trust = [world([d, 0], open_exemption=e).flow("trust_extra")[0]
             for d, e in ((0, NOBODY), (1, FULL), (1, UNLESS_SYSTEMIC), (1, NOBODY))]
    assert trust[0] == trust[1] == 0 < trust[2] < trust[3]
    assert world([1, 0]).flow("trust_extra")[1] == 0


def test_l7_a_lab_answers_to_every_regulator_whose_threshold_it_passes() -> None:
    one, both = world([1, 0]), world([1, 1])
    assert both.flow("closed_cost")[0] == pytest.approx(2 * one.flow("closed_cost")[0])


def test_l7_the_largest_run_is_remembered() -> None:
    assert world(values={"largest_run": [70.0, 1.0]}).next("largest_run").tolist() == [70.0, 5.0]


def test_levers_at_their_defaults_change_nothing_whatever_the_rest_says() -> None:
    for tried in (world(), world(0, 22, duty_fine=0.07, open_exemption=FULL)):
        for (slot, key) in tried.book.contributions:
            neutral = 0.0 if tried.book.slots[slot] == "sum" else 1.0
            assert (tried.rows[f"{slot}<{key}"] == neutral).all(), (slot, key)


def test_a_world_without_regulators_has_no_duties() -> None:
    tried = world(regulators=False)
    assert tried.flow("run_scale").tolist() == [1.0, 1.0]
    assert tried.flow("closed_cost").tolist() == [0.0, 0.0]
    assert tried.flow("trust_extra").tolist() == [0.0, 0.0]


def test_nothing_breaks_without_money_or_runs() -> None:
    tried = world(1, 22, given={"run_money": 0.0, "training_orders": 0.0, "compute_in_run": 0.0})
    assert all(np.isfinite(row).all() for row in tried.rows.values())


def decide(trust: float, salience: float = 0.0, share: float = 0.3) -> dict[str, Any]:
    seen = {"home.trust": trust, "home.salience": salience, "world.open_token_share": share}
    orders: Orders = plugin.DisclosureMinded().decide(
        Observation(lambda view, name: seen[f"{view}.{name}"]), Luck(lambda purpose: 0.5),
        plugin.DisclosureParams())
    return orders.levers


def test_the_disclosure_minded_regulator_asks_for_more_as_trust_falls_or_harm_is_felt() -> None:
    easy, doubt, harm = decide(0.7), decide(0.3), decide(0.3, salience=1.0)
    assert easy["transparency_duty"] == easy["duty_fine"] == 0
    assert 0 < doubt["transparency_duty"] < harm["transparency_duty"]
    assert easy["duty_threshold"] > doubt["duty_threshold"] > harm["duty_threshold"]


def test_the_disclosure_minded_regulator_spares_open_models_while_they_are_few() -> None:
    assert decide(0.3, share=0.2)["open_exemption"] == UNLESS_SYSTEMIC
    assert decide(0.3, share=0.6)["open_exemption"] == NOBODY


def test_the_plugin_says_what_it_covers_and_cites_its_cases() -> None:
    assert plugin.ROWS == ("L7", "M26")
    assert plugin.TITLE
    assert all(len(case) == 3 and case[2].startswith("https://") for case in plugin.CASES)
