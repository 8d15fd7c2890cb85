"""Many futures of one scenario, by the fastest backend that can play it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from wargame.engine.address import Uints
from wargame.engine.arrays import ArrayGame
from wargame.engine.kernel import Kernel, Order
from wargame.engine.scenario import Scenario
from wargame.symbolic.numpy_backend import Rows

Array = npt.NDArray[np.float64]
#: Futures played together by NumPy; more would leave the processor's cache.
CHUNK = 500


@dataclass(frozen=True)
class Many:
    """``metrics`` (ticks + 1, names, futures), row 0 the start; ``backend`` says who played."""

    names: tuple[str, ...]
    metrics: Array
    final: Rows
    backend: str

    def metric(self, name: str) -> Array:
        """One metric over (ticks + 1, futures)."""
        return self.metrics[:, self.names.index(name), :]


def play_many(
    scenario: Scenario, seed: int, futures: Sequence[int] | Uints, *,
    parameters: Mapping[str, float | Array] | None = None, orders: Sequence[Order] = (),
    kernel: Kernel | None = None, names: Sequence[str] | None = None, final: Sequence[str] = (),
    threads: int | None = None,
) -> Many:
    """Play every future to the end.

    The fused kernel plays when one is given and every strategy is symbolic; else NumPy, with the
    same bits.
    """
    every = np.asarray(futures, dtype=np.uint64)
    kept = tuple(names if names is not None else scenario.program.metrics)
    if kernel is not None and scenario.tier[0] == "symbolic":
        played = kernel.play(scenario, seed, every, parameters=parameters, orders=orders,
                             names=kept, final=final, threads=threads)
        return Many(kept, played.metrics, played.final, "fused")
    parts, last = [], []
    for at in range(0, every.size, CHUNK):
        part = slice(at, at + CHUNK)
        game = ArrayGame(scenario, seed, every[part], {
            n: v if np.ndim(v) == 0 else np.asarray(v)[..., part]
            for n, v in (parameters or {}).items()})
        trace = np.empty((scenario.ticks + 1, len(kept), game.futures.size))
        trace[0] = [game.rows[n] for n in kept]

        def keep(now: ArrayGame, trace: Array = trace) -> None:
            trace[now.tick] = [now.rows[n] for n in kept]

        for turn in range(scenario.turns):
            fixed = [(o.lever, o.position, o.value) for o in orders if o.turn in (-1, turn)]
            game.play_turn(fixed=fixed, each_tick=keep)
        parts.append(trace)
        last.append({n: game.rows[n] for n in final})
    rows = {n: np.concatenate([piece[n] for piece in last], axis=-1) for n in final}
    tier, why = scenario.tier
    return Many(kept, np.concatenate(parts, axis=-1), rows,
                "numpy" if tier == "symbolic" else f"{tier} ({why})")
