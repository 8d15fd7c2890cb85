"""A treaty on frontier training (L17)."""

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


plugin = load("treaty")
FIXED = {"unverified_detection": 0.4, "treaty_temptation": 0.5, "treaty_width": 0.2}


def core(book: Book) -> None:
    """The slots of core mechanisms that the plugin fills."""
    book.slot("run_scale", "labs", "product", "share", 0, 1, "stand-in", "test")
    book.slot("regulatory_push", "nations", "sum", "1/yr", -4, 4, "stand-in", "test")


def world(member: Any = 0, cut: Any = 0, verification: Any = 0,
          compute: Any = (6e5, 3e5, 1e5), parameters: dict[str, float] | None = None) -> World:
    """Nations "m", "n", "o" hold .6, .3 and .1 of the world's compute, each with one lab."""
    return World([core, plugin.declare],
                 members={"labs": ["a", "b", "c"], "nations": ["m", "n", "o"]},
                 relations={"home": {"a": "m", "b": "n", "c": "o"}},
                 given={"national_compute": ("nations", "H100e", compute)},
                 parameters={**FIXED, **(parameters or {})},
                 levers={"treaty_member": member, "treaty_cut": cut,
                         "treaty_verification": verification})


def test_l17_adherence_agrees_with_a_case_worked_by_hand() -> None:
    tried = world([1, 0, 1], 0.5, [0.5, 1, 1], parameters={"treaty_rules": 0.1})
    inspected = (6 * 0.5 + 1 * 1) / 7
    kept = (0.7 * (0.4 + 0.6 * inspected) - 0.5) / 0.2 + 0.5
    assert tried.flow("coalition_compute_share") == pytest.approx(0.7, rel=1e-12)
    assert tried.flow("treaty_adherence") == pytest.approx(kept, rel=1e-12)
    assert 0 < kept < 1
    assert tried.flow("run_scale") == pytest.approx([1 - 0.5 * kept, 1, 1 - 0.5 * kept], rel=1e-12)
    assert tried.flow("regulatory_push") == pytest.approx(
        [0.05 * kept, 0, 0.05 * kept], rel=1e-12)


def test_l17_the_race_slows_only_where_the_coalition_holds_much_of_the_compute() -> None:
    small, large = world([0, 1, 1], 0.5, 1), world([1, 1, 0], 0.5, 1)
    assert small.flow("run_scale").tolist() == [1.0, 1.0, 1.0]
    assert (large.flow("run_scale")[:2] < 1).all()
    assert large.flow("run_scale")[2] == 1


def test_l17_self_enforcement_rises_with_the_share_of_the_coalition() -> None:
    kept = [float(world(m, 0.5, 1).flow("treaty_adherence"))
            for m in ([0, 0, 0], [0, 1, 0], [1, 0, 0], [1, 1, 1])]
    assert kept[0] == kept[1] == 0 < kept[2] <= kept[3] == 1


def test_l17_verification_makes_a_pact_hold_that_would_not() -> None:
    kept = [float(world(1, 0.5, v).flow("treaty_adherence")) for v in (0, 0.2, 1)]
    assert kept == sorted(set(kept))


def test_l17_a_greater_temptation_breaks_the_pact() -> None:
    firm, weak = (float(world([1, 0, 0], 0.5, 0.7, parameters={"treaty_temptation": t})
                        .flow("treaty_adherence")) for t in (0.3, 0.7))
    assert firm > weak == 0


def test_levers_at_their_defaults_change_nothing_and_pledges_of_outsiders_neither() -> None:
    for tried in (world(), world(0, 1, 1), world(1, 0, 1)):
        assert tried.flow("run_scale").tolist() == [1.0, 1.0, 1.0]
        assert tried.flow("regulatory_push").tolist() == [0.0, 0.0, 0.0]


def test_nothing_breaks_in_a_world_without_chips() -> None:
    tried = world(1, 1, 1, compute=0.0)
    assert all(np.isfinite(row).all() for row in tried.rows.values())
    assert tried.flow("run_scale").tolist() == [1.0, 1.0, 1.0]


def decide(held: float = 0.0, adherence: float = 0.0, member: int = 0, vain: float = 0.0,
           attention: float = 0.0) -> Orders:
    seen = {"me.treaty_member": member, "me.national_compute": 3e5, "me.salience": attention,
            "nations.total.national_compute": 1e6, "world.coalition_compute_share": held,
            "world.treaty_adherence": adherence, "memory.vain": vain}
    return plugin.ConditionalSignatory().decide(
        Observation(lambda view, name: seen[f"{view}.{name}"]), Luck(lambda purpose: 0.5),
        plugin.SignatoryParams())


def test_the_conditional_signatory_joins_where_the_pact_can_hold_or_in_alarm() -> None:
    assert decide(0.1).levers["treaty_member"] == 0
    assert decide(0.5).levers["treaty_member"] == 1
    assert decide(0.5).levers["treaty_cut"] == pytest.approx(0.4)
    assert decide(0.1, attention=1.0).levers["treaty_member"] == 1


def test_the_conditional_signatory_inspects_more_the_less_the_pact_holds() -> None:
    strict, easy = (decide(0.7, a, member=1).levers["treaty_verification"] for a in (0.2, 1.0))
    assert strict > easy > 0


def test_the_conditional_signatory_leaves_when_patience_ends_and_comes_back_later() -> None:
    vain, member, history = 0.0, 1, []
    for _ in range(6):
        orders = decide(0.7, 0.2, member=member, vain=vain)
        vain, member = float(orders.memory["vain"]), int(orders.levers["treaty_member"])
        history.append(member)
    assert history == [1, 1, 0, 0, 1, 0]
    assert decide(0.7, 0.9, member=1, vain=2.0).memory["vain"] == 0


def test_the_plugin_says_what_it_covers_and_knows_of_no_binding_case() -> None:
    assert plugin.ROWS == ("L17",)
    assert plugin.TITLE
    assert plugin.CASES == ()
