"""Runs that share a point: the point, not the run, is the observation."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Groups = npt.NDArray[np.int64]


def places_of(size: int, groups: Groups | None) -> Groups:
    """Which group each of ``size`` runs is in, from 0; without groups each run is its own."""
    if groups is None:
        return np.arange(size)
    return np.asarray(np.unique(groups, return_inverse=True)[1], dtype=np.int64)
