"""Equilibria of an empirical payoff table, with how sure the futures played make them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from wargame.batch.analysis.payoffs import PayoffTable, Profile
from wargame.batch.analysis.wording import counted, plain, rounded, signed

Array = npt.NDArray[np.float64]
Standing = Literal["equilibrium", "open", "broken"]


class MissingLibraryError(ImportError):
    """A library that an extra of wargame installs."""


@dataclass(frozen=True)
class Deviation:
    """What one seat would gain on its own by another choice, with a 95 % interval.

    ``pays`` counts the futures in which it would; the interval is Student's, of paired
    differences over the same futures.
    """

    seat: str
    now: str
    other: str
    gain: float
    low: float
    high: float
    pays: int
    futures: int

    @property
    def words(self) -> str:
        """One sentence."""
        way = "gains" if self.gain > 0 else "loses" if self.gain < 0 else "gains nothing"
        return (f"{self.seat} would gain by {plain(self.other)} instead of {plain(self.now)} in "
                f"{counted(self.pays, self.futures)}; over all of them it {way} on average: "
                f"{signed(self.gain)} ({signed(self.low)} to {signed(self.high)})")


@dataclass(frozen=True)
class Stability:
    """Whether a profile is an equilibrium on the mean payoffs, and how sure that is.

    ``equilibrium``: no deviation pays, and no interval reaches above zero. ``broken``: one pays,
    and its interval lies above zero. ``open``: the futures played cannot tell. ``holds_in``
    counts the futures in which nobody would have gained, had they known that future.
    """

    profile: dict[str, str]
    standing: Standing
    holds_in: int
    futures: int
    deviations: tuple[Deviation, ...]

    @property
    def is_nash(self) -> bool:
        """Whether no deviation pays on the means."""
        return all(d.gain <= 0 for d in self.deviations)

    @property
    def strongest(self) -> Deviation | None:
        """The deviation that pays most, or costs least; None where nobody has a choice."""
        return max(self.deviations, key=lambda d: d.gain, default=None)

    @property
    def words(self) -> str:
        """One or two sentences."""
        named = ", ".join(f"{s} {plain(c)}" for s, c in self.profile.items())
        verdict = {"equilibrium": "is an equilibrium", "broken": "is no equilibrium",
                   "open": ("may be an equilibrium; more futures would tell" if self.is_nash else
                            "may be no equilibrium; more futures would tell")}[self.standing]
        text = (f"{named}: {verdict}. With hindsight nobody would have moved in "
                f"{counted(self.holds_in, self.futures)}")
        worst = self.strongest
        return text if worst is None else f"{text}; {worst.words}"


def stability(table: PayoffTable, profile: Profile) -> Stability:
    """Best responses to a profile. Raises ValueError with fewer than two complete futures."""
    from scipy.stats import t

    futures = int(table.complete.sum())
    if futures < 2:
        raise ValueError(f"{futures} futures were played in every profile; two are needed")
    reach = float(t.ppf(0.975, futures - 1)) / np.sqrt(futures)
    found = []
    nobody = np.ones(futures, dtype=np.bool_)
    for seat, other, gain in table.gains(profile):
        mean, half = float(gain.mean()), float(gain.std(ddof=1)) * reach
        nobody &= gain <= 0
        found.append(Deviation(
            table.seats[seat], table.choices[seat][profile[seat]], table.choices[seat][other],
            mean, mean - half, mean + half, int(np.sum(gain > 0)), futures))
    standing: Standing = "open"
    if all(d.high <= 0 for d in found):
        standing = "equilibrium"
    elif any(d.low > 0 for d in found):
        standing = "broken"
    return Stability(table.names(profile), standing, int(nobody.sum()), futures, tuple(found))


def pure_equilibria(table: PayoffTable) -> tuple[Stability, ...]:
    """Every profile from which no deviation pays on the means."""
    mean = table.mean
    return tuple(stability(table, p) for p in table.profiles() if is_pure(mean, p))


def is_pure(mean: Array, profile: Profile) -> bool:
    """Whether a profile of mean payoffs (choices..., seats) is a pure Nash equilibrium."""
    for seat, at in enumerate(profile):
        where: tuple[Any, ...] = (*profile[:seat], slice(None), *profile[seat + 1:], seat)
        line = mean[where]
        if line.max() > line[at]:
            return False
    return True


def mixed_equilibria(mean: Array) -> tuple[tuple[Array, Array], ...]:
    """All equilibria of a two-player game (rows, columns, 2), mixed ones too, by quantecon.

    Support enumeration: of a degenerate game it finds extreme points only. Raises ValueError for
    another number of players and `MissingLibraryError` without quantecon.
    """
    if mean.ndim != 3 or mean.shape[-1] != 2:
        raise ValueError("mixed equilibria are computed for two seats; take two, or look at pure "
                         "ones and at replicator dynamics")
    try:
        import quantecon.game_theory as games
    except ImportError as error:
        raise MissingLibraryError("mixed equilibria need quantecon; install wargame[games]"
                                  ) from error
    game: Any = games.NormalFormGame(
        [games.Player(np.ascontiguousarray(mean[..., 0])),
         games.Player(np.ascontiguousarray(mean[..., 1].T))])
    return tuple((np.asarray(a), np.asarray(b)) for a, b in games.support_enumeration(game))


@dataclass(frozen=True)
class Mixed:
    """A mixed equilibrium of two seats, and how often resampled futures have one of its supports.

    ``low`` and ``high`` bound the chances of each choice over those resamples, 95 %.
    """

    seats: tuple[str, str]
    chances: tuple[dict[str, float], dict[str, float]]
    low: tuple[dict[str, float], dict[str, float]]
    high: tuple[dict[str, float], dict[str, float]]
    seen: int
    resamples: int

    @property
    def words(self) -> str:
        """One sentence."""
        sides = "; ".join(
            f"{seat} plays " + ", ".join(f"{plain(n)} with chance {p:.2f} ({low[n]:.2f} to "
                                         f"{high[n]:.2f})" for n, p in chances.items() if p > 1e-9)
            for seat, chances, low, high in zip(self.seats, self.chances, self.low, self.high,
                                                strict=True))
        return f"{sides}; found in {self.seen} of {self.resamples} resamples of the futures"


def mixed_with_error(
    table: PayoffTable, *, resamples: int = 100, seed: int = 1,
) -> tuple[Mixed, ...]:
    """Equilibria of two seats on the mean payoffs, each with its sampling error."""
    base = mixed_equilibria(table.mean)
    known = table.values[..., table.complete]
    generator = np.random.default_rng(seed)
    drawn: list[tuple[tuple[Array, Array], ...]] = []
    for _ in range(resamples):
        at = generator.integers(0, known.shape[-1], known.shape[-1])
        drawn.append(mixed_equilibria(known[..., at].mean(axis=-1)))
    return tuple(_with_error(table, found, drawn, resamples) for found in base)


def _with_error(
    table: PayoffTable, found: tuple[Array, Array],
    drawn: Sequence[tuple[tuple[Array, Array], ...]], resamples: int,
) -> Mixed:
    twins = [twin for each in drawn for twin in each
             if all(np.array_equal(a > 1e-9, b > 1e-9) for a, b in zip(found, twin, strict=True))]

    def named(of: Sequence[Array]) -> tuple[dict[str, float], dict[str, float]]:
        first, second = (dict(zip(names, map(float, chances), strict=True))
                         for names, chances in zip(table.choices, of, strict=True))
        return first, second

    sides = [np.array([twin[i] for twin in twins]) if twins else found[i][None] for i in (0, 1)]
    return Mixed((table.seats[0], table.seats[1]), named(found),
                 named([np.quantile(s, 0.025, axis=0) for s in sides]),
                 named([np.quantile(s, 0.975, axis=0) for s in sides]), len(twins), resamples)


def dominant(table: PayoffTable, *, least: float = 0.0) -> dict[str, str]:
    """Seats with a choice that is best whatever the others do, by more than ``least`` on the mean.

    One sentence of a table: such a seat has no decision to make.
    """
    mean = table.mean
    found = {}
    for seat, name in enumerate(table.seats):
        line = np.moveaxis(mean[..., seat], seat, 0).reshape(len(table.choices[seat]), -1)
        if line.shape[0] < 2:
            continue
        for at in range(line.shape[0]):
            others = np.delete(line, at, axis=0)
            if (line[at] > others + least).all():
                found[name] = table.choices[seat][at]
    return found


def shown(table: PayoffTable) -> list[dict[str, str]]:
    """The mean payoffs as rows: the choice of each seat, then what each gets."""
    mean = table.mean
    return [{**table.names(p), **{f"{s} gets": rounded(float(mean[(*p, i)]))
                                  for i, s in enumerate(table.seats)}} for p in table.profiles()]
