"""All that a worker needs to play a chunk, on this computer or another, as plain text."""

from __future__ import annotations

import hashlib
import json
import tempfile
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np

from wargame.batch.experiment import Experiment
from wargame.batch.study import Array, Study, bind_experiment
from wargame.engine.kernel import Kernel

#: Raised when equal inputs would give other bytes than before.
FORMAT = 1


class BatchError(ValueError):
    """A batch that cannot go on as asked: one line that says why and what to do."""


@dataclass(frozen=True)
class Spec:
    """An experiment with the texts it refers to, and the digests of what played it.

    ``experiment`` is JSON; ``plugins`` are (file name, text) of files loaded besides.
    """

    experiment: str
    playbook: str
    plugins: tuple[tuple[str, str], ...] = ()

    def bind(self, points: Array | None = None) -> Study:
        """The study, from texts alone."""
        experiment = Experiment.model_validate_json(self.experiment)
        with tempfile.TemporaryDirectory(prefix="wargame-batch-") as folder:
            files = []
            for name, text in self.plugins:
                files.append(Path(folder) / name)
                files[-1].write_text(text, encoding="utf-8")
            return bind_experiment(experiment, self.playbook, "playbook.yaml", files=files,
                                   points=points)


def spec_of(experiment: Experiment, playbook: str, files: tuple[Path, ...]) -> Spec:
    """The texts of an experiment."""
    return Spec(experiment.model_dump_json(exclude_none=True), playbook,
                tuple((f.name, f.read_text(encoding="utf-8")) for f in files))


def digests(study: Study) -> dict[str, Any]:
    """What a result depends on besides the experiment: equations, numbers and plugins."""
    from wargame import __version__

    scenario = study.scenario
    numbers = hashlib.blake2b(digest_size=16)
    for name, values in sorted(scenario.start.items()):
        numbers.update(name.encode() + b"\0" + np.ascontiguousarray(values, "<f8").tobytes())
    numbers.update(json.dumps(dict(sorted(scenario.parameters.items()))).encode())
    return {
        "format": FORMAT, "wargame": __version__, "equations": scenario.program.digest,
        "numbers": numbers.hexdigest(), "tier": study.tier[0],
        "plugins": {n: p.digest for n, p in sorted(scenario.library.model.plugins.items())},
    }


@lru_cache(maxsize=4)
def study_of(spec: Spec, equations: str, points: int) -> Study:
    """A spec's study in this process, made once; its ``points`` are not known, but how many.

    Raises `BatchError` where this process has other equations than those asked for.
    """
    experiment = json.loads(spec.experiment)
    study = Spec(json.dumps({**experiment, "design": {"kind": "middle"}}), spec.playbook,
                 spec.plugins).bind()
    if study.scenario.program.digest != equations:
        raise BatchError("a worker has other equations than the one that started the batch: "
                         "install the same wargame and plugins everywhere")
    nothing = np.broadcast_to(np.nan, (points, len(study.columns)))
    return replace(study, points=nothing)


@lru_cache(maxsize=4)
def kernel_of(spec: Spec, equations: str, points: int) -> Kernel | None:
    """The compiled kernel where the cache holds it already; None means NumPy, the same bits."""
    return ready_kernel(study_of(spec, equations, points))


def ready_kernel(study: Study) -> Kernel | None:
    """The kernel of a study, if any mix can be compiled and machine code is in the cache."""
    if all(seated.tier[0] != "symbolic" for seated in study.seated):
        return None
    kernel = Kernel(study.scenario)
    return kernel.compile(study.scenario) if kernel.cached else None
