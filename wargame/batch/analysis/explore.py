"""View models of an Explore screen over a result set: each answers in a fraction of a second.

Every view can be narrowed to futures whose uncertain numbers lie within ranges, and is a data
frame with plain columns; `wargame.reports.batch.explore_charts` draws them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from wargame.batch.analysis.differences import difference
from wargame.batch.analysis.judged import QUANTILES, Outcome, outcome_of
from wargame.batch.analysis.robustness import Satisfied, pareto, regret, satisficing
from wargame.batch.spec import BatchError
from wargame.playbook.wording import nearest, shown

if TYPE_CHECKING:
    import pandas as pd

    from wargame.batch.results import ResultSet

Array = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Ranges = Mapping[str, tuple[float, float]]
BARS = 40


class Explorer:
    """Views over one result set.

    ``metrics`` are all that can be looked at, ``factors`` what varied, with the range it had;
    ``outcomes`` what the experiment judges mixes by.
    """

    def __init__(self, results: ResultSet) -> None:
        self.results = results
        self.mixes = results.mixes
        self.outcomes = tuple(outcome_of(aim, results) for aim in results.study.outcomes)
        table = results.points
        self.factors: dict[str, tuple[float, float]] = {
            n: (float(table[n].min()), float(table[n].max())) for n in results.columns}

    def chosen(self, where: Ranges | None = None) -> Bools:
        """Scenarios within every range, (scenarios,). Raises `BatchError` for an unknown factor."""
        kept = np.ones(len(self.results.points), dtype=np.bool_)
        for name, (low, high) in (where or {}).items():
            if name not in self.factors:
                raise BatchError(f"nothing called {shown(name)} varied; "
                                 + nearest(name, self.factors, "what varied"))
            column = self.results.points[name].to_numpy(dtype=np.float64)
            kept &= (column >= low) & (column <= high)
        return np.repeat(kept, self.results.futures)

    def values(self, metric: str, where: Ranges | None = None) -> Array:
        """A metric at the end, (mixes, scenarios chosen). Raises `BatchError` for none chosen."""
        found = self.results.values(metric)[0]
        if not where:
            return found
        kept = self.chosen(where)
        if not kept.any():
            raise BatchError("no future lies within these ranges; widen them")
        return found[:, kept]

    def fan(self, metric: str, mixes: Sequence[str] | None = None) -> pd.DataFrame:
        """Turn by turn: mix, turn, count, mean, lowest, q05, q25, q50, q75, q95, highest.

        Turn 0 is the start. Summaries are of all futures, narrowed or not.
        """
        frame = self.results.turns(metric)
        return frame if mixes is None else frame[frame["mix_name"].isin(list(mixes))]

    def distribution(
        self, metric: str, where: Ranges | None = None, *, bars: int = BARS,
    ) -> pd.DataFrame:
        """Bars: mix, low, high, count, share of the mix's futures; the outermost hold the tails.

        The bars span 99 of 100 values of all mixes together.
        """
        import pandas as pd

        values = self.values(metric, where)
        low, high = np.nanquantile(_thinned(values), [0.005, 0.995])
        if not low < high:
            low, high = low - 0.5, high + 0.5
        width = (high - low) / bars
        rows = []
        for name, row in zip(self.mixes, values, strict=True):
            known = row[np.isfinite(row)]
            places = np.clip((known - low) / width, 0, bars - 1).astype(np.int64)
            count = np.bincount(places, minlength=bars)
            rows.append(pd.DataFrame({
                "mix_name": name, "low": low + width * np.arange(bars),
                "high": low + width * np.arange(1, bars + 1), "count": count,
                "share": count / max(1, known.size)}))
        return pd.concat(rows, ignore_index=True)

    def summary(self, metric: str, where: Ranges | None = None) -> pd.DataFrame:
        """A row for each mix: count, missing, mean, q05, q25, q50, q75, q95, and met.

        ``met`` counts futures within the outcome's threshold, -1 without one.
        """
        import pandas as pd

        values = self.values(metric, where)
        threshold = self._outcome(metric).threshold
        rows = []
        for name, row in zip(self.mixes, values, strict=True):
            known = row[np.isfinite(row)]
            bounds = np.quantile(known, QUANTILES) if known.size else np.full(5, np.nan)
            rows.append({
                "mix_name": name, "count": int(known.size), "missing": int(row.size - known.size),
                "mean": float(known.mean()) if known.size else float("nan"),
                **{f"q{100 * q:02.0f}": float(b) for q, b in zip(QUANTILES, bounds, strict=True)},
                "met": int(threshold.met(known).sum()) if threshold is not None else -1})
        return pd.DataFrame(rows)

    def changes(self, metric: str, where: Ranges | None = None) -> pd.DataFrame:
        """A row for each mix but the baseline: its change against that in the same futures.

        Columns mean, low, high (95 % interval of the mean), better, worse, futures, and standing:
        better, worse or open. Of a metric that the experiment does not judge more counts as
        better. Empty where fewer than two points have a value for both.
        """
        import pandas as pd

        outcome = self._outcome(metric)
        values = outcome.oriented(self.values(metric, where))
        groups = np.flatnonzero(self.chosen(where)) // self.results.futures
        base, rows = values[self.mixes.index(self.results.baseline)], []
        for name, row in zip(self.mixes, values, strict=True):
            both = np.isfinite(row) & np.isfinite(base)
            if name != self.results.baseline and np.unique(groups[both]).size > 1:
                d = difference(row, base, mix=name, baseline=self.results.baseline,
                               outcome=metric, direction=outcome.direction, groups=groups)
                rows.append((name, d.mean, d.low, d.high, d.better, d.worse, d.futures,
                             d.standing))
        return pd.DataFrame(rows, columns=["mix_name", "mean", "low", "high", "better", "worse",
                                           "futures", "standing"])

    def satisfied(self, where: Ranges | None = None) -> tuple[Satisfied, ...]:
        """Futures in which each mix meets every threshold at once, most first; empty without."""
        limits = {o.metric: o.threshold for o in self.outcomes if o.threshold is not None}
        if not limits:
            return ()
        return satisficing({n: self.values(n, where) for n in limits}, limits, self.mixes)

    def judges(self, metric: str) -> Outcome | None:
        """How the experiment judges a metric; None where it does not."""
        return next((o for o in self.outcomes if o.metric == metric), None)

    def regret(self, metric: str, where: Ranges | None = None) -> pd.DataFrame:
        """A row for each mix: worst, p90, mean regret, the futures in which none is better.

        ``worst_run`` is the run of the largest regret, to be opened with `ResultSet.run`.
        """
        import pandas as pd

        outcome = self._outcome(metric)
        lost = regret(outcome.oriented(self.values(metric, where)), outcome.direction)
        played = np.isfinite(lost).all(axis=0)
        if not played.any():
            raise BatchError(f"no future has a value of {metric} for every mix; go on with: "
                             f"wargame batch resume {self.results.folder}")
        scenarios = np.flatnonzero(self.chosen(where))[played]
        kept = lost[:, played]
        worst = kept.argmax(axis=1)
        return pd.DataFrame({
            "mix_name": self.mixes, "worst": kept.max(axis=1),
            "p90": np.quantile(kept, 0.9, axis=1), "mean": kept.mean(axis=1),
            "best_in": (kept == 0).sum(axis=1), "futures": int(played.sum()),
            "worst_run": np.arange(len(self.mixes)) * self.results.scenarios + scenarios[worst]})

    def tradeoff(self, first: str, second: str, where: Ranges | None = None) -> pd.DataFrame:
        """A row for each mix: quartiles of two metrics, and whether it is on the Pareto front.

        Columns x25, x50, x75, y25, y50, y75 and front; the front is of the medians.
        """
        import pandas as pd

        frame: dict[str, Any] = {"mix_name": list(self.mixes)}
        for axis, metric in (("x", first), ("y", second)):
            values = self.values(metric, where)
            found = (np.quantile(values, QUANTILES[1:4], axis=1) if np.isfinite(values).all()
                     else np.nanquantile(values, QUANTILES[1:4], axis=1))
            frame |= {f"{axis}{q}": row for q, row in zip((25, 50, 75), found, strict=True)}
        ways = [self._outcome(m) for m in (first, second)]
        scores = np.column_stack([o.oriented(np.asarray(frame[f"{a}50"]))
                                  for o, a in zip(ways, "xy", strict=True)])
        frame["front"] = pareto(scores, [o.direction for o in ways])
        return pd.DataFrame(frame)

    def along(
        self, metric: str, factor: str, where: Ranges | None = None, *, bars: int = 12,
    ) -> pd.DataFrame:
        """How a metric goes with what varied: mix, low, high, count, q25, q50, q75, share met.

        Bars hold equal numbers of points. ``met`` is not a number without a threshold.
        """
        import pandas as pd

        kept = self.chosen({factor: (-np.inf, np.inf), **(where or {})})
        column = np.repeat(self.results.points[factor].to_numpy(dtype=np.float64),
                           self.results.futures)[kept]
        values = self.values(metric, where)
        threshold = self._outcome(metric).threshold
        edges = np.unique(np.quantile(column, np.linspace(0, 1, bars + 1)))
        places = np.clip(np.searchsorted(edges, column, "right") - 1, 0, max(0, len(edges) - 2))
        rows = []
        for at in range(max(1, len(edges) - 1)):
            inside = values[:, places == at]
            for name, row in zip(self.mixes, inside, strict=True):
                known = row[np.isfinite(row)]
                if known.size:
                    q25, q50, q75 = np.quantile(known, QUANTILES[1:4])
                    rows.append({
                        "mix_name": name, "low": edges[at], "high": edges[min(at + 1,
                                                                              len(edges) - 1)],
                        "count": int(known.size), "q25": q25, "q50": q50, "q75": q75,
                        "met": float(threshold.met(known).mean()) if threshold else float("nan")})
        return pd.DataFrame(rows)

    def sql(self, query: str) -> pd.DataFrame:
        """Any other question, to DuckDB; see `ResultSet.sql`."""
        return self.results.sql(query)

    def _outcome(self, metric: str) -> Outcome:
        """How the experiment judges a metric; higher is better where it does not say."""
        found = self.judges(metric)
        if found is not None:
            return found
        variable = self.results.study.scenario.program.variables.get(metric)
        return Outcome(metric, metric.replace("_", " "), variable.unit if variable else "1",
                       variable.meaning if variable else "", "higher", None)


def _thinned(values: Array, most: int = 100_000) -> Array:
    """Enough of the values for the ends of an axis."""
    flat = values.reshape(-1)
    return flat[:: max(1, flat.size // most)]
