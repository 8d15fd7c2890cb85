"""How fast a session sees ahead and looks back: figures of one run on the Long View."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from time import perf_counter

import numpy as np

from wargame.engine.kernel import Kernel
from wargame.engine.play import Game, Table, load
from wargame.session.beliefs import Beliefs, believe, seen_by
from wargame.session.chance import chance
from wargame.session.disagreement import disagreement
from wargame.session.fork import fork
from wargame.session.ledger import ledger
from wargame.session.preview import preview

PLAYBOOK = "long_view"
SEED = 1
#: Seats whose previews are timed, each with a lever that it moves.
SEATS = {"meta": "release_mode", "us": "chip_control_tier", "us_regulator": "liability_regime"}
REPEATS = 5

#: What each figure means.
FORESIGHT = {
    "preview_1000_p95_ms": "milliseconds of a preview of 1,000 paired futures to the end of the "
                           "game, beliefs and holding at hand: 95th percentile, seats and turns",
    "preview_first_p95_ms": "the same for the first preview of a seat in a turn, which makes the "
                            "beliefs and plays the seat that holds, too",
    "preview_before_kernel_ms": "the slowest first preview in NumPy, before there is a kernel",
    "preview_again_before_kernel_ms": "the slowest later preview in NumPy",
    "fork_500_ms": "milliseconds of the slowest fork with 500 futures and the table's own path, "
                   "both branches",
    "chance_1000_ms": "milliseconds of luck or decision over 1,000 futures",
    "ledger_ms": "milliseconds of the ledger of a whole game, every metric",
    "disagreement_ms": "milliseconds of two views and two options over 500 futures",
}


def measure_foresight(
    *, kernel: bool = True, note: Callable[[str], None] = lambda _: None,
) -> dict[str, float | None]:
    """The figures of `FORESIGHT`, None where they need the kernel and ``kernel`` is False."""
    game = load(PLAYBOOK)
    table = game.table(SEED)
    while not table.over:
        table.play_turn()
    note("in NumPy, before there is a kernel")
    preview(_believed(table.at(table.turn - 1), "us", None), {})
    slow, slow_again = zip(*_previews(table, None, 1), strict=True)
    figures: dict[str, float | None] = dict.fromkeys(FORESIGHT)
    figures["preview_before_kernel_ms"] = max(slow)
    figures["preview_again_before_kernel_ms"] = max(slow_again)
    figures["ledger_ms"] = _ms(lambda: ledger(table))
    fused = _kernel(game, note) if kernel else None
    if fused is None:
        return figures
    note("with the kernel warm")
    preview(_believed(table.at(1), "us", fused), {}, kernel=fused)
    first, again = zip(*_previews(table, fused, REPEATS), strict=True)
    figures["preview_first_p95_ms"] = float(np.quantile(first, 0.95))
    figures["preview_1000_p95_ms"] = float(np.quantile(again, 0.95))
    figures["fork_500_ms"] = max(
        _ms(partial(fork, table, turn, {turn: {"us": {"chip_control_tier": 0}}}, kernel=fused))
        for turn in range(1, table.turn + 1))
    figures["chance_1000_ms"] = _ms(lambda: chance(table, kernel=fused))
    figures["disagreement_ms"] = _ms(lambda: disagreement(
        table.at(1), {"low": {"chip_learning": 0.05}, "high": {"chip_learning": 0.6}},
        {"none": {"us": {"chip_control_tier": 0}}, "embargo": {"us": {"chip_control_tier": 3}}},
        "open_token_share", better="higher", kernel=fused))
    return figures


def _previews(
    table: Table, kernel: Kernel | None, repeats: int,
) -> Iterator[tuple[float, float]]:
    """Times of the first preview of each seat in each turn, and of later ones."""
    for turn in range(table.turn):
        for actor, lever in SEATS.items():
            position = table.at(turn)
            high = table.scenario.program.levers[lever].high
            begin = perf_counter()
            beliefs = _believed(position, actor, kernel)
            preview(beliefs, {lever: high}, kernel=kernel).as_json()
            took = 1000 * (perf_counter() - begin)
            for number in range(repeats):
                yield took, _ms(partial(_looked_ahead, beliefs, {lever: float(number % 2)}, kernel))


def _looked_ahead(beliefs: Beliefs, order: dict[str, float], kernel: Kernel | None) -> None:
    preview(beliefs, order, kernel=kernel).as_json()


def _believed(position: Table, actor: str, kernel: Kernel | None) -> Beliefs:
    return believe(position.scenario, seen_by(position, actor), kernel=kernel)


def _kernel(game: Game, note: Callable[[str], None]) -> Kernel | None:
    kernel = game.kernel(wait=True)
    if kernel is None:
        return None
    if not kernel.cached:
        note("compiling the kernel; this takes minutes once")
    return kernel.compile(game.scenario)


def _ms(work: Callable[[], object]) -> float:
    begin = perf_counter()
    work()
    return 1000 * (perf_counter() - begin)
