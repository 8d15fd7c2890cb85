"""Looking back: the game from a past turn on with other orders, under the same luck."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from wargame.engine.input import TurnInput
from wargame.engine.kernel import Kernel
from wargame.engine.many import Many
from wargame.engine.onward import continue_many
from wargame.engine.outcomes import Verdict, judge
from wargame.engine.play import Table
from wargame.engine.scenario import ScenarioError
from wargame.session.worlds import Counted

FUTURES = 500
#: By turn (counted from 1) and actor: levers instead of the order given, or None for the strategy
#: that the scenario seats.
Swaps = Mapping[int, Mapping[str, Mapping[str, float] | None]]


@dataclass(frozen=True, eq=False)
class Fork:
    """What would have happened: the orders given, and those swapped, over the same futures.

    Future 0 is the table's own luck: ``table`` is that future, with the records of its turns.
    The others are futures of the same seed. ``first`` is the first turn that is played again.
    """

    original: Table
    table: Table
    first: int
    swaps: Swaps
    as_played: Many
    as_swapped: Many

    @property
    def futures(self) -> int:
        """Number of futures."""
        return int(self.as_swapped.metrics.shape[-1])

    @property
    def nothing_changed(self) -> bool:
        """Whether the swap changed no metric in any future, by any bit."""
        return self.as_played.metrics.tobytes() == self.as_swapped.metrics.tobytes()

    def metric(self, name: str) -> Counted:
        """One metric with the swap against the game as it was played; row 0 is the fork."""
        variable = self.original.scenario.program.variables[name]
        return Counted(variable, self.as_swapped.metric(name), self.as_played.metric(name))

    def verdicts(self) -> tuple[tuple[Verdict, Verdict], ...]:
        """Each claim of the playbook at the end with the swap, and as it was played."""
        playbook = self.original.scenario.playbook
        both = [judge(playbook, {n: many.metrics[-1, i] for i, n in enumerate(many.names)})
                for many in (self.as_swapped, self.as_played)]
        return tuple(zip(*both, strict=True))


def fork(
    table: Table, first: int, swaps: Swaps, *, futures: int = FUTURES,
    kernel: Kernel | None = None,
) -> Fork:
    """Play the turns from ``first`` (counted from 1) to the last one played again with swaps.

    Other people's orders, effects and stand-ins stay as they were; strategies decide anew, on
    what they see then. Raises `ScenarioError` for turns that were not played, and for orders that
    nobody can give.
    """
    if not 1 <= first <= table.turn:
        raise ScenarioError(f"turn {first} has not been played; there are turns 1 to {table.turn}")
    inputs = swapped(table.inputs, first, swaps)
    start = table.at(first - 1)
    forked = start.at(start.turn)
    for given in inputs:
        forked.play(given)
    count = table.turn - start.turn
    every = range(futures)
    one = continue_many(start, every, table.inputs[start.turn:], turns=count, kernel=kernel)
    other = continue_many(start, every, inputs, turns=count, kernel=kernel)
    return Fork(table, forked, first, swaps, one, other)


def swapped(inputs: Sequence[TurnInput], first: int, swaps: Swaps) -> list[TurnInput]:
    """The inputs from a turn on (counted from 1), with some orders exchanged.

    Raises `ScenarioError` for a swap outside these turns.
    """
    for turn in swaps:
        if not first <= turn <= len(inputs):
            raise ScenarioError(f"orders of turn {turn} cannot be swapped; the fork plays turns "
                                f"{first} to {len(inputs)}")
    found = []
    for number, given in enumerate(inputs[first - 1:], first):
        commands = {a: dict(levers) for a, levers in given.commands.items()}
        for actor, levers in swaps.get(number, {}).items():
            if levers is None:
                commands.pop(actor, None)
            else:
                commands[actor] = dict(levers)
        found.append(replace(given, commands=commands))
    return found
