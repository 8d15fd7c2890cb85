"""What is computed is what the equations say: a second reading in 40 digits agrees to 1e-9.

The second reading walks the SymPy expressions member by member and shares no code with lowering.
A value that rests on rounding or overflow (one that small errors of the inputs change by more
than themselves) is not compared.
"""

from __future__ import annotations

from typing import Any

import mpmath
import numpy as np
import pytest

from wargame.symbolic.numpy_backend import NumpyMachine

from .author import Author
from .bench import RELATED, SMALLER, SMALLER_RELATED, Bench
from .oracle import Oracle

WORLDS: tuple[dict[str, Any], ...] = ({}, {"members": SMALLER, "related": SMALLER_RELATED})


def reading(bench: Bench, rows: Any, related: Any, shaken: float = 0) -> dict[str, list[Any]]:
    """Every flow, slot and next stock."""
    with mpmath.workdps(40):
        oracle = Oracle(bench, related, rows, shaken)
        found = {n: oracle.values(n) for n, v in bench.book.variables.items()
                 if v.kind in ("flow", "slot") and n != "elapsed"}
        for name in bench.program.stocks:
            variable = bench.book.variables[name]
            found[f"next {name}"] = [
                min(max(v, variable.low), variable.high)
                for v in oracle.values(name, bench.book.equations[name])]
    return found


def compared(seed: int) -> tuple[int, int]:
    """Numbers compared and numbers there are; asserts that those compared agree."""
    world = WORLDS[seed % 4 == 0]
    bench = Author(seed, smooth=True).bench(7, 2, 3, ticks=0, **world)
    related = world.get("related", RELATED)
    rows = bench.played()
    NumpyMachine(bench.program, bench.sizes).prepare(bench.program.advance)(rows, 1)
    truths, up, down = (reading(bench, rows, related, shaken) for shaken in (0, 1e-13, -1e-13))
    alike = there = 0
    for name, values in truths.items():
        for place, truth in enumerate(values):
            there += 1
            size = abs(truth)
            if not all(abs(other[name][place] - truth) <= 1e-10 * size for other in (up, down)):
                continue
            alike += 1
            value = float(np.asarray(rows[name]).reshape(-1)[place])
            assert abs(value - truth) <= 1e-9 * size, (seed, name, value, float(truth))
    return alike, there


@pytest.mark.parametrize("first", range(0, 120, 40))
def test_an_independent_reading_in_forty_digits_agrees(first: int) -> None:
    counts = np.array([compared(seed) for seed in range(first, first + 40)])
    alike, there = counts.sum(axis=0)
    assert there > 800
    assert alike > 0.8 * there


@pytest.mark.slow
@pytest.mark.parametrize("first", range(1000, 3000, 250))
def test_an_independent_reading_of_many_more_books_agrees(first: int) -> None:
    counts = np.array([compared(seed) for seed in range(first, first + 250)])
    assert counts[:, 0].sum() > 0.8 * counts[:, 1].sum()
