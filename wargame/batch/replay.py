"""One run of a batch, played again at the table: every order, reason and metric."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from wargame.batch.mixes import Mix
from wargame.batch.spec import ready_kernel
from wargame.batch.study import Study
from wargame.engine.many import Many, play_many
from wargame.engine.play import Play, Table

if TYPE_CHECKING:
    import pandas as pd


def replayed(study: Study, run: int, *, mix: Mix | None = None) -> Play:
    """The run's play, with the same bits as in the batch: its mix, its point, its luck.

    Another ``mix`` takes the place of its own.
    """
    number, scenario = divmod(run, study.scenarios)
    values = study.points[scenario // study.experiment.futures]
    seated = study.seated[number] if mix is None else mix.scenario(study.scenario)
    mix = mix or study.mixes[number]
    given = study.parameters(values[None, :])
    start = {n: v[..., 0] for n, v in given.items() if n in seated.start}
    numbers = {n: float(v[0]) for n, v in given.items() if n not in start}
    seated = replace(seated, start={**seated.start, **start},
                     parameters={**seated.parameters, **numbers})
    future = int(study.luck(np.array([scenario], dtype=np.int64))[0])
    table = Table(seated, study.experiment.seed, future=future,
                  held=mix.orders(study.scenario))
    while not table.over:
        table.play_turn()
    metrics = np.array([[[step[n]] for n in study.metrics] for step in table.trace])
    tier = seated.tier[0]
    return Play(seated, study.experiment.seed, table, Many(
        study.metrics, metrics, {}, "scalar" if tier == "symbolic" else tier))


def traced(study: Study, runs: Sequence[int], names: tuple[str, ...]) -> pd.DataFrame:
    """Metrics of every quarter of some runs: run, mix, tick, quarter, and a column for each."""
    import pandas as pd

    kernel = ready_kernel(study)
    every = np.asarray(runs, dtype=np.int64)
    ticks = study.scenario.ticks + 1
    values = np.empty((every.size, ticks, len(names)))
    for mix in np.unique(every // study.scenarios):
        places = np.flatnonzero(every // study.scenarios == mix)
        scenario = every[places] % study.scenarios
        played = play_many(
            study.seated[mix], study.experiment.seed, study.luck(scenario), kernel=kernel,
            parameters=study.parameters(study.points[scenario // study.experiment.futures]),
            orders=study.mixes[mix].orders(study.scenario), names=names, faults="off")
        values[places] = played.metrics.transpose(2, 0, 1)
    calendar = study.scenario.playbook.calendar
    labels = ["start", *(calendar.label(t) for t in range(ticks - 1))]
    frame = pd.DataFrame(values.reshape(-1, len(names)), columns=list(names))
    frame.insert(0, "quarter", labels * every.size)
    frame.insert(0, "tick", list(range(ticks)) * every.size)
    frame.insert(0, "mix", np.repeat(every // study.scenarios, ticks))
    frame.insert(0, "run", np.repeat(every, ticks))
    return frame
