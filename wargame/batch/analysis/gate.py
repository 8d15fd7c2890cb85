"""The gate before sensitivity analysis: no index is ever taken over a missing run.

One not-a-number among thousands of outputs would turn every Sobol index into zero without a word.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt

from wargame.batch.analysis.wording import plain

Array = npt.NDArray[np.float64]
Missing = Literal["refuse", "drop"]


class MissingRunsError(ValueError):
    """Runs without a value where every run is needed; says how many, the first, and the remedy."""


def complete_blocks(
    values: Array, block: int, *, outcome: str = "outcome", missing: Missing = "refuse",
) -> tuple[npt.NDArray[np.bool_], int]:
    """Which runs, (runs,), may enter the analysis, and how many blocks were left out.

    A design consists of blocks of ``block`` runs that belong together. With ``drop`` a block that
    misses a run is left out whole, which leaves the estimate unbiased and only less exact if runs
    are missing at random. Raises `MissingRunsError` with ``refuse``, when the number of runs is
    not whole blocks, and when fewer than four blocks are complete.
    """
    if values.ndim != 1 or values.size % block or not values.size:
        raise MissingRunsError(f"{values.size} values of {plain(outcome)} are not whole blocks "
                               f"of the design, which have {block} runs")
    lost = ~np.isfinite(values)
    broken = lost.reshape(-1, block).any(axis=1)
    count = int(lost.sum())
    if count and missing == "refuse":
        raise MissingRunsError(
            f"{count:,} of {values.size:,} runs have no value of {plain(outcome)} (the first is "
            f"run {int(np.argmax(lost))}); play them again, or leave out their "
            f"{int(broken.sum()):,} blocks of {block} runs with missing='drop'")
    if np.sum(~broken) < 4:
        raise MissingRunsError(f"only {int(np.sum(~broken))} of {broken.size} blocks of runs are "
                               f"complete for {plain(outcome)}; an index needs four")
    return np.repeat(~broken, block), int(broken.sum())
