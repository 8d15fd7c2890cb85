"""Open releases in full (L14, lab licences)."""

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


plugin = load("open_releases")

GIVEN: dict[str, Any] = {
    "capability": ("labs", "nat", [1.0, 2.0]),
    "openness": ("labs", "share", [1.0, 0.0]),
    "downloads": ("labs", "downloads/yr", [3e6, 1e6]),
    "open_services_revenue": ("world", "USD bn/yr", 2.0),
}


def core(book: Book) -> None:
    """The slots of core mechanisms that the plugin fills."""
    for name, over, operation, unit in (
        ("release_delay_extra", "labs", "sum", "1"), ("tamper_resistance", "labs", "sum", "1"),
        ("release_allowed", "labs", "product", "share"),
        ("licence_freedom", "labs", "product", "share"),
        ("lab_income", "labs", "sum", "USD bn/yr"), ("catch_up_extra", "labs", "sum", "1/yr"),
        ("incident_factor", "nations", "product", "1"),
    ):
        book.slot(name, over, operation, unit, -10, 100, "stand-in", "test")  # type: ignore[arg-type]


def world(given: dict[str, Any] | None = None, values: dict[str, Any] | None = None,
          parameters: dict[str, float] | None = None, **levers: Any) -> World:
    """Lab "a" releases weights and follows; lab "b" is closed and leads."""
    changed = {n: (*GIVEN[n][:2], v) for n, v in (given or {}).items()}
    return World([core, plugin.declare], members={"labs": ["a", "b"], "nations": ["n"]},
                 given={**GIVEN, **changed}, levers=levers, values=values,
                 parameters=parameters)


def test_lab_licence_terms_agree_with_a_case_worked_by_hand() -> None:
    tried = world(licence_user_cap=[1, 0], licence_attribution=[1, 0], access_gating=[0.5, 0],
                  parameters={"cap_loss": 0.1, "attribution_loss": 0.03, "gating_loss": 0.4,
                              "cap_fee": 0.02, "attribution_value": 0.005})
    freedom = (1 - 0.4 * 0.5) * ((1 - 0.1) * (1 - 0.03))
    assert tried.flow("licence_freedom") == pytest.approx([freedom, 1], rel=1e-12)
    deals = (0.02 + 0.005) * (3e6 / 4e6) * 2.0
    assert tried.next("licence_deals") == pytest.approx([deals, 0], rel=1e-12)


def test_lab_licence_restrictive_terms_cost_freedom_and_earn_fees() -> None:
    freedom = [world(licence_user_cap=[c, 0]).flow("licence_freedom")[0] for c in range(4)]
    fees = [world(licence_user_cap=[c, 0]).next("licence_deals")[0] for c in range(4)]
    assert freedom == sorted(freedom, reverse=True) and freedom[3] < freedom[0]
    assert fees == sorted(fees) and fees[0] == 0 < fees[3]
    assert world(values={"licence_deals": [0.1, 0.0]}).flow("lab_income").tolist() == [0.1, 0.0]


def test_lab_licence_of_a_lab_that_releases_nothing_earns_nothing() -> None:
    assert world(licence_user_cap=[0, 3]).next("licence_deals")[1] == 0


def test_l14_staging_delays_the_release_and_lowers_the_hazard() -> None:
    tried = world(staged_release=[2, 0])
    assert tried.flow("release_delay_extra").tolist() == [2.0, 0.0]
    assert tried.flow("tamper_resistance")[0] > 0


def test_l14_gating_lowers_the_hazard_and_narrows_use() -> None:
    tried = world(access_gating=[1, 0])
    assert tried.flow("tamper_resistance")[0] > 0
    assert tried.flow("licence_freedom")[0] < 1


def test_l14_full_escrow_keeps_all_weights_in() -> None:
    assert world(weight_escrow=[1, 0]).flow("release_allowed").tolist() == [0.0, 1.0]


def test_l14_security_of_the_leader_slows_followers_only_and_lowers_incidents() -> None:
    tried = world(weight_security=[0, 1])
    assert tried.flow("leader_security") == 1
    assert tried.flow("catch_up_extra")[0] < 0 == tried.flow("catch_up_extra")[1]
    assert tried.flow("incident_factor")[0] < 1


def test_l14_security_of_a_follower_changes_nothing_for_others() -> None:
    tried = world(weight_security=[1, 0])
    assert tried.flow("leader_security") == 0
    assert tried.flow("incident_factor").tolist() == [1.0]


def test_levers_at_their_defaults_change_nothing() -> None:
    tried = world()
    for (slot, key) in tried.book.contributions:
        neutral = 0.0 if tried.book.slots[slot] == "sum" else 1.0
        assert (tried.rows[f"{slot}<{key}"] == neutral).all(), (slot, key)
        assert (tried.rows[slot] == neutral).all()
    assert tried.next("licence_deals").tolist() == [0.0, 0.0]


def test_nothing_breaks_without_downloads_or_services() -> None:
    tried = world({"downloads": 0.0, "open_services_revenue": 0.0, "openness": 0.0},
                  licence_user_cap=3, licence_attribution=1, weight_escrow=1)
    assert all(np.isfinite(row).all() for row in tried.rows.values())


def test_the_plugin_says_what_it_covers_and_cites_its_cases() -> None:
    assert "L14" in plugin.ROWS
    assert plugin.TITLE
    assert all(len(case) == 3 and case[2].startswith("https://") for case in plugin.CASES)
