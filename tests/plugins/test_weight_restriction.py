"""Weight restrictions (L3, M29)."""

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


plugin = load("weight_restriction")
GIVEN: dict[str, Any] = {
    "capability": ("labs", "nat", [3.0, 3.0]),
    "economic_size": ("nations", "share", [0.6, 0.4]),
    "open_frontier": ("world", "nat", 3.0),
    "weights_origin": ("nations", "share", [0.25, 0.75]),
}


def core(book: Book) -> None:
    """The slots of core mechanisms that the plugin fills."""
    book.slot("release_allowed", "labs", "product", "share", 0, 1, "stand-in", "test")
    book.slot("diffusion_allowed", "nations", "product", "share", 0, 1, "stand-in", "test")


def world(ban: Any = 0, parameters: dict[str, float] | None = None,
          given: dict[str, Any] | None = None, **levers: Any) -> World:
    """Lab "a" is at home in nation "m", lab "b" in "n"."""
    changed = {n: (*GIVEN[n][:2], v) for n, v in (given or {}).items()}
    return World([core, plugin.declare], members={"labs": ["a", "b"], "nations": ["m", "n"]},
                 relations={"home": {"a": "m", "b": "n"}}, given={**GIVEN, **changed},
                 parameters=parameters, levers={"weight_ban": ban, **levers})


def test_l3_a_ban_and_its_leak_agree_with_a_case_worked_by_hand() -> None:
    tried = world([0.8, 0.5], weight_enforcement=[0.5, 0], parameters={
        "weight_leak": 0.5, "weight_enforced": 0.8, "weight_grey_zone": 1})
    first = 0.8 * (1 - 0.5 * 0.5 * (1 - 0.8 * 0.5))
    second = 0.5 * (1 - 0.5 * 0.2)
    assert tried.flow("release_allowed") == pytest.approx([1 - first, 1 - second], rel=1e-12)


def test_l3_a_ban_cuts_open_supply_at_home_and_not_abroad() -> None:
    allowed = world([1, 0]).flow("release_allowed")
    assert allowed[0] < 1 == allowed[1]
    ladder = [world([b, 0]).flow("release_allowed")[0] for b in (0, 0.3, 0.6, 1)]
    assert ladder == sorted(set(ladder), reverse=True)


def test_l3_the_threshold_spares_models_below_it_and_phases_in() -> None:
    levels = [world([1, 0], given={"capability": [c, 0.0]}).flow("release_allowed")[0]
              for c in (0.5, 1.5, 2.5)]
    assert levels[0] == 1
    assert levels == sorted(set(levels), reverse=True)


def test_m29_a_ban_leaks_through_nations_that_do_not_ban() -> None:
    alone, joint = world([1, 0]), world([1, 1])
    assert alone.flow("weight_leakage")[0] > joint.flow("weight_leakage")[0] == 0
    assert joint.flow("release_allowed").tolist() == [0.0, 0.0]
    assert (world([1, 0], given={"economic_size": [0.6, 0.4]}).flow("weight_leakage")[0]
            == world([1, 0], given={"economic_size": [6.0, 4.0]}).flow("weight_leakage")[0])


def test_l3_enforcement_closes_the_way_round() -> None:
    loose, firm = world([1, 0]), world([1, 0], weight_enforcement=1)
    assert firm.flow("weight_leakage")[0] < loose.flow("weight_leakage")[0]
    assert firm.flow("release_allowed")[0] < loose.flow("release_allowed")[0]


def test_m29_forbidding_foreign_weights_slows_legal_use_where_they_are_foreign() -> None:
    allowed = world(foreign_weights_ban=1).flow("diffusion_allowed")
    assert allowed == pytest.approx([0.25, 0.75], rel=1e-12)
    below = world(foreign_weights_ban=1, given={"open_frontier": -10.0})
    assert below.flow("diffusion_allowed").tolist() == [1.0, 1.0]


def test_levers_at_their_defaults_change_nothing_even_with_enforcement() -> None:
    tried = world(weight_enforcement=1, weight_threshold=-5)
    assert tried.flow("release_allowed").tolist() == [1.0, 1.0]
    assert tried.flow("diffusion_allowed").tolist() == [1.0, 1.0]


def test_a_nation_alone_in_the_world_leaks_nothing() -> None:
    tried = World([core, plugin.declare], members={"labs": ["a"], "nations": ["n"]},
                  relations={"home": {"a": "n"}}, levers={"weight_ban": 1, "weight_threshold": 0},
                  given={**GIVEN, "capability": ("labs", "nat", 3.0),
                         "economic_size": ("nations", "share", 1.0),
                         "weights_origin": ("nations", "share", 1.0)})
    assert tried.flow("release_allowed").tolist() == [0.0]
    assert all(np.isfinite(row).all() for row in tried.rows.values())


def decide(attention: float, others: float, frontier: float = 2.0) -> dict[str, Any]:
    seen = {"me.salience": attention, "rivals.mean.weight_ban": others,
            "world.open_frontier": frontier}
    orders: Orders = plugin.WeightGuardian().decide(
        Observation(lambda view, name: seen[f"{view}.{name}"]), Luck(lambda purpose: 0.5),
        plugin.GuardianParams())
    return orders.levers


def test_the_weight_guardian_bans_more_as_harm_draws_attention() -> None:
    bans = [decide(a, 0.0)["weight_ban"] for a in (0.0, 0.3, 1.0)]
    assert bans[0] == 0
    assert bans == sorted(set(bans))


def test_the_weight_guardian_goes_further_with_others_and_enforces_without_them() -> None:
    alone, joint = decide(1.0, 0.0), decide(1.0, 1.0)
    assert alone["weight_ban"] == pytest.approx(0.4)
    assert joint["weight_ban"] == 1
    assert alone["weight_enforcement"] == 1 > joint["weight_enforcement"] == 0


def test_the_weight_guardian_bans_beyond_what_is_out_already() -> None:
    assert decide(1.0, 0.0, frontier=4.0)["weight_threshold"] == 4.5
    assert decide(1.0, 0.0, frontier=-10.0)["weight_threshold"] == -4.5


def test_the_plugin_says_what_it_covers_and_cites_its_cases() -> None:
    assert plugin.ROWS == ("L3", "M29")
    assert plugin.TITLE
    assert all(len(case) == 3 and case[2].startswith("https://") for case in plugin.CASES)
