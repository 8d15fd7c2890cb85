"""A metric over time: the played past, and bands of what may come."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from wargame.session.figures import Figure, coarse, in_words, number, trimmed
from wargame.session.titles import title_of
from wargame.ui.futures import Futures
from wargame.ui.run import Run
from wargame.ui.views.claims import threshold
from wargame.ui.views.headline import headline_names

QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
SHOWN = 4


@dataclass(frozen=True)
class Band:
    """Quantiles of one quarter, on the shown scale."""

    at: int
    low90: float
    low50: float
    middle: float
    high50: float
    high90: float


@dataclass(frozen=True)
class Limit:
    """A threshold of a claim."""

    value: float
    words: str


@dataclass(frozen=True)
class Fan:
    """One chart. ``at`` counts quarters from the start; ``ticks`` are labels of the axis."""

    name: str
    title: str
    finding: str
    counted: tuple[str, ...]
    unit: str
    past: tuple[tuple[int, float], ...]
    bands: tuple[Band, ...]
    limits: tuple[Limit, ...]
    ticks: tuple[tuple[int, str], ...]
    ends: tuple[str, str, str]
    logarithmic: bool
    #: What the dark line and the bands are, where both are paths of the same quarters.
    keys: tuple[str, str] | None = None

    @property
    def alt(self) -> str:
        """The chart in words."""
        return " ".join((f"{self.title}.", self.finding, *self.counted))


def fan_names(run: Run) -> tuple[str, ...]:
    """Metrics shown first."""
    tested = [t.metric for o in run.scenario.playbook.outcomes for t in o.tests]
    names = [n for n in headline_names(run) if n in tested]
    names += [n for n in (*headline_names(run), *tested) if n not in names]
    return tuple(names[:SHOWN])


def fan(run: Run, futures: Futures, name: str) -> Fan:
    """The fan of one metric."""
    program, calendar = run.scenario.program, run.scenario.playbook.calendar
    title = title_of(name, program.variables[name])
    values = futures.metric(name)
    played = [float(step[name]) for step in run.table.trace]
    figure = coarse(title.figure).fitted(max(
        abs(float(np.quantile(values, 0.95))), *map(abs, played)))
    now = run.table.game.tick
    found = np.quantile(values, QUANTILES, axis=-1)
    bands = tuple(Band(now + at, *(figure.shown(float(q)) for q in found[:, at]))
                  for at in range(values.shape[0]))
    past = tuple((at, figure.shown(value)) for at, value in enumerate(played))
    ends = tuple(_short(figure, float(found[row, -1])) for row in (0, 2, 4))
    limits = _limits(run, name, figure)
    year = 4
    first = -(int(calendar.start[-1]) - 1) % year
    ticks = tuple((at, calendar.label(at)[:4]) for at in range(first, run.scenario.ticks + 1, year))
    return Fan(
        name, title.words, _finding(run, title.words, figure, found[:, -1]),
        _counted(run, futures, name, figure), figure.unit, past, bands, limits, ticks,
        (ends[0], ends[1], ends[2]), figure.kind == "level")


def _short(figure: Figure, value: float) -> str:
    """A value beside an axis that names its unit."""
    unit = figure.after if len(figure.after) <= 2 else ""
    return f"{figure.before}{figure.bare(value)}{unit}"


def _finding(run: Run, words: str, figure: Figure, end: np.ndarray) -> str:
    last = run.scenario.playbook.calendar.month(run.scenario.ticks - 1)
    low, high = float(end[0]), float(end[-1])
    if figure.text(low) == figure.text(high):
        return f"{words} ends at {figure.text(low)} in nine futures of ten."
    middle = f"{figure.before}{figure.bare(float(end[2]))}"
    return (f"{words} ends between {figure.span(low, high)} in nine futures of ten, "
            f"at {middle} in the middle ({last}).")


def _counted(run: Run, futures: Futures, name: str, figure: Figure) -> tuple[str, ...]:
    """Uncertainty as counted worlds: against claims, and against where it stands."""
    end = futures.metric(name)[-1]
    total = futures.count
    found = []
    for outcome in run.scenario.playbook.outcomes:
        for test in outcome.tests:
            if test.metric == name:
                passing = sum(test.holds(float(v)) for v in end)
                found.append(f"{number(passing, 0)} of {total} futures end "
                             f"{threshold(test, figure)} ({outcome.claim}).")
    if not found:
        present = run.table.trace[-1][name]
        higher = int(np.sum(end > present))
        found.append(f"{number(higher, 0)} of {total} futures end above where it stands now, "
                     f"{in_words(figure, present)}.")
    return tuple(found)


def _limits(run: Run, name: str, figure: Figure) -> tuple[Limit, ...]:
    found = []
    for outcome in run.scenario.playbook.outcomes:
        for test in outcome.tests:
            if test.metric != name:
                continue
            for bound, word in ((test.low, "at least"), (test.high, "at most")):
                if np.isfinite(bound):
                    words = f"{outcome.claim}: {word} {in_words(trimmed(figure), bound)}"
                    found.append(Limit(figure.shown(bound), words))
    return tuple(found)

