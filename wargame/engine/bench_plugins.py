"""What plugins cost: every instrument loaded, and a strategy that cannot be fused."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from time import process_time

from wargame.engine.kernel import Kernel
from wargame.engine.library import load_library
from wargame.engine.many import play_many
from wargame.engine.model import WargameModel
from wargame.engine.play import Game
from wargame.engine.scenario import Scenario, bind
from wargame.hooks.search import bundled_folder

SEED = 1
MESA_GAMES, FUSED_GAMES, PYTHON_GAMES = 2, 2048, 100
SEAT = "alibaba"
#: The rule of a built-in strategy, made to need a known value: a condition that always holds.
TWIN = '''
from wargame.hooks import hookimpl
from wargame.strategies.fast_follower import FastFollower


class Unfused(FastFollower):
    name = "fast_follower_unfused"
    title = "Fast follower, one future at a time"

    def decide(self, obs, luck, params):
        if obs.years >= 0:
            return super().decide(obs, luck, params)


@hookimpl
def register_strategies(register):
    register(Unfused)
'''

FIGURES = {
    "fused_vs_mesa_all_instruments": "games a second of the compiled kernel over the Mesa model's, "
                                     "one thread, every bundled instrument loaded",
    "all_instruments_slowdown": "time a game in the compiled kernel with every bundled instrument "
                                "loaded, over that without",
    "python_tier_slowdown": "time a game of a batch in which one seat of the playbook is of the "
                            "Python tier, over the same batch with that strategy fused",
}


def everything(scenario: Scenario) -> Scenario:
    """The same playbook with every bundled plugin loaded."""
    folder = bundled_folder()
    names = tuple(sorted(p.stem for p in folder.glob("[!_]*.py"))) if folder else ()
    playbook = scenario.playbook.model_copy(update={"plugins": names})
    return bind(playbook, load_library(names))


def measure_plugins(
    game: Game, kernel: Kernel, repeats: int, note: Callable[[str], None],
) -> dict[str, float]:
    """The three figures; each ratio is of runs that took turns, the best of each.

    Compiles the kernel of all instruments first where it is not cached.
    """
    whole = everything(game.scenario)
    every = Kernel(whole)
    if not every.cached:
        note("compiling the kernel of all instruments")
    every.compile(whole)
    note("playing with all instruments, and with a strategy of the Python tier")
    with tempfile.TemporaryDirectory(prefix="wargame-bench-") as folder:
        file = Path(folder) / "fast_follower_unfused.py"
        file.write_text(TWIN, encoding="utf-8")
        playbook = game.scenario.playbook
        slow = bind(playbook, load_library(playbook.plugins, [file])).replacing(
            {SEAT: "fast_follower_unfused"})
    assert slow.tier[0] == "python", slow.tier

    def mesa() -> None:
        for future in range(MESA_GAMES):
            model = WargameModel(whole, game_seed=SEED, future=future)
            for _ in range(whole.ticks):
                model.step()

    runs: dict[str, tuple[Callable[[], object], int]] = {
        "mesa": (mesa, MESA_GAMES),
        "every": (lambda: every.play(whole, SEED, range(FUSED_GAMES), threads=1), FUSED_GAMES),
        "usual": (lambda: kernel.play(game.scenario, SEED, range(FUSED_GAMES), threads=1),
                  FUSED_GAMES),
        "python": (lambda: play_many(slow, SEED, range(PYTHON_GAMES)), PYTHON_GAMES),
    }
    best = dict.fromkeys(runs, float("inf"))
    for _ in range(repeats):
        for name, (run, games) in runs.items():
            start = process_time()
            run()
            best[name] = min(best[name], (process_time() - start) / games)
    return {
        "fused_vs_mesa_all_instruments": best["mesa"] / best["every"],
        "all_instruments_slowdown": best["every"] / best["usual"],
        "python_tier_slowdown": best["python"] / best["usual"],
    }
