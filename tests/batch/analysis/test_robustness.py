import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from wargame.batch.analysis.robustness import (
    Threshold,
    against,
    pareto,
    passes,
    regret,
    robustness,
    satisficing,
)

MIXES = ["open", "mixed", "closed"]
# Worked by hand: three mixes over four futures, higher is better.
TABLE = np.array([
    [10.0, 2.0, 7.0, 1.0],
    [8.0, 6.0, 6.0, 5.0],
    [1.0, 9.0, 6.5, 5.0],
])


def test_regret_on_a_hand_worked_table():
    assert np.array_equal(regret(TABLE), [[0, 7, 0, 4], [2, 3, 1, 0], [9, 0, 0.5, 0]])
    assert np.array_equal(regret(TABLE, "lower"), [[9, 0, 1, 0], [7, 4, 0, 4], [0, 7, 0.5, 4]])


def test_the_mix_that_is_best_nowhere_but_once_has_the_least_worst_regret():
    found = robustness(TABLE, MIXES)
    assert [r.mix for r in found] == ["mixed", "open", "closed"]
    assert [r.worst_regret for r in found] == [3, 7, 9]
    assert [r.worst_future for r in found] == [1, 1, 0]
    assert [r.best for r in found] == [1, 2, 2]
    # 90th percentile of (0, 1, 2, 3) by linear interpolation.
    assert found[0].high_regret == pytest.approx(2.7)
    assert found[0].mean_regret == pytest.approx(1.5)


def test_a_future_that_one_mix_missed_has_no_regret_for_any():
    table = TABLE.copy()
    table[2, 1] = np.nan
    assert np.isnan(regret(table)[:, 1]).all()
    found = robustness(table, MIXES)
    assert found[0].futures == 3
    with pytest.raises(ValueError, match="same future"):
        robustness(np.array([[np.nan, 1.0], [1.0, np.nan]]), ["a", "b"])


def test_satisficing_counts_futures_in_which_every_threshold_is_met():
    cost = np.array([[1.0, 1, 1, 9], [2, 2, 2, 2], [1, 9, 1, np.nan]])
    good = satisficing({"gain": TABLE, "cost": cost},
                       {"gain": Threshold(low=6), "cost": Threshold(high=3)}, MIXES)
    assert [(s.mix, s.met, s.futures, s.missing) for s in good] == [
        ("mixed", 3, 4, 0), ("open", 2, 4, 0), ("closed", 1, 3, 1)]
    assert good[0].words == "mixed is good enough in 3 of 4 futures"


def test_not_a_number_never_passes_and_contrary_thresholds_are_refused():
    assert not passes({"x": np.array([[np.nan]])}, {"x": Threshold()})[0, 0]
    with pytest.raises(ValueError, match="never be met"):
        Threshold(low=2, high=1)
    with pytest.raises(ValueError, match="at least one outcome"):
        passes({}, {})


def test_the_pareto_set_of_a_hand_worked_table():
    scores = np.array([[1.0, 5.0], [2.0, 4.0], [2.0, 6.0], [0.0, 3.0], [np.nan, 0.0], [2.0, 4.0]])
    assert np.array_equal(pareto(scores, ["higher", "lower"]),
                          [False, True, False, True, False, True])


@given(arrays(np.float64, (4, 6), elements=st.floats(-1e3, 1e3)), st.floats(0.5, 3),
       st.floats(-10, 10))
def test_regret_is_never_negative_zero_for_someone_and_scales(table, factor, shift):
    lost = regret(table)
    assert (lost >= 0).all()
    assert (lost.min(axis=0) == 0).all()
    assert np.allclose(regret(factor * table + shift), factor * lost, atol=1e-6)


@given(arrays(np.float64, (6, 3), elements=st.integers(-3, 3).map(float)))
def test_somebody_is_always_in_the_pareto_set_and_dominated_rows_never_are(scores):
    kept = pareto(scores, ["higher"] * 3)
    assert kept.any()
    for row in scores[~kept]:
        assert any((other >= row).all() and (other > row).any() for other in scores[kept])


def test_two_mixes_are_compared_in_the_same_futures_and_by_points():
    good = np.array([True, True, True, False, True, False])
    other = np.array([False, False, True, False, True, True])
    found = against(good, other)
    assert (found.only, found.only_other) == (2, 1)
    assert found.luck == 1
    assert "other futures might turn it round" in found.words
    many = np.repeat(np.array([True, False]), [80, 20])
    sure = against(many, np.zeros(100, dtype=bool))
    assert sure.luck < 1e-10
    assert sure.words == "it alone is good enough in 80, the baseline alone in 0"
    few = against(many, np.zeros(100, dtype=bool), np.repeat(np.arange(4), 25))
    assert few.luck > 0.05
