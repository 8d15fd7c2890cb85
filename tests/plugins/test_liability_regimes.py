"""Liability regimes (L6, M25)."""

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest

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


plugin = load("liability_regimes")
NONE, HARBOUR, NEGLIGENCE, STRICT = range(4)

GIVEN: dict[str, Any] = {
    "release_hazard": ("labs", "1", [1.0, 3.0]),
    "release_exposure": ("nations", "1/yr", [40.0, 10.0]),
    "safety_share": ("labs", "share", 0.05),
    "economic_size": ("nations", "1", [3.0, 1.0]),
}


def core(book: Book) -> None:
    """The slots and the severity of core mechanisms that the plugin uses."""
    for name in ("liability_per_release", "release_cost", "closed_cost"):
        book.slot(name, "labs", "sum", "USD bn/yr", 0, 1e9, "stand-in", "test")
    book.slot("open_utility", "segments", "sum", "nat", -100, 100, "stand-in", "test")
    book.contribute("release_cost", book["liability_per_release"], source="test")
    book.parameter("severity_tail", 1.6, 1.1, 2.5, "1", "stand-in", "test")
    book.parameter("severity_cap", 1e4, 1e3, 1e5, "1", "stand-in", "test")


def world(regime: Any = NONE, given: dict[str, Any] | None = None,
          parameters: dict[str, float] | None = None, regulators: bool = True,
          **levers: Any) -> World:
    """Two labs; regulator "r" has jurisdiction over nation "m", "s" over "n"."""
    changed = {n: (*GIVEN[n][:2], v) for n, v in (given or {}).items()}
    return World(
        [core, plugin.declare],
        members={"labs": ["a", "b"], "nations": ["m", "n"], "segments": ["k"],
                 "regulators": ["r", "s"] if regulators else []},
        relations={"home": {"a": "m", "b": "n"},
                   "jurisdiction": {"r": "m", "s": "n"} if regulators else {}},
        given={**GIVEN, **changed}, parameters=parameters,
        levers={"liability_regime": regime, **levers} if regulators else {})


def mean_damage(tail: float, top: float, limit: float) -> float:
    """E[min(X, limit)] of a bounded Pareto law, by the midpoint rule on ln x."""
    edges = np.linspace(0.0, np.log(limit), 200001)
    middle = np.exp((edges[:-1] + edges[1:]) / 2)
    survival = (middle**-tail - top**-tail) / (1 - top**-tail)
    return float(1 + (survival * middle * np.diff(edges)).sum())


def test_m25_expected_liability_agrees_with_a_case_worked_by_hand() -> None:
    tried = world([STRICT, NONE], parameters={
        "attribution": 0.3, "insured_share": 0.2, "release_reach": 0.3, "damage_unit": 0.001,
        "severity_tail": 2.0, "severity_cap": 1000.0, "provider_control": 0.9})
    # Mean of a bounded Pareto law with tail 2 on [1, H]: 2 H (H - 1) / (H^2 - 1) = 2 H / (H + 1).
    damage = 0.001 * 2 * 1000 / 1001
    for lab, hazard in ((0, 1.0), (1, 3.0)):
        owed = 0.3 * (1 - 0.2) * 0.3 * hazard * 40 * damage
        assert tried.flow("release_cost")[lab] == pytest.approx(owed, rel=1e-9)
        assert tried.flow("closed_cost")[lab] == pytest.approx(0.1 * owed, rel=1e-9)


def test_m25_strict_liability_raises_the_cost_of_release_more_than_that_of_closed_access() -> None:
    before, after = world(NONE), world(STRICT)
    opened = after.flow("release_cost") - before.flow("release_cost")
    closed = after.flow("closed_cost") - before.flow("closed_cost")
    assert (opened > closed).all()
    assert (closed > 0).all()


def test_l6_regimes_rise_from_none_to_strict() -> None:
    costs = [world(r).flow("release_cost")[0] for r in (NONE, HARBOUR, NEGLIGENCE, STRICT)]
    assert costs[0] == 0
    assert costs == sorted(set(costs))


def test_m25_care_cuts_negligence_but_not_strict_liability_for_open_weights() -> None:
    careless, careful = {"safety_share": 0.0}, {"safety_share": 0.2}
    assert (world(NEGLIGENCE, careful).flow("release_cost")
            < world(NEGLIGENCE, careless).flow("release_cost")).all()
    assert (world(STRICT, careful).flow("release_cost")
            == world(STRICT, careless).flow("release_cost")).all()


def test_l6_a_cap_lowers_liability_and_agrees_with_the_integral_of_survival() -> None:
    unit = {"damage_unit": 0.001}
    capped = world(STRICT, parameters=unit, liability_cap=0.05)
    assert capped.flow("release_cost")[0] < world(STRICT, parameters=unit).flow("release_cost")[0]
    mean = 0.001 * mean_damage(1.6, 1e4, 50.0)
    assert capped.flow("capped_damage")[0] == pytest.approx(mean, rel=1e-6)
    small = world(STRICT, parameters=unit, liability_cap=0.0005)
    assert small.flow("capped_damage")[0] == pytest.approx(0.0005)
    assert world(STRICT, liability_cap=0.0).flow("release_cost")[0] == 0


def test_l6_what_deployers_answer_for_releasers_do_not() -> None:
    shared = world(STRICT, downstream_share=0.75)
    alone = world(STRICT)
    assert shared.flow("release_cost") == pytest.approx(0.25 * alone.flow("release_cost"))
    assert (shared.flow("closed_cost") == alone.flow("closed_cost")).all()


def test_l6_strict_liability_puts_deployers_off_open_weights_as_worked_by_hand() -> None:
    fixed = {"indemnity_worth": 0.3, "deployer_exposure": 0.4}
    tried = world([STRICT, NONE], parameters=fixed, downstream_share=0.5)
    # Three quarters of the world is under the regime; .4 and half of the other .6 is felt.
    assert tried.flow("open_utility") == pytest.approx([-0.3 * 0.75 * 0.7], rel=1e-12)
    alone = world([STRICT, NONE], parameters=fixed)
    assert tried.flow("open_utility")[0] < alone.flow("open_utility")[0] < 0
    ladder = [world(r).flow("open_utility")[0] for r in (NONE, HARBOUR, NEGLIGENCE, STRICT)]
    assert ladder == sorted(set(ladder), reverse=True)
    assert ladder[0] == 0


def test_m25_a_heavier_tail_a_greater_hazard_and_more_exposure_raise_liability() -> None:
    base = world(STRICT).flow("release_cost")[0]
    assert world(STRICT, parameters={"severity_tail": 1.1}).flow("release_cost")[0] > base
    assert world(STRICT).flow("release_cost")[1] > base
    assert world(STRICT, {"release_exposure": [80.0, 10.0]}).flow("release_cost")[0] > base


def test_m25_insurance_lowers_the_cost_of_release() -> None:
    assert (world(STRICT, parameters={"insured_share": 0.5}).flow("release_cost")
            < world(STRICT, parameters={"insured_share": 0.0}).flow("release_cost")).all()


def test_m25_a_lab_answers_wherever_its_weights_are_used() -> None:
    one, both = world([STRICT, NONE]), world([STRICT, STRICT])
    assert (both.flow("release_cost") > one.flow("release_cost")).all()


def test_levers_at_their_defaults_change_nothing() -> None:
    tried = world()
    for (slot, key) in tried.book.contributions:
        assert (tried.rows[f"{slot}<{key}"] == 0.0).all(), (slot, key)
    for idle in (world(NONE, downstream_share=0.5), world(NONE, liability_cap=1.0)):
        assert (idle.flow("release_cost") == 0.0).all()


def test_a_world_without_regulators_has_no_liability() -> None:
    tried = world(regulators=False)
    assert tried.flow("release_cost").tolist() == [0.0, 0.0]
    assert tried.flow("open_utility").tolist() == [0.0]


@pytest.mark.parametrize("tail", [1.1, 2.5])
@pytest.mark.parametrize("cap", [0.0, 0.001, 1000.0])
def test_nothing_breaks_at_the_corners(tail: float, cap: float) -> None:
    for unit, top in ((0.0003, 1e3), (0.03, 1e5)):
        tried = world(STRICT, liability_cap=cap, parameters={
            "severity_tail": tail, "severity_cap": top, "damage_unit": unit})
        assert all(np.isfinite(row).all() for row in tried.rows.values())
        assert (tried.flow("capped_damage") >= 0).all()


def test_the_plugin_says_what_it_covers_and_cites_its_cases() -> None:
    assert plugin.ROWS == ("L6", "M25")
    assert plugin.TITLE
    assert all(len(case) == 3 and case[2].startswith("https://") for case in plugin.CASES)
