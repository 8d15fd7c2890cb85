"""Many futures of one scenario, by the fastest backend that can play it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from wargame.engine.address import Uints
from wargame.engine.arrays import ArrayGame
from wargame.engine.faults import DecisionFaultError, Fault, FaultMode, Held, grouped
from wargame.engine.kernel import Kernel, Order, Played
from wargame.engine.scenario import Scenario
from wargame.symbolic.numpy_backend import Rows

Array = npt.NDArray[np.float64]
Given = Mapping[str, float | Array]
#: Futures played together by NumPy; more would leave the processor's cache.
CHUNK = 500


@dataclass(frozen=True)
class Many:
    """``metrics`` (ticks + 1, names, futures), row 0 the start; ``backend`` says who played.

    ``faults`` are seats that held because their strategy failed, with the futures in which they
    did; empty where nobody asked for them.
    """

    names: tuple[str, ...]
    metrics: Array
    final: Rows
    backend: str
    faults: tuple[Held, ...] = ()

    def metric(self, name: str) -> Array:
        """One metric over (ticks + 1, futures)."""
        return self.metrics[:, self.names.index(name), :]


def play_many(
    scenario: Scenario, seed: int, futures: Sequence[int] | Uints, *,
    parameters: Given | None = None, orders: Sequence[Order] = (),
    kernel: Kernel | None = None, names: Sequence[str] | None = None, final: Sequence[str] = (),
    threads: int | None = None, faults: FaultMode = "record",
) -> Many:
    """Play every future to the end.

    The fused kernel plays when one is given and every strategy is symbolic; else NumPy, with the
    same bits and the same faults. ``faults`` says what becomes of a decision that fails, whose
    seat holds: ``record`` lists it, ``off`` does not, ``stop`` raises `DecisionFaultError`.
    """
    every = np.asarray(futures, dtype=np.uint64)
    given = parameters or {}
    kept = tuple(names if names is not None else scenario.program.metrics)
    if kernel is not None and scenario.tier[0] == "symbolic":
        played = kernel.play(scenario, seed, every, parameters=given, orders=orders,
                             names=kept, final=final, threads=threads)
        found = () if faults == "off" else grouped(
            _explained(scenario, seed, every, given, orders, played))
        if found and faults == "stop":
            raise DecisionFaultError(found[0])
        return Many(kept, played.metrics, played.final, "fused", found)
    parts, last = [], []
    held: list[Held] = []
    hung: dict[str, Fault] = {}
    for at in range(0, every.size, CHUNK):
        part = slice(at, at + CHUNK)
        game = ArrayGame(scenario, seed, every[part], _part(given, part), faults=faults)
        # What hung once would hang in every chunk: it is not waited for again.
        game.deciders.stopped.update(hung)
        trace = np.empty((scenario.ticks + 1, len(kept), game.futures.size))

        def keep(now: ArrayGame, trace: Array = trace) -> None:
            for place, name in enumerate(kept):
                trace[now.tick, place] = now.rows[name]

        keep(game)
        _play_out(game, orders, keep)
        parts.append(trace)
        last.append({n: game.rows[n] for n in final})
        held += game.deciders.held
        hung |= game.deciders.stopped
    rows = {n: np.concatenate([piece[n] for piece in last], axis=-1) for n in final}
    tier, why = scenario.tier
    return Many(kept, np.concatenate(parts, axis=-1), rows,
                "numpy" if tier == "symbolic" else f"{tier} ({why})", grouped(held))


def _part(given: Given, part: slice | npt.NDArray[np.int64]) -> dict[str, float | Array]:
    return {n: v if np.ndim(v) == 0 else np.asarray(v)[..., part] for n, v in given.items()}


def _play_out(
    game: ArrayGame, orders: Sequence[Order], keep: Callable[[ArrayGame], None] | None = None,
) -> None:
    for turn in range(game.scenario.turns):
        fixed = [(o.lever, o.position, o.value) for o in orders if o.turn in (-1, turn)]
        game.play_turn(fixed=fixed, each_tick=keep)


def _explained(
    scenario: Scenario, seed: int, futures: Uints, given: Given, orders: Sequence[Order],
    played: Played,
) -> Iterator[Held]:
    """Faults behind the kernel's flags: the first future of each is played again with reasons."""
    if not played.held:
        return
    firsts = np.unique([places[0] for places in played.held.values()])
    game = ArrayGame(scenario, seed, futures[firsts], _part(given, firsts))
    _play_out(game, orders)
    reasons = {(h.fault.tick, h.fault.actor, int(f)): h.fault
               for h in game.deciders.held for f in h.futures}
    for (tick, actor), places in played.held.items():
        strategy = scenario.seat(actor).strategy
        unknown = Fault(actor, strategy.name if strategy else "", tick, 0,
                        "ValueError: an order is not a finite number")
        yield Held(reasons.get((tick, actor, int(futures[places[0]])), unknown),
                   np.sort(futures[places]))
