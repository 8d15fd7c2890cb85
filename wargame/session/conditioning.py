"""Hidden quantities moved towards what the seat sees: linear conditioning of an ensemble.

Worlds are played from the start, so that a member's hidden quantities and its public ones go
together in them. When the public ones turn out otherwise, the hidden ones are moved by as much as
goes with it: by the regression of one on the other over the worlds, one public quantity after
another, each moved itself by those before. This is the update of an ensemble Kalman filter whose
observations have no error (Evensen 2003, https://doi.org/10.1007/s10236-003-0036-9).
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from wargame.engine.arrays import ArrayGame

Array = npt.NDArray[np.float64]
#: A public quantity that hardly varies over the worlds tells nothing.
FAINT = 1e-9
#: Fewer worlds than this say too little of what goes with what; they are left as they were played.
FEWEST = 100


def conditioned(
    game: ArrayGame, seen: Mapping[tuple[str, int], float],
) -> dict[str, Array]:
    """Rows with hidden places moved, each within its variable's bounds.

    ``seen`` are values by row and position. Only quantities of the same member of the same set
    move one another. Of fewer than `FEWEST` worlds none is moved.
    """
    program, sizes = game.scenario.program, game.scenario.sizes
    futures = game.futures.size
    found: dict[str, Array] = {}
    if futures < FEWEST:
        return found
    for axis, members in sizes.members.items():
        names = [n for n, v in program.variables.items()
                 if v.space == (axis,) and n in game.rows and v.kind in ("stock", "flow")]
        for at in range(len(members)):
            hidden = [n for n in names if (n, at) not in seen]
            public = [n for n in names if (n, at) in seen
                      and program.variables[n].kind == "stock"]
            if not hidden or not public:
                continue
            block = np.array([np.asarray(game.rows[n])[at] for n in (*public, *hidden)])
            _move(block, [seen[n, at] for n in public])
            for number, name in enumerate(hidden, len(public)):
                if name not in found:
                    found[name] = np.array(np.broadcast_to(
                        game.rows[name], (len(members), futures)), dtype=np.float64)
                v = program.variables[name]
                found[name][at] = np.clip(block[number], v.low, v.high)
    return found


def _move(block: Array, wanted: list[float]) -> None:
    """Move rows of a block (quantities, futures) until its first ones are as wanted."""
    for number, value in enumerate(wanted):
        short = value - block[number]
        spread = block[number] - block[number].mean()
        variance = float(spread @ spread)
        if variance <= FAINT * (1 + value * value) * block.shape[1]:
            continue
        later = block[number:]
        gains = (later - later.mean(axis=1, keepdims=True)) @ spread / variance
        block[number:] = later + gains[:, None] * short
