"""Luck or decision: where the path that was played lies among futures of the same orders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from wargame.engine.kernel import Kernel
from wargame.engine.many import Many
from wargame.engine.onward import continue_many
from wargame.engine.outcomes import Verdict, judge
from wargame.engine.play import Table
from wargame.engine.record import levers_of
from wargame.session.wording import listed
from wargame.session.worlds import bands
from wargame.symbolic.declarations import Variable

Array = npt.NDArray[np.float64]
FUTURES = 1000


@dataclass(frozen=True, eq=False)
class Place:
    """Where a metric's end lies among the ends of the other futures."""

    variable: Variable
    played: float
    ends: Array

    @property
    def futures(self) -> int:
        """Number of other futures."""
        return int(self.ends.size)

    @property
    def below(self) -> int:
        """Futures that end lower than the path played."""
        return int(np.sum(self.ends < self.played))

    @property
    def above(self) -> int:
        """Futures that end higher."""
        return int(np.sum(self.ends > self.played))

    @property
    def as_far(self) -> int:
        """Futures at least as far from the middle as the path played: few mean much luck."""
        middle = np.median(self.ends)
        return int(np.sum(np.abs(self.ends - middle) >= abs(self.played - middle)))

    @property
    def always(self) -> bool:
        """Whether every other future ends where this game did."""
        return not self.below and not self.above

    @property
    def counted(self) -> str:
        """How many futures end lower and higher, in a sentence."""
        of = f"f {self.futures:,} futures with the same orders"
        if self.always:
            return f"All o{of} end at the same value."
        same = self.futures - self.below - self.above
        parts = [f"{self.counts(self.below)} end lower", f"{self.counts(self.above)} higher",
                 *([f"{self.counts(same)} at the same value"] if same else [])]
        return f"O{of} {listed(parts)}."

    def counts(self, number: int) -> str:
        """A number of the futures in words."""
        return "none" if not number else "all" if number == self.futures else f"{number:,}"

    @property
    def words(self) -> str:
        """The place for a room."""
        title = f"{self.variable.title[:1].upper()}{self.variable.title[1:]}"
        return f"{title}: {self.counted[:1].lower()}{self.counted[1:]}"


@dataclass(frozen=True, eq=False)
class Chance:
    """The path played among futures of the same seed and the same orders; future 0 is not in them.

    With ``reacting`` strategies decided anew in each future; else every order is held fixed.
    """

    table: Table
    many: Many
    reacting: bool

    @property
    def futures(self) -> int:
        """Number of other futures."""
        return int(self.many.metrics.shape[-1])

    def place(self, name: str) -> Place:
        """Where one metric ended among the others."""
        variable = self.table.scenario.program.variables[name]
        return Place(variable, self.table.trace[-1][name], self.many.metric(name)[-1])

    def fan(self, name: str) -> tuple[Array, Array]:
        """The path played (ticks + 1,), and the quantiles of the others (5, ticks + 1)."""
        path = np.array([step[name] for step in self.table.trace])
        return path, bands(self.many.metric(name))

    def verdicts(self) -> tuple[tuple[Verdict, Verdict], ...]:
        """Each claim on the path played, and counted over the other futures."""
        playbook = self.table.scenario.playbook
        last = {n: self.many.metrics[-1, i] for i, n in enumerate(self.many.names)}
        return tuple(zip(self.table.verdicts(), judge(playbook, last), strict=True))

    @property
    def same_ending(self) -> int:
        """Futures in which every claim that one game can decide comes out as it did here."""
        alike = np.ones(self.futures, dtype=np.bool_)
        for here, there in self.verdicts():
            if not here.needs_batch:
                holds = np.all([test.holds for test in there.tests], axis=0)
                alike &= holds == bool(here.holds)
        return int(np.sum(alike))

    @property
    def words(self) -> str:
        """The count for a room, with what was held fixed."""
        fixed = ("people's orders held fixed, strategies free to react" if self.reacting
                 else "all orders held fixed")
        return (f"The playbook's claims come out as they did here in {self.same_ending:,} of "
                f"{self.futures:,} futures ({fixed}).")


def chance(
    table: Table, *, futures: int = FUTURES, reacting: bool = False, kernel: Kernel | None = None,
) -> Chance:
    """Play the turns of a table again in other futures of its seed, from the start.

    Effects stay as they were. Orders that cost money are cut where the other future has less.
    """
    inputs = table.inputs if reacting else [
        replace(given, commands=orders_in_force(table, turn))
        for turn, given in enumerate(table.inputs, 1)]
    many = continue_many(table.at(0), range(1, futures + 1), inputs, turns=table.turn,
                         kernel=kernel)
    return Chance(table, many, reacting)


def orders_in_force(table: Table, turn: int) -> Mapping[str, Mapping[str, float]]:
    """Every lever as it stood in a turn (counted from 1), by actor."""
    game = table.snapshots[turn]
    return {seat.actor: levers_of(game, seat) for seat in table.scenario.seats}
