"""Strategies that come with instruments do what they claim."""

from __future__ import annotations

import pytest


def test_the_reciprocal_nation_never_controls_first(decide):
    orders = decide("reciprocal")
    assert orders.levers["chip_control_tier"] == 0
    assert orders.memory["grudge"] == 0


def test_the_reciprocal_nation_answers_in_kind_and_relents_step_by_step(decide):
    struck = decide("reciprocal", {"rivals.highest.chip_control_tier": 3}, boldness=1)
    assert struck.levers["chip_control_tier"] == 3
    tiers, grudge = [], struck.memory["grudge"]
    for _ in range(4):
        calm = decide("reciprocal", {"memory.grudge": grudge}, boldness=1)
        tiers.append(calm.levers["chip_control_tier"])
        grudge = calm.memory["grudge"]
    assert tiers == [2, 1, 0, 0]


def test_the_reciprocal_nation_alone_in_the_world_controls_nothing(decide):
    alone = decide("reciprocal", {"rivals.highest.chip_control_tier": -1e300})
    assert alone.levers["chip_control_tier"] == 0
    assert alone.memory["grudge"] == 0


def test_the_staged_opener_slows_down_near_the_frontier(decide):
    far, near = (decide("staged_opener", {"me.lag_to_frontier": lag}).levers for lag in (2, 0))
    assert far["staged_release"] == 0 < near["staged_release"]
    assert far["licence_user_cap"] < near["licence_user_cap"]
    assert far["weight_security"] < near["weight_security"]


def test_the_staged_opener_checks_more_users_as_harm_draws_attention(decide):
    calm, some, much = (decide("staged_opener", {"home.salience": s}).levers
                        for s in (0, 0.2, 0.6))
    assert calm["access_gating"] < some["access_gating"] < much["access_gating"] == 1
    assert (calm["release_mode"], much["release_mode"]) == (2, 1)
    assert calm["safety_share"] == pytest.approx(0.1)


def test_the_staged_opener_wants_to_be_named_and_gives_weights_to_a_trustee_in_alarm(decide):
    calm, alarmed = (decide("staged_opener", {"me.lag_to_frontier": 0, "home.salience": s}).levers
                     for s in (0, 1))
    assert (calm["licence_attribution"], calm["weight_escrow"]) == (1, 0)
    assert 0 < alarmed["weight_escrow"] <= 0.5
    behind = decide("staged_opener", {"me.lag_to_frontier": 2, "home.salience": 1}).levers
    assert behind["weight_escrow"] == 0
