"""Where a choice flips agrees with a bisection over plays, one play at a time."""

from __future__ import annotations

import numpy as np
import pytest

from wargame.engine.arrays import ArrayGame
from wargame.engine.breakeven import break_even, knob_of, orders_at
from wargame.engine.scenario import ScenarioError


def chosen(scenario, actor, lever, knob, value, turn, seed):
    """The order of one ordinary play with the knob at one value."""
    values = np.array([value])
    return float(orders_at(scenario, actor, lever, knob_of(scenario, knob), values, turn, seed)[0])


def bisected(order, low, high):
    """The flip between two values whose orders differ, by halving."""
    below = order(low)
    for _ in range(70):
        middle = (low + high) / 2
        low, high = (middle, high) if order(middle) == below else (low, middle)
    return (low + high) / 2


@pytest.mark.parametrize(("actor", "lever", "knob", "turn", "seed"), [
    ("meta", "release_mode", "meta.close_below", 2, 1),
    ("us", "chip_control_tier", "us.thin_lead", 2, 1),
    ("us", "chip_control_tier", "us.thin_lead", 3, 5),
])
def test_every_flip_agrees_with_a_bisection_over_plays(
    long_view, actor, lever, knob, turn, seed,
):
    scenario = long_view.scenario
    flips = break_even(scenario, actor, lever, knob, turn=turn, seed=seed)
    assert flips
    for flip in flips:
        near = 1e-3

        def order(value):
            return chosen(scenario, actor, lever, knob, value, turn, seed)

        assert order(flip.value - near) == flip.below
        assert order(flip.value + near) == flip.above
        found = bisected(order, flip.value - near, flip.value + near)
        assert found == pytest.approx(flip.value, abs=1e-9)


def test_a_play_with_the_knob_at_its_own_value_is_the_ordinary_play(long_view):
    scenario = long_view.scenario
    game = ArrayGame(scenario, 1)
    game.play_turn()
    game.decide({})
    own = scenario.parameters["commoditisation"]
    position = scenario.seat("meta").position
    assert chosen(scenario, "meta", "release_mode", "commoditisation", own, 2, 1) == float(
        game.rows["release_mode"][position][0])


def test_a_choice_that_never_flips_has_no_break_even(long_view):
    assert break_even(long_view.scenario, "openai", "release_mode", "commoditisation") == ()


@pytest.mark.parametrize(("actor", "lever", "knob", "words"), [
    ("meta", "release_mode", "no_such_thing", "no parameter"),
    ("meta", "chip_control_tier", "commoditisation", "no lever"),
    ("nobody", "release_mode", "commoditisation", "no actor"),
])
def test_what_cannot_be_varied_is_refused_in_one_line(long_view, actor, lever, knob, words):
    with pytest.raises(ScenarioError, match=words):
        break_even(long_view.scenario, actor, lever, knob)
