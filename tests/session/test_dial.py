"""Numbers of effects: typed in the unit that cards show, and refused outside their range."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wargame.session.command import AddInject, EditInject, Rule
from wargame.session.content import EffectOn
from wargame.session.dial import Dial
from wargame.session.figures import LEVEL, PLAIN, SHARE

ATTENTION = "Public attention to harm from AI"
OUTSIDE = (
    (EffectOn(name="salience", operation="set", value=-99999), "It can be from 0 to 10."),
    (EffectOn(name="salience", operation="add", value=11), "whole range. It can be from 0 to 10."),
    (EffectOn(name="salience", operation="scale", value=-2), "only by 0 to 1,000."),
    (EffectOn(name="trust", member="us", operation="set", value=1.2),
     "from 0\u00a0% to 100\u00a0%."),
    (EffectOn(name="accelerator_scarcity", operation="set", value=9), "from 0.7 to 1.6."),
)


@pytest.mark.parametrize(("effect", "words"), OUTSIDE)
def test_an_effect_outside_its_range_is_refused_with_the_range_in_words(
        orders: Any, effect: EffectOn, words: str) -> None:
    for command in (AddInject(title="T", text="t", effects=(effect,)),
                    EditInject(inject="minerals", title="T", text="t", effects=(effect,)),
                    Rule(effect=effect, reason="because")):
        refused = orders.refuses("white_cell", command)
        assert refused.cause == "content"
        assert words in refused.words
        assert refused.words.endswith("Nothing was changed.")


def test_every_effect_of_a_bundled_inject_is_within_its_range(room: Any) -> None:
    for inject in room.view("white_cell").injects:
        dials = {a.name: a.dial for a in room.view("white_cell").adjust}
        assert not [e for e in inject.values if dials[e.name].fault(e.operation, e.value)]


@given(st.sampled_from((Dial(SHARE, 0, 1), Dial(PLAIN, 0, 10), Dial(LEVEL, -10, 60))),
       st.sampled_from(("set", "add", "scale")), st.floats(-9, 9))
def test_what_is_typed_is_the_value_again(dial: Dial, operation: Any, value: float) -> None:
    assert math.isclose(dial.value(operation, dial.typed(operation, value)), value, abs_tol=1e-9)


def test_effective_compute_is_typed_as_a_multiple_and_never_below_nothing() -> None:
    dial = Dial(LEVEL, -10, 60)
    assert round(dial.typed("set", 2.9), 1) == 18.2
    assert (dial.unit("set"), dial.unit("add")) == ("\u00d7 GPT-4", "times")
    with pytest.raises(ValueError, match="above 0"):
        dial.value("set", 0)


def test_a_share_is_set_in_per_cent_and_moved_in_points() -> None:
    dial = Dial(SHARE, 0, 1)
    assert (dial.unit("set"), dial.unit("add"), dial.unit("scale")) == ("%", "points", "times")
