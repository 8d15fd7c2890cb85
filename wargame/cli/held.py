"""Seats that held because their strategy failed: each told once, with how often."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from wargame.engine.faults import Held
from wargame.engine.play import Play
from wargame.strategies.limit import TimeLimitError


def held_lines(played: Play, names: Mapping[str, str]) -> Iterator[str]:
    """A line for each seat, line and kind of error: in how many turns and futures, and the reason.

    ``names`` are those of the actors as people read them.
    """
    found: dict[tuple[str, str, int, str], list[Held]] = {}
    for held in played.many.faults:
        fault = held.fault
        found.setdefault((fault.actor, fault.strategy, fault.line, fault.kind), []).append(held)
    every = played.scenario.turns
    for (actor, strategy, line, kind), parts in found.items():
        first = parts[0].fault
        turns = {(held.fault.tick - 1) // played.scenario.ticks_per_turn + 1 for held in parts}
        if kind == TimeLimitError.__name__:
            # Such a strategy is asked no more, and the rest is not told.
            when = f"from turn {min(turns)} of {every} on"
        else:
            when = f"in {len(turns)} of {every} turns"
        futures = np.unique(np.concatenate([held.futures for held in parts])).size
        among = f", in {futures:,} of {played.futures:,} futures" if played.futures > 1 else ""
        yield (f"{names[actor]} held {when}{among}: a fault of {strategy}, line {line}: "
               f"{first.reason}")
