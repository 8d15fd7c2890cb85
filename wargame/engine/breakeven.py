"""Break-even: the values of a parameter or lever at which a strategy's choice flips."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from wargame.engine.arrays import ArrayGame
from wargame.engine.scenario import Scenario, ScenarioError
from wargame.strategies.reading import parameter_row

Array = npt.NDArray[np.float64]
#: Values tried side by side in each round; every value is a future of its own, with equal luck.
GRID = 129
#: Part of a lever's range that a choice must jump by to count as a flip.
JUMP = 0.02
ROUNDS = 9


@dataclass(frozen=True)
class Flip:
    """The knob's value at which an order jumps, and the order just below and just above it."""

    value: float
    below: float
    above: float
    precision: float


@dataclass(frozen=True)
class Knob:
    """What is varied: a parameter, ``actor.lever``, or ``actor.parameter`` of its strategy."""

    name: str
    low: float
    high: float
    kind: str
    actor: str = ""
    row: str = ""


def knob_of(scenario: Scenario, name: str) -> Knob:
    """Find a knob by name. Raises `ScenarioError` for an unknown one."""
    program = scenario.program
    if name in program.parameters:
        p = program.parameters[name]
        return Knob(name, p.low, p.high, "parameter")
    actor, _, what = name.partition(".")
    if what:
        seat = scenario.seat(actor)
        lever = program.levers.get(what)
        if lever is not None and lever.actors == f"{seat.kind}s":
            return Knob(name, lever.low, lever.high, "lever", actor, what)
        if seat.strategy is not None and what in seat.strategy.Params.model_fields:
            low, high = scenario.library.strategies[seat.strategy.name].parameters[what]
            return Knob(name, low, high, "strategy", actor,
                        parameter_row(seat.strategy.name, what))
    raise ScenarioError(f"'{name}' is no parameter, and no lever or strategy parameter of an "
                        "actor written as actor.lever")


def break_even(
    scenario: Scenario, actor: str, lever: str, knob: str, *, turn: int = 1, seed: int = 1,
    low: float | None = None, high: float | None = None,
    commands: Sequence[Mapping[str, Mapping[str, float]]] = (),
) -> tuple[Flip, ...]:
    """Every value of the knob at which the actor's order for a lever in a turn flips.

    The game is replayed on the table's own luck for many values at once, and the interval of
    each jump is divided until doubles can tell no more. ``commands`` are people's orders by turn.
    Jumps closer together than 1/128 of the range may be seen as one. Raises `ScenarioError`.
    """
    found = knob_of(scenario, knob)
    levers = scenario.program.levers
    seat = scenario.seat(actor)
    if lever not in levers or levers[lever].actors != f"{seat.kind}s":
        raise ScenarioError(f"'{actor}' has no lever '{lever}'")
    first = found.low if low is None else low
    last = found.high if high is None else high
    if not (np.isfinite(first) and np.isfinite(last) and first < last):
        raise ScenarioError(f"'{knob}' has no bounds to search between; give low and high")

    def orders(values: Array) -> Array:
        return orders_at(scenario, seat.actor, lever, found, values, turn, seed, commands)

    least = JUMP * (levers[lever].high - levers[lever].low)
    grid = np.linspace(first, last, GRID)
    chosen = orders(grid)
    flips = []
    for at in np.flatnonzero(np.abs(np.diff(chosen)) > least):
        flip = _narrowed(orders, grid[at], grid[at + 1], least)
        if flip is not None:
            flips.append(flip)
    return tuple(flips)


def orders_at(
    scenario: Scenario, actor: str, lever: str, knob: Knob, values: Array, turn: int, seed: int,
    commands: Sequence[Mapping[str, Mapping[str, float]]] = (),
) -> Array:
    """The actor's order for a lever in a turn, for each value of the knob; all with equal luck."""
    count = values.size
    parameters: dict[str, Any] = {}
    held: dict[str, dict[str, Any]] = {}
    if knob.kind == "parameter":
        parameters[knob.name] = values
    elif knob.kind == "lever":
        held = {knob.actor: {knob.row: values}}
    else:
        start = np.repeat(scenario.start[knob.row][..., None], count, axis=-1)
        start[scenario.seat(knob.actor).position] = values
        parameters[knob.row] = start
    game = ArrayGame(scenario, seed, np.zeros(count, dtype=np.uint64), parameters)
    position = scenario.seat(actor).position
    for number in range(turn):
        said = {**(commands[number] if number < len(commands) else {})}
        for who, levers in held.items():
            said[who] = {**said.get(who, {}), **levers}
        if number < turn - 1:
            game.play_turn(said)
        else:
            game.decide(said)
    return np.asarray(game.rows[lever][position], dtype=np.float64)


def _narrowed(orders: Any, low: float, high: float, least: float) -> Flip | None:
    """Divide the interval of a jump; None where the order turns out to move smoothly."""
    for _ in range(ROUNDS):
        grid = np.linspace(low, high, GRID)
        chosen = orders(grid)
        at = int(np.argmax(np.abs(np.diff(chosen))))
        if abs(chosen[at + 1] - chosen[at]) <= least:
            return None
        if grid[at] == low and grid[at + 1] == high:
            break
        low, high = float(grid[at]), float(grid[at + 1])
        below, above = float(chosen[at]), float(chosen[at + 1])
        if high - low <= 2 * np.spacing(max(abs(low), abs(high))):
            break
    return Flip((low + high) / 2, below, above, high - low)
