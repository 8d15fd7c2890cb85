"""From a file, a bundled name or text to an Experiment."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import ValidationError

from wargame.batch.experiment import Experiment
from wargame.playbook.explain import explain
from wargame.playbook.load import ENDINGS, bundled_playbooks, content, decoded
from wargame.playbook.reading import read
from wargame.playbook.source import first_of
from wargame.playbook.wording import shown

FOLDER = "experiments"


def bundled_experiments() -> dict[str, Path]:
    """The experiments that come with wargame, by name in alphabetical order."""
    folders = {path.parent / FOLDER for path in bundled_playbooks().values()}
    found = [path for folder in folders if folder.is_dir() for path in folder.iterdir()
             if path.suffix in ENDINGS]
    return {path.stem: path for path in sorted(found)}


def load_experiment(path_or_name: str | os.PathLike[str]) -> Experiment:
    """Read an experiment from a file, or one of the bundled ones by its name.

    Raises PlaybookError, whatever is wrong with the file or in it.
    """
    given = os.fspath(path_or_name)
    bundled = bundled_experiments()
    path = (bundled.get(given) if isinstance(path_or_name, str) else None) or Path(given)
    return parse_experiment(content(path, bundled, "experiment"), str(path))


def parse_experiment(text: str | bytes, source: str = "experiment.yaml") -> Experiment:
    """Read an experiment from text; ``source`` is the file name that errors show.

    Raises PlaybookError; its ``others`` are the further faults found in the same text.
    """
    data, origin = read(decoded(text, source), source)
    if not isinstance(data, dict):
        raise origin.error((), "the file is empty" if data is None else
                           f"an experiment is a mapping, not {shown(data)}",
                           "start with 'schema: 1', 'id:' and 'playbook:'")
    try:
        return Experiment.model_validate(data, context=origin)
    except ValidationError as error:
        worst = first_of(explain(error, Experiment, origin))
        assert worst is not None
        worst.command = "wargame batch check"
        raise worst from None
