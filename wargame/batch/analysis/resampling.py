"""Would another sample of futures have shown the same box? PRIM on halves of the data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from wargame.batch.analysis.box import Bools, Box
from wargame.batch.analysis.grouping import places_of
from wargame.batch.analysis.prim import Path, prim, redrawn
from wargame.batch.analysis.wording import plain

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Resampled:
    """How often halves of the futures restrict each factor, and how their boxes fare on the rest.

    ``found`` counts for each factor the halves whose box restricts it, of ``halves``;
    ``coverage`` and ``density`` are the medians of those boxes on the futures that they had not
    seen.
    """

    halves: int
    found: Mapping[str, int]
    coverage: float
    density: float

    def holds(self, box: Box, *, share: float = 0.6) -> bool:
        """Whether most halves restrict every factor of the box."""
        return all(self.found.get(n, 0) >= share * self.halves for n in box.limits)

    @property
    def words(self) -> str:
        """One sentence."""
        seen = ", ".join(f"{plain(n)} in {c}" for n, c in
                         sorted(self.found.items(), key=lambda p: (-p[1], p[0])) if c)
        return (f"of {self.halves} boxes drawn from random halves of the futures, restricted were "
                f"{seen or 'none of the factors'}; on the other halves their density was "
                f"{self.density:.0%} and their coverage {self.coverage:.0%}")


def resampled(
    points: Mapping[str, Array], of_interest: Bools, box: Box, *,
    groups: npt.NDArray[np.int64] | None = None, halves: int = 10, seed: int = 1,
    alpha: float = 0.05, least_mass: float = 0.05,
) -> Resampled:
    """Peel random halves down to a box much like this one, and try each on the other half.

    ``groups`` (futures,) number the futures that share a point: these stay in one half. Halves
    without a case of interest are drawn again; raises ValueError below four cases.
    """
    good = np.asarray(of_interest, dtype=np.bool_)
    if good.sum() < 4:
        raise ValueError(f"{int(good.sum())} cases of interest cannot be halved")
    places = places_of(good.size, groups)
    pieces = int(places.max()) + 1
    generator = np.random.default_rng(seed)
    count = dict.fromkeys(points, 0)
    held: list[tuple[float, float]] = []
    while len(held) < halves:
        half = (generator.permutation(pieces) < pieces // 2)[places]
        if not (good[half].any() and good[~half].any()):
            continue
        path = prim({n: v[half] for n, v in points.items()}, good[half], alpha=alpha,
                    least_mass=least_mass)
        twin = _nearest(path, box)
        for name in twin.limits:
            count[name] += 1
        other = redrawn(twin, {n: v[~half] for n, v in points.items()}, good[~half])
        held.append((other.coverage, 0.0 if other.inside == 0 else other.density))
    coverage, density = np.median(np.array(held), axis=0)
    return Resampled(halves, count, float(coverage), float(density))


def _nearest(path: Path, box: Box) -> Box:
    simple = [b for b in path.boxes if b.restricted <= max(1, box.restricted)]
    return min(simple, key=lambda b: (b.coverage - box.coverage) ** 2
               + (b.density - box.density) ** 2)
