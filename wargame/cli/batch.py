"""`wargame batch`: policy mixes x uncertainties x futures."""

from __future__ import annotations

import shlex
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from wargame.cli.batch_files import check, new, schema
from wargame.cli.mistake import MistakeError, unknown

if TYPE_CHECKING:
    from wargame.batch.results import ResultSet
    from wargame.engine.play import Play

batch = typer.Typer(
    no_args_is_help=False,
    help="Run an experiment: policy mixes x uncertainties x futures, by the million.",
    epilog="Example: wargame batch run my_experiment.yaml --into results")


batch.command(epilog="Example: wargame batch check wild_card")(check)
batch.command(epilog="Example: wargame batch new my_experiment.yaml")(new)
batch.command(epilog="Example: wargame batch schema --write experiment.schema.json")(schema)
#: How a run played again compares with its stored row.
STORED = {True: "equal to the stored row to the last bit",
          False: "NOT equal to the stored row: this computer calculates differently",
          None: "not stored, or failed"}


class Where(StrEnum):
    """Who plays the games."""

    auto = "auto"
    threads = "threads"
    processes = "processes"


Workers = Annotated[int | None, typer.Option(
    min=1, max=4096, metavar="NUMBER", help="Threads or processes; one for each core by default.")]
Backends = Annotated[Where, typer.Option(
    help="Threads for compiled and array strategies, processes for those that need Python; auto "
         "chooses. The results are the same to the last byte.")]
Dask = Annotated[str | None, typer.Option(
    metavar="local|ADDRESS", help="Play on a Dask cluster: one of this computer, or a "
    "scheduler's address.")]
Compiled = Annotated[bool | None, typer.Option(
    "--compiled/--no-compiled", help="Compile the kernel first (a minute or two, once), or do "
    "without it; where it pays by default.")]
Json = Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")]
Folder = Annotated[Path, typer.Argument(help="A result folder.")]


@batch.command(epilog="Example: wargame batch run my_experiment.yaml --into results")
def run(
    experiment: Annotated[str, typer.Argument(
        help="An experiment file, or a bundled experiment's name.")],
    *,
    into: Annotated[Path | None, typer.Option(
        metavar="FOLDER", help="A new folder for the results; named after the experiment by "
        "default.")] = None,
    seed: Annotated[int | None, typer.Option(
        min=0, metavar="NUMBER", help="Another seed than the experiment's.")] = None,
    points: Annotated[int | None, typer.Option(
        min=1, metavar="NUMBER", help="Another number of points.")] = None,
    futures: Annotated[int | None, typer.Option(
        min=1, metavar="NUMBER", help="Another number of futures at each point.")] = None,
    failures: Annotated[str | None, typer.Option(
        metavar="record|off|stop", help="What becomes of a run that fails.")] = None,
    backend: Backends = Where.auto,
    workers: Workers = None,
    dask: Dask = None,
    compiled: Compiled = None,
    as_json: Json = False,
) -> None:
    """Run an experiment into a new folder; whatever stops it, `batch resume` goes on."""
    from wargame.batch.load import load_experiment
    from wargame.batch.sweeping import run_experiment

    found = load_experiment(experiment)
    changes: dict[str, Any] = {n: v for n, v in (
        ("seed", seed), ("futures", futures), ("failures", failures)) if v is not None}
    if failures not in (None, "record", "off", "stop"):
        raise MistakeError(f"--failures is record, off or stop, not '{failures}'")
    if points is not None:
        if found.design.kind in ("factorial", "middle", "given"):
            raise MistakeError(f"--points does not go with a design of kind '{found.design.kind}'")
        changes["design"] = found.design.model_copy(update={"points": points})
    if changes:
        found = found.model_copy(update=changes)
    folder = into if into is not None else Path(f"{found.id}_results")
    _told(run_experiment(found, folder, backend=backend.value, workers=workers, dask=dask,
                         compiled=compiled, watch=not as_json,
                         command=shlex.join(["wargame", *sys.argv[1:]])), as_json=as_json)


@batch.command(epilog="Example: wargame batch resume results")
def resume(
    folder: Folder,
    *,
    backend: Backends = Where.auto,
    workers: Workers = None,
    dask: Dask = None,
    compiled: Compiled = None,
    as_json: Json = False,
) -> None:
    """Go on with a batch that was stopped: only what is missing is played."""
    from wargame.batch.sweeping import resume as go_on

    _told(go_on(folder, backend=backend.value, workers=workers, dask=dask, compiled=compiled,
                watch=not as_json), as_json=as_json)


@batch.command(epilog="Example: wargame batch status results --json")
def status(folder: Folder, *, as_json: Json = False) -> None:
    """Say how far a batch is, and which runs failed."""
    from wargame.batch.results import open_results

    _told(open_results(folder), as_json=as_json)


@batch.command(epilog="Example: wargame batch show results --run 17 --explain open_token_share")
def show(
    folder: Folder,
    *,
    number: Annotated[int, typer.Option(
        "--run", min=0, metavar="NUMBER", help="The run to play again.")] = 0,
    explain: Annotated[str | None, typer.Option(
        metavar="METRIC", help="Why this metric changed in a turn.")] = None,
    turn: Annotated[int, typer.Option(
        min=1, metavar="NUMBER", help="With --explain: the turn.")] = 1,
    against: Annotated[str | None, typer.Option(
        metavar="MIX", help="What makes the difference to this mix in the same future, on the "
        "metric of --explain or the first outcome.")] = None,
    as_json: Json = False,
) -> None:
    """Play one run again, bit-identical: its story, and where it stands among the other mixes."""
    from wargame.batch.results import open_results
    from wargame.cli.batch_beside import beside_document, told_beside

    found = open_results(folder)
    played = found.run(number)
    same = found.equals_stored(number, played)
    if as_json:
        from wargame.cli.document import play_document, written

        beside = beside_document(found, number, explain, against) if against or (
            same and len(found.mixes) > 1 and found.study.outcomes) else {}
        print(written(play_document(played) | found.address(number) | {"equals_stored": same}
                      | beside))
        return
    place = found.address(number)
    print(f"Run {number}: mix '{place['mix_name']}', point {place['point']}, future "
          f"{place['future']}; {STORED[same]}")
    if against is not None:
        told_beside(found, number, explain, against)
        return
    if explain is not None:
        _explained(played, explain, turn)
    else:
        from wargame.cli.story import Story

        Story(played).tell()
    if same and len(found.mixes) > 1 and (explain or found.study.outcomes):
        told_beside(found, number, explain, None)


def _explained(played: Play, metric: str, turn: int) -> None:
    from wargame.cli.explain import equation_text, tell

    scenario = played.scenario
    if metric not in scenario.program.metrics:
        raise unknown("metric", metric, scenario.program.metrics, "metrics")
    if turn > scenario.turns:
        raise MistakeError(f"there is no turn {turn}; the runs have turns 1 to {scenario.turns}")
    tell(played.explain(metric, turn), equation_text(scenario.library, metric),
         played.turns[turn - 1].label)


def _told(found: ResultSet, *, as_json: bool) -> None:
    import json

    manifest, failures = found.manifest, found.failures
    if as_json:
        print(json.dumps({
            "folder": str(found.folder), "id": manifest["id"], "mixes": manifest["mixes"],
            "points": manifest["points"], "futures": manifest["futures"],
            "runs": manifest["runs"], "finished": found.finished, "failed": len(failures),
            "complete": found.complete}, indent=1))
        return
    print(f"{manifest['title']}: {manifest['mixes']:,} mixes x {manifest['points']:,} points x "
          f"{manifest['futures']:,} futures, {found.finished:,} of {manifest['runs']:,} runs in "
          f"{found.folder}")
    for row in failures.head(5).itertuples():
        print(f"Run {row.run} failed ({row.type}: {row.reason}): {row.replay}")
    if len(failures) > 5:
        print(f"and {len(failures) - 5:,} more failed; see failures.parquet")
    if not found.complete:
        print(f"Go on with: wargame batch resume {found.folder}")
