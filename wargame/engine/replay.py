"""Counterfactual replays: the same turns with some orders held, or with luck stilled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from wargame.engine.arrays import ArrayGame
from wargame.engine.scenario import Scenario, Seat

if TYPE_CHECKING:
    from wargame.engine.play import Table

Array = npt.NDArray[np.float64]
#: For each turn, lever rows (members, 1) in force.
Levers = Sequence[Mapping[str, Array]]


@dataclass(frozen=True)
class Cause:
    """A part of a change: ``kind`` is drift, chance, orders, rivals or interaction."""

    kind: str
    actor: str
    label: str
    amount: float


def levers_in_force(game: ArrayGame) -> dict[str, Array]:
    """The lever rows of a position."""
    return {n: np.array(game.rows[n]) for n in game.scenario.program.levers}


def replay(start: ArrayGame, levers: Levers, name: str, member: int, *, still: bool,
           seed: int | None = None) -> float:
    """The value of a variable after the turns, with these levers imposed as they are."""
    game = start.copy()
    game.still = still
    game.seed = start.seed if seed is None else seed
    for turn in levers:
        for lever, values in turn.items():
            game.rows[lever] = values
        for _ in range(game.scenario.ticks_per_turn):
            game.play_tick()
    return value_of(game, name, member)


def value_of(game: ArrayGame, name: str, member: int) -> float:
    """One member's value in future 0."""
    return float(np.asarray(game.rows[name]).reshape(-1, game.futures.size)[member, 0])


def mixed(held: Levers, moved: Levers, seats: Sequence[Seat], scenario: Scenario) -> Levers:
    """Held levers, with those of some seats as they were moved."""
    turns = []
    for before, after in zip(held, moved, strict=True):
        rows = {n: v.copy() for n, v in before.items()}
        for seat in seats:
            for name, lever in scenario.program.levers.items():
                if lever.actors == f"{seat.kind}s":
                    rows[name][seat.position] = after[name][seat.position]
        turns.append(rows)
    return turns


def causes_of_turns(
    table: Table, name: str, member: int, first: int, last: int, seat: str | None,
) -> tuple[Cause, ...]:
    """Why a variable changed over turns ``first`` to ``last`` (from 1, both included).

    The reference holds every lever as it was and stills luck: what moves then is drift. Each
    cause is switched on alone; what they do only together is the interaction. The parts add up
    to the change.
    """
    start = table.snapshots[first - 1]
    scenario = table.scenario
    moved = [levers_in_force(table.snapshots[turn]) for turn in range(first, last + 1)]
    held = [levers_in_force(start)] * len(moved)
    before = value_of(start, name, member)
    after = value_of(table.snapshots[last], name, member)
    reference = replay(start, held, name, member, still=True)
    chance = replay(start, held, name, member, still=False)
    causes = [Cause("drift", "", "What was under way already", reference - before),
              Cause("chance", "", "Chance", chance - reference)]
    causes += _ordered(start, held, moved, name, member, seat, scenario, reference,
                       still=True, seed=None)
    return closed(causes, after - before)


def causes_between(
    one: Table, other: Table, name: str, member: int = 0, seat: str | None = None,
) -> tuple[Cause, ...]:
    """Why a variable ended differently in ``other`` than in ``one``: chance and orders, by seat.

    Both must be plays of the same scenario, equally long.
    """
    turns = min(one.turn, other.turn)
    scenario = one.scenario
    held = [levers_in_force(one.snapshots[t + 1]) for t in range(turns)]
    moved = [levers_in_force(other.snapshots[t + 1]) for t in range(turns)]
    start = one.snapshots[0]
    reference = replay(start, held, name, member, still=False)
    far = other.snapshots[0]
    lucky = replay(far, held, name, member, still=False)
    causes = [Cause("chance", "", "Chance", lucky - reference)]
    causes += _ordered(start, held, moved, name, member, seat, scenario, reference,
                       still=False, seed=None)
    after = replay(far, moved, name, member, still=False)
    return closed(causes, after - reference)


def _ordered(
    start: ArrayGame, held: Levers, moved: Levers, name: str, member: int, seat: str | None,
    scenario: Scenario, reference: float, *, still: bool, seed: int | None,
) -> list[Cause]:
    causes = []
    for each in scenario.seats:
        levers = mixed(held, moved, [each], scenario)
        if all(np.array_equal(a[n], b[n]) for a, b in zip(held, levers, strict=True) for n in a):
            continue
        value = replay(start, levers, name, member, still=still, seed=seed)
        actor = scenario.playbook.actor(each.actor)
        kind = "orders" if seat in (None, each.actor) else "rivals"
        causes.append(Cause(kind, each.actor, f"Orders of {actor.name}", value - reference))
    return causes


def closed(causes: list[Cause], change: float) -> tuple[Cause, ...]:
    """The causes with the interaction that makes them add up to the change."""
    rest = change - sum(c.amount for c in causes)
    return (*causes, Cause("interaction", "", "What these did only together", rest))
