"""The smallest change of a policy or parameter that breaks, or makes, an equilibrium."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from wargame.batch.analysis.accounts import Payoff, accounts
from wargame.batch.analysis.factors import Factor
from wargame.batch.analysis.games import Games
from wargame.batch.analysis.payoffs import Choice, settled
from wargame.batch.analysis.wording import plain

Array = npt.NDArray[np.float64]
GRID = 9
ROUNDS = 3


@dataclass(frozen=True)
class Tipping:
    """Where moving one knob changes whether a profile is an equilibrium.

    ``now`` is the knob's value, ``value`` the nearest found on the other side of the change, None
    where the whole range leaves things as they are; ``low`` and ``high`` bound where the change
    lies: between them the sign turns. ``breaks`` says that it was an equilibrium before;
    ``seat`` and ``other`` are who then moves, or whose wish to move ends, and to what. ``sure``
    counts resamples of the futures, of ``resamples``, that agree at ``sure_at``, the value beyond
    at which the change was first seen (at ``value`` itself about half do).
    """

    knob: str
    factor: Factor
    now: float
    value: float | None
    low: float
    high: float
    breaks: bool
    seat: str
    other: str
    sure: int
    resamples: int
    futures: int
    sure_at: float

    @property
    def part(self) -> float:
        """How far it moves, as a part of the range tried; infinite where nothing turns."""
        if self.value is None:
            return float("inf")
        return abs(self.value - self.now) / (self.factor.high - self.factor.low)

    @property
    def words(self) -> str:
        """One sentence."""
        held = "breaks the equilibrium" if self.breaks else "makes it an equilibrium"
        if self.value is None:
            text = "keeps it an equilibrium" if self.breaks else "leaves it without one"
            return (f"no value of {plain(self.knob)} from {self.factor.said(self.low)} to "
                    f"{self.factor.said(self.high)} {held}: all of the range {text}")
        then = (f"{self.seat} then gains by {plain(self.other)}" if self.breaks else
                f"{self.seat} then no longer gains by {plain(self.other)}")
        return (f"moving {plain(self.knob)} from {self.factor.said(self.now)} to "
                f"{self.factor.said(self.value)} {held}: {then} (at "
                f"{self.factor.said(self.sure_at)} in {self.sure} of {self.resamples} "
                f"resamples of the {self.futures:,} futures)")


@dataclass(frozen=True)
class Best:
    """The deviation that pays most, or costs least; ``each`` is its gain by future."""

    gain: float
    seat: str
    other: str
    each: Array


def tipping(
    games: Games, profile: Mapping[str, Choice], choices: Mapping[str, Sequence[Choice]],
    payoffs: Mapping[str, Payoff], knob: str, futures: int, *, now: float | None = None,
    low: float | None = None, high: float | None = None,
    parameters: Mapping[str, float | Array] | None = None, seed: int = 1, resamples: int = 200,
) -> Tipping:
    """Move one knob (a parameter, ``actor.lever`` or ``actor.parameter``) over its range.

    The best deviation of any seat is computed on the same futures at each value of a grid, and
    the interval nearest to ``now`` (the knob's present value) in which its sign turns is divided.
    Raises `ScenarioError` for an unknown knob.
    """
    factor = games.factor(knob)
    factor = replace(factor, low=factor.low if low is None else low,
                     high=factor.high if high is None else high)
    start = present(games, knob) if now is None else now
    known: dict[float, Best] = {}

    def best(value: float) -> Best:
        if value not in known:
            known[value] = best_deviation(
                games, profile, choices, payoffs, knob, value, futures, parameters)
        return known[value]

    grid = _grid(factor, start)
    held = best(start).gain <= 0
    around = _nearest(grid, start, lambda v: (best(v).gain <= 0) != held)
    if around is None:
        there = best(start)
        return Tipping(knob, factor, start, None, factor.low, factor.high, held, there.seat,
                       there.other, 0, resamples, futures, start)
    inner, outer = around
    seen = outer
    for _ in range(0 if factor.whole else ROUNDS):
        steps = np.linspace(inner, outer, 5)[1:-1]
        found = next((float(v) for v in steps if (best(float(v)).gain <= 0) != held), outer)
        inner = max((float(v) for v in [inner, *steps] if abs(v - start) < abs(found - start)),
                    key=lambda v: abs(v - start))
        outer = found
    return _told(best(outer), best(seen), seen, knob, factor, start, (inner, outer), held, seed,
                 resamples, futures, best(start))


def present(games: Games, knob: str) -> float:
    """The value that a knob has where nobody moves it."""
    from wargame.engine.breakeven import knob_of

    if knob in games.held:
        return games.held[knob]
    actors = games.actors(knob)
    found = knob_of(games.scenario, f"{actors[0]}.{knob.partition('.')[2]}" if actors else knob)
    if found.kind == "parameter":
        return float(games.scenario.parameters[knob])
    position = games.scenario.seat(found.actor).position
    for order in games.schedule:
        if (order.lever, order.position) == (found.row, position) and order.turn in {-1, 0}:
            return order.value
    return float(games.scenario.start[found.row][position])


def _grid(factor: Factor, start: float) -> Array:
    if factor.whole:
        return np.arange(factor.low, factor.high + 1)
    return np.unique([*np.linspace(factor.low, factor.high, GRID), start])


def _nearest(
    grid: Array, start: float, turned: Callable[[float], bool],
) -> tuple[float, float] | None:
    """The pair of neighbours, the inner one first, nearest to the start between which it turns."""
    below = sorted((float(v) for v in grid if v < start), reverse=True)
    above = sorted(float(v) for v in grid if v > start)
    found = []
    for side in (below, above):
        inner = start
        for value in side:
            if turned(value):
                found.append((inner, value))
                break
            inner = value
    return min(found, key=lambda p: abs(p[1] - start), default=None)


def best_deviation(
    games: Games, profile: Mapping[str, Choice], choices: Mapping[str, Sequence[Choice]],
    payoffs: Mapping[str, Payoff], knob: str, value: float, futures: int,
    parameters: Mapping[str, float | Array] | None,
) -> Best:
    """The best deviation of any seat from a profile, with a knob at a value."""
    given = dict(parameters or {})
    if "." in knob and knob.partition(".")[2] in games.scenario.program.levers:
        moved = games.holding(**{knob: value})
    elif "." not in knob:
        moved, given = games, {**given, knob: value}
    else:
        actor, _, name = knob.partition(".")
        seat = games.scenario.seat(actor)
        assert seat.strategy is not None
        moved = games.seated({actor: {"use": seat.strategy.name, **seat.parameters, name: value}})
    base = accounts(settled(moved, profile), payoffs, range(futures), parameters=given)
    found: Best | None = None
    for at, seat_name in enumerate(payoffs):
        for choice in choices[seat_name]:
            if choice.name == profile[seat_name].name:
                continue
            now = {**profile, seat_name: choice}
            gain = accounts(settled(moved, now), {seat_name: payoffs[seat_name]}, range(futures),
                            parameters=given)[0] - base[at]
            if found is None or gain.mean() > found.gain:
                found = Best(float(gain.mean()), seat_name, choice.name, gain)
    if found is None:
        raise ValueError("no seat has another choice, so nothing can break the profile")
    return found


def _told(
    there: Best, beyond: Best, seen: float, knob: str, factor: Factor, start: float,
    between: tuple[float, float], held: bool, seed: int, resamples: int, futures: int, before: Best,
) -> Tipping:
    generator = np.random.default_rng(seed)
    drawn = generator.integers(0, futures, (resamples, futures))
    means = beyond.each[drawn].mean(axis=1)
    sure = int(np.sum((means <= 0) != held))
    who = there if held else before
    low, high = sorted(between)
    return Tipping(knob, factor, start, between[1], low, high, held, who.seat, who.other, sure,
                   resamples, futures, seen)
