"""The EMA Workbench on a playbook: a model for its runners, and our results for its analysis."""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from wargame.batch.analysis.equilibrium import MissingLibraryError
from wargame.batch.analysis.games import LUCK, Games
from wargame.batch.analysis.study import FUTURES
from wargame.engine.scenario import ranges

if TYPE_CHECKING:
    import pandas as pd

    from wargame.batch.results import ResultSet

Array = npt.NDArray[np.float64]


def _workbench() -> Any:
    try:
        return importlib.import_module("ema_workbench")
    except ImportError as error:
        raise MissingLibraryError("this bridge needs ema_workbench, which wargame does not install"
                                  ) from error


def workbench_model(
    games: Games, levers: Sequence[str], outcomes: Sequence[str], *,
    uncertainties: Sequence[str] | None = None, name: str = "wargame",
) -> Any:
    """An ``ema_workbench.Model`` that plays one game a run.

    ``levers`` are parameters, ``actor.lever`` or ``actor.parameter`` (written with a double
    underscore in the workbench, where a dot is not allowed); ``uncertainties`` all parameters with
    a range unless given, and luck, whose whole numbers are futures. Raises
    `MissingLibraryError` without the workbench.
    """
    ema = _workbench()
    moved = [n for n in (ranges(games.scenario) if uncertainties is None else uncertainties)
             if n not in levers]
    for outcome in outcomes:
        games.place(outcome)

    def play(**given: Any) -> dict[str, float]:
        luck = int(given.pop(LUCK, 0))
        settings = {n.replace("__", "."): np.array([float(v)]) for n, v in given.items()}
        found = games.play([luck], list(outcomes), settings=settings)
        return {_name(n): float(v[0]) for n, v in found.items()}

    model = ema.Model(name, function=play)
    model.uncertainties = [
        *(_parameter(ema, games, n) for n in moved), ema.IntegerParameter(LUCK, 0, FUTURES - 1)]
    model.levers = [_parameter(ema, games, n) for n in levers]
    model.outcomes = [ema.ScalarOutcome(_name(n)) for n in outcomes]
    return model


def workbench_results(
    results: ResultSet, outcomes: Sequence[str] | None = None,
) -> tuple[pd.DataFrame, dict[str, Array]]:
    """A result set as the workbench's ``(experiments, outcomes)``; failed runs are left out.

    Experiments have a row for each run: what varied, ``policy`` (the mix) and ``scenario``.
    """
    import pandas as pd

    wanted = list(outcomes or results.metrics)
    found = {n: results.values(n)[0].reshape(-1) for n in wanted}
    known = np.logical_and.reduce([np.isfinite(v) for v in found.values()])
    points = results.point_values()
    frame = pd.DataFrame(np.tile(points, (len(results.mixes), 1)), columns=list(results.columns))
    frame["scenario"] = np.tile(np.arange(results.scenarios), len(results.mixes))
    frame["policy"] = pd.Categorical(np.repeat(list(results.mixes), results.scenarios))
    frame["model"] = results.manifest["id"]
    return frame[known].reset_index(drop=True), {n: v[known] for n, v in found.items()}


def _name(name: str) -> str:
    return name.replace(".", "__")


def _parameter(ema: Any, games: Games, name: str) -> Any:
    factor = games.factor(name)
    if factor.whole:
        return ema.IntegerParameter(_name(name), int(factor.low), int(factor.high))
    return ema.RealParameter(_name(name), factor.low, factor.high)
