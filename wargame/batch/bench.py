"""How fast batches are: figures of one run on the Long View with its own strategies."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import numpy as np

from wargame.batch.experiment import Experiment
from wargame.batch.games import BLOCK
from wargame.batch.results import ResultSet
from wargame.batch.spec import BatchError
from wargame.batch.study import Study
from wargame.batch.sweeping import run_experiment
from wargame.batch.text import yaml_of
from wargame.engine.kernel import Kernel
from wargame.engine.mesa_batch import mesa_batch

#: 20 mixes x 5,000 points x 10 futures of everything that has a range.
MILLION: dict[str, Any] = {
    "schema": 1, "id": "million", "title": "A million games",
    "question": "How long do a million games take?", "playbook": "long_view", "futures": 10,
    "mixes": ["as_played", *({"name": f"meta_{s}", "strategies": {"meta": s}}
                             for s in ("fast_follower", "platform", "hold"))],
    "grid": {"regulators.liability_regime": ["none", "safe_harbour", "negligence", "strict"],
             "us.chip_control_tier": ["none", "high_end", "broad", "embargo"]},
    "design": {"kind": "sobol", "points": 5000}}
#: Games of the two comparisons, and how often each is repeated; the best counts.
OVERHEAD_POINTS, OVERHEAD_REPEATS = 512, 3
MESA_GAMES, MESA_FUTURES = 6, 20_000

#: What each figure means.
FIGURES = {
    "games": "games of the large batch: 20 mixes x 5,000 points x 10 futures, all that has a "
             "range varying",
    "million_games_s": "seconds for a million of them, from starting Python to durable results",
    "million_games_cpu_s": "processor seconds of the same",
    "peak_mib": "MiB at the peak of that process",
    "stored_mib": "MiB of its result folder",
    "runner_overhead": "seconds of a batch, played, summarised and stored, over those of the bare "
                       "kernel on the same games, equally many threads",
    "runner_overhead_cpu": "the same in processor seconds",
    "batch_vs_mesa_batch_run": "processor seconds a game of mesa.batch_run over those of a stored "
                               "batch that plays the same games and more, final metrics equal",
    "mesa_ms_per_game": "milliseconds a game of mesa.batch_run, one process",
}


def measure(
    *, games: int = 1_000_000, note: Callable[[str], None] = lambda _: None,
) -> dict[str, float | int | None]:
    """Measure everything, one flat object. Compiles the kernel first where it is not cached.

    ``games`` is the size of the large batch; time is stated for a million.
    """
    found: dict[str, float | int | None] = dict.fromkeys(FIGURES)
    with tempfile.TemporaryDirectory(prefix="wargame-bench-") as place:
        note("the kernel, compiled or fetched")
        run_experiment(_experiment(points=1, futures=1), Path(place) / "warm", compiled=True,
                       watch=False)
        note(f"a batch of {games:,} games in a process of its own")
        found |= _million(Path(place), games)
        note("the bare kernel and the runner in turns")
        found |= _overhead(Path(place))
        note("mesa.batch_run on some of the games of a batch")
        found |= _mesa(Path(place))
    return found


def _experiment(**fields: Any) -> Experiment:
    points = fields.pop("points", None)
    data = {**MILLION, **fields}
    if points is not None:
        data["design"] = {"kind": "sobol", "points": points}
    return Experiment.model_validate(data)


# Runs a command and prints what it took; the highest resident size is that of the command alone.
CHILD = """
import json, resource, subprocess, sys, time
start = time.perf_counter()
done = subprocess.run(sys.argv[1:], capture_output=True, text=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
unit = 2**20 if sys.platform == "darwin" else 2**10
print(json.dumps({"code": done.returncode, "words": done.stderr[-300:],
                  "seconds": time.perf_counter() - start,
                  "cpu": used.ru_utime + used.ru_stime, "peak": used.ru_maxrss / unit}))
"""


def _million(place: Path, games: int) -> dict[str, float | int | None]:
    per_point = 20 * int(MILLION["futures"])
    points = max(1, games // per_point)
    file, folder = place / "million.yaml", place / "million"
    file.write_text(yaml_of({**MILLION, "design": {"kind": "sobol", "points": points}}),
                    encoding="utf-8")
    done = subprocess.run(  # noqa: S603  a program of our own
        [sys.executable, "-c", CHILD, sys.executable, "-m", "wargame", "batch", "run", str(file),
         "--into", str(folder), "--compiled"], capture_output=True, text=True, check=True)
    told = json.loads(done.stdout)
    if told["code"]:
        raise BatchError(f"the batch failed: {told['words'].strip()}")
    played = ResultSet(folder).finished
    stored = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return {"games": played, "million_games_s": told["seconds"] * 1e6 / played,
            "million_games_cpu_s": told["cpu"] * 1e6 / played, "peak_mib": told["peak"],
            "stored_mib": stored / 2**20}


def _overhead(place: Path) -> dict[str, float | int | None]:
    experiment = _experiment(points=OVERHEAD_POINTS)
    best = {"bare": [np.inf, np.inf], "stored": [np.inf, np.inf]}
    study, kernel = None, None
    for repeat in range(OVERHEAD_REPEATS):
        wall, cpu = perf_counter(), process_time()
        found = run_experiment(experiment, place / f"overhead_{repeat}", watch=False)
        _better(best["stored"], perf_counter() - wall, process_time() - cpu)
        if study is None or kernel is None:
            study = found.study
            kernel = Kernel(study.scenario).compile(study.scenario)
        wall, cpu = perf_counter(), process_time()
        _bare(study, kernel)
        _better(best["bare"], perf_counter() - wall, process_time() - cpu)
    return {"runner_overhead": best["stored"][0] / best["bare"][0],
            "runner_overhead_cpu": best["stored"][1] / best["bare"][1]}


def _better(best: list[float], wall: float, cpu: float) -> None:
    best[0], best[1] = min(best[0], wall), min(best[1], cpu)


def _bare(study: Study, kernel: Kernel) -> None:
    """The games of a study by the kernel alone: final metrics, nothing else."""
    scenarios = np.arange(study.scenarios)
    parameters = study.parameters(study.points[scenarios // study.experiment.futures])
    luck = study.luck(scenarios)
    for mix, seated in zip(study.mixes, study.seated, strict=True):
        kernel.play(seated, study.experiment.seed, luck, parameters=parameters, chunk=BLOCK,
                    orders=mix.orders(study.scenario), names=(), final=study.metrics)


def _mesa(place: Path) -> dict[str, float | int | None]:
    experiment = replaced(_experiment(futures=MESA_FUTURES), mixes=MILLION["mixes"][:2], grid={},
                          design={"kind": "middle"})
    cpu = process_time()
    found = run_experiment(experiment, place / "mesa", watch=False)
    batch = (process_time() - cpu) / found.finished
    values = {name: found.values(name)[0] for name in found.metrics}
    cpu = process_time()
    rows = [mesa_batch(seated, experiment.seed, range(MESA_GAMES))
            for seated in found.study.seated]
    mesa = (process_time() - cpu) / (len(rows) * MESA_GAMES)
    for mix, games in enumerate(rows):
        for row in games:
            for name, ends in values.items():
                if row[name] != ends[mix, row["future"]]:
                    raise BatchError(f"'{name}' of future {row['future']} differs from Mesa's")
    return {"batch_vs_mesa_batch_run": mesa / batch, "mesa_ms_per_game": mesa * 1e3}


def replaced(experiment: Experiment, **fields: Any) -> Experiment:
    """The experiment with other fields, checked."""
    return Experiment.model_validate({**experiment.model_dump(exclude_none=True), **fields})


