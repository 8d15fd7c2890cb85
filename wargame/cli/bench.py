"""`wargame bench`: how fast this computer plays, measured in one run."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from wargame.cli.mistake import unknown

SUBJECTS = ("engine", "batch", "session", "app")


def bench(
    subject: Annotated[str, typer.Argument(
        help="What to measure: engine, batch, session or app.")] = "engine",
    *,
    compile_again: Annotated[bool, typer.Option(
        "--compile", help="Measure compiling even where the kernel is cached.")] = False,
    million: Annotated[bool, typer.Option(
        "--million", help="Engine: measure the memory that a million games take, too.")] = False,
    games: Annotated[int, typer.Option(
        min=1000, metavar="NUMBER", help="Batch: games of the large batch.")] = 1_000_000,
    clicks: Annotated[int, typer.Option(
        min=3, metavar="NUMBER", help="App: turns resolved to time the screens.")] = 20,
    soak: Annotated[float | None, typer.Option(
        min=0.1, metavar="MINUTES", help="App: hold thirty connections for so long, and measure "
        "nothing else.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """Measure the engine, batches, sessions or the app on the Long View, with its strategies.

    The app is measured with nine browsers: it needs the extra 'test', Chromium, and ten quiet
    minutes.
    """
    if subject not in SUBJECTS:
        raise unknown("benchmark", subject, SUBJECTS, "benchmarks")

    def note(words: str) -> None:
        print(words, file=sys.stderr, flush=True)

    found: dict[str, float | int | None]
    if subject == "batch":
        from wargame.batch import bench as batches

        found, meanings = batches.measure(games=games, note=note), batches.FIGURES
    elif subject == "app" and soak is not None:
        from wargame.ui import soak as soaking

        found, meanings = soaking.measure(soak, note=note), soaking.FIGURES
    elif subject == "app":
        from wargame.ui import bench as screens

        found, meanings = screens.measure(clicks=clicks, note=note), screens.FIGURES
    elif subject == "session":
        from wargame.session import bench as sessions

        found, meanings = sessions.measure(note=note), sessions.FIGURES
    else:
        from wargame.engine import bench as engine

        found = engine.measure(compile_again=compile_again, million=million, note=note)
        meanings = engine.FIGURES
    if as_json:
        import json

        print(json.dumps(found, indent=1))
        return
    width = max(len(name) for name in found)
    for name, value in found.items():
        number = "not measured" if value is None else f"{value:,.4g}"
        print(f"{name:<{width}}  {number:>12}  {meanings[name]}")
