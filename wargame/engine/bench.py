"""How fast this computer plays: figures of one run on the Long View with its own strategies."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import numpy as np

from wargame.engine import bench_plugins
from wargame.engine.arrays import ArrayGame
from wargame.engine.kernel import Kernel
from wargame.engine.many import play_many
from wargame.engine.model import WargameModel
from wargame.engine.play import Game, load
from wargame.engine.scenario import Scenario
from wargame.symbolic.program import Map, Program

PLAYBOOK = "long_view"
SEED = 1
#: Interleaved repeats; the best of them counts, since a busy computer only ever slows one down.
REPEATS = 5
MESA_GAMES, NUMPY_GAMES, FUSED_GAMES, FAN_FUTURES = 2, 1000, 4096, 1000
FAN_TICKS = 10
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)

#: What each figure means.
FIGURES = {
    "fused_vs_mesa_per_core": "games a second of the compiled kernel on one thread, every metric "
                              "of every quarter kept, over those of the Mesa model",
    "numpy_vs_mesa_at_1000": "games a second of NumPy over 1,000 futures, over the Mesa model's",
    "us_per_game": "microseconds a game in the compiled kernel, one thread",
    "mesa_ms_per_game": "milliseconds a game of the Mesa model",
    "numpy_us_per_game": "microseconds a game of NumPy over 1,000 futures",
    **bench_plugins.FIGURES,
    "fan_1000_futures_ms": "milliseconds for 10 more quarters of 1,000 futures, with five "
                           "quantiles of every metric",
    "two_core_speedup": "games a second on two threads over one, by the clock on the wall",
    "turn_ms": "milliseconds a turn at the table, with its record",
    "table_before_kernel_ms": "milliseconds of the slowest turn at the table in a process that has "
                              "no compiled kernel",
    "warm_start_s": "seconds from starting Python to the first quarter played, caches warm",
    "import_s": "seconds of `import wargame`",
    "compile_s": "seconds to compile the kernel (cold cache, or --compile)",
    "kernel_operations": "operations in the list that every backend runs",
    "metrics": "metrics kept after each quarter",
    "peak_mib_million_games": "MiB at the peak of a process that plays a million games and keeps "
                              "their final metrics (--million)",
}


def measure(
    *, compile_again: bool = False, million: bool = False,
    note: Callable[[str], None] = lambda _: None,
) -> dict[str, float | int | None]:
    """Measure everything, one flat object; None is what was not measured.

    Compiles the kernel first where it is not cached (a minute or more). ``note`` hears what is
    being done.
    """
    game = load(PLAYBOOK)
    kernel, compiling = _kernel(game, compile_again, note)
    note("playing on Mesa, NumPy and the kernel in turns")
    found: dict[str, float | int | None] = dict.fromkeys(FIGURES)
    found |= _per_core(game.scenario, kernel)
    found |= bench_plugins.measure_plugins(game, kernel, REPEATS, note)
    note("a fan of futures, two threads, and turns at the table")
    found["fan_1000_futures_ms"] = _fan(game, kernel)
    found["two_core_speedup"] = _two_threads(game.scenario, kernel)
    found["turn_ms"] = statistics.median(_turns(game)) * 1e3
    note("fresh processes")
    found["import_s"] = _least(IMPORT)
    found["warm_start_s"] = min(_wall(FIRST_TICK) for _ in range(3))
    with tempfile.TemporaryDirectory(prefix="wargame-bench-") as folder:
        found["table_before_kernel_ms"] = _child(TABLE, folder) * 1e3
    found["compile_s"] = compiling
    found["kernel_operations"] = operations(game.scenario.program)
    found["metrics"] = len(game.scenario.program.metrics)
    if million:
        note("a million games")
        found["peak_mib_million_games"] = _child(MILLION)
    return found


def operations(program: Program) -> int:
    """Operations in the list, those of the strategies included; a sum over a set counts as one."""
    listed = sum(len(s.operations) if isinstance(s, Map) else 1 for s in program.statements())
    return listed + sum(len(rule.operations) for rule in program.rules)


def _kernel(
    game: Game, again: bool, note: Callable[[str], None],
) -> tuple[Kernel, float | None]:
    kernel = game.kernel(wait=True)
    assert kernel is not None
    seconds = None
    if not kernel.cached:
        note("compiling the kernel")
        start = perf_counter()
        kernel.compile(game.scenario)
        seconds = perf_counter() - start
    elif again:
        note("compiling the kernel again, into an empty folder")
        with tempfile.TemporaryDirectory(prefix="wargame-bench-") as folder:
            seconds = _child(COMPILE, folder)
    return kernel.compile(game.scenario), seconds


def _per_core(scenario: Scenario, kernel: Kernel) -> dict[str, float]:
    """Processor time a game of the three backends, each on one thread, measured in turns."""
    def mesa() -> None:
        for future in range(MESA_GAMES):
            model = WargameModel(scenario, game_seed=SEED, future=future)
            for _ in range(scenario.ticks):
                model.step()

    def numpy() -> None:
        play_many(scenario, SEED, range(NUMPY_GAMES))

    def fused() -> None:
        kernel.play(scenario, SEED, range(FUSED_GAMES), threads=1)

    best = dict.fromkeys(("mesa", "numpy", "fused"), float("inf"))
    runs = (("mesa", mesa, MESA_GAMES), ("numpy", numpy, NUMPY_GAMES),
            ("fused", fused, FUSED_GAMES))
    for _ in range(REPEATS):
        for name, run, games in runs:
            start = process_time()
            run()
            best[name] = min(best[name], (process_time() - start) / games)
    return {
        "fused_vs_mesa_per_core": best["mesa"] / best["fused"],
        "numpy_vs_mesa_at_1000": best["mesa"] / best["numpy"],
        "us_per_game": best["fused"] * 1e6,
        "mesa_ms_per_game": best["mesa"] * 1e3,
        "numpy_us_per_game": best["numpy"] * 1e6,
    }


def _fan(game: Game, kernel: Kernel) -> float:
    """Time a preview as a screen asks for it: from the table's position onward."""
    scenario = game.scenario
    position = ArrayGame(scenario, SEED)
    for _ in range((scenario.ticks - FAN_TICKS) // scenario.ticks_per_turn):
        position.play_turn()
    times = []
    for _ in range(2 * REPEATS):
        start = perf_counter()
        played = kernel.play(
            scenario, SEED + 1, range(FAN_FUTURES), start=position.rows, start_tick=position.tick,
            ticks=FAN_TICKS)
        quantiles(played.metrics)
        times.append(perf_counter() - start)
    return min(times) * 1e3


def quantiles(values: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Five quantiles over the last axis, linear between neighbours as `np.quantile` has them."""
    ordered = np.sort(values, axis=-1)
    places = np.array(QUANTILES) * (ordered.shape[-1] - 1)
    below = np.floor(places).astype(np.int64)
    above = np.minimum(below + 1, ordered.shape[-1] - 1)
    low, high = ordered[..., below], ordered[..., above]
    found: np.ndarray[Any, Any] = low + (places - below) * (high - low)
    return found


def _two_threads(scenario: Scenario, kernel: Kernel) -> float:
    best = {1: float("inf"), 2: float("inf")}
    for _ in range(REPEATS):
        for threads, known in best.items():
            start = perf_counter()
            kernel.play(scenario, SEED, range(FUSED_GAMES), threads=threads)
            best[threads] = min(known, perf_counter() - start)
    return best[1] / best[2]


def _turns(game: Game) -> list[float]:
    times = []
    for seed in range(REPEATS):
        table = game.table(seed)
        while not table.over:
            start = perf_counter()
            table.play_turn()
            times.append(perf_counter() - start)
    return times


# Programs of fresh processes; each prints one number.
IMPORT = """
from time import perf_counter
start = perf_counter()
import wargame
print(perf_counter() - start)
"""
FIRST_TICK = f"""
import wargame
wargame.load("{PLAYBOOK}").table({SEED}).game.play_tick()
print(0)
"""
TABLE = f"""
from time import perf_counter
import wargame
table, times = wargame.load("{PLAYBOOK}").table({SEED}), []
while not table.over:
    start = perf_counter()
    table.play_turn()
    times.append(perf_counter() - start)
print(max(times))
"""
COMPILE = f"""
from time import perf_counter
import wargame
from wargame.engine.kernel import Kernel
scenario = wargame.load("{PLAYBOOK}").scenario
start = perf_counter()
Kernel(scenario).compile(scenario)
print(perf_counter() - start)
"""
MILLION = f"""
import sys, resource
import numpy as np
import wargame
game, games, chunk = wargame.load("{PLAYBOOK}"), 1_000_000, 8192
kernel, names = game.kernel(wait=True), game.scenario.program.metrics
kept = np.empty((len(names), games))
for at in range(0, games, chunk):
    end = min(at + chunk, games)
    played = kernel.play(game.scenario, {SEED}, range(at, end), names=(), final=names)
    for row, name in enumerate(names):
        kept[row, at:end] = played.final[name]
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(peak / (1024 * 1024 if sys.platform == "darwin" else 1024))
"""


def _child(text: str, cache: str | None = None) -> float:
    """Run a program in a fresh process, and read its number; ``cache`` is an empty folder."""
    places = [str(Path(__file__).resolve().parents[2]), os.environ.get("PYTHONPATH", "")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in places if p)}
    if cache is not None:
        environment["WARGAME_CACHE"] = cache
    done = subprocess.run(  # noqa: S603  a program of our own
        [sys.executable, "-c", text], env=environment, capture_output=True, text=True, check=True)
    return float(json.loads(done.stdout))


def _least(text: str) -> float:
    return min(_child(text) for _ in range(3))


def _wall(text: str) -> float:
    start = perf_counter()
    _child(text)
    return perf_counter() - start
