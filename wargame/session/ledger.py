"""The ledger: every change of a metric in every turn, by what made it; the parts add up."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from wargame.engine.play import Table, replayed
from wargame.engine.replay import causes_of_metrics

#: What made a part of a change. The model's own course is a rule; ``together`` is what several
#: causes did only in combination.
TAGS = {"drift": "rule", "rule": "rule", "chance": "chance", "orders": "order", "rivals": "order",
        "inject": "inject", "ruling": "ruling", "matrix": "ruling", "interaction": "together"}


@dataclass(frozen=True)
class Entry:
    """A part of one metric's change in one turn; ``actor`` gave the order, if it was one."""

    turn: int
    metric: str
    tag: str
    actor: str
    label: str
    amount: float


@dataclass(frozen=True)
class Ledger:
    """All entries, by turn and metric. Those of a turn and metric add up to the change."""

    table: Table
    entries: tuple[Entry, ...]

    def of(self, metric: str, turn: int | None = None) -> tuple[Entry, ...]:
        """The entries of a metric, in one turn or in all."""
        return tuple(e for e in self.entries
                     if e.metric == metric and turn in (None, e.turn))

    def totals(self, metric: str) -> dict[str, float]:
        """What each tag contributed to a metric over the game."""
        found = dict.fromkeys(dict.fromkeys(TAGS.values()), 0.0)
        for tag in found:
            found[tag] = math.fsum(e.amount for e in self.of(metric) if e.tag == tag)
        return found

    def change(self, metric: str) -> float:
        """The change of a metric from the start to the present."""
        return self.table.trace[-1][metric] - self.table.trace[0][metric]


def ledger(table: Table, metrics: Sequence[str] | None = None) -> Ledger:
    """The ledger of the turns played, for all metrics or some."""
    names = tuple(metrics if metrics is not None else table.scenario.program.metrics)
    entries = []
    for turn in range(1, table.turn + 1):
        for name, causes in causes_of_metrics(table, names, turn).items():
            entries += [Entry(turn, name, TAGS[c.kind], c.actor, c.label, c.amount)
                        for c in causes if c.amount or c.kind in ("drift", "chance")]
    return Ledger(table, tuple(entries))


def without_rulings(table: Table, *origins: str) -> Table:
    """The same game without the white cell's rulings and dice (or other origins of effects).

    Orders stay as they were, and so does luck; strategies decide anew.
    """
    dropped = origins or ("ruling", "matrix")
    return replayed(table.scenario, table.seed,
                    [given.without_effects(*dropped) for given in table.inputs])

