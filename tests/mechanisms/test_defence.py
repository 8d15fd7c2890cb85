"""Marginal risk, defence and concentration (M24)."""

from typing import Any

import numpy as np
import pytest

from wargame.mechanisms import defence, incidents
from wargame.testing.equations import World

MEMBERS = {"labs": ["a", "b"], "nations": ["n"], "segments": ["s", "t"]}
MARKET: dict[str, Any] = {
    "adoption": ("nations", "share", 0.2),
    "segment_tokens": ("segments", "Mtok/yr", [100.0, 300.0]),
    "closed_share": ("labs*segments", "share", [0.5, 0.1, 0.3, 0.1]),
}
RISK: dict[str, Any] = {
    "safety_share": ("labs", "share", 0.05),
    "released_capability": ("labs", "nat", [0.0, -10.0]),
    "capability": ("labs", "nat", 0.0),
    "offered_capability": ("labs", "nat", 0.0),
    "closed_frontier": ("world", "nat", 0.0),
    "open_frontier": ("world", "nat", 0.0),
    "tokens": ("world", "Mtok/yr", 5e6),
    "open_token_share": ("world", "share", 0.2),
}


def world(given: dict[str, Any] | None = None, **rest: Any) -> World:
    changed = {n: (*MARKET[n][:2], v) for n, v in (given or {}).items()}
    return World([defence.declare], members=MEMBERS, given={**MARKET, **changed}, **rest)


def harm(adoption: float, **parameters: float) -> float:
    """Expected incidents a year with defence and hazard together."""
    given = {**MARKET, **RISK, "adoption": ("nations", "share", adoption)}
    tried = World([defence.declare, incidents.declare], members=MEMBERS, given=given,
                  parameters=parameters)
    return float(tried.flow("incident_rate"))


def test_m24_defence_agrees_with_a_case_worked_by_hand() -> None:
    tried = world({"adoption": 0.2}, parameters={"defence_strength": 0.3,
                                                 "researcher_access": 0.05})
    # Access .2 + .05 x .8 = .24, and .3 x sqrt(.24).
    assert tried.flow("defence")[0] == pytest.approx(0.3 * 0.24**0.5, rel=1e-12)


def test_m24_more_access_means_more_defence_with_falling_returns() -> None:
    low, middle, high = (world({"adoption": a}).flow("defence")[0] for a in (0.1, 0.4, 0.7))
    assert low < middle < high
    assert high - middle < middle - low


def test_m24_access_raises_harm_where_open_weights_are_risky_and_defence_is_weak() -> None:
    risky = {"open_risk_multiplier": 10.0, "defence_strength": 0.05}
    assert harm(0.6, **risky) > harm(0.2, **risky)


def test_m24_access_lowers_harm_where_open_weights_are_safe_and_defence_is_strong() -> None:
    safe = {"open_risk_multiplier": 0.5, "defence_strength": 0.6, "monitoring": 0.7}
    assert harm(0.6, **safe) < harm(0.2, **safe)


def test_m24_concentration_agrees_with_a_case_worked_by_hand() -> None:
    tried = world(parameters={"open_host_concentration": 0.1, "systemic_failure_rate": 0.05})
    # Lab a: .5 of 100 and .1 of 300 = 80 of 400; lab b: .3 of 100 and .1 of 300 = 60 of 400.
    a, b = 80 / 400, 60 / 400
    hhi = a**2 + b**2 + 0.1 * (1 - a - b) ** 2
    assert tried.flow("supply_concentration") == pytest.approx(hhi, rel=1e-12)
    assert tried.flow("systemic_risk") == pytest.approx(0.05 * hhi, rel=1e-12)


def test_m24_one_supplier_is_the_greatest_systemic_risk() -> None:
    alone = world({"closed_share": [1.0, 1.0, 0.0, 0.0]})
    assert alone.flow("supply_concentration") == pytest.approx(1.0)
    assert alone.flow("systemic_risk") > world().flow("systemic_risk")


def test_defence_stays_below_its_ceiling_and_above_zero() -> None:
    def extra(amount: float) -> Any:
        def declare(book: Any) -> None:
            book.contribute("defence_extra", amount, source="test")

        return declare

    for amount, expected in ((5.0, 0.9), (-5.0, 0.0)):
        tried = World([defence.declare, extra(amount)], members=MEMBERS, given=MARKET)
        assert tried.flow("defence")[0] == expected


def test_a_market_without_tokens_breaks_nothing() -> None:
    tried = world({"segment_tokens": 0.0, "adoption": 0.0})
    assert all(np.isfinite(row).all() for row in tried.rows.values())
