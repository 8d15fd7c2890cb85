"""Equal inputs give equal bytes: in another process, file order or plugin order; luck stays put."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np

from wargame.engine.address import Draws
from wargame.engine.arrays import ArrayGame
from wargame.engine.play import Game
from wargame.world.luck import uniform

ROOT = Path(__file__).parents[2]
ONE_PLAY = "import wargame; print(wargame.load('long_view').play({seed}).state_hash)"


def hash_elsewhere(seed: int) -> str:
    done = subprocess.run(
        [sys.executable, "-c", ONE_PLAY.format(seed=seed)], capture_output=True, text=True,
        check=True, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": str(seed + 7)})
    return done.stdout.strip()


def test_another_process_reaches_the_same_hash_and_another_seed_does_not(long_view: Game) -> None:
    mine = long_view.play(1).state_hash
    assert hash_elsewhere(1) == mine
    assert long_view.play(2).state_hash not in (mine, "")


def test_the_same_game_played_twice_is_the_same(long_view: Game) -> None:
    first, second = long_view.play(8, futures=5), long_view.play(8, futures=5)
    assert first.state_hash == second.state_hash
    assert first.state_hash != long_view.play(8, futures=6).state_hash


def test_a_permutation_of_actors_members_and_plugins_changes_no_bit(
        edited: Any, long_view: Game) -> None:
    def turned(data: dict[str, Any]) -> None:
        data["actors"].reverse()
        data["plugins"].reverse()
        for members in data["members"].values():
            members.reverse()
        data["actors"].insert(0, data["actors"].pop(5))

    game = edited(turned)
    ids = [spec.id for spec in game.scenario.playbook.actors]
    assert ids != [spec.id for spec in long_view.scenario.playbook.actors]
    assert game.play(3, futures=4).state_hash == long_view.play(3, futures=4).state_hash
    assert game.scenario.program.digest == long_view.scenario.program.digest
    one, other = game.play(3).turns, long_view.play(3).turns
    assert [t.orders for t in one] == [t.orders for t in other]


def test_removing_an_actor_leaves_everybody_elses_luck_alone(
        cut_down: Any, long_view: Game) -> None:
    few = cut_down(labs=("meta", "mistral"), nations=("us", "eu"), regulators=("eu_regulator",))
    assert long_view.scenario.program.draws == few.scenario.program.draws
    futures = np.arange(6, dtype=np.uint64)
    compared = 0

    def drawn(game: Game) -> dict[tuple[str, str], Any]:
        program, sizes = game.scenario.program, game.scenario.sizes
        draws = Draws.of(program, sizes, program.draws).draw(5, 3, futures)
        return {(name, member): values.reshape(-1, futures.size)[at]
                for name, values in draws.items()
                for at, member in enumerate(sizes.names(program.rows[name].space))}

    everybody = drawn(long_view)
    for (name, member), values in drawn(few).items():
        assert np.array_equal(values, everybody[name, member])
        for future in (0, 5):
            assert values[future] == uniform(5, future, 3, member, name)
        compared += 1
    assert compared >= 8


def test_luck_that_a_strategy_asks_for_shifts_nobodys_elses(odd: Game) -> None:
    calm = odd.seated(mistral={"use": "twin_symbolic", "calm": 1.0, "bar": 1.0})
    still = odd.seated(mistral={"use": "twin_symbolic", "calm": 1.0, "bar": 1.0}, eu=None)
    for one, other in zip(_luck(calm), _luck(still), strict=True):
        assert all(np.array_equal(one[n], other[n]) for n in one)


def _luck(game: Game) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    play = ArrayGame(game.scenario, 1, [0, 1])
    play.play_turn(each_tick=lambda now: found.append(
        {n: now.rows[n] for n in now.scenario.program.draws}))
    return found


def test_futures_are_addressed_by_number_not_by_place(long_view: Game) -> None:
    there, back = (ArrayGame(long_view.scenario, 2, f) for f in ([4, 9, 1], [1, 4, 9]))
    there.play_turn()
    back.play_turn()
    assert np.array_equal(there.rows["cash"][:, [2, 0, 1]], back.rows["cash"])


def test_ticks_and_seeds_draw_anew(long_view: Game) -> None:
    program, sizes = long_view.scenario.program, long_view.scenario.sizes
    draws = Draws.of(program, sizes, program.draws)
    futures = np.arange(4, dtype=np.uint64)
    name = program.draws[0]
    seen = [draws.draw(seed, tick, futures)[name].tobytes()
            for seed in (1, 2, 2**63) for tick in (0, 1, 2)]
    assert len(set(seen)) == len(seen)
