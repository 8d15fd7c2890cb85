"""`wargame batch check|new|schema`: to write experiments and find their mistakes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from wargame.cli.mistake import MISTAKE
from wargame.cli.new_file import id_of_new, write_file


def check(
    experiment: Annotated[str, typer.Argument(
        help="An experiment file, or a bundled experiment's name.")],
) -> None:
    """Find what is wrong with an experiment, and say how large it is; nothing is played."""
    import json

    from wargame.batch.job import bound
    from wargame.batch.load import load_experiment
    from wargame.playbook.errors import PlaybookError

    try:
        _, study = bound(load_experiment(experiment))
    except PlaybookError as error:
        print(error, file=sys.stderr, flush=True)
        for fault in error.others:
            print(fault)
        raise typer.Exit(MISTAKE) from None
    tier, why = study.tier
    slow = "" if tier == "symbolic" else f"; slowed to the {tier} tier by {why}"
    print(f"{study.experiment.id}: no mistakes ({len(study.mixes):,} mixes x "
          f"{study.points.shape[0]:,} points x {study.experiment.futures:,} futures = "
          f"{study.runs:,} games of {study.scenario.turns} turns, {len(study.columns)} uncertain "
          f"numbers, {len(study.outcomes)} outcomes{slow})")
    first: dict[str, str] = {}
    for mix in study.mixes:
        twin = first.setdefault(json.dumps(mix.assignments(), sort_keys=True), mix.name)
        if twin != mix.name:
            print(f"The mix '{mix.name}' sets the same as '{twin}': the two will play alike")


def new(
    file: Annotated[Path, typer.Argument(help="The file to write; it must not exist.")],
) -> None:
    """Write an experiment to start from."""
    from wargame.batch.load import bundled_experiments, parse_experiment
    from wargame.batch.template import template

    name = id_of_new(file, "an experiment", bundled_experiments())
    text = template(name)
    parse_experiment(text, str(file))
    write_file(file, text)
    print(f"wrote {file}; next: wargame batch check {file}")


def schema(
    *,
    write: Annotated[Path | None, typer.Option(
        help="A file to write to, instead of stdout.")] = None,
) -> None:
    """Print the JSON schema of experiments, for editors."""
    import json

    from wargame.batch.schema import experiment_schema

    text = json.dumps(experiment_schema(), indent=1, ensure_ascii=False)
    if write is None:
        print(text)
    else:
        write_file(write, text + "\n")
        print(f"wrote {write}")
