"""What a seat gets out of a game: declared terms, at the end or summed over the years."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from wargame.batch.analysis.games import Games
from wargame.batch.analysis.wording import plain
from wargame.engine.arrays import ArrayGame
from wargame.engine.scenario import ScenarioError

Array = npt.NDArray[np.float64]
Uints = npt.NDArray[np.uint64]
Count = Callable[[Mapping[str, Array], slice, bool], None]
#: Futures that NumPy plays together.
CHUNK = 500


@dataclass(frozen=True)
class Payoff:
    """Weights of terms: ``end`` as they stand at the end, ``yearly`` summed over the game.

    A term is a variable of the seat's own set, a world value, or a product of such written
    ``openness*complement_gain``. A yearly term is read at the end of each turn and counts for the
    years of that turn.
    """

    end: Mapping[str, float] = field(default_factory=dict)
    yearly: Mapping[str, float] = field(default_factory=dict)
    unit: str = ""

    def __post_init__(self) -> None:
        if not self.end and not self.yearly:
            raise ValueError("a payoff needs a term")

    @property
    def words(self) -> str:
        """The terms with their weights."""
        parts = [(f"{weight:g} x " if weight != 1 else "") + plain(name).replace("*", " x ")
                 + when for terms, when in ((self.end, " at the end"), (self.yearly, " summed over "
                                                                       "the years"))
                 for name, weight in terms.items()]
        return " + ".join(parts)


#: What a lab's owner keeps: its result, and what an open model layer is worth to the rest of it.
LAB = Payoff(yearly=MappingProxyType({
    "lab_earnings": 1.0, "lab_costs": -1.0, "openness*complement_gain": 1.0,
    "openness*rival_gain": 1.0}), unit="USD bn")
NATION = Payoff(end=MappingProxyType({"domestic_capability": 1.0}), unit="nat")


def default_payoff(games: Games, actor: str) -> Payoff:
    """The payoff of a lab or nation where none is declared. Raises `ScenarioError` for others."""
    kind = games.scenario.seat(actor).kind
    known = {"lab": LAB, "nation": NATION}
    if kind not in known:
        raise ScenarioError(f"what the {kind} '{actor}' gains is not obvious; declare its payoff")
    return known[kind]


def accounts(
    games: Games, payoffs: Mapping[str, Payoff], futures: Sequence[int] | Uints, *,
    parameters: Mapping[str, float | Array] | None = None,
) -> Array:
    """Play each future and return what each seat got, (seats, futures), in the payoffs' order."""
    every = np.asarray(futures, dtype=np.uint64)
    terms = [(at, name, weight, yearly)
             for at, payoff in enumerate(payoffs.values())
             for part, yearly in ((payoff.end, False), (payoff.yearly, True))
             for name, weight in part.items()]
    actors = list(payoffs)
    places = {(at, name): [_place(games, actors[at], f) for f in name.split("*")]
              for at, name, _, _ in terms}
    found = np.zeros((len(payoffs), every.size))
    years = games.scenario.ticks_per_turn / 4

    def count(rows: Mapping[str, Array], part: slice, last: bool) -> None:
        for at, name, weight, yearly in terms:
            if yearly or last:
                value = np.ones(part.stop - part.start if part.stop else every.size)
                for row, position in places[at, name]:
                    value = value * rows[row].reshape(-1, value.size)[position]
                found[at, part] += weight * value * (years if yearly else 1.0)

    if games.kernel is not None and games.scenario.tier[0] == "symbolic":
        rows = sorted({row for found_at in places.values() for row, _ in found_at})
        _by_kernel(games, every, parameters or {}, rows, count)
    else:
        for start in range(0, every.size, CHUNK):
            _by_numpy(games, every, slice(start, min(start + CHUNK, every.size)),
                      parameters or {}, count)
    return found


def _place(games: Games, actor: str, name: str) -> tuple[str, int]:
    row = games.scenario.program.rows.get(name)
    own = row is not None and actor in games.scenario.sizes.names(row.space)
    return games.place(f"{actor}.{name}" if own else f"world.{name}")


def _by_kernel(
    games: Games, futures: Uints, parameters: Mapping[str, float | Array], rows: Sequence[str],
    count: Count,
) -> None:
    assert games.kernel is not None
    scenario = games.scenario
    played = games.kernel.play(
        scenario, games.seed, futures, parameters=parameters,
        orders=[*games.schedule, *games.orders(games.held)], names=(), history=rows,
        threads=games.threads)
    for turn in range(scenario.turns):
        tick = (turn + 1) * scenario.ticks_per_turn
        count({n: played.history[n][tick] for n in rows}, slice(None), turn == scenario.turns - 1)


def _by_numpy(
    games: Games, futures: Uints, part: slice, parameters: Mapping[str, float | Array],
    count: Count,
) -> None:
    scenario = games.scenario
    game = ArrayGame(scenario, games.seed, futures[part], {
        n: v if np.ndim(v) == 0 else np.asarray(v)[..., part] for n, v in parameters.items()})
    for turn in range(scenario.turns):
        game.play_turn(fixed=[(o.lever, o.position, o.value) for o in games.standing(turn)])
        count(game.rows, part, turn == scenario.turns - 1)
