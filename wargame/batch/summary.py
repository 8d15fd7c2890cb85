"""Summaries of each turn that merge exactly: counts by the leading bits of the values.

A bin holds the doubles that agree in sign, exponent and the first `MANTISSA` bits: it is at most
1/64 of its value wide, the same for every metric and experiment, so that the counts of chunks add
up to those of the whole, in any order. Quantiles read from them are right to 1/128 of the value;
counts, lowest and highest are exact, and the mean is to rounding. Magnitudes below 2**-64 count as
zero.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

MANTISSA = 6
_SHIFT = 52 - MANTISSA
_MAGNITUDE = np.int64(2**63 - 1)
#: The bits of 2**-64.
_LEAST = np.int64((1023 - 64) << 52)
#: Values summarised at once: what they take stays in the processor's cache.
_TOGETHER = 1 << 17
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)


def bins_of(values: Array) -> Integers:
    """The bin of each value, in the order of the values; -0.0 is in the bin of 0.0, bin 0."""
    bits = values.view(np.int64)
    bins = bits & _MAGNITUDE
    small = bins < _LEAST
    bins >>= _SHIFT
    bins[small] = 0
    below = (bits < 0) & ~small
    if below.any():
        np.subtract(-1, bins, out=bins, where=below)
    return bins


def edges_of(bins: Integers) -> tuple[Array, Array]:
    """The ends of bins: the one nearer to zero, which belongs to the bin, and the other."""
    sign = np.where(bins < 0, -1.0, 1.0)
    magnitude = np.where(bins < 0, -1 - bins, bins)
    near = sign * (magnitude << _SHIFT).view(np.float64)
    far = sign * ((magnitude + 1) << _SHIFT).view(np.float64)
    zero = bins == 0
    return np.where(zero, 0.0, near), np.where(zero, 0.0, far)


def total_of(values: Array) -> Array:
    """Sums over the last axis, by halves: the same additions on every computer."""
    width = values.shape[-1]
    size = 1 << max(0, width - 1).bit_length()
    padded = np.zeros((*values.shape[:-1], size))
    padded[..., :width] = values
    while size > 1:
        size //= 2
        padded = padded[..., :size] + padded[..., size:]
    return padded[..., 0] if width else np.zeros(values.shape[:-1])


@dataclass(frozen=True)
class Summaries:
    """One row for each series summarised; the bins of row r are ``starts[r]:starts[r + 1]``."""

    count: Integers
    total: Array
    lowest: Array
    highest: Array
    whole: npt.NDArray[np.bool_]
    starts: Integers
    bins: Integers
    counts: Integers


def summarised(series: Array) -> Summaries:
    """Summaries of series (rows, values); every value is finite. No values, no rows."""
    rows, width = series.shape
    if not width:
        none = np.zeros(0, dtype=np.int64)
        return Summaries(none, np.zeros(0), np.zeros(0), np.zeros(0), np.zeros(0, dtype=np.bool_),
                         np.zeros(1, dtype=np.int64), none, none)
    step = max(1, _TOGETHER // width)
    parts = [_part(series[at:at + step]) for at in range(0, rows, step)]
    widths = np.concatenate([p.starts for p in parts])
    return Summaries(*(np.concatenate([getattr(p, f.name) for p in parts])
                       if f.name != "starts" else np.concatenate([[0], np.cumsum(widths)])
                       for f in fields(Summaries)))


def _part(series: Array) -> Summaries:
    """Summaries of some series; ``starts`` are numbers of bins here."""
    rows, width = series.shape
    ordered = np.sort(series, axis=-1)
    keys = bins_of(ordered)
    fresh = np.ones(keys.shape, dtype=np.bool_)
    np.not_equal(keys[:, 1:], keys[:, :-1], out=fresh[:, 1:])
    places = np.flatnonzero(fresh)
    starts = np.searchsorted(places, np.arange(rows + 1) * width)
    return Summaries(
        np.full(rows, width, dtype=np.int64), total_of(series), ordered[:, 0] + 0.0,
        ordered[:, -1] + 0.0, np.all(ordered == np.floor(ordered), axis=-1), np.diff(starts),
        keys.reshape(-1)[places], np.diff(np.append(places, keys.size)))


def quantiles_of(
    bins: Integers, counts: Integers, lowest: float, highest: float, *, whole: bool,
    at: tuple[float, ...] = QUANTILES,
) -> list[float]:
    """Quantiles of counted values; ``bins`` ascend.

    Whole numbers below 128 are exact, since each begins a bin; elsewhere the value at a rank is
    read off a straight line through its bin.
    """
    ends = np.cumsum(counts)
    ranks = np.array(at) * (ends[-1] - 1)
    places = np.searchsorted(ends, ranks, side="right")
    near, far = edges_of(bins[places])
    if whole:
        found = near
    else:
        low, high = np.minimum(near, far), np.maximum(near, far)
        inside = (ranks - (ends[places] - counts[places]) + 0.5) / counts[places]
        found = low + (high - low) * np.clip(inside, 0.0, 1.0)
    return [float(v) for v in np.clip(found, lowest, highest)]
