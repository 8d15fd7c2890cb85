"""`wargame batch search|sensitivity|rehearse|surprise`: questions put to a playbook itself."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from wargame.cli.batch import Json
from wargame.cli.batch_answers import batch, named
from wargame.cli.mistake import MistakeError

if TYPE_CHECKING:
    from wargame.batch.analysis.games import Games
    from wargame.batch.analysis.search import Objective
    from wargame.engine.play import Game

__all__ = ["batch"]

Playbook = Annotated[str, typer.Argument(help="A bundled playbook's name, or a file.")]
Seats = Annotated[list[str] | None, typer.Option(
    "--set", metavar="ACTOR=STRATEGY", help="Another strategy in a seat; may be repeated.")]
Plugins = Annotated[list[str] | None, typer.Option(
    "--plugin", metavar="FILE|NAME", help="A plugin file to load besides, or the name of an "
    "installed plugin; may be repeated.")]
Seed = Annotated[int | None, typer.Option(
    min=0, metavar="NUMBER", help="Seed of the luck; the playbook's own by default.")]
Futures = Annotated[int, typer.Option(
    min=2, max=1_000_000, metavar="NUMBER", help="Futures that every candidate meets.")]
Vary = Annotated[bool, typer.Option(
    "--vary/--no-vary", help="Let each future draw its uncertain numbers from their ranges.")]
Compiled = Annotated[bool, typer.Option(
    "--compiled", help="Compile the kernel first if it is not in the cache.")]


class Kind(StrEnum):
    """Ways to measure sensitivity."""

    sobol = "sobol"
    morris = "morris"


@batch.command(epilog="Example: wargame batch search long_view --lever us.chip_enforcement --lever "
               "regulators.liability_regime --aim open_token_share=higher --aim gap_mean=lower")
def search(
    playbook: Playbook,
    *,
    levers: Annotated[list[str], typer.Option(
        "--lever", metavar="NAME", help="What to search over: actor.lever, regulators.lever for "
        "all of a kind, actor.parameter of its strategy, or a parameter; may be repeated.")],
    aims: Annotated[list[str], typer.Option(
        "--aim", metavar="METRIC=WAY", help="What to be robust in: higher or lower (what nine of "
        "ten futures reach), mean-higher or mean-lower, at-least:NUMBER or at-most:NUMBER (the "
        "share of futures); may be repeated.")],
    futures: Futures = 200,
    population: Annotated[int, typer.Option(min=4, metavar="NUMBER", help="Candidates in a "
                                            "generation.")] = 40,
    generations: Annotated[int, typer.Option(min=1, metavar="NUMBER", help="Generations.")] = 20,
    seats: Seats = None,
    plugins: Plugins = None,
    seed: Seed = None,
    vary: Vary = True,
    compiled: Compiled = False,
    as_json: Json = False,
) -> None:
    """Search for the settings of levers that are robust in several aims at once."""
    from wargame.batch.analysis.search import robust_search

    game, games = _games(playbook, seats, plugins, seed, compiled)
    found = robust_search(
        games, levers, [_aim(word) for word in aims], futures=futures, population=population,
        generations=generations, seed=games.seed,
        parameters=game.sampled(games.seed, futures) if vary else None)
    if as_json:
        print(json.dumps({"words": found.words, "games": found.games, "futures": found.futures,
                          "seed": found.seed, "mixes": found.rows()}, indent=1))
        return
    print(found.words + ".")
    _table(found.rows())


@batch.command(epilog="Example: wargame batch sensitivity long_view --outcome open_token_share "
               "--factor compute_growth --factor regulators.liability_regime")
def sensitivity(
    playbook: Playbook,
    *,
    outcomes: Annotated[list[str], typer.Option(
        "--outcome", metavar="NAME", help="A metric, or actor.variable; may be repeated.")],
    factors: Annotated[list[str], typer.Option(
        "--factor", metavar="NAME", help="A parameter, actor.lever, regulators.lever for all, or "
        "actor.parameter; may be repeated.")],
    kind: Annotated[Kind, typer.Option(help="Sobol's indices, or Morris' effects.")] = Kind.sobol,
    size: Annotated[int, typer.Option(
        min=4, metavar="NUMBER", help="Blocks of the Sobol design, a power of two, or Morris "
        "trajectories.")] = 256,
    seats: Seats = None,
    plugins: Plugins = None,
    seed: Seed = None,
    compiled: Compiled = False,
    as_json: Json = False,
) -> None:
    """Say which factor moves an outcome, and how much of it is luck."""
    from wargame.batch.analysis.study import game_sensitivity
    from wargame.batch.analysis.wording import rounded

    _, games = _games(playbook, seats, plugins, seed, compiled)
    try:
        found = game_sensitivity(games, factors, outcomes, kind=kind.value, size=size,
                                 seed=games.seed)
    except ValueError as error:
        raise MistakeError(str(error)) from None
    if as_json:
        print(json.dumps({name: {
            "words": s.words, "runs": s.runs, "kind": s.kind, "constant": s.constant,
            "indices": [{"factor": i.factor, "first": i.first, "first_half": _number(i.first_half),
                         "total": i.total, "total_half": i.total_half} for i in s.indices]}
            for name, s in found.items()}, indent=1))
        return
    first, total = ("on its own", "in all") if kind is Kind.sobol else ("spread", "mean effect")
    for name, told in found.items():
        print(f"{name}: {told.words}.")
        _table([{"factor": i.factor, total: f"{rounded(i.total)} ± {rounded(i.total_half, 2)}",
                 first: rounded(i.first)} for i in told.indices])


@batch.command(epilog="Example: wargame batch rehearse long_view --futures 100")
def rehearse(
    playbook: Playbook,
    *,
    futures: Futures = 100,
    tables: Annotated[int, typer.Option(
        min=1, metavar="NUMBER", help="Tables of other strategies that each seat is tried "
        "against.")] = 6,
    plugins: Plugins = None,
    seed: Seed = None,
    vary: Vary = True,
    as_json: Json = False,
) -> None:
    """Rehearse a playbook: injects that never fire or never matter, seats without a decision."""
    from wargame.batch.analysis.dominance import rehearse_seats
    from wargame.batch.analysis.rehearsal import rehearse_injects

    game, games = _games(playbook, None, plugins, seed, compiled=False)
    parameters = game.sampled(games.seed, futures) if vary else None
    injects = rehearse_injects(game.scenario, futures, seed=games.seed, parameters=parameters)
    few = min(futures, 50)
    found = rehearse_seats(games, tables=tables, futures=few, seed=games.seed,
                           parameters=game.sampled(games.seed, few) if vary else None)
    if as_json:
        print(json.dumps({
            "injects": [{"inject": i.inject, "fired": i.fired, "futures": i.futures,
                         "never_fires": i.never_fires, "never_matters": i.never_matters,
                         "turned": i.turned, "words": i.words} for i in injects],
            "seats": [{"seat": s.seat, "dominant": s.dominant, "best": dict(s.best),
                       "tables": s.tables, "words": s.words} for s in found]}, indent=1))
        return
    print(f"{len(injects)} injects" if injects else "The playbook has no injects.")
    for inject in injects:
        print(f"- {inject.words}.")
    for seat in found:
        print(f"- {seat.words[:1].upper()}{seat.words[1:]}.")


@batch.command(epilog="Example: wargame batch surprise long_view --factor compute_growth --factor "
               "regulators.liability_regime --outcome open_token_share=0:1")
def surprise(
    playbook: Playbook,
    *,
    factors: Annotated[list[str], typer.Option(
        "--factor", metavar="NAME", help="A parameter, actor.lever, or actor.parameter; may be "
        "repeated.")],
    outcomes: Annotated[list[str], typer.Option(
        "--outcome", metavar="NAME=LOW:HIGH", help="An outcome, and the range that is cut into "
        "cells; may be repeated.")],
    generations: Annotated[int, typer.Option(min=1, metavar="NUMBER", help="Generations.")] = 20,
    population: Annotated[int, typer.Option(min=4, metavar="NUMBER", help="Settings in each.")
                          ] = 100,
    seats: Seats = None,
    plugins: Plugins = None,
    seed: Seed = None,
    compiled: Compiled = False,
    as_json: Json = False,
) -> None:
    """Search for settings whose outcomes are as unlike one another as can be."""
    import numpy as np

    from wargame.batch.analysis.surprise import surprise_search

    _, games = _games(playbook, seats, plugins, seed, compiled)
    spans = dict(_span(word) for word in outcomes)
    chosen = [games.factor(name) for name in factors]

    def evaluate(points: Any) -> Any:
        settings = {f.name: points[:, i] for i, f in enumerate(chosen)}
        return games.play(np.zeros(len(points), dtype=np.uint64), list(spans), settings=settings)

    found = surprise_search(evaluate, chosen, spans, population=population,
                            generations=generations, seed=games.seed)
    rarest = found.rarest(10)
    if as_json:
        print(json.dumps({"words": found.words, "rarest": [
            {"setting": dict(s.setting), "outcomes": dict(s.outcomes), "seen": s.seen}
            for s in rarest]}, indent=1))
        return
    print(found.words + ".")
    for each in rarest:
        setting = ", ".join(f"{n} {v:.4g}" for n, v in each.setting.items())
        print(f"- {each.words}: {setting}.")


def _games(
    playbook: str, seats: list[str] | None, plugins: list[str] | None, seed: int | None,
    compiled: bool,
) -> tuple[Game, Games]:
    from wargame.batch.analysis.games import Games
    from wargame.cli.game import game_of

    game = game_of(playbook, seats or (), (), plugins or ())
    kernel = game.kernel(wait=compiled)
    number = game.scenario.playbook.seed if seed is None else seed
    return game, Games(game.scenario, number, kernel)


def _aim(word: str) -> Objective:
    from wargame.batch.analysis.robustness import Threshold
    from wargame.batch.analysis.search import Objective

    metric, way = named("--aim", word, "metric=way, such as open_token_share=higher")
    if way in ("higher", "lower"):
        return Objective(metric, "higher" if way == "higher" else "lower")
    if way in ("mean-higher", "mean-lower"):
        return Objective(metric, "higher" if way == "mean-higher" else "lower", "mean")
    side, colon, text = way.partition(":")
    number = _float(text) if colon else None
    if side not in ("at-least", "at-most") or number is None:
        raise MistakeError(f"--aim {metric} takes higher, lower, mean-higher, mean-lower, "
                           f"at-least:NUMBER or at-most:NUMBER, not '{way}'")
    threshold = Threshold(low=number) if side == "at-least" else Threshold(high=number)
    return Objective(metric, "higher", "share", threshold)


def _span(word: str) -> tuple[str, tuple[float, float]]:
    name, text = named("--outcome", word, "name=low:high")
    low, _, high = text.partition(":")
    ends = _float(low), _float(high)
    if ends[0] is None or ends[1] is None or not ends[0] < ends[1]:
        raise MistakeError(f"--outcome {name} takes low:high, such as 0:1, not '{text}'")
    return name, (ends[0], ends[1])


def _float(text: str) -> float | None:
    import math

    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def _number(value: float) -> float | None:
    return None if value != value else value  # noqa: PLR0124  JSON has no not-a-number


def _table(rows: list[dict[str, Any]]) -> None:
    from rich.console import Console
    from rich.table import Table

    from wargame.batch.analysis.wording import rounded

    if not rows:
        return
    table = Table(box=None, padding=(0, 2), header_style="bold")
    for at, name in enumerate(rows[0]):
        table.add_column(name, justify="left" if at == 0 and isinstance(
            next(iter(rows[0].values())), str) else "right")
    for row in rows:
        table.add_row(*(v if isinstance(v, str) else rounded(float(v)) for v in row.values()))
    Console(highlight=False, markup=False, emoji=False).print(table)
