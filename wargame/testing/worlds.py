"""Worlds to try strategies and instruments in: random, poor, lonely and extreme ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from wargame.engine.library import Library
from wargame.engine.scenario import Scenario, Seat
from wargame.playbook.calendar import Calendar
from wargame.playbook.models import Playbook
from wargame.strategies.strategy import SET_OF, Strategy
from wargame.symbolic.declarations import Variable
from wargame.symbolic.sets import Sizes

Array = npt.NDArray[np.float64]

#: Members and relations of the worlds, by what they are like.
SHAPES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "crowd": {"labs": ("a", "b", "c", "d"), "nations": ("m", "n", "o"), "regulators": ("r", "s"),
              "segments": ("bulk", "peak"), "layers": ("lower", "upper")},
    "alone": {"labs": ("a",), "nations": ("n",), "regulators": ("r",),
              "segments": ("bulk",), "layers": ("lower",)},
}
FIRST = ("as declared", "everything at its lowest", "everything at its highest", "no money")
#: Ranges are wide, so most values are drawn near their lower end, as in games.
_SKEWS = (1.0, 1.0, 4.0, 16.0)


@dataclass(frozen=True)
class Situations:
    """Many worlds of one shape at the start of a turn; ``rows`` end in the worlds."""

    shape: str
    scenario: Scenario
    rows: dict[str, Array]
    names: tuple[str, ...]

    @property
    def count(self) -> int:
        """Number of worlds."""
        return len(self.names)

    def seats(self, kind: str) -> tuple[Seat, ...]:
        """The seats of one kind of actor."""
        return tuple(s for s in self.scenario.seats if s.kind == kind)

    def name(self, world: int) -> str:
        """What a world is like, in words."""
        return f"{self.shape}, {self.names[world]}"


def empty_scenario(
    library: Library, members: Mapping[str, tuple[str, ...]], *, ticks: int = 8,
    ticks_per_turn: int = 4, seats: Mapping[str, type[Strategy]] | None = None,
) -> Scenario:
    """A scenario without a playbook file: starting values as declared, or the nearest to 0.

    Every lab and regulator belongs to a nation, in turns; ``seats`` says who plays what.
    """
    everyone = {name: tuple(members.get(name, ("one", "two"))) for name in library.sets}
    related: dict[str, dict[str, str]] = {}
    for name, (source, target) in library.relations.items():
        ends = everyone[target]
        related[name] = {m: ends[i % len(ends)] for i, m in enumerate(everyone[source])}
    sizes = Sizes.of(everyone, related, library.relations)
    start: dict[str, Array] = {}
    for name, variable in library.variables.items():
        if variable.kind in ("stock", "attribute"):
            start[name] = np.full(sizes.shape(variable.space), declared(variable))
    for name, lever in library.levers.items():
        start[name] = np.full(sizes.shape((lever.actors,)), float(lever.default))
    for row in library.program.rows.values():
        if row.role in ("memory", "strategy"):
            start[row.name] = np.zeros(sizes.shape(row.space))
    playbook = Playbook.model_construct(
        id="worlds", title="Worlds", calendar=Calendar.model_validate(
            {"start": "2023-Q3", "ticks": ticks, "ticks_per_turn": ticks_per_turn}),
        seed=1, plugins=(), actors=(), outcomes=())
    parameters = {n: float(p.value) for n, p in library.parameters.items()}
    held = tuple(
        Seat(actor, kind, position, None, {}) for kind, name in SET_OF.items()
        for position, actor in enumerate(sizes.members[name]))
    scenario = Scenario(playbook, library, sizes, start, parameters,
                        tuple(sorted(held, key=lambda s: s.actor)))
    return scenario.replacing({a: s.name for a, s in (seats or {}).items()})


def declared(variable: Variable) -> float:
    """The initial value of a variable, or of those allowed the nearest to 0."""
    given = variable.initial if variable.initial is not None else 0.0
    return min(max(float(given), float(variable.low)), float(variable.high))


def situations(library: Library, shape: str, *, count: int = 300, seed: int = 1) -> Situations:
    """Worlds of a shape: the four of ``FIRST``, then random ones.

    In a third of the random worlds all flows follow from the equations; in the others each is
    drawn from its range, so that states are met that games reach once in a million.
    """
    generator = np.random.default_rng(seed)
    scenario = empty_scenario(library, SHAPES[shape])
    sizes, program = scenario.sizes, library.program
    rows: dict[str, Array] = {}
    for name, value in scenario.start.items():
        rows[name] = _drawn(generator, library, name, np.asarray(value), count)
    for name, parameter in library.parameters.items():
        rows[name] = _between(generator, parameter.low, parameter.high, (count,))
        rows[name][0] = parameter.value
    rows["elapsed"] = np.floor(generator.uniform(0, 24, count)) / 4
    for name in program.draws:
        rows[name] = generator.uniform(0, 1, (*sizes.shape(program.rows[name].space), count))
    phases = library.phases(sizes, one_future=False)
    with np.errstate(all="ignore"):
        phases.fixed(rows, count)
        phases.flows(rows, count)
        poked = np.arange(count) >= len(FIRST) + (count - len(FIRST)) // 3
        for name, variable in library.variables.items():
            if variable.kind == "flow" and name != "elapsed":
                drawn = _between(generator, variable.low, variable.high, rows[name].shape)
                rows[name] = np.where(poked, drawn, rows[name])
        good = np.all([np.isfinite(rows[n]).reshape(-1, count).all(axis=0)
                       for n in library.variables], axis=0)
        kept = np.flatnonzero(good)
        rows = {n: np.array(v[..., kept]) for n, v in rows.items()}
        phases.observe(rows, kept.size)
    names = [*FIRST, *(f"world {i}" for i in range(len(FIRST), count))]
    return Situations(shape, scenario, rows, tuple(names[i] for i in kept))


def _drawn(
    generator: np.random.Generator, library: Library, name: str, start: Array, count: int,
) -> Array:
    """Starting values over worlds: stocks, attributes and levers within their ranges."""
    values = np.repeat(start[..., None], count, axis=-1).astype(np.float64)
    known: Any = library.variables.get(name) or library.levers.get(name)
    if known is None:
        return values
    values[..., 1], values[..., 2] = known.low, known.high
    if known.unit.startswith("USD bn"):
        values[..., 3] = max(known.low, 0.0) if known.low <= 0 <= known.high else known.low
    rest = count - len(FIRST)
    values[..., len(FIRST):] = _between(
        generator, known.low, known.high, (*start.shape, rest))
    return np.floor(values + 0.5) if getattr(known, "choices", ()) else values


def _between(
    generator: np.random.Generator, low: float, high: float, shape: tuple[int, ...],
) -> Array:
    """Values in a range: often near its lower end, and now and then at either end."""
    low, high = max(float(low), -1e12), min(float(high), 1e12)
    skew = generator.choice(_SKEWS, size=shape[-1])
    values = low + (high - low) * generator.random(shape) ** skew
    edge = generator.random(shape)
    values = np.where(edge < 0.03, low, np.where(edge > 0.97, high, values))
    return np.asarray(values, dtype=np.float64)
