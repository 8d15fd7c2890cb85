"""Empirical payoff tables: every profile of choices, played over the same futures."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from wargame.batch.analysis.accounts import Payoff, accounts
from wargame.batch.analysis.games import Games
from wargame.playbook.models import StrategyUse

Array = npt.NDArray[np.float64]
Profile = tuple[int, ...]
#: Profiles that a table may have; every one is a batch of its own.
MOST_PROFILES = 4096


@dataclass(frozen=True)
class Choice:
    """One thing a seat may do all game: play a strategy, hold levers, or both.

    Without a strategy the seat keeps the one that the playbook gives it.
    """

    name: str
    strategy: StrategyUse | None = None
    levers: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class PayoffTable:
    """Payoffs by profile: ``values`` (choices of seat 1, ..., choices of seat n, seats, futures).

    Every profile met the same futures, so that two profiles differ by the choices alone.
    """

    seats: tuple[str, ...]
    choices: tuple[tuple[str, ...], ...]
    values: Array
    payoffs: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        want = (*map(len, self.choices), len(self.seats))
        if self.values.ndim != len(want) + 1 or self.values.shape[:-1] != want:
            raise ValueError(f"values of shape {self.values.shape} do not hold the payoffs of "
                             f"{want} profiles and seats over futures")

    @property
    def mean(self) -> Array:
        """Mean over the futures in which every profile could be played, (choices..., seats)."""
        return np.asarray(self.values[..., self.complete].mean(axis=-1), dtype=np.float64)

    @property
    def complete(self) -> npt.NDArray[np.bool_]:
        """Futures in which every profile has every payoff."""
        axes = tuple(range(self.values.ndim - 1))
        return np.asarray(np.isfinite(self.values).all(axis=axes), dtype=np.bool_)

    def profiles(self) -> Iterator[Profile]:
        """Every combination of choices, by position."""
        return itertools.product(*(range(len(c)) for c in self.choices))

    def names(self, profile: Profile) -> dict[str, str]:
        """The choices of a profile by seat."""
        return {seat: self.choices[i][at]
                for i, (seat, at) in enumerate(zip(self.seats, profile, strict=True))}

    def position(self, choices: Mapping[str, str]) -> Profile:
        """The profile of named choices. Raises ValueError for one that is not in the table."""
        at = []
        for i, seat in enumerate(self.seats):
            if choices.get(seat) not in self.choices[i]:
                raise ValueError(f"'{seat}' has the choices {', '.join(self.choices[i])}, not "
                                 f"{choices.get(seat)!r}")
            at.append(self.choices[i].index(choices[seat]))
        return tuple(at)

    def gains(self, profile: Profile) -> Iterator[tuple[int, int, Array]]:
        """Seat, other choice, and what it would gain by it alone, (complete futures,)."""
        held = self.complete
        for seat, options in enumerate(self.choices):
            now = self.values[(*profile, seat)][held]
            for other in range(len(options)):
                if other != profile[seat]:
                    there = (*profile[:seat], other, *profile[seat + 1:])
                    yield seat, other, self.values[(*there, seat)][held] - now


def settled(games: Games, choices: Mapping[str, Choice]) -> Games:
    """The games with each seat doing what it chose."""
    uses = {seat: c.strategy for seat, c in choices.items() if c.strategy is not None}
    held = {f"{seat}.{lever}": float(value)
            for seat, c in choices.items() for lever, value in c.levers.items()}
    found = games.seated(uses) if uses else games
    return found.holding(**held) if held else found


def play_payoffs(
    games: Games, choices: Mapping[str, Sequence[Choice]], payoffs: Mapping[str, Payoff],
    futures: int, *, parameters: Mapping[str, float | Array] | None = None,
) -> PayoffTable:
    """Play every profile over futures 0, 1, ...; a seat of the table has a payoff each.

    Raises ValueError for more than 4,096 profiles and for a seat without a choice or payoff.
    """
    seats = tuple(choices)
    for seat in seats:
        if not choices[seat] or seat not in payoffs:
            raise ValueError(f"seat '{seat}' needs choices and a payoff")
    shape = tuple(len(choices[s]) for s in seats)
    count = int(np.prod(shape))
    if count > MOST_PROFILES:
        raise ValueError(f"{count:,} profiles are more than {MOST_PROFILES:,}; take fewer seats or "
                         "choices")
    values = np.empty((*shape, len(seats), futures))
    wanted = {s: payoffs[s] for s in seats}
    for profile in itertools.product(*map(range, shape)):
        now = settled(games, {s: choices[s][at] for s, at in zip(seats, profile, strict=True)})
        values[profile] = accounts(now, wanted, range(futures), parameters=parameters)
    return PayoffTable(seats, tuple(tuple(c.name for c in choices[s]) for s in seats), values,
                       tuple(wanted[s].words for s in seats))
