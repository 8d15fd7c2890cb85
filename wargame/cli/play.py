"""`wargame play`: a playbook played to its end and told turn by turn."""

from __future__ import annotations

from typing import Annotated

import typer

from wargame.cli.game import LARGEST_SEED
from wargame.cli.mistake import MistakeError

#: Every metric of every quarter is kept, about 8 kB for each future of the Long View.
MOST_FUTURES = 100_000


def play(
    playbook: Annotated[str, typer.Argument(help="A bundled playbook's name, or a file.")],
    *,
    seed: Annotated[int | None, typer.Option(
        min=0, max=LARGEST_SEED, metavar="NUMBER",
        help="Seed of the luck; the playbook's own by default.")] = None,
    futures: Annotated[int, typer.Option(
        min=1, max=MOST_FUTURES, metavar="NUMBER",
        help="Futures to play; the first is told, all are counted.")] = 1,
    seats: Annotated[list[str] | None, typer.Option(
        "--set", metavar="ACTOR=STRATEGY", help="Another strategy in a seat, such as "
        "meta=fast_follower, or 'hold'; may be repeated.")] = None,
    plugins: Annotated[list[str] | None, typer.Option(
        "--plugin", metavar="FILE|NAME", help="A plugin file to load besides, or the name of an "
        "installed plugin; may be repeated.")] = None,
    parameters: Annotated[list[str] | None, typer.Option(
        "--parameter", metavar="NAME=VALUE",
        help="Another value for a parameter of the model; may be repeated.")] = None,
    vary: Annotated[bool, typer.Option(
        "--vary", help="Draw parameters from their ranges in each future but the first.")] = False,
    injects: Annotated[bool, typer.Option(
        "--injects", help="Let injects fire that have a turn or a condition.")] = False,
    fictional: Annotated[bool, typer.Option(
        "--fictional", help="Made-up names for the actors.")] = False,
    compiled: Annotated[bool, typer.Option(
        "--compiled", help="Compile the kernel first if it is not (minutes, once).")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """Play a playbook to its end and tell the story turn by turn."""
    from wargame.cli.game import game_of

    if vary and futures == 1:
        raise MistakeError("--vary needs more futures than one: the first keeps the playbook's "
                           "numbers; add --futures 200")
    game = game_of(playbook, seats or (), parameters or (), plugins or ())
    if compiled and futures > 1 and game.scenario.tier[0] == "symbolic":
        _compile(game)
    played = game.play(seed, futures, vary=vary, compiled=compiled, injects=injects)
    if as_json:
        from wargame.cli.document import play_document, written

        print(written(play_document(played)))
    else:
        from wargame.cli.story import Story

        Story(played, fictional=fictional).tell()


def _compile(game: object) -> None:
    from rich.console import Console

    from wargame.engine.play import Game

    assert isinstance(game, Game)
    kernel = game.kernel(wait=True)
    if kernel is not None and not kernel.cached:
        with Console(stderr=True).status("Compiling the kernel, once for this set of plugins ..."):
            kernel.compile(game.scenario)
