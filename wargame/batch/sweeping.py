"""Batches from Python: `sweep` in three lines, or an experiment and its folder."""

from __future__ import annotations

import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import ValidationError

from wargame.batch.bar import bar
from wargame.batch.crew import Backend, crew_for
from wargame.batch.experiment import Experiment
from wargame.batch.job import Job, prepare, reopen
from wargame.batch.progress import Watcher
from wargame.batch.results import ResultSet
from wargame.batch.runner import run
from wargame.batch.spec import BatchError, ready_kernel
from wargame.batch.study import Array
from wargame.engine.kernel import Kernel
from wargame.playbook.explain import explain
from wargame.playbook.source import Source, first_of

#: From this many games on, compiling the kernel costs less than doing without it.
WORTH_COMPILING = 50_000
#: Folders of sweeps that named none; they are removed when Python ends.
_kept: list[tempfile.TemporaryDirectory[str]] = []


def sweep(
    playbook: str | Path, *, mixes: Mapping[str, Mapping[str, Any]] | Sequence[Any] | None = None,
    grid: Mapping[str, Sequence[Any]] | None = None, futures: int = 1,
    points: int | Array | None = None, uncertainties: Mapping[str, Any] | None = None,
    outcomes: Sequence[Any] = (), into: str | Path | None = None, title: str = "Sweep",
    question: str = "What comes of these mixes?", watch: Watcher | bool = True,
    backend: Backend = "auto", workers: int | None = None, compiled: bool | None = None,
    dask: str | None = None, **fields: Any,
) -> ResultSet:
    """Play every mix at every point in every future, and return what came of it.

    ``mixes`` are by name; each maps actors (or sets of them) to strategies, and ``actor.lever`` to
    a value or ``{turn: value}``. ``grid`` maps the same keys to lists of which every combination
    is a mix. ``points`` is the size of a Latin hypercube over the playbook's ranges (none: the
    playbook's own numbers), or an array (points, uncertain numbers). ``into`` is a folder to keep;
    without it the results last as long as Python does. Further ``fields`` are those of an
    experiment file: seed, turns, baseline, luck, failures, design, common, options.

    >>> found = wg.sweep("long_view", mixes={"as played": {}, "closed": {"meta": "hold"}},
    ...                  points=64, futures=4)
    >>> found.frame().groupby("mix_name")["open_token_share"].mean()

    Raises PlaybookError for mistakes, and `BatchError` where the folder cannot be used.
    """
    if isinstance(points, int) and points < 1:
        raise BatchError(f"a sweep has at least one point, not {points}; leave points out for the "
                         "playbook's own numbers")
    given = np.asarray(points, dtype=np.float64) if isinstance(points, np.ndarray) else None
    kind = "given" if given is not None else "latin_hypercube" if points else "middle"
    design = {"kind": kind} | ({"points": points} if isinstance(points, int) and points else {})
    path = Path(playbook)
    name = str(path.resolve()) if path.is_file() else str(playbook)
    data = {"id": "sweep", "title": title, "question": question, "playbook": name,
            "futures": futures, "mixes": _mixes(mixes), "design": design,
            "uncertainties": dict(uncertainties or {}), "outcomes": list(outcomes),
            "grid": {axis: tuple(values) for axis, values in (grid or {}).items()}, **fields}
    try:
        experiment = Experiment.model_validate(data, context=Source("sweep"))
    except ValidationError as error:
        worst = first_of(explain(error, Experiment, Source("sweep")))
        assert worst is not None
        raise worst from None
    return run_experiment(experiment, into, points=given, watch=watch, backend=backend,
                          workers=workers, compiled=compiled, dask=dask)


def run_experiment(
    experiment: Experiment, into: str | Path | None = None, *, points: Array | None = None,
    watch: Watcher | bool = True, backend: Backend = "auto", workers: int | None = None,
    compiled: bool | None = None, dask: str | None = None, cancel: threading.Event | None = None,
    chunk: int | None = None, command: str = "",
) -> ResultSet:
    """Run an experiment into a new folder, and return its results; see `sweep` and `resume`."""
    if into is None:
        _kept.append(tempfile.TemporaryDirectory(prefix="wargame-sweep-"))
        into = Path(_kept[-1].name) / experiment.id
    job = prepare(experiment, Path(into), points=points, chunk=chunk, command=command)
    return play_job(job, watch=watch, backend=backend, workers=workers, compiled=compiled,
                    dask=dask, cancel=cancel)


def resume(
    folder: str | Path, *, watch: Watcher | bool = True, backend: Backend = "auto",
    workers: int | None = None, compiled: bool | None = None, dask: str | None = None,
    cancel: threading.Event | None = None,
) -> ResultSet:
    """Go on with a batch: whatever is missing in its folder is played."""
    return play_job(reopen(Path(folder)), watch=watch, backend=backend, workers=workers,
                    compiled=compiled, dask=dask, cancel=cancel)


def play_job(
    job: Job, *, watch: Watcher | bool = True, backend: Backend = "auto",
    workers: int | None = None, compiled: bool | None = None, dask: str | None = None,
    cancel: threading.Event | None = None,
) -> ResultSet:
    """Play what a job misses. ``compiled``: compile first (None: where that pays), or never."""
    kernel = _kernel(job, compiled)
    crew = crew_for(job.study, kernel, "dask" if dask else backend, workers, dask or "local")
    try:
        with ExitStack() as stack:
            if isinstance(watch, bool):
                title = job.study.experiment.title
                watch = stack.enter_context(bar(title)) if watch else (lambda _: None)
            run(job, crew, watch=watch, cancel=cancel)
    finally:
        crew.close()
    return ResultSet(job.store.folder)


def _kernel(job: Job, compiled: bool | None) -> Kernel | None:
    if compiled is False:
        return None
    study = job.study
    kernel = ready_kernel(study)
    fusible = any(seated.tier[0] == "symbolic" for seated in study.seated)
    if kernel is not None or not fusible or not (compiled or study.runs >= WORTH_COMPILING):
        return kernel
    print("Compiling the kernel, once for this set of plugins (a minute or two) ...",  # noqa: T201
          file=sys.stderr, flush=True)
    return Kernel(study.scenario).compile(study.scenario)


def _mixes(given: Mapping[str, Mapping[str, Any]] | Sequence[Any] | None) -> list[Any]:
    if given is None:
        return []
    if not isinstance(given, Mapping):
        return list(given)
    return [{"name": name, **_assignment(parts)} for name, parts in given.items()]


def _assignment(parts: Mapping[str, Any]) -> dict[str, Any]:
    strategies: dict[str, Any] = {}
    levers: dict[str, dict[str, Any]] = {}
    for key, value in parts.items():
        actor, dot, lever = key.partition(".")
        if dot:
            levers.setdefault(actor, {})[lever] = value
        else:
            strategies[actor] = "hold" if value is None else value
    return {"strategies": strategies, "levers": levers}
