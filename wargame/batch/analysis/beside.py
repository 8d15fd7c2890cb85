"""One future under several mixes: where a run stands beside them, and what makes the difference."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from wargame.batch.analysis.judged import Outcome, outcome_of
from wargame.batch.analysis.wording import counted, mix_words, plain, rounded, signed
from wargame.batch.experiment import Aim
from wargame.batch.mixes import Mix
from wargame.batch.replay import replayed
from wargame.batch.spec import BatchError, ready_kernel
from wargame.engine.many import play_many
from wargame.engine.terms import Term, flow_terms
from wargame.playbook.wording import nearest, shown

if TYPE_CHECKING:
    from wargame.batch.results import ResultSet
    from wargame.batch.study import Study

#: Mixes that are set beside a run; of more, the best, the worst and the baseline are among them.
MOST = 12
#: Part of the largest gap of all from which two runs have parted.
PARTED = 0.1
#: Part of a gap that an uncertain number must take away to be told.
TELLING = 0.05

Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Run:
    """How a run of the same future under another mix ends.

    ``parted`` is the turn in which the two are apart by a tenth of the largest gap that any mix
    has, 0 where they never are.
    """

    mix: str
    run: int
    end: float
    parted: int


@dataclass(frozen=True)
class Beside:
    """A run among the other mixes of its future, on one metric; ``runs`` are the highest first."""

    metric: str
    run: int
    mix: str
    end: float
    runs: tuple[Run, ...]
    of: int

    @property
    def words(self) -> str:
        """One sentence: where it stands, and which mix is furthest from it."""
        far = max(self.runs, key=lambda r: abs(r.end - self.end), default=None)
        if far is None or far.end == self.end:
            return f"Every mix ends this future with the same {plain(self.metric)}"
        alike = sum(abs(r.end - self.end) <= 0.05 * abs(far.end - self.end) for r in self.runs)
        do = "do" if alike > 1 else "does"
        also = f", as {do} {alike} more within a twentieth of the gap" if alike else ""
        return (f"{plain(self.metric)} ends at {rounded(self.end)} under {mix_words(self.mix)}"
                f"{also}; furthest from it is {mix_words(far.mix)}, at {rounded(far.end)}"
                + (f", from turn {far.parted} on" if far.parted else ""))


@dataclass(frozen=True)
class Piece:
    """What one part of a mix does on its own: the metric's end with only that exchanged."""

    what: str
    amount: float


@dataclass(frozen=True)
class Turning:
    """An uncertain number of this future, and what the gap would be were it at its middle value."""

    name: str
    value: float
    middle: float
    gap: float

    @property
    def words(self) -> str:
        """One line."""
        return (f"{plain(self.name)} is {rounded(self.value)} in this future; at "
                f"{rounded(self.middle)}, its middle value, the gap would be {signed(self.gap)}")


@dataclass(frozen=True)
class Contrasted:
    """Two mixes in one future.

    ``turns`` are label and both values, ``pieces`` what each part of the mix does alone, ``terms``
    those of the equation at the end, ``turning`` the uncertain numbers that make this future what
    it is. ``larger`` counts the futures with at least so large a gap of that sign, of ``futures``.
    """

    metric: str
    mix: str
    against: str
    ends: tuple[float, float]
    turns: tuple[tuple[str, float, float], ...]
    pieces: tuple[Piece, ...]
    terms: tuple[Term, ...]
    turning: tuple[Turning, ...]
    mean: float
    larger: int
    futures: int

    @property
    def gap(self) -> float:
        """End of the mix less end of the other."""
        return self.ends[0] - self.ends[1]

    @property
    def words(self) -> str:
        """Two sentences: the gap here and everywhere, and which part of the mix makes it."""
        text = (f"{mix_words(self.mix)} ends at {rounded(self.ends[0])}, "
                f"{mix_words(self.against)} at {rounded(self.ends[1])}: a gap of "
                f"{signed(self.gap)}, as large in {counted(self.larger, self.futures)} "
                f"(on average {signed(self.mean)})")
        if self.pieces and self.gap:
            most = self.pieces[0]
            text += (f". {most.what} makes {most.amount / self.gap:.0%} of it alone"
                     if len(self.pieces) > 1 else f". The two differ by {most.what} only")
        return text


def beside(results: ResultSet, run: int, metric: str | None = None) -> Beside:
    """Set a run beside the other mixes of its future. Raises `BatchError` for unknown names."""
    name = metric_of(results, metric).metric
    mix, scenario = divmod(run, results.scenarios)
    ends = results.values(name)[0][:, scenario]
    order = [int(i) for i in np.argsort(-ends, kind="stable") if np.isfinite(ends[i])]
    base = results.mixes.index(results.baseline)
    first = [i for i in order if i in (mix, base)]
    kept = first + [i for i in _ends(order) if i not in first]
    kept = sorted(kept[:MOST], key=order.index)
    runs = [i * results.scenarios + scenario for i in kept]
    if mix not in kept:
        raise BatchError(f"run {run} has no value of {name}: it failed or was not played")
    frame = results.traces(runs, [name])
    ticks = results.study.scenario.ticks_per_turn
    traced = {i: frame[frame["run"] == r][name].to_numpy() for i, r in zip(kept, runs, strict=True)}
    gaps = {i: np.abs(row - traced[mix]) for i, row in traced.items() if i != mix}
    most = max((float(gap.max()) for gap in gaps.values()), default=0.0)
    return Beside(name, run, results.mixes[mix], float(ends[mix]), tuple(
        Run(results.mixes[i], i * results.scenarios + scenario, float(ends[i]),
            _parted(gap, most, ticks)) for i, gap in gaps.items()), len(order))


def contrasted(
    results: ResultSet, run: int, against: str, metric: str | None = None,
) -> Contrasted:
    """Explain what a run's mix does against another in the same future.

    Raises `BatchError` for names that lead nowhere and runs without a value.
    """
    if against not in results.mixes:
        raise BatchError(f"no mix is called {shown(against)}; "
                         + nearest(against, results.mixes, "mixes"))
    outcome = metric_of(results, metric)
    name, study = outcome.metric, results.study
    mix, scenario = divmod(run, results.scenarios)
    other = results.mixes.index(against)
    if mix == other:
        raise BatchError(f"run {run} is of the mix {shown(against)} itself; name another")
    values = results.values(name)[0]
    gaps = values[mix] - values[other]
    if not np.isfinite(gaps[scenario]):
        raise BatchError(f"this future has no value of {name} under both mixes")
    mine, theirs = replayed(study, run), replayed(study, other * results.scenarios + scenario)
    known = gaps[np.isfinite(gaps)]
    same = known * np.sign(gaps[scenario]) >= abs(gaps[scenario])
    turns = tuple((a.label, a.after[name], b.after[name])
                  for a, b in zip(mine.turns, theirs.turns, strict=True))
    pieces = []
    for what, part in _pieces(study.mixes[other], study.mixes[mix]):
        alone = replayed(study, other * results.scenarios + scenario, mix=part)
        pieces.append(Piece(what, alone.turns[-1].after[name] - theirs.turns[-1].after[name]))
    terms: tuple[Term, ...] = ()
    if study.scenario.program.variables[name].kind == "flow":
        terms = flow_terms(mine.table, name, 0, theirs.table.read[-1], mine.table.read[-1])
    return Contrasted(
        name, results.mixes[mix], against, (turns[-1][1], turns[-1][2]), turns,
        tuple(sorted(pieces, key=lambda p: -abs(p.amount))), terms,
        _turning(study, (mix, other), scenario, name), float(known.mean()), int(same.sum()),
        known.size)


def metric_of(results: ResultSet, metric: str | None) -> Outcome:
    """A metric as the experiment judges it; the first outcome by default."""
    aims = results.study.outcomes
    if metric is None and not aims:
        raise BatchError("the experiment judges mixes by nothing: name a metric")
    name = metric or aims[0].metric
    if name not in results.metrics:
        raise BatchError(f"no metric is called {shown(name)}; "
                         + nearest(name, results.metrics, "metrics"))
    return outcome_of(next((a for a in aims if a.metric == name),
                           Aim(metric=name, direction="higher")), results)


def _ends(order: list[int]) -> Iterator[int]:
    """From both ends inwards."""
    for at in range((len(order) + 1) // 2):
        yield order[at]
        if order[-1 - at] != order[at]:
            yield order[-1 - at]


def _parted(gap: Array, most: float, ticks: int) -> int:
    """The turn in which a tenth of the largest gap is reached, 0 for none."""
    reached = gap >= PARTED * most
    return -(-int(np.argmax(reached)) // ticks) if most > 0 and reached.any() else 0


def _pieces(base: Mix, other: Mix) -> Iterator[tuple[str, Mix]]:
    """Every difference between two mixes on its own: a lever of all that have it, or a seat."""
    named = {lever for mix in (base, other) for held in mix.levers.values() for lever in held}
    for lever in sorted(named):
        levers = {a: dict(held) for a, held in base.levers.items()}
        for actor in sorted({*base.levers, *other.levers}):
            levers.setdefault(actor, {}).pop(lever, None)
            if lever in other.levers.get(actor, {}):
                levers[actor][lever] = other.levers[actor][lever]
        changed = replace(base, levers={a: held for a, held in levers.items() if held})
        if changed.assignments() != base.assignments():
            yield plain(lever), changed
    for actor in sorted({*base.strategies, *other.strategies}):
        strategies = dict(base.strategies)
        strategies.pop(actor, None)
        if actor in other.strategies:
            strategies[actor] = other.strategies[actor]
        changed = replace(base, strategies=strategies)
        if changed.assignments() != base.assignments():
            yield f"the strategy of {actor}", changed


def _turning(
    study: Study, mixes: tuple[int, int], scenario: int, name: str, most: int = 3,
) -> tuple[Turning, ...]:
    """The uncertain numbers without whose values here the gap would shrink most."""
    if not study.columns or study.tier[0] == "python":
        return ()
    own = study.points[scenario // study.experiment.futures]
    middles = np.array([c.middle for c in study.columns])
    moved = np.tile(own, (own.size + 1, 1))
    moved[np.arange(own.size), np.arange(own.size)] = middles
    luck = np.repeat(study.luck(np.array([scenario], dtype=np.int64)), own.size + 1)
    one, other = (play_many(
        study.seated[mix], study.experiment.seed, luck, kernel=ready_kernel(study),
        parameters=study.parameters(moved), orders=study.mixes[mix].orders(study.scenario),
        names=(name,), faults="off").metrics[-1, 0] for mix in mixes)
    gaps = one - other
    shrinks = np.nan_to_num(abs(gaps[-1]) - abs(gaps[:-1]), nan=-np.inf)
    order = [int(i) for i in np.argsort(-shrinks, kind="stable")[:most]
             if shrinks[i] > TELLING * abs(gaps[-1])]
    return tuple(Turning(study.columns[i].name, float(own[i]), float(middles[i]), float(gaps[i]))
                 for i in order)
