"""Access controls on closed models (L2, M32)."""

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


plugin = load("access_controls")
NONE, RIVALS, ALL_FOREIGN = range(3)
GIVEN: dict[str, Any] = {
    "revenue_base": ("labs", "USD bn/yr", [1.0, 3.0]),
    "economic_size": ("nations", "share", [0.25, 0.25, 0.5]),
}


def core(book: Book) -> None:
    """The slots of core mechanisms that the plugin fills."""
    book.slot("api_access", "nations", "product", "share", 0, 1, "stand-in", "test")
    book.slot("closed_utility", "labs", "sum", "nat", -20, 20, "stand-in", "test")


def world(rule: int = NONE, models: float = 0, days: float = 0, discretion: float = 0,
          aimed: bool = True, nations: tuple[str, ...] = ("china", "eu", "us"),
          **more: Any) -> World:
    """China with a small lab, the EU with none and the US with a large one; the US acts."""
    count = len(nations)
    pairs = [1.0 if (i, j) == (count - 1, 0) and aimed else 0.0
             for i in range(count) for j in range(count)]
    given = dict(GIVEN)
    if count == 1:
        given["economic_size"] = ("nations", "share", 1.0)
    parameters, luck = more.pop("parameters", {}), more.pop("luck", 0.5)
    return World(
        [core, plugin.declare], members={"labs": ["deepseek", "openai"], "nations": nations},
        relations={"home": {"deepseek": nations[0], "openai": nations[-1]}},
        given=given, values={"access_rivalry": pairs, **more}, parameters=parameters,
        luck={"access_revocation": luck},
        levers={n: [0.0] * (count - 1) + [v] for n, v in (
            ("access_rule", rule), ("access_models", models), ("access_days", days),
            ("access_discretion", discretion))})


def later(quarters: int, rule: int = ALL_FOREIGN, **more: Any) -> World:
    """The world after some quarters under one rule."""
    stocks = ("access_closed_before", "access_record", "buyers_turned")
    tried = world(rule, 1, 365, **more)
    for _ in range(quarters):
        tried = world(rule, 1, 365, **more, **{n: tried.next(n).tolist() for n in stocks})
    return tried


def test_l2_denial_agrees_with_a_case_worked_by_hand() -> None:
    tried = world(ALL_FOREIGN, 0.5, 73, parameters={"access_resold": 0.3})
    # A fifth of the year, half of the models, three quarters of closed sales, less resale.
    denied = 0.7 * 0.5 * 0.2 * 0.75
    assert tried.flow("api_access") == pytest.approx([1 - denied, 1 - denied, 1], rel=1e-12)


def test_l2_a_rule_for_rivals_hits_those_it_aims_at_alone() -> None:
    access = world(RIVALS, 1, 365).flow("api_access")
    assert access[0] < 1
    assert access[1:].tolist() == [1.0, 1.0]
    assert world(RIVALS, 1, 365, aimed=False).flow("api_access").tolist() == [1.0] * 3


def test_l2_more_models_and_more_days_deny_more() -> None:
    def access(models: float, days: float) -> float:
        return float(world(ALL_FOREIGN, models, days).flow("api_access")[1])

    assert access(1, 365) < access(0.5, 365) < access(0.5, 100) < 1


def test_m32_a_revocation_is_struck_by_chance_and_remembered() -> None:
    struck = world(discretion=0.3, luck=0.01)
    assert struck.flow("access_struck").tolist() == [0.0, 0.0, 1.0]
    assert struck.flow("api_access")[1] < 1
    assert struck.next("access_record").tolist() == [0.0, 0.0, 1.0]
    spared = world(discretion=0.3, luck=0.9)
    assert spared.next("access_record").tolist() == [0.0, 0.0, 0.0]


def test_m32_switching_agrees_with_a_case_worked_by_hand() -> None:
    fixed = {"access_switching": 0.2, "access_memory_fade": 0.4, "access_return": 0.1,
             "sovereign_premium": 1.0}
    tried = world(parameters=fixed, access_record=[0, 0, 2.0], buyers_turned=[0, 0, 0.4])
    turned = 0.4 + 0.2 * 2 * 0.25 * 0.6 - 0.1 * 0.25 * 0.4
    assert tried.next("buyers_turned") == pytest.approx([0, 0, turned], rel=1e-12)
    assert tried.next("access_record") == pytest.approx([0, 0, 2 * 0.9], rel=1e-12)
    # Half of the world is abroad of the United States.
    assert tried.flow("closed_utility") == pytest.approx([0, -0.4 * 0.5], rel=1e-12)


def test_m32_more_revocations_turn_more_buyers_abroad_away_from_closed_models() -> None:
    free, closed = later(8, NONE), later(8)
    assert free.flow("closed_utility").tolist() == [0.0, 0.0]
    assert closed.flow("closed_utility")[1] < 0 == closed.flow("closed_utility")[0]
    assert closed.next("buyers_turned")[2] > later(2).next("buyers_turned")[2] > 0


def test_m32_a_lasting_rule_counts_as_one_revocation_that_fades() -> None:
    records = [later(n).next("access_record")[2] for n in range(4)]
    assert records[0] == 1
    assert records == sorted(records, reverse=True)


def test_a_world_of_one_nation_denies_nobody() -> None:
    tried = world(ALL_FOREIGN, 1, 365, 0.3, luck=0.01, nations=("us",), buyers_turned=[1.0])
    assert tried.flow("api_access").tolist() == [1.0]
    assert tried.flow("closed_utility").tolist() == [0.0, 0.0]


def test_nothing_breaks_where_nobody_sells() -> None:
    tried = World([core, plugin.declare], members={"labs": ["a"], "nations": ["n", "m"]},
                  relations={"home": {"a": "n"}}, levers={"access_rule": 2, "access_models": 1,
                                                          "access_days": 365},
                  given={"revenue_base": ("labs", "USD bn/yr", 0.0),
                         "economic_size": ("nations", "share", 0.0)})
    assert all(np.isfinite(row).all() for row in tried.rows.values())
    assert tried.flow("api_access").tolist() == [1.0, 1.0]


def decide(lead: float, share: float) -> Orders:
    seen = {"me.domestic_capability": 3.0 + lead, "rivals.highest.domestic_capability": 3.0,
            "world.open_token_share": share}
    return plugin.Gatekeeper().decide(
        Observation(lambda view, name: seen[f"{view}.{name}"]), Luck(lambda purpose: 0.5),
        plugin.GatekeeperParams(thin_lead=1.5, open_share_felt=0.5))


def test_the_gatekeeper_closes_access_as_its_lead_thins_and_not_when_it_has_none() -> None:
    wide, thin, gone, none = (decide(lead, 0.1).levers for lead in (3.0, 1.0, 0.1, -1.0))
    assert wide["access_rule"] == none["access_rule"] == NONE
    assert 0 < thin["access_models"] < gone["access_models"]
    assert (thin["access_rule"], gone["access_rule"]) == (RIVALS, ALL_FOREIGN)
    assert none["access_models"] == none["access_days"] == none["access_discretion"] == 0


def test_the_gatekeeper_relents_as_open_models_fill_in() -> None:
    listed = [decide(0.3, share).levers["access_models"] for share in (0.0, 0.2, 0.6)]
    assert listed == sorted(set(listed), reverse=True)
    assert decide(0.3, 0.6).levers["access_rule"] == NONE


def test_the_plugin_says_what_it_covers_and_cites_its_cases() -> None:
    assert plugin.ROWS == ("L2", "M32")
    assert plugin.TITLE
    assert all(len(case) == 3 and case[2].startswith("https://") for case in plugin.CASES)
