"""Strategies of labs do what they claim."""

from __future__ import annotations

import pytest

from wargame.strategies import CLOSED, GATED, OPEN_PERMISSIVE, OPEN_RESTRICTED


def test_the_commoditiser_opens_while_the_gain_from_opening_is_positive(decide):
    assert decide("complement_commoditiser").levers["release_mode"] == OPEN_RESTRICTED


def test_the_commoditiser_closes_when_the_motive_fades(decide):
    faded = decide("complement_commoditiser", {"me.opening_gain": -0.1})
    assert faded.levers["release_mode"] == CLOSED
    reopened = decide("complement_commoditiser", {"me.opening_gain": 2, "me.release_mode": 0})
    assert reopened.levers["release_mode"] == OPEN_RESTRICTED
    faint = decide("complement_commoditiser", {"me.opening_gain": 0.1, "me.release_mode": 0})
    assert faint.levers["release_mode"] == GATED


def test_the_commoditiser_keeps_its_best_once_models_are_its_product(decide):
    sells = decide("complement_commoditiser", {"me.api_revenue": 20})
    assert sells.levers["release_mode"] <= GATED
    assert sells.levers["price_stance"] == 1


def test_the_commoditiser_drops_the_limits_of_its_licence_when_open_rivals_overtake(decide):
    overtaken = decide("complement_commoditiser", {"world.open_frontier": 3})
    assert overtaken.levers["release_mode"] == OPEN_PERMISSIVE


def test_the_commoditiser_lobbies_against_strict_rules(decide):
    calm = decide("complement_commoditiser", {"home.stringency": 0})
    strict = decide("complement_commoditiser", {"home.stringency": 0.8})
    assert calm.levers["lobby_spend"] == 0
    assert strict.levers["lobby_spend"] == pytest.approx(0.04)


SPONSORS = ["complement_commoditiser", "open_challenger", "fast_follower"]


@pytest.mark.parametrize("name", SPONSORS)
def test_pressure_to_defect_strikes_with_its_chance_and_is_remembered(name, decide):
    calm = decide(name, {"me.defection_pressure": 2}, resolve=0)
    assert calm.levers["release_mode"] > 1
    assert calm.memory["given_up"] == 0
    struck = decide(name, {"me.defection_pressure": 2}, {"defection": 0.86}, resolve=0)
    assert struck.levers["release_mode"] <= GATED
    assert struck.memory["given_up"] == 1
    # 1 - exp(-2 * .5) is .63.
    spared = decide(name, {"me.defection_pressure": 2}, {"defection": 0.64}, resolve=0.5)
    assert spared.memory["given_up"] == 0


@pytest.mark.parametrize("name", SPONSORS)
def test_a_sponsor_that_gave_up_returns_with_a_fixed_chance(name, decide):
    out = {"memory.given_up": 1, "me.release_mode": 0}
    assert decide(name, out).levers["release_mode"] <= GATED
    assert decide(name, out).memory["given_up"] == 1
    back = decide(name, out, {"return": 0.01})
    assert back.levers["release_mode"] > 1
    assert back.memory["given_up"] == 0


@pytest.mark.parametrize("name", ["frontier_vendor", "safety_first"])
@pytest.mark.parametrize("situation", [
    {}, {"world.open_token_share": 0.95}, {"world.perceived_gap": -2, "me.opening_gain": 50}])
def test_closed_labs_stay_closed(name, situation, decide):
    assert decide(name, situation).levers["release_mode"] == CLOSED


def test_the_vendor_charges_more_the_wider_the_gap_that_buyers_see(decide):
    stances = [decide("frontier_vendor", {"world.perceived_gap": gap}).levers["price_stance"]
               for gap in (0, 1, 2, 3)]
    assert stances == sorted(set(stances))
    assert stances[0] == pytest.approx(0.7)


def test_the_vendor_spends_more_on_research_the_thinner_its_lead_and_saves_when_poor(decide):
    wide = decide("frontier_vendor", {"world.frontier_gap": 4, "me.lag_to_frontier": 0})
    thin = decide("frontier_vendor", {"world.frontier_gap": 0.5, "me.lag_to_frontier": 0})
    poor = decide("frontier_vendor", {"me.runway": 3})
    research = [o.levers["research_share"] for o in (poor, wide, thin)]
    assert research == sorted(set(research))


def test_the_vendor_lobbies_for_rules_as_the_open_share_rises(decide):
    spent = [decide("frontier_vendor", {"world.open_token_share": s}).levers["lobby_spend"]
             for s in (0.2, 0.5, 0.9)]
    assert spent[0] == 0
    assert spent == sorted(set(spent))


def test_the_safety_first_lab_raises_safety_and_delays_when_harm_draws_attention(decide):
    quiet = decide("safety_first").levers
    salient = decide("safety_first", {"home.salience": 0.3}).levers
    alarmed = decide("safety_first", {"home.salience": 0.3, "home.alarm_felt": 0.4}).levers
    for lever in ("safety_share", "release_delay", "staged_release", "weight_security",
                  "lobby_spend"):
        assert quiet[lever] < salient[lever] < alarmed[lever]
    assert quiet["safety_share"] == pytest.approx(0.2)
    assert alarmed["research_share"] < quiet["research_share"]


def test_the_platform_opens_older_models_when_open_rivals_take_a_large_share(decide):
    calm = decide("platform", {"world.open_token_share": 0.05, "me.release_mode": 0})
    gated = decide("platform", {"world.open_token_share": 0.3, "me.release_mode": 0})
    opened = decide("platform", {"world.open_token_share": 0.5, "me.release_mode": 1})
    assert [o.levers["release_mode"] for o in (calm, gated, opened)] == [
        CLOSED, GATED, OPEN_RESTRICTED]
    assert opened.levers["release_delay"] == 6
    stays = decide("platform", {"world.open_token_share": 0.3, "me.release_mode": 2})
    assert stays.levers["release_mode"] == OPEN_RESTRICTED
    alone = decide("platform", {"world.open_token_share": 0.5, "rivals.highest.openness": 0})
    assert alone.levers["release_mode"] == GATED


def test_the_platform_prices_lower_and_researches_more_when_it_trails(decide):
    leads, trails = (decide("platform", {"me.lag_to_frontier": lag}).levers for lag in (0, 2))
    assert trails["price_stance"] < leads["price_stance"]
    assert trails["research_share"] > leads["research_share"]


def test_the_challenger_opens_while_it_is_behind(decide):
    assert decide("open_challenger").levers["release_mode"] == OPEN_PERMISSIVE


def test_the_challenger_keeps_its_best_when_it_nears_the_frontier_or_its_money_ends(decide):
    assert decide("open_challenger", {"me.lag_to_frontier": 0.5}).levers["release_mode"] == GATED
    assert decide("open_challenger", {"me.runway": 5}).levers["release_mode"] == CLOSED


def test_the_challenger_opens_again_only_after_falling_clearly_back(decide):
    closed = {"me.release_mode": 1}
    near = decide("open_challenger", {**closed, "me.lag_to_frontier": 1.0})
    far = decide("open_challenger", {**closed, "me.lag_to_frontier": 1.3})
    assert near.levers["release_mode"] == GATED
    assert far.levers["release_mode"] == OPEN_PERMISSIVE


def test_the_challenger_asks_a_royalty_when_giving_away_costs_it(decide):
    tempted = decide("open_challenger", {"me.opening_gain": -1}).levers
    assert tempted["release_mode"] == OPEN_RESTRICTED
    assert tempted["licence_royalty"] > decide("open_challenger").levers["licence_royalty"]


def test_the_follower_closes_step_by_step_as_it_takes_the_lead(decide):
    modes = [decide("fast_follower", {"me.lag_to_frontier": lag}).levers["release_mode"]
             for lag in (2, 0.5, 0)]
    assert modes == [OPEN_PERMISSIVE, OPEN_RESTRICTED, GATED]


def test_the_follower_distils_more_the_further_behind_and_when_chips_are_denied(decide):
    near, far = (decide("fast_follower", {"me.lag_to_frontier": lag}).levers for lag in (0.5, 2))
    denied = decide("fast_follower", {"home.compute_access": 0.4}).levers
    assert near["distil_effort"] < far["distil_effort"] < denied["distil_effort"]


def test_a_broke_follower_closes(decide):
    assert decide("fast_follower", {"me.runway": 2}).levers["release_mode"] == CLOSED


@pytest.mark.parametrize("name", ["hold_lab", "hold_nation", "hold_regulator"])
def test_holding_orders_nothing(name, decide):
    assert decide(name).levers == {}
