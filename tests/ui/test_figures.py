"""Numbers as people read them."""

from __future__ import annotations

import math

import pytest

from wargame.session import figures
from wargame.session.figures import change_in_words, in_words, number


@pytest.mark.parametrize(("figure", "value", "words"), [
    (figures.SHARE, 0.3456, "34.6 %"), (figures.SHARE, 1.0, "100.0 %"),
    (figures.INCOME, 4.25, "USD 4.25 bn a year"), (figures.INCOME, 0.0425, "USD 42.5 m a year"),
    (figures.INCOME, 0.00054, "USD 540 thousand a year"), (figures.INCOME, 0.0, "USD 0"),
    (figures.MONEY, -2.5, "USD −2.50 bn"), (figures.PRICE, 37.8, "USD 37.8 per million tokens"),
    (figures.TOKENS, 3.1e8, "310 trillion tokens a year"),
    (figures.CHIPS, 6175418.0, "6,180,000 H100-equivalents"), (figures.COUNT, 3.0, "3"),
    (figures.LEVEL, 0.0, "1.00 × GPT-4"), (figures.LEVEL, -10.0, "none yet"),
    (figures.FLAG, 1.0, "yes"), (figures.QUARTERS, 2.4, "2.4 quarters"),
    (figures.QUARTERS, 2.0, "2 quarters"), (figures.PLAIN, math.nan, "not known"),
])
def test_a_value_has_its_unit_and_one_rounding(figure, value, words):
    assert in_words(figure, value).replace("\u00a0", " ") == words


@pytest.mark.parametrize(("figure", "before", "after", "words"), [
    (figures.SHARE, 0.30, 0.345, "+4.5 points"), (figures.SHARE, 0.3, 0.1, "−20.0 points"),
    (figures.SHARE, 0.3, 0.30001, "no change"), (figures.MONTHS, 10, 12.5, "+2.5 months"),
    (figures.PRICE, 37.8, 9.7, "−USD 28.1"), (figures.LEVEL, 0, math.log(2), "× 2.00"),
    (figures.FLAG, 0, 1, "now yes"), (figures.COUNT, 4, 3, "−1"),
])
def test_a_change_has_its_sign_and_unit(figure, before, after, words):
    assert change_in_words(figure, before, after).replace("\u00a0", " ") == words


@pytest.mark.parametrize("value", [0.0, -0.0, 1e-12, -1e-12, 1e-5, 0.3, 99.95, 1234.5, 1e15, -7.5])
def test_numbers_have_no_odd_zeros_or_signs(value):
    text = number(value)
    assert "e" not in text
    assert text not in ("-0", "−0", "−0.0")
    assert text.startswith("−") == (value < -1e-9)


def test_numbers_without_end_are_shown_as_such():
    assert number(math.inf) == "∞"
    assert number(-math.inf) == "−∞"
