"""Counterfactual replays: the same turns with some orders held, or with luck stilled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from wargame.engine.arrays import ArrayGame
from wargame.engine.effect import Effect
from wargame.engine.scenario import Scenario, Seat

if TYPE_CHECKING:
    from wargame.engine.play import Table

Array = npt.NDArray[np.float64]
#: For each turn, lever rows (members, 1) in force.
Levers = Sequence[Mapping[str, Array]]
#: For each turn, the effects at its start.
Effects = Sequence[Sequence[Effect]]


@dataclass(frozen=True)
class Cause:
    """A part of a change.

    ``kind`` is drift, chance, orders, rivals, interaction, or what made an effect: rule, inject,
    ruling or matrix.
    """

    kind: str
    actor: str
    label: str
    amount: float


def levers_in_force(game: ArrayGame) -> dict[str, Array]:
    """The lever rows of a position."""
    return {n: np.array(game.rows[n]) for n in game.scenario.program.levers}


def replay(start: ArrayGame, levers: Levers, name: str, member: int, *, still: bool,
           effects: Effects = ()) -> float:
    """The value of a variable after the turns, with these levers imposed as they are."""
    return value_of(replayed_position(start, levers, still=still, effects=effects), name, member)


def replayed_position(
    start: ArrayGame, levers: Levers, *, still: bool, effects: Effects = (),
) -> ArrayGame:
    """The position after the turns, with these levers imposed as they are."""
    game = start.copy()
    game.still = still
    for number, turn in enumerate(levers):
        if number < len(effects) and effects[number]:
            game.apply(effects[number])
        for lever, values in turn.items():
            game.rows[lever] = values
        for _ in range(game.scenario.ticks_per_turn):
            game.play_tick()
    return game


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
    cause is switched on alone; what they do only together is the interaction. Effects of one
    origin and label are one cause. The parts add up to the change.
    """
    return _causes(table, [(name, member)], first, last, seat)[name, member]


def causes_of_metrics(
    table: Table, names: Sequence[str], turn: int, seat: str | None = None,
) -> dict[str, tuple[Cause, ...]]:
    """`causes_of_turns` of many world values in one turn, from the same replays."""
    found = _causes(table, [(name, 0) for name in names], turn, turn, seat)
    return {name: found[name, 0] for name in names}


def _causes(
    table: Table, wanted: Sequence[tuple[str, int]], first: int, last: int, seat: str | None,
) -> dict[tuple[str, int], tuple[Cause, ...]]:
    start = table.snapshots[first - 1]
    scenario = table.scenario
    moved = [levers_in_force(table.snapshots[turn]) for turn in range(first, last + 1)]
    held = [levers_in_force(start)] * len(moved)
    reference = replayed_position(start, held, still=True)
    switched = [("chance", "", "Chance", replayed_position(start, held, still=False))]
    made = effects_of(table, first, last)
    for kind, label in _origins(made):
        only = [[e for e in turn if (e.origin, e.title) == (kind, label)] for turn in made]
        switched.append((kind, "", label,
                         replayed_position(start, held, still=True, effects=only)))
    for each, levers in _moves(held, moved, scenario):
        switched.append((*_order_of(each, seat, scenario),
                         replayed_position(start, levers, still=True)))
    causes = {}
    for name, member in wanted:
        before, base = value_of(start, name, member), value_of(reference, name, member)
        after = value_of(table.snapshots[last], name, member)
        parts = [Cause("drift", "", "What was under way already", base - before)]
        parts += [Cause(kind, actor, label, value_of(game, name, member) - base)
                  for kind, actor, label, game in switched]
        causes[name, member] = closed(parts, after - before)
    return causes


def causes_between(
    one: Table, other: Table, name: str, member: int = 0, seat: str | None = None,
) -> tuple[Cause, ...]:
    """Why a variable ended differently in ``other`` than in ``one``: chance, effects and orders.

    Both must be plays of the same scenario, equally long.
    """
    turns = min(one.turn, other.turn)
    scenario = one.scenario
    held = [levers_in_force(one.snapshots[t + 1]) for t in range(turns)]
    moved = [levers_in_force(other.snapshots[t + 1]) for t in range(turns)]
    made, remade = effects_of(one, 1, turns), effects_of(other, 1, turns)
    start, far = one.snapshots[0], other.snapshots[0]
    reference = replay(start, held, name, member, still=False, effects=made)
    lucky = replay(far, held, name, member, still=False, effects=made)
    causes = [Cause("chance", "", "Chance", lucky - reference)]
    for kind, label in _origins([*made, *remade]):
        swapped = [[e for e in had if (e.origin, e.title) != (kind, label)]
                   + [e for e in has if (e.origin, e.title) == (kind, label)]
                   for had, has in zip(made, remade, strict=True)]
        if swapped != made:
            value = replay(start, held, name, member, still=False, effects=swapped)
            causes.append(Cause(kind, "", label, value - reference))
    for each, levers in _moves(held, moved, scenario):
        value = replay(start, levers, name, member, still=False, effects=made)
        causes.append(Cause(*_order_of(each, seat, scenario), value - reference))
    after = replay(far, moved, name, member, still=False, effects=remade)
    return closed(causes, after - reference)


def effects_of(table: Table, first: int, last: int) -> list[list[Effect]]:
    """The effects of turns ``first`` to ``last``, counted from 1."""
    return [list(given.effects) for given in table.inputs[first - 1:last]]


def _origins(effects: Effects) -> list[tuple[str, str]]:
    return list(dict.fromkeys((e.origin, e.title) for turn in effects for e in turn))


def _moves(held: Levers, moved: Levers, scenario: Scenario) -> Iterator[tuple[Seat, Levers]]:
    """Each seat that moved a lever, with the levers if it alone had."""
    for each in scenario.seats:
        levers = mixed(held, moved, [each], scenario)
        if not all(np.array_equal(a[n], b[n]) for a, b in zip(held, levers, strict=True)
                   for n in a):
            yield each, levers


def _order_of(each: Seat, seat: str | None, scenario: Scenario) -> tuple[str, str, str]:
    """Kind, actor and label of a seat's orders as a cause."""
    kind = "orders" if seat in (None, each.actor) else "rivals"
    return kind, each.actor, f"Orders of {scenario.playbook.actor(each.actor).name}"


def closed(causes: list[Cause], change: float) -> tuple[Cause, ...]:
    """The causes with the interaction that makes them add up to the change."""
    rest = change - sum(c.amount for c in causes)
    return (*causes, Cause("interaction", "", "What these did only together", rest))
