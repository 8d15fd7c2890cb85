"""One run of a batch, played again at the table: every order, reason and metric."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from wargame.batch.study import Study
from wargame.engine.many import Many
from wargame.engine.play import Play, Table


def replayed(study: Study, run: int) -> Play:
    """The run's play, with the same bits as in the batch: its mix, its point, its luck."""
    mix, scenario = divmod(run, study.scenarios)
    values = study.points[scenario // study.experiment.futures]
    seated = study.seated[mix]
    given = study.parameters(values[None, :])
    start = {n: v[..., 0] for n, v in given.items() if n in seated.start}
    numbers = {n: float(v[0]) for n, v in given.items() if n not in start}
    seated = replace(seated, start={**seated.start, **start},
                     parameters={**seated.parameters, **numbers})
    future = int(study.luck(np.array([scenario], dtype=np.int64))[0])
    table = Table(seated, study.experiment.seed, future=future,
                  held=study.mixes[mix].orders(study.scenario))
    while not table.over:
        table.play_turn()
    metrics = np.array([[[step[n]] for n in study.metrics] for step in table.trace])
    tier = seated.tier[0]
    return Play(seated, study.experiment.seed, table, Many(
        study.metrics, metrics, {}, "scalar" if tier == "symbolic" else tier))
