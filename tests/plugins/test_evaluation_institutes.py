"""Evaluation institutes (L15, M14)."""

import importlib.util
from pathlib import Path
from types import ModuleType
from typing import Any

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


plugin = load("evaluation_institutes")


def core(book: Book) -> None:
    """The slots of core mechanisms that the plugin fills, but the noise of evaluation."""
    for name, over, operation, unit in (
        ("incident_factor", "nations", "product", "1"),
        ("defence_extra", "nations", "sum", "share"),
        ("release_allowed", "labs", "product", "share"), ("offer_delay", "labs", "sum", "1"),
        ("release_delay_extra", "labs", "sum", "1"),
    ):
        book.slot(name, over, operation, unit, -1, 100, "stand-in", "test")  # type: ignore[arg-type]


def world(budget: Any = 0, coverage: Any = 0, blocks: Any = 0, *, gap: float = 2.0,
          parameters: dict[str, float] | None = None, luck: float = 0.5) -> World:
    """Lab "a" at home in "m", lab "b" in "n", with the perception of the gap."""
    from wargame.mechanisms import perception

    return World([core, perception.declare, plugin.declare],
                 members={"labs": ["a", "b"], "nations": ["m", "n"]},
                 relations={"home": {"a": "m", "b": "n"}}, parameters=parameters,
                 given={"frontier_gap": ("world", "nat", gap)}, luck={"benchmark_error": luck},
                 levers={"institute_budget": budget, "institute_coverage": coverage,
                         "institute_blocks": blocks})


def test_l15_testing_agrees_with_a_case_worked_by_hand() -> None:
    tried = world([0.1, 0], [0.5, 0], [1, 0], parameters={
        "institute_half": 0.1, "testing_half": 0.2, "noise_cut": 0.6, "harm_found": 0.1,
        "harm_stopped": 0.15, "test_failure": 0.15, "blocked_wait": 1.0})
    tested = 0.5 * 0.5
    assert tried.flow("tested_share") == pytest.approx([tested, 0], rel=1e-12)
    assert tried.flow("evaluation_noise") == pytest.approx(1 - 0.6 * 0.05 / 0.25, rel=1e-12)
    assert tried.flow("incident_factor") == pytest.approx([1 - 0.25 * tested, 1], rel=1e-12)
    assert tried.flow("release_allowed") == pytest.approx([1 - 0.15 * tested, 1], rel=1e-12)
    assert tried.flow("offer_delay") == pytest.approx([tested, 0], rel=1e-12)


def test_l15_more_money_and_more_coverage_lower_noise_and_hazard() -> None:
    tried = [world([b, 0], [c, 0]) for b, c in ((0, 0), (0.1, 0.3), (0.1, 0.8), (0.5, 0.8))]
    noise = [float(t.flow("evaluation_noise")) for t in tried]
    harm = [float(t.flow("incident_factor")[0]) for t in tried]
    assert noise == sorted(set(noise), reverse=True) and noise[0] == 1
    assert harm == sorted(set(harm), reverse=True) and harm[0] == 1
    assert tried[3].flow("defence_extra")[0] > 0


def test_m14_less_noise_moves_what_buyers_believe_towards_the_truth() -> None:
    """A small gap is seen as small, which helps open models, and a large one as large."""
    for gap in (0.2, 5.0):
        unclear, clear = world(gap=gap), world(1, 1, gap=gap)
        assert clear.flow("signal_weight") > unclear.flow("signal_weight")
        wrong = [abs(float(t.flow("perceived_gap")) - gap) for t in (unclear, clear)]
        assert wrong[1] < wrong[0]
    assert world(1, 1, gap=0.2).flow("perceived_gap") < world(gap=0.2).flow("perceived_gap")
    assert world(1, 1, gap=5.0).flow("perceived_gap") > world(gap=5.0).flow("perceived_gap")


def test_l15_blocking_holds_up_labs_at_home_and_lowers_hazard_further() -> None:
    advises, blocks = world([0.3, 0], [0.8, 0]), world([0.3, 0], [0.8, 0], [1, 0])
    assert advises.flow("release_allowed").tolist() == [1.0, 1.0]
    assert advises.flow("offer_delay").tolist() == [0.0, 0.0]
    assert blocks.flow("release_allowed")[0] < 1 == blocks.flow("release_allowed")[1]
    assert blocks.flow("release_delay_extra")[0] > 0 == blocks.flow("release_delay_extra")[1]
    assert blocks.flow("incident_factor")[0] < advises.flow("incident_factor")[0]


def test_l15_budgets_of_several_nations_inform_the_same_market() -> None:
    assert (world([0.3, 0.3], 0.5).flow("evaluation_noise")
            < world([0.3, 0], 0.5).flow("evaluation_noise"))


def test_levers_at_their_defaults_change_nothing_without_a_budget_either() -> None:
    for tried in (world(), world(0, 1, 1), world(1, 0, 1)):
        for (slot, key) in tried.book.contributions:
            if key.startswith("evaluation_institutes"):
                neutral = 0.0 if tried.book.slots[slot] == "sum" else 1.0
                assert (tried.rows[f"{slot}<{key}"] == neutral).all(), (slot, key)


def decide(attention: float = 0.0, seen_gap: float = 2.0) -> dict[str, Any]:
    seen = {"me.salience": attention, "world.perceived_gap": seen_gap, "world.frontier_gap": 2.0,
            "me.public_purse": 100.0}
    orders: Orders = plugin.Evaluator().decide(
        Observation(lambda view, name: seen[f"{view}.{name}"]), Luck(lambda purpose: 0.5),
        plugin.EvaluatorParams())
    return orders.levers


def test_the_evaluator_spends_more_where_buyers_misjudge_the_gap_either_way() -> None:
    budgets = [decide(seen_gap=g)["institute_budget"] for g in (2.0, 2.5, 1.0)]
    assert budgets[0] == pytest.approx(0.08)
    assert budgets == sorted(set(budgets))


def test_the_evaluator_tests_more_in_worry_and_blocks_only_in_alarm() -> None:
    calm, worried, alarmed = (decide(a) for a in (0.0, 0.4, 1.0))
    assert [o["institute_blocks"] for o in (calm, worried, alarmed)] == [0, 0, 1]
    assert (calm["institute_coverage"] < worried["institute_coverage"]
            < alarmed["institute_coverage"])
    assert calm["institute_budget"] < worried["institute_budget"] < alarmed["institute_budget"]


def test_the_plugin_says_what_it_covers_and_cites_its_cases() -> None:
    assert plugin.ROWS == ("L15", "M14")
    assert plugin.TITLE
    assert all(len(case) == 3 and case[2].startswith("https://") for case in plugin.CASES)
