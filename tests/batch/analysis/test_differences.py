import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wargame.batch.analysis.differences import difference, differences
from wargame.batch.analysis.pairing import saving, savings

A = np.array([3.0, 5.0, 2.0, 8.0, 7.0])
B = np.array([2.0, 6.0, 1.0, 5.0, 7.0])


def test_a_hand_worked_table_of_five_futures():
    found = difference(A, B, mix="strict", baseline="mild", outcome="open_token_share")
    # Differences 1, -1, 1, 3, 0: mean .8, variance 2.2, t(4) at 97.5 % is 2.776445.
    half = 2.776445 * np.sqrt(2.2 / 5)
    assert found.mean == pytest.approx(0.8)
    assert (found.low, found.high) == pytest.approx((0.8 - half, 0.8 + half), rel=1e-6)
    assert (found.better, found.worse, found.futures, found.missing) == (3, 1, 5, 0)
    assert not found.clear
    assert found.words.startswith("strict against mild on open token share: better in 3 of 5 "
                                  "futures, worse in 1, the same in 1; on average +0.800 (")
    assert found.standing == "open"
    assert found.however == ""


def test_lower_is_better_where_it_is_said():
    found = difference(A, B, direction="lower")
    assert (found.better, found.worse) == (1, 3)


def test_counts_and_a_mean_that_point_two_ways_are_told_as_such():
    many = np.r_[np.full(30, -1.0), np.full(10, 90.0)]
    found = difference(many, np.zeros(40), mix="hands_off", baseline="as_played",
                       outcome="true_incident_rate", label="Incidents a year", direction="lower")
    assert found.words.startswith("hands off against as played on ‘Incidents a year’: better in 30 "
                                  "of 40 futures, worse in 10; on average +21.8 (")
    assert found.standing == "worse"
    assert "that is worse: a few futures with large changes" in found.words
    unsure = difference(np.r_[np.full(39, -1.0), 90.0], np.zeros(40), direction="lower")
    assert "the other way, but these futures cannot tell it from zero" in unsure.words


def test_missing_runs_are_left_out_and_counted():
    found = difference(np.append(A, np.nan), np.append(B, 1.0))
    assert (found.futures, found.missing) == (5, 1)
    assert found.mean == pytest.approx(0.8)


def test_futures_of_one_point_count_as_one_for_the_interval():
    again = np.repeat(A, 10), np.repeat(B, 10)
    alone = difference(A, B)
    grouped = difference(*again, groups=np.repeat(np.arange(5), 10))
    assert (grouped.low, grouped.high) == pytest.approx((alone.low, alone.high))
    assert difference(*again).high < grouped.high


def test_student_and_bootstrap_agree_on_many_futures():
    generator = np.random.default_rng(5)
    one, two = generator.normal(size=(2, 4000))
    t = difference(one, two)
    boot = difference(one, two, method="bootstrap")
    assert (boot.low, boot.high) == pytest.approx((t.low, t.high), abs=0.005)
    assert boot == difference(one, two, method="bootstrap")


def test_the_interval_holds_the_truth_as_often_as_it_says():
    generator = np.random.default_rng(1)
    held = sum(d.low <= 0.5 <= d.high for d in (
        difference(0.5 + generator.normal(size=25), np.zeros(25)) for _ in range(2000)))
    assert 1870 <= held <= 1930  # 1,900 expected, 10 the standard error


def test_every_mix_is_compared_with_the_named_baseline():
    found = differences(np.array([A, B, A]), ["a", "b", "c"], baseline="b")
    assert [(d.mix, d.against) for d in found] == [("a", "b"), ("c", "b")]


@pytest.mark.parametrize(("one", "two", "words"), [
    (A, B[:4], "one shape"), (A[:1], B[:1], "needs two"),
    (np.full(5, np.nan), B, "share 0 futures"),
])
def test_what_cannot_be_compared_is_refused(one, two, words):
    with pytest.raises(ValueError, match=words):
        difference(one, two)


def test_the_saving_of_pairing_is_the_ratio_of_variances():
    generator = np.random.default_rng(2)
    common, own = generator.normal(size=20_000), generator.normal(size=(2, 20_000))
    found = saving(3 * common + own[0], 3 * common + own[1])
    # (10 + 10) / (1 + 1)
    assert found.low < 10 < found.high
    assert found.ratio == pytest.approx(10, rel=0.05)


def test_independent_mixes_save_nothing_and_equal_ones_never_differ():
    generator = np.random.default_rng(3)
    one, two = generator.normal(size=(2, 5000))
    assert saving(one, two).low < 1 < saving(one, two).high
    assert saving(one, one + 2).ratio == np.inf
    assert "never differ" in saving(one, one).words


def test_savings_report_medians_the_least_and_whether_any_is_worse():
    generator = np.random.default_rng(4)
    common, own = generator.normal(size=3000), generator.normal(size=(3, 3000))
    table = np.array([common + 0.1 * e for e in own])
    found = savings({"x": table, "y": np.array([common, common, -common])}, ["a", "b", "c"])
    assert found.by_outcome["x"] == pytest.approx(100, rel=0.2)
    assert found.least is not None
    assert (found.least.mix, found.least.outcome) == ("c", "y")
    assert found.least.ratio == pytest.approx(0.5, rel=0.01)
    assert not found.never_worse


@given(st.lists(st.floats(-1e6, 1e6), min_size=3, max_size=40), st.floats(-100, 100))
def test_a_shift_of_both_mixes_changes_no_difference(values, shift):
    one, two = np.array(values), np.array(values[::-1])
    plain, moved = difference(one, two), difference(one + shift, two + shift)
    assert moved.mean == pytest.approx(plain.mean, abs=1e-8)
