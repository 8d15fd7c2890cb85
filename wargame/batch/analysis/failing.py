"""Where a mix fails: the futures that are not good enough, and the box that holds most of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from wargame.batch.analysis.box import Bools, Box
from wargame.batch.analysis.given import LEAST as FEWEST_POINTS
from wargame.batch.analysis.given import parts
from wargame.batch.analysis.grouping import Groups, places_of
from wargame.batch.analysis.prim import Path, prim, simplified, youden
from wargame.batch.analysis.resampling import Resampled, resampled
from wargame.batch.analysis.wording import counted, mix_words

Array = npt.NDArray[np.float64]
#: Factors that boxes are drawn in: those that tell failing futures apart best.
FACTORS = 12
#: Futures that boxes are drawn around; more would not move their limits.
FUTURES = 20_000
FEWEST = 10
#: Part of the cases inside less the part of the others inside that makes a rule worth telling.
LEAST = 0.2


@dataclass(frozen=True)
class Failing:
    """The futures in which a mix fails, and a box for them where one was found.

    ``factors`` are those that the box could have used; ``path`` is all it was chosen from. Where
    more than half of the futures fail, the box is drawn around the others: ``works`` is then true.
    """

    mix: str
    fails: int
    futures: int
    box: Box | None
    path: Path | None
    check: Resampled | None
    factors: tuple[str, ...]
    works: bool = False

    @property
    def words(self) -> str:
        """Two or three sentences."""
        start = f"{mix_words(self.mix)} is not good enough in {counted(self.fails, self.futures)}"
        if self.box is None:
            few = "too few" if self.fails < FEWEST else "too nearly all"
            if FEWEST <= self.fails <= self.futures - FEWEST:
                return start + "; no simple rule tells them apart"
            return start + f", {few} to draw a box around"
        if self.works:
            told = (f"{start}. Of the {self.futures - self.fails:,} others, "
                    f"{self.box.coverage:.0%} lie where {self.box.rule}; it is good enough in "
                    f"{counted(self.box.cases, self.box.inside)} there")
        else:
            told = (f"{start}. Of these, {self.box.coverage:.0%} lie where {self.box.rule}; it "
                    f"fails in {counted(self.box.cases, self.box.inside)} there")
        if self.check is not None:
            sure = "found again" if self.check.holds(self.box) else "not always found again"
            told += f". The rule is {sure} in halves of the futures"
        return told


def failing(
    mix: str, fails: Bools, points: Mapping[str, Array], *, known: Bools | None = None,
    groups: Groups | None = None, seed: int = 1, restricted: int = 3,
) -> Failing:
    """Draw a box around the futures in which a mix fails, (futures,), in what varied.

    ``known`` are the futures with a value; ``groups`` number those that share a point. Below ten
    failing futures, or ten others, there is no box; nor where no rule tells them apart well, or
    too few points were played to look for one.
    """
    used = np.ones(fails.size, dtype=np.bool_) if known is None else known
    count, size = int(np.sum(fails & used)), int(used.sum())
    if not points or not FEWEST <= count <= size - FEWEST:
        return Failing(mix, count, size, None, None, None, ())
    works = 2 * count > size
    marks = (~fails[used] if works else fails[used]).astype(np.float64)
    columns = {n: v[used] for n, v in points.items()}
    of = places_of(size, None if groups is None else groups[used])
    if np.unique(of).size < 2 * FEWEST_POINTS:
        return Failing(mix, count, size, None, None, None, ())
    ranked = [p.factor for p in parts(columns, marks, of) if p.clear][:FACTORS]
    if not ranked:
        return Failing(mix, count, size, None, None, None, ())
    if size > FUTURES:
        drawn = np.random.default_rng(seed).permutation(size)[:FUTURES]
        marks, of = marks[drawn], of[drawn]
        columns = {n: v[drawn] for n, v in columns.items()}
    chosen = {n: columns[n] for n in ranked}
    good = marks > 0.5
    path = prim(chosen, good)
    box = simplified(path.best(restricted=restricted), chosen, good)
    if not box.limits or youden(box) < LEAST:
        return Failing(mix, count, size, None, path, None, tuple(ranked), works)
    return Failing(mix, count, size, box, path,
                   resampled(chosen, good, box, groups=of, seed=seed), tuple(ranked), works)
