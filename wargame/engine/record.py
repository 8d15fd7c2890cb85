"""Immutable records of turns: what each seat ordered, why, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import numpy as np

from wargame.engine.arrays import ArrayGame
from wargame.engine.effect import EffectRecord
from wargame.engine.faults import Fault
from wargame.engine.reader import SeatReader
from wargame.engine.scenario import Scenario, Seat
from wargame.strategies.reading import luck_row
from wargame.symbolic.declarations import Lever
from wargame.world.luck import uniform


@dataclass(frozen=True)
class OrderRecord:
    """One seat's orders for one turn; ``levers`` are in force, ``changed`` moved (before, after).

    Named choices are shown by name. ``player`` is the strategy, or ``people``, or ``hold``.
    """

    actor: str
    player: str
    levers: Mapping[str, float | str]
    changed: Mapping[str, tuple[float | str, float | str]]
    reason: str


@dataclass(frozen=True)
class TurnRecord:
    """One turn: orders, metrics before and after, faults, and the hash of the state it left.

    ``before`` is what the room saw at the end of the turn before; ``effects`` came after that, and
    are told apart by what the model had (``model``) and what was made of it (``after``).
    """

    turn: int
    label: str
    first_tick: int
    last_tick: int
    orders: tuple[OrderRecord, ...]
    before: Mapping[str, float]
    after: Mapping[str, float]
    faults: tuple[Fault, ...]
    state_hash: str
    effects: tuple[EffectRecord, ...] = ()


def metrics_of(game: ArrayGame) -> Mapping[str, float]:
    """Every metric of future 0, now."""
    return MappingProxyType({n: float(game.rows[n][0]) for n in game.scenario.program.metrics})


def shown(lever: Lever, value: float) -> float | str:
    """A lever's value as people read it."""
    return lever.choices[round(value)] if lever.choices else float(value)


def levers_of(game: ArrayGame, seat: Seat) -> dict[str, float]:
    """A seat's levers in future 0, by name."""
    return {n: float(game.rows[n][seat.position][0])
            for n, lever in sorted(game.scenario.program.levers.items())
            if lever.actors == f"{seat.kind}s"}


def order_record(
    game: ArrayGame, seat: Seat, before: Mapping[str, float], reason: str, *, by_people: bool,
) -> OrderRecord:
    """What a seat's orders came to, once settled."""
    levers = game.scenario.program.levers
    after = levers_of(game, seat)
    player = "people" if by_people else seat.strategy.name if seat.strategy else "hold"
    return OrderRecord(
        seat.actor, player,
        MappingProxyType({n: shown(levers[n], v) for n, v in after.items()}),
        MappingProxyType({n: (shown(levers[n], before[n]), shown(levers[n], v))
                          for n, v in after.items() if v != before[n]}),
        reason)


def reason_of(scenario: Scenario, game: ArrayGame, seat: Seat) -> str:
    """The strategy's reason for its coming orders, its template filled in; future 0."""
    strategy = seat.strategy
    if strategy is None:
        return "holds"
    if strategy.name in game.deciders.stopped:
        return f"holds: {strategy.name} did not return in time and is asked no more"

    def members(name: str) -> Any:
        row = game.rows[name]
        space = scenario.program.rows[name].space
        return row.reshape(-1, row.shape[-1])[:, 0] if space else [np.float64(row[0])]

    def draw(purpose: str) -> Any:
        return np.float64(uniform(
            game.seed, int(game.futures[0]), game.tick + 1, seat.actor,
            luck_row(strategy.name, purpose)))

    reader = SeatReader(scenario, seat, game.deciders.visible)
    try:
        with np.errstate(all="ignore"):
            orders = reader.decide(members, draw)
            words = {**orders.levers, **orders.memory, **orders.notes}
            return strategy.reason.format(**words)
    except Exception as error:  # noqa: BLE001  a broken template must not end a game
        return f"(no reason: {type(error).__name__}: {error})"
