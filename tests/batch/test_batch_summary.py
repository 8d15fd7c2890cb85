"""Summaries of turns: exact where they claim to be, and mergeable in any order."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from wargame.batch.summary import (
    QUANTILES,
    bins_of,
    edges_of,
    quantiles_of,
    summarised,
    total_of,
)

numbers = st.floats(-1e12, 1e12, allow_nan=False).filter(lambda x: x == 0 or abs(x) > 1e-15)


@given(arrays(np.float64, st.integers(1, 60), elements=numbers))
def test_every_value_lies_in_its_bin_which_is_a_sixty_fourth_wide(values) -> None:
    near, far = edges_of(bins_of(values))
    size, inner, outer = np.abs(values), np.abs(near), np.abs(far)
    zero = values == 0
    assert np.all((inner <= size) & ((size < outer) | zero))
    assert np.all(outer - inner <= inner / 64)
    assert np.all(np.sign(near) == np.sign(values))


@given(arrays(np.float64, st.integers(2, 60), elements=numbers))
def test_bins_are_in_the_order_of_the_values(values) -> None:
    assert np.all(np.diff(bins_of(np.sort(values))) >= 0)


def test_signed_zeros_and_the_smallest_numbers_share_bin_zero() -> None:
    assert bins_of(np.array([0.0, -0.0, 1e-30, -1e-30])).tolist() == [0, 0, 0, 0]


@given(arrays(np.float64, st.tuples(st.integers(1, 4), st.integers(1, 80)), elements=numbers),
       st.integers(0, 80))
def test_counts_of_parts_add_up_to_those_of_the_whole(series, cut) -> None:
    whole = summarised(series)
    parts = [summarised(np.ascontiguousarray(p)) for p in (series[:, :cut], series[:, cut:])
             if p.shape[1]]
    for row in range(series.shape[0]):
        def counted(found, row=row):
            at = slice(found.starts[row], found.starts[row + 1])
            return dict(zip(found.bins[at].tolist(), found.counts[at].tolist(), strict=True))

        added: dict = {}
        for part in parts:
            for key, count in counted(part).items():
                added[key] = added.get(key, 0) + count
        assert added == counted(whole)
        assert whole.lowest[row] == series[row].min()
        assert whole.highest[row] == series[row].max()
        assert whole.count[row] == series.shape[1]


@given(arrays(np.float64, st.integers(1, 200), elements=numbers))
def test_totals_are_those_of_exact_addition_to_rounding(values) -> None:
    exact = math.fsum(values.tolist())
    assert abs(total_of(values) - exact) <= 1e-15 * 10 * np.abs(values).sum()


@given(arrays(np.float64, st.integers(1, 200), elements=numbers))
def test_quantiles_lie_between_the_neighbours_of_their_rank(values) -> None:
    found = summarised(values[None, :])
    got = quantiles_of(found.bins, found.counts, found.lowest[0], found.highest[0],
                       whole=bool(found.whole[0]))
    ordered = np.sort(values)
    for q, value in zip(QUANTILES, got, strict=True):
        rank = q * (values.size - 1)
        low, high = ordered[int(np.floor(rank))], ordered[int(np.ceil(rank))]
        slack = max(abs(low), abs(high)) / 64
        assert low - slack <= value <= high + slack


def test_quantiles_of_small_whole_numbers_are_exact() -> None:
    values = np.random.default_rng(1).integers(-5, 100, 999).astype(float)
    found = summarised(values[None, :])
    got = quantiles_of(found.bins, found.counts, found.lowest[0], found.highest[0], whole=True)
    expected = np.quantile(values, QUANTILES, method="lower")
    assert got == expected.tolist()


def test_many_values_in_few_rows_are_summarised_in_pieces_alike() -> None:
    series = np.random.default_rng(2).normal(size=(7, 40_000))
    whole = summarised(series)
    for row in range(7):
        alone = summarised(series[row:row + 1])
        at = slice(whole.starts[row], whole.starts[row + 1])
        assert whole.bins[at].tolist() == alone.bins.tolist()
        assert whole.counts[at].tolist() == alone.counts.tolist()
        assert whole.total[row] == alone.total[0]
