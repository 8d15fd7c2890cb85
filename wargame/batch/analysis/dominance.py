"""Seats without a decision: a strategy that does best whatever the others play."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from wargame.batch.analysis.accounts import Payoff, accounts, default_payoff
from wargame.batch.analysis.games import Games
from wargame.batch.analysis.wording import counted, plain

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class SeatFinding:
    """One seat over sampled tables of others: which strategy does best, and in how many.

    ``best`` counts the tables in which each strategy has the highest mean payoff; ``dominant`` is
    the one that has it in all of them and leads the runner-up in ``ahead`` futures of
    ``futures``, over all tables; empty where none is.
    """

    seat: str
    best: Mapping[str, int]
    tables: int
    dominant: str
    ahead: int
    futures: int
    spread: float

    @property
    def words(self) -> str:
        """One sentence."""
        if self.dominant:
            return (f"{self.seat} has no decision to make: {plain(self.dominant)} does best "
                    f"against all {self.tables} tables that were tried, and beats the next best in "
                    f"{counted(self.ahead, self.futures)}")
        if self.spread == 0:
            return f"{self.seat} gets the same whatever it plays: nothing it does matters to it"
        seen = ", ".join(f"{plain(n)} in {c}" for n, c in
                         sorted(self.best.items(), key=lambda p: -p[1]) if c)
        return f"{self.seat} has a decision: best of {self.tables} tables is {seen}"


def rehearse_seats(
    games: Games, *, seats: Sequence[str] | None = None, tables: int = 6, futures: int = 40,
    payoffs: Mapping[str, Payoff] | None = None, seed: int = 1,
    parameters: Mapping[str, float | Array] | None = None,
) -> tuple[SeatFinding, ...]:
    """Try every strategy in each seat against tables of strategies drawn for the others.

    The first table is the playbook's own. Seats without a payoff (regulators, unless ``payoffs``
    names one) are left out. ``seats`` are all by default; strategies that need one future at a
    time are left out as too slow.
    """
    generator = np.random.default_rng(seed)
    scenario = games.scenario
    found = []
    for seat in scenario.seats:
        declared = (payoffs or {}).get(seat.actor)
        if (seats is not None and seat.actor not in seats) or (
                declared is None and seat.kind == "regulator"):
            continue
        payoff = declared or default_payoff(games, seat.actor)
        own = _strategies(games, seat.kind)
        if len(own) < 2:
            continue
        others = [s for s in scenario.seats if s.actor != seat.actor]
        values = np.empty((tables, len(own), futures))
        for table in range(tables):
            drawn: dict[str, Any] = {} if table == 0 else {
                s.actor: str(generator.choice(_strategies(games, s.kind))) for s in others}
            for at, name in enumerate(own):
                now = games.seated({**drawn, seat.actor: name})
                values[table, at] = accounts(now, {seat.actor: payoff}, range(futures),
                                             parameters=parameters)[0]
        found.append(_judged(seat.actor, own, values))
    return tuple(found)


def _strategies(games: Games, kind: str) -> list[str]:
    library = games.scenario.library
    return sorted(n for n, info in library.strategies.items()
                  if info.actor == kind and library.tiers[n][0] != "python")


def _judged(seat: str, names: Sequence[str], values: Array) -> SeatFinding:
    means = values.mean(axis=2)
    first = np.argmax(means, axis=1)
    best = {n: int(np.sum(first == i)) for i, n in enumerate(names)}
    top = int(first[0])
    next_best = np.argsort(means, axis=1)[:, -2]
    lead = values[:, top] - np.take_along_axis(values, next_best[:, None, None], axis=1)[:, 0]
    spread = float(np.ptp(means))
    alone = best[names[top]] == len(first) and spread > 0
    return SeatFinding(seat, best, len(first), names[top] if alone else "",
                       int(np.sum(lead > 0)), int(lead.size), spread)
