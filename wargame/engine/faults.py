"""Decisions that failed: one at the table, or many futures of a batch told as one."""

from __future__ import annotations

import traceback
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from wargame.engine.address import Uints
from wargame.engine.scenario import Seat
from wargame.strategies.limit import TimeLimitError
from wargame.strategies.strategy import Strategy

#: What a batch does with a decision that fails. The seat holds in any case; ``record`` tells,
#: ``off`` keeps silent, and ``stop`` raises `DecisionFaultError` at the first.
FaultMode = Literal["off", "record", "stop"]


@dataclass(frozen=True)
class Fault:
    """A decision that failed; the seat held. ``line`` is in the strategy's own file."""

    actor: str
    strategy: str
    tick: int
    line: int
    reason: str

    @property
    def kind(self) -> str:
        """The type of the error."""
        return self.reason.partition(":")[0]


@dataclass(frozen=True, eq=False)
class Held:
    """A seat that held in one turn of many futures, for one kind of error.

    ``futures`` are their numbers, ascending; ``fault`` is that of the first of them.
    """

    fault: Fault
    futures: Uints

    def __str__(self) -> str:
        fault, count = self.fault, self.futures.size
        others = f" and {count - 1:,} more futures" if count > 1 else ""
        return (f"'{fault.actor}' held in quarter {fault.tick} of future {self.futures[0]}{others}:"
                f" strategy '{fault.strategy}', line {fault.line}: {fault.reason}")


class DecisionFaultError(RuntimeError):
    """A batch that stops at faults met one; ``held`` tells which."""

    def __init__(self, held: Held) -> None:
        super().__init__(str(held))
        self.held = held

    def __reduce__(self) -> tuple[type[DecisionFaultError], tuple[Held]]:
        return DecisionFaultError, (self.held,)


def fault_of(seat: Seat, strategy: type[Strategy], tick: int, error: Exception) -> Fault:
    """The record of a failed decision, at the last line inside the strategy's own file.

    Where what it returned is at fault, that is the line of its ``decide``.
    """
    code = getattr(strategy.decide, "__code__", None)
    frames = error.frames if isinstance(error, TimeLimitError) else tuple(
        (frame.filename, frame.lineno) for frame in traceback.extract_tb(error.__traceback__))
    own = [at for file, at in frames if code is not None and file == code.co_filename]
    line = own[-1] if own else code.co_firstlineno if code is not None else 0
    return Fault(seat.actor, strategy.name, tick, line or 0, f"{type(error).__name__}: {error}")


def grouped(every: Iterable[Held]) -> tuple[Held, ...]:
    """One record for each seat, turn, line and kind of error, by tick and actor."""
    found: dict[tuple[int, str, str, int, str], list[Held]] = {}
    for held in every:
        fault = held.fault
        key = (fault.tick, fault.actor, fault.strategy, fault.line, fault.kind)
        found.setdefault(key, []).append(held)
    return tuple(_joined(parts) for _, parts in sorted(found.items()))


def _joined(parts: list[Held]) -> Held:
    first = min(parts, key=lambda held: int(held.futures[0]))
    return Held(first.fault, np.unique(np.concatenate([held.futures for held in parts])))
