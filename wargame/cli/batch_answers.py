"""`wargame batch report|equilibrium`: what a batch says, and whether a way to play is stable."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from wargame.cli.batch import Folder, Json, batch
from wargame.cli.mistake import MistakeError

if TYPE_CHECKING:
    from wargame.batch.analysis.openness import Equilibrium
    from wargame.batch.study import Study

__all__ = ["batch"]
#: Games of a question about equilibrium from which compiling costs less than doing without.
WORTH_COMPILING = 20_000

Compiled = Annotated[bool | None, typer.Option(
    "--compiled/--no-compiled", help="Compile the kernel first (a minute, once), or do without "
    "it; where it pays by default.")]


@batch.command(epilog="Example: wargame batch report wild_card_results --into wild_card.html")
def report(
    folder: Folder,
    *,
    into: Annotated[Path | None, typer.Option(
        metavar="FILE", help="The page to write; report.html in the folder by default.")] = None,
    figures: Annotated[Path | None, typer.Option(
        metavar="FOLDER", help="Also write every figure as an SVG file.")] = None,
    equilibrium: Annotated[bool, typer.Option(
        "--equilibrium/--no-equilibrium", help="Play and answer the experiment's question about "
        "equilibrium, if it asks one.")] = True,
    compiled: Compiled = None,
    as_json: Json = False,
) -> None:
    """Write what a batch says as one page that needs no network: answers first."""
    from wargame.batch.analysis.answers import answers
    from wargame.batch.analysis.headlines import headlines
    from wargame.batch.results import open_results
    from wargame.reports.batch.page import report as page_of
    from wargame.reports.batch.page import summary, written

    results = open_results(folder)
    found = answers(results)
    question = None
    stale = results.manifest.get("made_with") != results.job.digests
    if stale:
        print("wargame: these results were made with other equations, numbers or plugins than "
              "those installed now: no game is played again for the report",
              file=sys.stderr, flush=True)
    if equilibrium and results.experiment.equilibrium is not None and not stale:
        question = _answered(results.study, robust=(found.robust,), compiled=compiled)
    page, drawn = page_of(results, found=found, equilibrium=question, folder=str(folder))
    path = written(page, drawn, into if into is not None else folder / "report.html", figures)
    if as_json:
        print(json.dumps({"report": str(path), **summary(found, question)}, indent=1))
        return
    for line in headlines(found, question):
        print(f"- {line}")
    print(f"Written to {path}")


@batch.command(epilog="Example: wargame batch equilibrium self_sustaining --futures 100")
def equilibrium(
    experiment: Annotated[str, typer.Argument(
        help="An experiment that asks about equilibrium (a file, or a bundled one's name), or a "
        "result folder.")],
    *,
    futures: Annotated[int | None, typer.Option(
        min=2, metavar="NUMBER", help="Futures of every combination; the question's own by "
        "default.")] = None,
    policies: Annotated[list[str] | None, typer.Option(
        "--policy", metavar="MIX", help="A mix to ask under; may be repeated. A few spread over "
        "the experiment's by default.")] = None,
    knobs: Annotated[list[str] | None, typer.Option(
        "--knob", metavar="NAME", help="What might break it: a parameter, actor.lever, or "
        "regulators.lever for all of a kind, or 'all' to try every one; may be repeated. Those of "
        "the experiment by default.")] = None,
    compiled: Compiled = None,
    as_json: Json = False,
) -> None:
    """Say whether a way to play is an equilibrium, for whom, and what change breaks it."""
    from wargame.batch.load import load_experiment
    from wargame.batch.results import open_results

    if Path(experiment).is_dir():
        study = open_results(experiment).study
    else:
        from wargame.batch.job import bound

        _, study = bound(load_experiment(experiment))
    found = _answered(study, futures=futures, policies=policies, knobs=knobs, compiled=compiled)
    if as_json:
        print(json.dumps(_document(found), indent=1))
        return
    print(found.question)
    print(found.words + ".")
    for policy in found.policies:
        print(f"- {policy.words}.")
        print("  Imitation: " + "; ".join(r.words for r in policy.rests[:3]) + ".")
        for mixed in policy.mixed:
            print(f"  Equilibrium: {mixed.words}.")
        for seat, choice in policy.dominant.items():
            print(f"  {seat} does best by {choice}, whatever the others do.")
    for tipping in sorted(found.tippings, key=lambda t: t.part):
        print(f"- {tipping.words[:1].upper()}{tipping.words[1:]}.")
    for seat, words in found.payoffs.items():
        unit = found.units[seat]
        print(f"{seat} gets {words}{f' ({unit})' if unit else ''}.")


def _answered(
    study: Study, *, compiled: bool | None, robust: tuple[str, ...] = (), **options: Any,
) -> Equilibrium:
    from wargame.batch.analysis.policies import MOST, equilibrium_of
    from wargame.batch.spec import ready_kernel

    spec = study.experiment.equilibrium
    if spec is not None and compiled is None and ready_kernel(study) is None:
        profiles = 1
        for choices in spec.seats.values():
            profiles *= len(choices)
        knobs = spec.knobs if options.get("knobs") is None else options["knobs"]
        games = (options.get("futures") or spec.futures) * (
            MOST * profiles + 9 * (1 + len(spec.seats)) * len(knobs))
        compiled = games >= WORTH_COMPILING and study.tier[0] == "symbolic"
        if compiled:
            print("Compiling the kernel, once for this set of plugins (a minute or two) ...",
                  file=sys.stderr, flush=True)
    return equilibrium_of(
        study, robust=robust, compiled=bool(compiled), **options,
        watch=lambda line: print(line, file=sys.stderr, flush=True))


def _document(found: Equilibrium) -> dict[str, Any]:
    return {
        "question": found.question, "words": found.words, "futures": found.futures,
        "payoffs": dict(found.payoffs), "units": dict(found.units),
        "policies": [{
            "policy": p.policy, "profile": p.asked.profile, "standing": p.asked.standing,
            "holds_in": p.asked.holds_in, "dominant": dict(p.dominant),
            "pure": [s.profile for s in p.pure],
            "mixed": [{"chances": dict(zip(m.seats, m.chances, strict=True)), "seen": m.seen,
                       "of": m.resamples} for m in p.mixed], "payoffs": p.rows,
            "deviations": [{"seat": d.seat, "to": d.other, "gain": d.gain, "low": d.low,
                            "high": d.high, "pays_in": d.pays} for d in p.asked.deviations],
            "rests": [{"shares": {s: dict(c) for s, c in r.shares.items()}, "runs": r.runs,
                       "of": r.of} for r in p.rests]} for p in found.policies],
        "tippings": [{"knob": t.knob, "now": t.now, "value": t.value, "between": [t.low, t.high],
                      "breaks": t.breaks, "seat": t.seat, "to": t.other, "sure": t.sure,
                      "sure_at": t.sure_at, "of": t.resamples} for t in found.tippings],
    }


def named(option: str, word: str, example: str) -> tuple[str, str]:
    """Two halves of ``name=value``. Raises `MistakeError`."""
    left, equals, right = word.partition("=")
    if not (left.strip() and equals and right.strip()):
        raise MistakeError(f"{option} takes {example}, not '{word}'")
    return left.strip(), right.strip()
