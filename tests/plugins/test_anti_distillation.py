"""Measures against distillation (L16, M10)."""

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


plugin = load("anti_distillation")
GIVEN: dict[str, Any] = {
    "openness": ("labs", "share", [0.0, 1.0]),
    "revenue_base": ("labs", "USD bn/yr", [4.0, 0.0]),
    "economic_size": ("nations", "share", [0.6, 0.4]),
    "distil_effort": ("labs", "share", [0.0, 0.5]),
    "tokens": ("world", "Mtok/yr", 1e8),
    "open_token_share": ("world", "share", 0.5),
    "open_breadth": ("world", "share", 0.5),
    "research_effort": ("labs", "share", 0.5),
    "capability": ("labs", "nat", [4.0, 2.0]),
    "effective_access": ("nations", "nat", 4.0),
}


def core(book: Book) -> None:
    """The catching up of core mechanisms, with the slots that they and the plugin fill."""
    from wargame.mechanisms import catch_up

    for name, unit in (("closed_utility", "nat"), ("closed_cost", "USD bn/yr")):
        book.slot(name, "labs", "sum", unit, -20, 1e6, "stand-in", "test")
    catch_up._declare_distillation(book)
    catch_up._declare_catching_up(book)


def world(given: dict[str, Any] | None = None, parameters: dict[str, float] | None = None,
          **levers: Any) -> World:
    """Closed leader "a" in nation "m", open follower "b" in nation "n"."""
    changed = {n: (*GIVEN[n][:2], v) for n, v in (given or {}).items()}
    return World([core, plugin.declare], members={"labs": ["a", "b"], "nations": ["m", "n"]},
                 relations={"home": {"a": "m", "b": "n"}}, given={**GIVEN, **changed},
                 parameters=parameters, levers=levers)


def test_l16_what_is_found_and_deterred_agrees_with_a_case_worked_by_hand() -> None:
    tried = world(output_screening=[0.6, 0], distillation_penalty=[0, 2], parameters={
        "screening_detects": 0.5, "penalty_abroad": 0.3, "distillation_detection": 0.1,
        "catch_up_distillation": 0.8})
    found = 0.5 * 0.6
    felt = 2 * 0.7 + 0.3 * 0.4 * 2
    caught = 0.1 + 0.9 * found
    deterred = caught * felt / (1 + caught * felt)
    learnt = 0.8 * 0.5 * float(tried.flow("distillation_reach"))
    assert tried.flow("distillation_deterred")[1] == pytest.approx(deterred, rel=1e-12)
    assert tried.flow("catch_up_extra") == pytest.approx(
        [0, -learnt * (found + (1 - found) * deterred)], rel=1e-12)


@pytest.mark.parametrize("lever", ["output_screening", "customer_checks", "distillation_penalty"])
def test_m10_each_measure_slows_followers_who_distil(lever: str) -> None:
    rates = [world(**{lever: v}).flow("catch_up_rate")[1] for v in (0, 0.4, 1)]
    assert rates == sorted(set(rates), reverse=True)


def test_m10_checks_and_screening_lower_closed_sales_slightly() -> None:
    for lever in ("output_screening", "customer_checks"):
        utility = world(**{lever: [1, 0]}).flow("closed_utility")
        assert -0.2 < utility[0] < 0 == utility[1]
    assert world(output_screening=[1, 0]).flow("closed_cost")[0] == pytest.approx(0.05)
    assert world(distillation_penalty=3).flow("closed_utility").tolist() == [0.0, 0.0]


def test_l16_measures_take_no_more_than_what_distillation_gave() -> None:
    everything = world(output_screening=1, customer_checks=1, distillation_penalty=3,
                       parameters={"screening_detects": 0.9})
    honest = world(given={"distil_effort": 0.0})
    assert everything.flow("catch_up_rate")[1] >= honest.flow("catch_up_rate")[1] - 1e-12


def test_l16_measures_leave_labs_alone_that_do_not_distil() -> None:
    tried = world(output_screening=1, distillation_penalty=3)
    assert tried.flow("catch_up_extra")[0] == 0


def test_l16_screening_by_a_lab_that_sells_nothing_finds_nothing() -> None:
    assert world(output_screening=[0, 1]).flow("distillation_screened") == 0
    assert world(given={"revenue_base": 0.0}, output_screening=1).flow(
        "distillation_screened") == 0


def test_l16_a_penalty_at_home_deters_more_than_one_abroad() -> None:
    home, abroad = world(distillation_penalty=[0, 1]), world(distillation_penalty=[1, 0])
    assert (home.flow("distillation_deterred")[1] > abroad.flow("distillation_deterred")[1]
            > 0)


def test_levers_at_their_defaults_change_nothing() -> None:
    tried = world()
    for (slot, key) in tried.book.contributions:
        if key.startswith("anti_distillation"):
            assert (tried.rows[f"{slot}<{key}"] == 0.0).all(), (slot, key)


def decide(gap: float, runway: float = 60.0) -> dict[str, Any]:
    seen = {"world.frontier_gap": gap, "me.runway": runway, "world.perceived_gap": 1.0}
    orders: Orders = plugin.GuardedVendor().decide(
        Observation(lambda view, name: seen[f"{view}.{name}"]), Luck(lambda purpose: 0.5),
        plugin.GuardedParams())
    return orders.levers


def test_the_guarded_vendor_guards_more_the_closer_open_models_come() -> None:
    orders = [decide(g) for g in (3.0, 1.0, 0.0)]
    for lever in ("output_screening", "customer_checks"):
        values = [o[lever] for o in orders]
        assert values[0] == 0 and values == sorted(set(values))
    assert {o["release_mode"] for o in orders} == {0}


def test_the_guarded_vendor_eases_checks_when_money_runs_short() -> None:
    rich, poor = decide(0.5), decide(0.5, runway=6.0)
    assert poor["customer_checks"] == 0 < rich["customer_checks"]
    assert poor["output_screening"] < rich["output_screening"]


def penalty(lead: float, others: float = 0.0) -> float:
    seen = {"me.domestic_capability": 3.0 + lead, "rivals.highest.domestic_capability": 3.0,
            "rivals.highest.distillation_penalty": others}
    orders: Orders = plugin.LeadKeeper().decide(
        Observation(lambda view, name: seen[f"{view}.{name}"]), Luck(lambda purpose: 0.5),
        plugin.LeadParams())
    return float(orders.levers["distillation_penalty"])


def test_the_lead_keeper_punishes_copying_the_more_its_labs_lead() -> None:
    assert [penalty(lead) for lead in (-1, 0, 1, 2, 5)] == [0, 0, 1, 2, 2]


def test_the_lead_keeper_follows_the_strictest_other_nation_even_while_it_trails() -> None:
    assert [penalty(-1, others) for others in (0, 1, 3)] == [0, 0.5, 1.5]
    assert penalty(2, 3) == 2


def test_the_plugin_says_what_it_covers_and_cites_its_cases() -> None:
    assert plugin.ROWS == ("L16", "M10")
    assert plugin.TITLE
    assert all(len(case) == 3 and case[2].startswith("https://") for case in plugin.CASES)
