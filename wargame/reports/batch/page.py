"""From a result set to the report's page: everything worked out, drawn and put into words."""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from wargame.batch.analysis.answers import Answers, answers, columns
from wargame.batch.analysis.failing import Failing
from wargame.batch.analysis.headlines import front_words, headlines, pairing_words
from wargame.batch.analysis.judged import Judged
from wargame.batch.analysis.openness import Equilibrium
from wargame.batch.analysis.robustness import passes
from wargame.batch.analysis.wording import counted, mix_words, plain, rounded, signed
from wargame.batch.spec import BatchError
from wargame.reports.batch.charts import (
    box_chart,
    effects_chart,
    effects_of,
    parts_chart,
    path_chart,
    satisfied_chart,
    spread_chart,
)
from wargame.reports.batch.mixes import mixes_table
from wargame.reports.batch.style import Spec, svg

if TYPE_CHECKING:
    from wargame.batch.results import ResultSet

#: Mixes that charts show; of more, the best and the baseline.
MOST_MIXES = 24
#: Above this correlation between two unknowns their parts are not told apart.
ENTANGLED = 0.2


@dataclass(frozen=True)
class Figure:
    """A chart with its words; ``name`` is its file's, where figures are written as files too."""

    name: str
    spec: Spec
    caption: str
    svg: str


def report(
    results: ResultSet, *, equilibrium: Equilibrium | None = None, found: Answers | None = None,
    folder: str = "",
) -> tuple[str, tuple[Figure, ...]]:
    """The page as HTML text, with its figures. Raises `BatchError` where too little was played.

    ``folder`` is how the commands in it name the results.
    """
    found = found or answers(results)
    figures = _figures(results, found)
    by_name = {f.name: f for f in figures}
    context: dict[str, Any] = {
        "manifest": results.manifest, "experiment": results.experiment, "found": found,
        "headlines": headlines(found, equilibrium), "pairing": pairing_words(found),
        "figures": by_name, "equilibrium": equilibrium, "counts": _counts(results, found),
        "outcomes": [_outcome(j, found) for j in found.judged],
        "failing": [_failing(f, {a.name: a.meaning for a in found.assumptions})
                    for f in found.failing],
        "mixes": mixes_table(results), "assumptions": _assumptions(found),
        "entangled": found.entangled if found.entangled > ENTANGLED else None,
        "commands": _commands(results, found, folder or str(results.folder)),
        "front": front_words(found),
        "made": results.manifest.get("made_with", {}),
        "libraries": results.manifest.get("libraries", {}),
    }
    return _template().render(context), figures


def written(
    page: str, drawn: Sequence[Figure], into: Path, figures: Path | None = None,
) -> Path:
    """Write the page to a file, and its figures as SVG files where a folder is given.

    Raises `BatchError` where that cannot be written.
    """
    try:
        into.parent.mkdir(parents=True, exist_ok=True)
        into.write_text(page, encoding="utf-8")
        if figures is not None:
            figures.mkdir(parents=True, exist_ok=True)
            for figure in drawn:
                (figures / f"{figure.name}.svg").write_text(figure.svg, encoding="utf-8")
    except OSError as error:
        raise BatchError(f"'{error.filename or into}' cannot be written: {error.strerror}; name "
                         "another place with --into") from None
    return into


def _template() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, trim_blocks=True,
        lstrip_blocks=True, undefined=StrictUndefined)
    environment.filters |= {"mix": mix_words, "plain": plain, "rounded": rounded, "signed": signed,
                            "capital": _capital}
    return environment.get_template("page.html.jinja")


def _shown(found: Answers) -> list[str]:
    """The mixes that charts show, in the order of the experiment or of robustness."""
    if len(found.mixes) <= MOST_MIXES:
        return list(found.mixes)
    order = ([s.mix for s in found.satisfied] if found.satisfied
             else [r.mix for r in found.judged[0].regrets])
    return list(dict.fromkeys([*order[:MOST_MIXES - 1], found.baseline]))


def _figures(results: ResultSet, found: Answers) -> tuple[Figure, ...]:
    drawn: list[Figure] = []

    def add(name: str, spec: Spec, caption: str) -> None:
        drawn.append(Figure(name, spec, caption, svg(spec)))

    mixes = _shown(found)
    rows = [found.mixes.index(m) for m in mixes]
    if found.satisfied:
        kept = [s for s in found.satisfied if s.mix in mixes]
        add("satisfied", satisfied_chart(kept, found.baseline),
            "Futures in which every threshold is met at once, by mix; the baseline in grey.")
    for judged in found.judged:
        name, label = judged.outcome.metric, judged.outcome.label
        part = _rows(judged, rows)
        effects = effects_of(judged, mixes)
        if effects:
            against = ("what each option changes, averaged over the others" if judged.contrasts
                       else f"what each mix changes against {mix_words(found.baseline)}")
            add(f"effects_{name}", effects_chart(effects, judged.outcome.unit),
                f"{label}: {against}, future by future, with 95 % intervals of the mean. Green "
                "circle: better; red diamond: worse; grey square: not to be told from nothing. "
                "Right: in how many futures.")
        add(f"spread_{name}", spread_chart(part, mixes, found.baseline),
            f"{label}: 90 of 100 futures (thin), 50 of 100 (thick), and the middle one"
            + ("; dashed, what is enough." if judged.outcome.threshold else ".")
            + (" Futures differ more than mixes do, so bars that look alike say nothing against a "
               "difference: the chart before compares within each future." if effects else ""))
        if any(p.clear for p in judged.parts):
            add(f"parts_{name}", parts_chart(judged, "choice of mix"),
                f"{label}: part of the variation that single unknowns decide, beside the choice of "
                "mix (orange).")
    points = columns(results) if found.failing else {}
    limits = {j.outcome.metric: j.outcome.threshold for j in found.judged
              if j.outcome.threshold is not None}
    for failing in found.failing:
        if failing.box is None:
            continue
        row = found.mixes.index(failing.mix)
        values = {n: results.values(n)[0][row:row + 1] for n in limits}
        good = passes(values, limits)[0]
        kind, other = ("good enough", "not good enough")
        if not failing.works:
            good, kind, other = ~good, other, kind
        known = np.logical_and.reduce([np.isfinite(v[0]) for v in values.values()])
        tag = "robust" if failing.mix == found.robust else "baseline"
        add(f"box_{tag}", box_chart(failing.box, {n: v[known] for n, v in points.items()},
                                    good[known], kind, other),
            f"{_capital(mix_words(failing.mix))}: futures that are {kind}, along the factors of "
            "the rule; its limits are drawn.")
        if failing.path is not None:
            add(f"path_{tag}", path_chart(failing.path.boxes, failing.box),
                "Boxes from all futures (right) to the smallest: coverage against density; the "
                "chosen one is ringed.")
    return tuple(drawn)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _rows(judged: Judged, rows: list[int]) -> Judged:
    from dataclasses import replace

    return replace(judged, quantiles=judged.quantiles[rows])


def _counts(results: ResultSet, found: Answers) -> dict[str, str]:
    m = results.manifest
    return {"mixes": f"{m['mixes']:,}", "points": f"{m['points']:,}",
            "futures": f"{m['futures']:,}", "runs": f"{m['runs']:,}",
            "scenarios": f"{found.scenarios:,}", "failed": f"{found.failed_runs:,}",
            "finished": f"{results.finished:,}", "unknowns": f"{len(found.assumptions):,}"}


def _outcome(judged: Judged, found: Answers) -> dict[str, Any]:
    least = judged.regrets[0]
    base = next(r for r in judged.regrets if r.mix == found.baseline)
    sentences = [
        f"Least worst regret: {mix_words(least.mix)}, which in the worst of {least.futures:,} "
        f"futures loses {rounded(least.worst_regret)} against the best mix there, and in nine of "
        f"ten at most {rounded(least.high_regret)}."]
    if base.mix != least.mix:
        sentences.append(f"The baseline loses up to {rounded(base.worst_regret)}, in nine of ten "
                         f"at most {rounded(base.high_regret)}.")
    pairs: list[str] = []
    seen: set[frozenset[tuple[str, str]]] = set()
    for each in judged.interactions:
        key = frozenset({(each.alone.axis, each.alone.option), *each.together.given.items()})
        if key not in seen and len(pairs) < 3:
            seen.add(key)
            pairs.append(_capital(each.words) + ".")
    return {"name": judged.outcome.metric, "label": judged.outcome.label,
            "meaning": judged.outcome.meaning, "unit": judged.outcome.unit,
            "enough": judged.outcome.enough, "better": judged.outcome.better,
            "sentences": sentences, "pairs": pairs,
            "contrasts": [_capital(c.words) + "." for c in judged.contrasts],
            "differences": [] if judged.contrasts else [
                _capital(d.words) + "." for d in judged.differences[:MOST_MIXES]]}


def _failing(found: Failing, meanings: Mapping[str, str]) -> dict[str, Any]:
    limits = []
    if found.box is not None:
        limits = [{"factor": plain(n), "meaning": meanings.get(n, ""),
                   "low": "" if np.isinf(low) else rounded(low),
                   "high": "" if np.isinf(high) else rounded(high),
                   "chance": found.box.chance.get(n, float("nan"))}
                  for n, (low, high) in found.box.limits.items()]
    return {"mix": mix_words(found.mix), "words": _capital(found.words) + ".",
            "check": found.check.words if found.check else "", "limits": limits,
            "box": found.box, "tries": len(found.factors)}


def _assumptions(found: Answers) -> dict[str, list[Any]]:
    """Those that matter for some outcome first, then all."""
    matter: dict[str, float] = {}
    for judged in found.judged:
        for part in judged.parts:
            if part.clear and part.part >= 0.01:
                matter[part.factor] = max(matter.get(part.factor, 0.0), part.part)
    first = sorted((a for a in found.assumptions if a.name in matter),
                   key=lambda a: -matter[a.name])
    return {"first": [(a, f"{matter[a.name]:.0%}") for a in first[:25]],
            "all": list(found.assumptions)}


def _commands(results: ResultSet, found: Answers, folder: str) -> list[tuple[str, str]]:
    first = found.judged[0]
    worst = next(r for r in first.regrets if r.mix == found.robust)
    run = found.mixes.index(found.robust) * found.scenarios + worst.worst_future
    values = first.outcome.oriented(results.values(first.outcome.metric)[0][:, worst.worst_future])
    best = found.mixes[int(np.nanargmax(
        -values if first.outcome.direction == "lower" else values))]
    rest = [] if best == found.robust else [
        (f"What makes the difference to {mix_words(best)}, the best mix in that future",
         f"wargame batch show {folder} --run {run} --explain {first.outcome.metric} --against "
         f"{shlex.quote(best)}")]
    return [
        ("Run the batch again: every number comes out the same", str(results.manifest["command"])),
        ("Write this report again", f"wargame batch report {folder}"),
        (f"Play the future in which the most robust mix loses most on {first.outcome.label}, and "
         "see why", f"wargame batch show {folder} --run {run} --explain {first.outcome.metric} "
         f"--turn {results.manifest['turns']}"),
        *rest,
    ]


def summary(found: Answers, equilibrium: Equilibrium | None) -> Mapping[str, Any]:
    """The answers as plain data, for machines."""
    return {
        "headlines": list(headlines(found, equilibrium)), "robust": found.robust,
        "baseline": found.baseline, "front": list(found.front),
        "satisfied": [{"mix": s.mix, "met": s.met, "futures": s.futures} for s in found.satisfied],
        "failing": [{"mix": f.mix, "fails": f.fails, "futures": f.futures,
                     "rule": f.box.rule if f.box else None} for f in found.failing],
        "paired_futures_saved": {"median": found.savings.median,
                                 "interval": list(found.savings.interval),
                                 "never_worse": found.savings.never_worse,
                                 "by_outcome": found.savings.by_outcome},
        "words": counted(found.satisfied[0].met, found.satisfied[0].futures)
        if found.satisfied else "",
    }
