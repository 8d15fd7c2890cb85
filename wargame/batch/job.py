"""A batch in its folder: made new from an experiment, or opened again to go on."""

from __future__ import annotations

import json
import platform
import shlex
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from wargame.batch.experiment import Experiment
from wargame.batch.ledger import Entry, Ledger
from wargame.batch.load import parse_experiment
from wargame.batch.plan import Chunk, chunk_size, chunks_of
from wargame.batch.spec import BatchError, Spec, digests, spec_of
from wargame.batch.store import Store, digest_of, part_name, told
from wargame.batch.study import Array, Study, bind_experiment, parsed_playbook
from wargame.batch.task import Task
from wargame.batch.text import yaml_of
from wargame.hooks.search import plugins_beside
from wargame.playbook.load import bundled_playbooks, content, decoded

PLAYBOOK, PLUGINS = "playbook.yaml", "plugins"


@dataclass(frozen=True, eq=False)
class Job:
    """A study with its folder, and the chunks it is played in."""

    study: Study
    spec: Spec
    store: Store
    chunk: int

    @cached_property
    def digests(self) -> dict[str, Any]:
        """What the results depend on besides the experiment."""
        return digests(self.study)

    @cached_property
    def chunks(self) -> tuple[Chunk, ...]:
        """Every chunk, in order."""
        return chunks_of(self.study, self.digests, self.chunk)

    def task(self, chunk: Chunk) -> Task:
        """A chunk, to be played by whoever takes it."""
        points = np.ascontiguousarray(self.study.points[chunk.first_point:chunk.last_point])
        return Task(self.spec, self.digests["equations"], self.study.points.shape[0],
                    chunk, points)

    def checked(self, ledger: Ledger) -> dict[int, Entry]:
        """Finished chunks whose parts are there and undamaged, by number.

        Raises `BatchError` where they were made from other equations, numbers or plugins.
        """
        found, entries = {}, ledger.entries()
        for chunk in self.chunks:
            entry = entries.get(chunk.number)
            if entry is None:
                continue
            if entry.digest != chunk.digest:
                raise BatchError(f"'{self.store.folder}' was made {self._difference()}; run the "
                                 "experiment again in another folder")
            if all(self._whole(part, chunk, digest) for part, digest in (
                    ("runs", entry.runs_digest), ("turns", entry.turns_digest))):
                found[chunk.number] = entry
        return found

    def _whole(self, part: str, chunk: Chunk, digest: str) -> bool:
        try:
            content = (self.store.folder / part / part_name(chunk.number)).read_bytes()
        except OSError:
            return False
        return digest_of(content) == digest

    def _difference(self) -> str:
        before, now = self.store.manifest().get("made_with", {}), self.digests
        changed = [n for n in now if before.get(n) != now[n]]
        words = {"equations": "with other equations", "plugins": "with other plugins",
                 "numbers": "with other numbers", "wargame": "by another version of wargame"}
        told = [words[name] for name in changed if name in words]
        return " and ".join(told) or "from other points or mixes"


def prepare(
    experiment: Experiment, folder: Path, *, points: Array | None = None, chunk: int | None = None,
    command: str = "",
) -> Job:
    """Check an experiment and make its folder, self-contained: texts, points, mixes, manifest.

    Raises PlaybookError for mistakes in it, and `BatchError` where the folder holds something
    else already or cannot be written.
    """
    spec, study = bound(experiment, points=points)
    if (folder / "manifest.json").exists():
        raise BatchError(f"'{folder}' holds a batch already; go on with: wargame batch resume "
                         f"{folder}, or name another folder with --into")
    store = Store(folder)
    store.create()
    job = Job(study, spec, store, chunk or chunk_size(study))
    resolved = json.loads(spec.experiment)
    resolved["playbook"] = PLAYBOOK
    resolved["plugin_files"] = [f"{PLUGINS}/{name}" for name, _ in spec.plugins]
    store.put(PLAYBOOK, spec.playbook.encode())
    for name, text in spec.plugins:
        store.put(f"{PLUGINS}/{name}", text.encode())
    store.put("experiment.yaml", yaml_of(resolved).encode())
    store.points([c.name for c in study.columns], study.points)
    store.table("mixes.parquet", {
        "mix": np.arange(len(study.mixes), dtype=np.int32),
        "name": [m.name for m in study.mixes],
        "baseline": [n == study.baseline for n in range(len(study.mixes))],
        "assignments": [json.dumps(m.assignments(), sort_keys=True) for m in study.mixes]})
    with told(folder):
        Ledger(folder, write=True).close()
    # The manifest comes last: a folder that has one is whole.
    store.put("manifest.json", (json.dumps(_manifest(job, command), indent=1) + "\n").encode())
    return job


def reopen(folder: Path) -> Job:
    """The batch of a folder, to go on with. Raises `BatchError`."""
    store = Store(folder)
    manifest = store.manifest()
    import pyarrow.parquet as pq

    try:
        experiment = parse_experiment((folder / "experiment.yaml").read_bytes(),
                                      str(folder / "experiment.yaml"))
        table = pq.read_table(folder / "points.parquet").drop_columns(["point"])
        points = np.empty((table.num_rows, table.num_columns))
        for at, column in enumerate(table.columns):
            points[:, at] = column.to_numpy()
    except OSError as error:
        raise BatchError(f"'{folder}' is not whole: {error.strerror or error}") from None
    if _digest(points) != manifest["points_digest"]:
        raise BatchError(f"'{folder / 'points.parquet'}' is not the table that the batch was "
                         "started with; put that one back")
    spec, study = bound(experiment, points=points)
    return Job(study, spec, store, int(manifest["chunk"]))


def bound(experiment: Experiment, *, points: Array | None = None) -> tuple[Spec, Study]:
    """An experiment with its texts, and its study. Raises PlaybookError."""
    beside = Path(experiment.origin.file).parent
    bundled = bundled_playbooks()
    path = bundled.get(experiment.playbook) or beside / experiment.playbook
    text = decoded(content(path, bundled), str(path))
    files = tuple(beside / name for name in experiment.plugin_files)
    for at, file in enumerate(files):
        if not file.is_file():
            raise experiment.origin.error(("plugin_files", at), f"there is no file '{file}'",
                                          "check its name; it is looked for beside this file")
    names = [*parsed_playbook(text, str(path)).plugins, *experiment.plugins]
    files += tuple(plugins_beside(path.parent, [n for n in names if n not in {
        file.stem for file in files}]))
    study = bind_experiment(experiment, text, str(path), files=files, points=points)
    return spec_of(experiment, text, files), study


def _digest(points: Array) -> str:
    return digest_of(f"{points.shape}".encode() + np.ascontiguousarray(points, "<f8").tobytes())


def _manifest(job: Job, command: str) -> dict[str, Any]:
    study = job.study
    libraries = {n: version(n) for n in ("numpy", "numba", "scipy", "pyarrow", "mesa")}
    return {
        "id": study.experiment.id, "title": study.experiment.title,
        "question": study.experiment.question, "seed": study.experiment.seed,
        "mixes": len(study.mixes), "points": int(study.points.shape[0]),
        "futures": study.experiment.futures, "turns": study.scenario.turns, "runs": study.runs,
        "chunk": job.chunk, "chunks": -(-study.runs // job.chunk),
        "columns": [c.name for c in study.columns], "metrics": list(study.metrics),
        "baseline": study.mixes[study.baseline].name, "points_digest": _digest(study.points),
        "made_with": job.digests, "python": platform.python_version(), "libraries": libraries,
        "command": command or shlex.join(["wargame", "batch", "run", "experiment.yaml"]),
    }
