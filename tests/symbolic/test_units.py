"""Units are a group: they multiply, cancel, take powers, and come back from their own text."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wargame.symbolic.units import DIMENSIONLESS, PURE, Unit, UnitError, clean, parse, show, times

BASES = ("USD bn", "yr", "Mtok", "token", "lab", "H100e", "GW")
UNITS = st.dictionaries(
    st.sampled_from(BASES), st.integers(-8, 8).map(lambda n: n / 2)).map(clean)
THIRDS = st.dictionaries(
    st.sampled_from(BASES), st.integers(-9, 9).map(lambda n: n / 3)).map(clean)
POWERS = st.sampled_from([-2.0, -1.0, -0.5, 0.5, 1.0, 2.0, 3.0])


@given(UNITS)
def test_a_unit_can_be_read_from_its_own_text(unit: Unit) -> None:
    assert parse(show(unit)) == unit


@given(THIRDS, THIRDS, THIRDS)
def test_units_multiply_in_any_order_and_grouping(a: Unit, b: Unit, c: Unit) -> None:
    assert times(a, b) == times(b, a)
    assert times(times(a, b), c) == times(a, times(b, c))
    assert times(a, DIMENSIONLESS) == a == times(DIMENSIONLESS, a)


@given(THIRDS, THIRDS)
def test_a_unit_cancels_against_itself(a: Unit, b: Unit) -> None:
    assert times(a, a, -1.0) == DIMENSIONLESS
    assert times(times(a, b), b, -1.0) == a


@given(UNITS, UNITS, POWERS)
def test_a_power_reaches_every_factor(a: Unit, b: Unit, power: float) -> None:
    whole = times(DIMENSIONLESS, times(a, b), power)
    assert whole == times(times(DIMENSIONLESS, a, power), b, power)
    assert times(DIMENSIONLESS, whole, 1 / power) == times(a, b)


@given(THIRDS)
def test_three_thirds_make_a_whole(unit: Unit) -> None:
    third = times(DIMENSIONLESS, unit, 1 / 3)
    assert times(times(third, third), third) == unit


@given(st.integers(1, 40))
def test_parts_of_an_exponent_add_up_to_the_whole(parts: int) -> None:
    unit: Unit = DIMENSIONLESS
    for _ in range(parts):
        unit = times(unit, {"yr": 1.0}, float(Fraction(1, parts)))
    assert unit == {"yr": 1.0}


@pytest.mark.parametrize(("text", "unit"), [
    ("USD bn/yr", {"USD bn": 1, "yr": -1}), ("1/yr", {"yr": -1}), ("1", {}),
    ("token^0.5*yr", {"token": 0.5, "yr": 1}), ("Mtok/yr/lab", {"Mtok": 1, "yr": -1, "lab": -1}),
    ("USD/USD", {}), ("USD/USD bn", {"USD": 1, "USD bn": -1}), ("yr^-2", {"yr": -2}),
    ("nat/yr", {"yr": -1}), (" USD bn / yr ", {"USD bn": 1, "yr": -1}),
])
def test_texts_are_read_as_written(text: str, unit: Unit) -> None:
    assert parse(text) == unit


@pytest.mark.parametrize("word", sorted(PURE))
def test_words_for_pure_numbers_have_no_dimension(word: str) -> None:
    assert parse(word) == DIMENSIONLESS
    assert parse(f"{word}/yr") == {"yr": -1}
    assert show(parse(word)) == "1"


@pytest.mark.parametrize("text", ["", "%", "USD//yr", "*yr", "yr^", "yr^x", "2 USD", "USD/"])
def test_what_is_no_unit_is_told(text: str) -> None:
    with pytest.raises(UnitError, match="cannot read the unit"):
        parse(text)
