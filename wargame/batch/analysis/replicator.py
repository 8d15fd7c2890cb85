"""Where imitation leads: replicator dynamics on a payoff table (Taylor and Jonker 1978).

Each seat is a population of its own: choices that earn more than the seat's average spread, in
proportion to how much more.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from wargame.batch.analysis.payoffs import PayoffTable
from wargame.batch.analysis.wording import plain

Array = npt.NDArray[np.float64]
STEPS = 4000
#: Part of the span of payoffs that shares move by in a step.
SPEED = 0.2


@dataclass(frozen=True)
class Rest:
    """A state where the dynamics came to rest, and how many of the runs ended there.

    ``shares`` are the parts of each seat's population by choice. Runs differ by where they
    start and by which futures their payoffs are averaged over, so ``part`` carries both.
    """

    shares: Mapping[str, Mapping[str, float]]
    runs: int
    of: int

    @property
    def words(self) -> str:
        """One sentence."""
        sides = []
        for seat, shares in self.shares.items():
            name, share = max(shares.items(), key=lambda p: p[1])
            sides.append(f"{seat} {plain(name)}" + ("" if share > 0.99 else f" ({share:.0%})"))
        return f"{self.runs} of {self.of} runs come to rest at " + ", ".join(sides)


def step(mean: Array, shares: list[Array]) -> list[Array]:
    """One step of the replicator equation for many populations at once.

    ``mean`` are payoffs (choices..., seats), ``shares`` for each seat (runs, choices).
    """
    seats = mean.shape[-1]
    moved = []
    for seat in range(seats):
        worth = np.broadcast_to(mean[..., seat], (shares[0].shape[0], *mean.shape[:-1]))
        span = float(np.ptp(mean[..., seat]))
        for other in range(seats - 1, -1, -1):
            if other != seat:
                sides = [1] * worth.ndim
                sides[0], sides[other + 1] = shares[other].shape
                worth = (worth * shares[other].reshape(sides)).sum(axis=other + 1)
        lead = worth - (worth * shares[seat]).sum(axis=1, keepdims=True)
        if span > 0:
            # The exponential form stays inside the simplex for any step.
            grown = shares[seat] * np.exp(SPEED * lead / span)
            moved.append(grown / grown.sum(axis=1, keepdims=True))
        else:
            moved.append(shares[seat])
    return moved


def rest(mean: Array, shares: list[Array], *, steps: int = STEPS) -> list[Array]:
    """Follow the dynamics until nothing moves, or for so many steps; shares as for `step`."""
    for _ in range(steps):
        moved = step(mean, shares)
        if max(float(np.abs(a - b).max()) for a, b in zip(moved, shares, strict=True)) < 1e-7:
            return moved
        shares = moved
    return shares


def replicate(
    table: PayoffTable, *, starts: int = 20, resamples: int = 5, seed: int = 1,
) -> tuple[Rest, ...]:
    """Run the dynamics from random starts on payoffs of resampled futures.

    Returns the states of rest, the most frequent first; states within 0.1 in every share count as
    one.
    """
    known = table.values[..., table.complete]
    if known.shape[-1] < 1:
        raise ValueError("no future was played in every profile")
    generator = np.random.default_rng(seed)
    found: list[tuple[Array, int]] = []
    for _ in range(resamples):
        drawn = generator.integers(0, known.shape[-1], known.shape[-1])
        mean = known[..., drawn].mean(axis=-1)
        shares = [generator.dirichlet(np.ones(len(c)), starts) for c in table.choices]
        for ended in np.concatenate(rest(mean, shares), axis=1):
            for at, (state, count) in enumerate(found):
                if np.abs(state - ended).max() < 0.1:
                    found[at] = (state, count + 1)
                    break
            else:
                found.append((ended, 1))
    total = starts * resamples
    return tuple(Rest(_named(table, state), count, total)
                 for state, count in sorted(found, key=lambda f: -f[1]))


def _named(table: PayoffTable, state: Array) -> dict[str, dict[str, float]]:
    named, at = {}, 0
    for seat, choices in zip(table.seats, table.choices, strict=True):
        named[seat] = {c: float(state[at + i]) for i, c in enumerate(choices)}
        at += len(choices)
    return named
