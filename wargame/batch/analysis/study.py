"""Sensitivity of a game's outcomes: factors, and luck as one factor among them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from wargame.batch.analysis.factors import Factor
from wargame.batch.analysis.games import LUCK, Games
from wargame.batch.analysis.gate import Missing
from wargame.batch.analysis.sensitivity import (
    Kind,
    Sensitivity,
    Study,
    morris_study,
    sensitivity,
    sobol_study,
)

Array = npt.NDArray[np.float64]
#: Futures that luck is drawn from in a Sobol study.
FUTURES = 4096


def played(games: Games, study: Study, outcomes: Sequence[str]) -> dict[str, Array]:
    """Play every run of a study: each outcome, (runs,).

    A factor called ``luck`` chooses the future; without one, each block of runs has a future of
    its own, so that the runs of a block differ by their factors alone.
    """
    settings: Mapping[str, Array] = {
        f.name: study.points[:, i] for i, f in enumerate(study.factors)}
    luck = settings.get(LUCK)
    futures = (luck if luck is not None else study.blocks).astype(np.uint64)
    return games.play(futures, outcomes, settings=settings)


def game_sensitivity(
    games: Games, factors: Sequence[str | Factor], outcomes: Sequence[str], *,
    kind: Kind = "sobol", size: int = 256, seed: int = 1, missing: Missing = "refuse",
) -> dict[str, Sensitivity]:
    """Indices of every outcome for parameters, levers and strategy parameters of a game.

    ``size`` is the number of Sobol blocks (a power of two) or of Morris trajectories. A Sobol
    study has luck as one more factor, whose index says how much no policy can decide; Morris
    trajectories have a future each. Raises `ScenarioError` for an unknown factor or outcome.
    """
    known = [games.factor(f) if isinstance(f, str) else f for f in factors]
    if kind == "sobol":
        study = sobol_study([*known, Factor(LUCK, 0, FUTURES - 1, whole=True)], size, seed=seed)
    else:
        study = morris_study(known, size, seed=seed)
    values = played(games, study, outcomes)
    return {name: sensitivity(study, values[name], outcome=name, missing=missing, seed=seed)
            for name in outcomes}
