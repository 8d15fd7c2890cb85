"""The phases of a game, made ready to run once for each program and size of world."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from wargame.engine.table import TableMachine
from wargame.symbolic.numpy_backend import NumpyMachine
from wargame.symbolic.program import Program
from wargame.symbolic.sets import Sizes

#: Runs one phase over rows (and the number of futures).
Run = Callable[[Any, int], None]


@dataclass(frozen=True)
class Phases:
    """``fixed`` runs once a game; ``observe`` and ``settle`` a turn; the others a tick."""

    fixed: Run
    observe: Run
    settle: Run
    flows: Run
    advance: Run


def prepare(program: Program, sizes: Sizes, *, one_future: bool) -> Phases:
    """Write and compile the phases' Python text: floats for one future, arrays for more."""
    machine = TableMachine(program, sizes) if one_future else NumpyMachine(program, sizes)
    return Phases(*(machine.prepare(getattr(program, phase))
                    for phase in ("fixed", "observe", "settle", "flows", "advance")))


