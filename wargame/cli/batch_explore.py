"""`wargame batch explore`: the views of a result set in a terminal."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from wargame.cli.batch import Folder, Json
from wargame.cli.batch_search import batch
from wargame.cli.mistake import MistakeError

if TYPE_CHECKING:
    from wargame.batch.analysis.explore import Explorer

__all__ = ["batch"]


@batch.command(epilog="Example: wargame batch explore wild_card_results --metric open_token_share "
               "--where compute_growth=1:1.4")
def explore(
    folder: Folder,
    *,
    metric: Annotated[str | None, typer.Option(
        metavar="NAME", help="The metric to look at; the first outcome by default.")] = None,
    against: Annotated[str | None, typer.Option(
        metavar="NAME", help="A second metric to trade it off against; the second outcome by "
        "default.")] = None,
    where: Annotated[list[str] | None, typer.Option(
        metavar="NAME=LOW:HIGH", help="Only futures in which what varied lies in this range; may "
        "be repeated.")] = None,
    as_json: Json = False,
) -> None:
    """Look at one metric of a result set: spread, regret, trade-off; narrowed to some futures."""
    from wargame.batch.analysis.explore import Explorer
    from wargame.batch.results import open_results

    explorer = Explorer(open_results(folder))
    ranges = dict(_range(word) for word in where or ())
    named = [o.metric for o in explorer.outcomes]
    first = metric or named[0]
    second = against or next((n for n in named if n != first), None)
    views: dict[str, Callable[[], Any]] = {
        "fan": lambda: explorer.fan(first),
        "distribution": lambda: explorer.distribution(first, ranges),
        "summary": lambda: explorer.summary(first, ranges),
        "regret": lambda: explorer.regret(first, ranges),
    }
    if second is not None:
        views["tradeoff"] = lambda: explorer.tradeoff(first, second, ranges)
    frames, took = {}, {}
    for name, view in views.items():
        start = time.perf_counter()
        frames[name] = view()
        took[name] = round(1000 * (time.perf_counter() - start), 1)
    if as_json:
        print(json.dumps({
            "metric": first, "against": second, "runs": explorer.results.manifest["runs"],
            "milliseconds": took, **{n: json.loads(f.to_json(orient="records"))
                                     for n, f in frames.items()}}, indent=1))
        return
    _tell(explorer, first, frames)


def _range(word: str) -> tuple[str, tuple[float, float]]:
    name, _, text = word.partition("=")
    low, colon, high = text.partition(":")
    try:
        ends = float(low or "-inf"), float(high or "inf")
    except ValueError:
        colon = ""
    if not (name and colon and ends[0] <= ends[1]):
        raise MistakeError(f"--where takes name=low:high, such as compute_growth=1:1.4, not "
                           f"'{word}'")
    return name, ends


def _tell(explorer: Explorer, metric: str, frames: dict[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Table

    from wargame.batch.analysis.contrasts import axes_of, short_names
    from wargame.batch.analysis.wording import plain, rounded

    table = Table(box=None, padding=(0, 1), header_style="bold", title_justify="left",
                  title=f"{metric} at the end of {explorer.results.manifest['runs']:,} games")
    futures = f"{int(frames['regret']['futures'].max()):,}"
    enough = next((o.enough for o in explorer.outcomes if o.metric == metric), "")
    heads = ("5 %", "middle", "95 %", *([f"{enough}, of {futures}"] if enough else []),
             "worst regret", "nine of ten", f"best, of {futures}")
    names = short_names(explorer.mixes)
    axes = " · ".join(plain(a) for a in axes_of(explorer.mixes))
    for at, head in enumerate((axes or "mix", *heads)):
        table.add_column(head, justify="left" if at == 0 else "right", no_wrap=True)
    for row, lost in zip(frames["summary"].to_dict("records"),
                         frames["regret"].to_dict("records"), strict=True):
        table.add_row(names[row["mix_name"]], rounded(row["q05"]), rounded(row["q50"]),
                      rounded(row["q95"]), *([f"{row['met']:,}"] if enough else []),
                      rounded(lost["worst"]), rounded(lost["p90"]), f"{lost['best_in']:,}")
    width = None if sys.stdout.isatty() else 120
    Console(highlight=False, markup=False, emoji=False, width=width).print(table)
    if "tradeoff" in frames:
        front = frames["tradeoff"]
        named = "; ".join(names[n] for n in front[front["front"]]["mix_name"])
        print(f"On the front of medians: {named}")
    if enough and len(limits := [o for o in explorer.outcomes if o.enough]) > 1:
        print(f"Only {metric} is counted here; the report counts futures in which all of this "
              "holds at once: " + "; ".join(f"{o.label} {o.enough}" for o in limits))
