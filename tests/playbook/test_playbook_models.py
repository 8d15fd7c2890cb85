"""Calendars, quantities and outcomes do what their words say."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wargame.playbook import Calendar, OutcomeTest, Quantity, StrategyUse


def test_ticks_have_quarter_labels() -> None:
    calendar = Calendar(start="2023-Q3", ticks=24)
    assert [calendar.label(tick) for tick in (0, 1, 2, 23)] == [
        "2023-Q3", "2023-Q4", "2024-Q1", "2029-Q2"]
    assert calendar.turns == 6
    assert calendar.turn(7) == 1
    assert calendar.turn_label(0) == "July 2023 to June 2024"
    assert calendar.turn_quarters(0) == "2023-Q3 to 2024-Q2"
    assert Calendar(start="2023-Q3", ticks=2, ticks_per_turn=1).turn_quarters(1) == "2023-Q4"


@given(st.integers(1000, 2999), st.integers(1, 4), st.integers(0, 400))
def test_labels_and_ticks_are_inverse(year: int, quarter: int, tick: int) -> None:
    calendar = Calendar(start=f"{year}-Q{quarter}", ticks=400)
    assert calendar.tick(calendar.label(tick)) == tick


def test_a_bare_number_is_a_quantity() -> None:
    assert Quantity.model_validate(3) == Quantity(value=3.0)
    assert Quantity(value=3.0).model_dump() == {"value": 3.0}


@pytest.mark.parametrize("value", [math.nan, math.inf, True, "3", None])
def test_a_quantity_is_a_finite_number(value: object) -> None:
    with pytest.raises(ValueError, match="number"):
        Quantity.model_validate({"value": value})


def test_a_unit_of_one_is_a_pure_number() -> None:
    assert Quantity.model_validate({"value": 1, "unit": 1}).unit == "1"


def test_a_bare_name_is_a_strategy() -> None:
    assert StrategyUse.model_validate("hold") == StrategyUse(use="hold")
    assert StrategyUse(use="hold").parameters == {}


def test_a_test_holds_at_its_bounds_and_never_for_nan() -> None:
    assert OutcomeTest(metric="m", at_least=1).holds(1)
    assert not OutcomeTest(metric="m", at_most=1).holds(1.1)
    between = OutcomeTest(metric="m", between=(1, 2))
    assert [between.holds(value) for value in (0.9, 1, 2, 2.1, math.nan)] == [
        False, True, True, False, False]


def test_a_test_has_words_without_a_label() -> None:
    assert OutcomeTest(metric="open_share", between=(0, 0.5)).words == (
        "open share between 0 and 0.5")
    assert OutcomeTest(metric="open_share", at_least=2).words == "open share at least 2"
    assert OutcomeTest(metric="open_share", at_most=2, label="Low").words == "Low"


def test_quarters_are_said_in_months_and_a_year_that_both_share_once():
    calendar = Calendar(start="2023-Q3", ticks=24)
    assert calendar.spoken(0, 3) == "July 2023 to June 2024"
    assert calendar.spoken(2, 5) == "January to December 2024"
    assert calendar.spoken(1, 1) == "October to December 2023"
    assert calendar.month(23) == "June 2029"
