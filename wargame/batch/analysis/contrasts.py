"""What one option of a grid of policies does: on the whole, and where other options stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from wargame.batch.analysis.differences import Difference, Direction, difference
from wargame.batch.analysis.wording import mix_words, plain, signed

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Contrast:
    """An option of one axis against the axis' first, on one outcome, paired by future.

    ``given`` names options of other axes that stand; over axes it does not name, mixes are
    averaged in each future.
    """

    axis: str
    option: str
    against: str
    given: Mapping[str, str]
    found: Difference

    @property
    def words(self) -> str:
        """One sentence."""
        d = self.found
        where = " and ".join(f"{plain(a)} {plain(o)}" for a, o in self.given.items())
        return (f"{plain(self.axis)} {plain(self.option)} instead of {plain(self.against)}"
                + (f", with {where}," if where else "")
                + f" moves {d.named} by {signed(d.mean)} ({signed(d.low)} to "
                f"{signed(d.high)}); {d.counts}{d.however}")


@dataclass(frozen=True)
class Interaction:
    """Two options that work otherwise together than apart: difference of differences.

    ``alone`` is the effect of the option where the other axis stands at its first option,
    ``together`` where it stands at ``other``; ``found`` is together less alone.
    """

    alone: Contrast
    together: Contrast
    found: Difference

    @property
    def part(self) -> float:
        """How much of the effect alone is gone (1: all) or added (negative)."""
        mean = self.alone.found.mean
        return float(-self.found.mean / mean) if mean else float("nan")

    @property
    def words(self) -> str:
        """One sentence."""
        a, t, d = self.alone, self.together, self.found
        where = " and ".join(f"{plain(x)} {plain(o)}" for x, o in t.given.items())
        there = " and ".join(f"{plain(x)} {plain(o)}" for x, o in a.given.items())
        return (f"{plain(a.axis)} {plain(a.option)} moves {d.named} by "
                f"{signed(t.found.mean)} with {where}, against {signed(a.found.mean)} with "
                f"{there}; the two differ by {signed(d.mean)} ({signed(d.low)} to "
                f"{signed(d.high)})")


def axes_of(mixes: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Axes and their options, where mixes are named ``axis=option, axis=option`` for a full grid.

    Empty for mixes of any other kind.
    """
    named = [_parsed(m) for m in mixes]
    first = named[0] if named else {}
    if not first or any(list(n) != list(first) for n in named):
        return {}
    axes = {axis: tuple(dict.fromkeys(n[axis] for n in named)) for axis in first}
    count = int(np.prod([len(o) for o in axes.values()]))
    distinct = {tuple(n.values()) for n in named}
    return axes if count == len(mixes) == len(distinct) else {}


def short_names(mixes: Sequence[str]) -> dict[str, str]:
    """What mixes are called where their axes stand as a heading: by their options alone."""
    if not axes_of(mixes):
        return {m: mix_words(m) for m in mixes}
    return {m: " · ".join(plain(o) for o in _parsed(m).values()) for m in mixes}


def _parsed(mix: str) -> dict[str, str]:
    parts = [part.partition("=") for part in mix.split(", ")]
    return {a: o for a, eq, o in parts if eq} if all(eq for _, eq, _ in parts) else {}


class Grid:
    """Values (mixes, futures) of one outcome over a full grid of options."""

    def __init__(
        self, values: Array, mixes: Sequence[str], *, outcome: str, label: str = "",
        direction: Direction = "higher", groups: npt.NDArray[np.int64] | None = None,
    ) -> None:
        self.axes = axes_of(mixes)
        self.outcome, self.label = outcome, label
        self.direction, self.groups = direction, groups
        self._mixes = [_parsed(m) for m in mixes]
        self._values = values

    def contrasts(self) -> tuple[Contrast, ...]:
        """Every option against the first of its axis, the largest effect first."""
        found = [self.contrast(axis, option, {}) for axis, options in self.axes.items()
                 for option in options[1:]]
        return tuple(sorted(found, key=lambda c: -abs(c.found.mean)))

    def interactions(self) -> tuple[Interaction, ...]:
        """Pairs of options whose joint effect clearly differs, the largest difference first."""
        found = []
        for axis, options in self.axes.items():
            for other, stands in self.axes.items():
                if other == axis:
                    continue
                for option in options[1:]:
                    alone = self.contrast(axis, option, {other: stands[0]})
                    for stand in stands[1:]:
                        both = self.contrast(axis, option, {other: stand})
                        gap = difference(
                            self._gap(axis, option, {other: stand}),
                            self._gap(axis, option, {other: stands[0]}), mix=option,
                            baseline=options[0], outcome=self.outcome, label=self.label,
                            groups=self.groups)
                        if gap.clear:
                            found.append(Interaction(alone, both, gap))
        return tuple(sorted(found, key=lambda i: -abs(i.found.mean)))

    def contrast(self, axis: str, option: str, given: Mapping[str, str]) -> Contrast:
        """One option against the first of its axis, where others stand as given."""
        first = self.axes[axis][0]
        return Contrast(axis, option, first, given, difference(
            self._mean({axis: option, **given}), self._mean({axis: first, **given}), mix=option,
            baseline=first, outcome=self.outcome, label=self.label, direction=self.direction,
            groups=self.groups))

    def _gap(self, axis: str, option: str, given: Mapping[str, str]) -> Array:
        return self._mean({axis: option, **given}) - self._mean(
            {axis: self.axes[axis][0], **given})

    def _mean(self, where: Mapping[str, str]) -> Array:
        rows = [i for i, m in enumerate(self._mixes) if all(m[a] == o for a, o in where.items())]
        return np.asarray(self._values[rows].mean(axis=0), dtype=np.float64)
