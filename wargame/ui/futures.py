"""Futures from the present position: other luck, other parameters, the seat's orders held."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from wargame.engine.arrays import ArrayGame
from wargame.engine.kernel import Kernel, Order
from wargame.engine.outcomes import Verdict, judge
from wargame.engine.play import Game
from wargame.engine.record import levers_of
from wargame.engine.scenario import Scenario
from wargame.ui.run import Run

Array = npt.NDArray[np.float64]
#: Previews never use the table's own luck: they run on a seed this far from its own.
OTHER_SEED = 1_000_003
LARGEST_SEED = 2**63
#: Futures by the fastest way in which all seats can be played.
COUNTS = {"fused": 500, "symbolic": 300, "array": 120, "python": 30}


@dataclass(frozen=True)
class Futures:
    """``metrics`` (quarters + 1, names, futures), row 0 the present; ``backend`` played them."""

    names: tuple[str, ...]
    metrics: Array
    verdicts: tuple[Verdict, ...]
    backend: str
    varied: bool

    @property
    def count(self) -> int:
        """Number of futures."""
        return int(self.metrics.shape[-1])

    def metric(self, name: str) -> Array:
        """One metric over (quarters + 1, futures)."""
        return self.metrics[:, self.names.index(name), :]


def futures_of(run: Run, kernel: Kernel | None, *, vary: bool, count: int | None = None) -> Futures:
    """The rest of the game, many times over, from where the table stands.

    Strategies play all seats but the run's own, whose levers are held where they stand. With
    ``vary`` each future also draws the model's parameters from their ranges. A kernel plays if one
    is given, else NumPy, with the same bits.
    """
    scenario = run.scenario
    seat = run.seat
    if seat is not None:
        scenario = scenario.replacing({seat.actor: None})
    tier = scenario.tier[0]
    fused = kernel is not None and tier == "symbolic"
    number = count or COUNTS["fused" if fused else tier]
    seed = (run.journal.seed + OTHER_SEED) % LARGEST_SEED
    drawn = _drawn(run.game, scenario, seed, number) if vary else {}
    orders = [] if seat is None else [
        Order(-1, name, seat.position, value)
        for name, value in levers_of(run.table.game, seat).items()]
    names = scenario.program.metrics
    if fused:
        assert kernel is not None
        played = kernel.play(
            scenario, seed, range(number), parameters=drawn, orders=orders,
            start=run.table.game.rows, start_tick=run.table.game.tick, names=names)
        metrics = played.metrics
    else:
        metrics = _by_numpy(run, scenario, seed, number, drawn, orders)
    last = {n: metrics[-1, i] for i, n in enumerate(names)}
    return Futures(names, metrics, judge(scenario.playbook, last), "fused" if fused else "numpy",
                   vary)


def _drawn(game: Game, scenario: Scenario, seed: int, number: int) -> dict[str, Array]:
    drawn = game.sampled(seed, number)
    return {n: v for n, v in drawn.items() if n in scenario.parameters}


def _by_numpy(
    run: Run, scenario: Scenario, seed: int, number: int, drawn: dict[str, Array],
    orders: list[Order],
) -> Array:
    """The same with arrays: laid out afresh, then put where the table stands."""
    program, present = scenario.program, run.table.game
    game = ArrayGame(scenario, seed, range(number), drawn)
    kept = {s.out for s in program.fixed} | set(scenario.parameters)
    for name, values in present.rows.items():
        if name not in kept:
            game.rows[name] = np.broadcast_to(values, (*values.shape[:-1], number))
    game.tick = present.tick
    names = program.metrics
    trace = np.empty((scenario.ticks - present.tick + 1, len(names), number))
    trace[0] = [game.rows[n] for n in names]

    def keep(now: ArrayGame) -> None:
        trace[now.tick - present.tick] = [now.rows[n] for n in names]

    held: dict[str, dict[str, float]] = {}
    if run.seat is not None:
        held = {run.seat.actor: {o.lever: o.value for o in orders}}
    while game.tick < scenario.ticks:
        game.play_turn(held, each_tick=keep)
    return trace
