"""Strategies of nations and regulators do what they claim."""

from __future__ import annotations

NONE, HIGH_END, BROAD, EMBARGO = range(4)
NO_LIABILITY, SAFE_HARBOUR, NEGLIGENCE, STRICT = range(4)


def test_the_hawk_keeps_broad_controls_and_turns_to_an_embargo_as_it_loses_its_lead(decide):
    ahead = decide("hawkish").levers
    thin = decide("hawkish", {"rivals.highest.domestic_capability": 2.5}).levers
    behind = decide("hawkish", {"rivals.highest.domestic_capability": 5}).levers
    assert ahead["chip_control_tier"] == BROAD
    assert thin["chip_control_tier"] == behind["chip_control_tier"] == EMBARGO
    assert ahead["chip_enforcement"] < thin["chip_enforcement"] == 1


def test_the_balancer_controls_high_end_chips_only_while_its_lead_is_thin(decide):
    thin = decide("balancing", {"rivals.highest.domestic_capability": 2}).levers
    wide = decide("balancing", {"rivals.highest.domestic_capability": 0}).levers
    behind = decide("balancing", {"rivals.highest.domestic_capability": 5}).levers
    assert thin["chip_control_tier"] == HIGH_END
    assert wide["chip_control_tier"] == behind["chip_control_tier"] == NONE


def test_the_balancer_takes_a_cut_once_rivals_make_their_own_chips(decide):
    homemade = decide("balancing", {"rivals.highest.domestic_capability": 2,
                                    "rivals.highest.domestic_chip_share": 0.6}).levers
    assert homemade["chip_control_tier"] == NONE
    assert homemade["revenue_cut"] == 0.25
    assert decide("balancing").levers["revenue_cut"] == 0


def test_the_permissive_nation_restricts_only_while_its_public_is_alarmed(decide):
    assert decide("permissive").levers["chip_control_tier"] == NONE
    assert decide("permissive", {"me.salience": 3}).levers["chip_control_tier"] == HIGH_END


def test_the_precautionary_regulator_turns_strict_on_harm_or_mistrust(decide):
    quiet = decide("precautionary").levers
    harm = decide("precautionary", {"home.salience": 1}).levers
    mistrust = decide("precautionary", {"home.trust": 0.1}).levers
    assert quiet["liability_regime"] == NEGLIGENCE
    assert harm["liability_regime"] == mistrust["liability_regime"] == STRICT
    assert harm["liability_cap"] == 1000
    assert harm["downstream_share"] < quiet["downstream_share"]


def test_the_liability_minded_regulator_caps_shares_and_turns_strict_while_harm_persists(decide):
    quiet = decide("liability_minded").levers
    harm = decide("liability_minded", {"home.salience": 2}).levers
    assert quiet["liability_regime"] == NEGLIGENCE
    assert harm["liability_regime"] == STRICT
    assert quiet["liability_cap"] == 5


def test_the_liability_minded_regulator_asks_more_of_deployers_as_more_use_is_open(decide):
    low, high = (decide("liability_minded", {"world.open_token_share": s}).levers
                 for s in (0.1, 0.9))
    assert low["downstream_share"] < high["downstream_share"]


def test_the_light_touch_gives_way_one_step_at_a_time(decide):
    regimes = [decide("light_touch", {"home.salience": s}).levers["liability_regime"]
               for s in (0, 1, 3)]
    assert regimes == [NO_LIABILITY, SAFE_HARBOUR, NEGLIGENCE]


def test_strategies_differ_in_the_same_crisis(decide):
    crisis = {"home.salience": 1.5}
    regimes = {name: decide(name, crisis).levers["liability_regime"]
               for name in ("precautionary", "liability_minded", "light_touch")}
    assert regimes == {"precautionary": STRICT, "liability_minded": STRICT,
                       "light_touch": SAFE_HARBOUR}
