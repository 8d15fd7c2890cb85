"""Strategies of every tier, and strategies that fail: the seat holds and the fault says why."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from wargame.engine.arrays import ArrayGame
from wargame.engine.faults import Fault
from wargame.engine.kernel import Kernel, KernelError
from wargame.engine.many import play_many
from wargame.engine.model import WargameModel
from wargame.engine.play import Game

Differing = Callable[..., list[str]]
#: Strategies that fail at every decision, and what the fault says.
FAILING = {
    "raising": "RuntimeError: no idea at True",
    "nothing": "TypeError: decide returned NoneType, not Orders",
    "wordy": "'release_mode' was set to 'closed', which is not a number; its choices are 0",
    "listing": "'research_share' was set to 3 numbers",
    "dividing": "'research_share' was set to a number that is not finite",
    "forgetting": "'count' was set to a number that is not finite",
    "stranger": "a lab has no lever 'chip_control_tier'",
    "prying": "UnseenError: 'distil_effort' is seen by its owner only",
    "absent_minded": "declares no memory 'grudge'",
}
TWINS = ("twin_symbolic", "twin_array", "twin_python")


def levers_of(game: ArrayGame, actor: str) -> dict[str, Any]:
    seat = game.scenario.seat(actor)
    return {n: game.rows[n][seat.position].tolist()
            for n, lever in game.scenario.program.levers.items()
            if lever.actors == f"{seat.kind}s"}


def faults_of_mesa(game: Game, seed: int) -> list[Fault]:
    model = WargameModel(game.scenario, game_seed=seed)
    for _ in range(game.scenario.ticks_per_turn):
        model.step()
    return model.faults


def test_each_strategy_says_which_tier_it_reached_and_why(odd: Game) -> None:
    tiers = odd.scenario.library.tiers
    assert tiers["twin_symbolic"] == ("symbolic", "")
    assert tiers["twin_array"][0] == "array"
    assert tiers["twin_python"][0] == "python"
    assert "when(condition, a, b)" in tiers["twin_python"][1]
    assert "'stranger'" not in tiers["stranger"][1]
    assert "a lab has no lever 'chip_control_tier'" in tiers["stranger"][1]
    assert all(tiers[n][0] == "symbolic" for n in load_names(odd, "builtin"))


def load_names(game: Game, owner: str) -> list[str]:
    return [n for n, s in game.scenario.library.strategies.items() if s.owner == owner]


@pytest.mark.parametrize("twin", TWINS[1:])
@pytest.mark.parametrize("parameters", [
    {"calm": 1}, {"calm": 1, "bar": 0.95}, {"calm": 0, "bar": 0.95}, {"calm": 0, "steps": 0}])
def test_a_strategy_plays_alike_in_every_tier(
        twin: str, parameters: dict[str, float], odd: Game, history: Any) -> None:
    def seated(name: str) -> Game:
        return Game(odd.scenario.replacing({
            a: {"use": name, **parameters} for a in ("meta", "openai")}))

    # Luck is addressed by the strategy's name too, so that twins share none: calm is 0 or 1.
    memory = "memory twin_symbolic.openings"
    for futures in ([0], [3], [0, 1, 2, 3, 4]):
        one = history(ArrayGame(seated(TWINS[0]).scenario, 7, futures))
        other = history(ArrayGame(seated(twin).scenario, 7, futures))
        for mine, its in zip(one, other, strict=True):
            moved = {n: its[n] for n in mine if not n.startswith(("memory", "strategy", "luck tw"))}
            assert all(np.array_equal(mine[n], v) for n, v in moved.items())
            assert np.array_equal(mine[memory], its[memory.replace(TWINS[0], twin)])
    model = WargameModel(seated(twin).scenario, game_seed=7)
    while model.running:
        model.step()
    alone = ArrayGame(seated(twin).scenario, 7)
    for _ in range(alone.scenario.turns):
        alone.play_turn()
    assert model.state_hash() == alone.state_hash()


@pytest.mark.parametrize("name", TWINS)
def test_luck_is_the_same_in_every_reading(name: str, odd: Game) -> None:
    scenario = odd.seated(meta=name, openai=name).scenario
    many = ArrayGame(scenario, 7, [0, 1, 2])
    for _ in range(scenario.turns):
        many.play_turn()
    for future in range(3):
        alone = ArrayGame(scenario, 7, [future])
        model = WargameModel(scenario, game_seed=7, future=future)
        while model.running:
            model.step()
        for _ in range(scenario.turns):
            alone.play_turn()
        assert alone.state_hash() == model.state_hash()
        assert np.array_equal(alone.rows["cash"][:, 0], many.rows["cash"][:, future])


@pytest.mark.parametrize(("name", "reason"), FAILING.items())
def test_a_seat_whose_strategy_fails_holds_and_the_fault_says_where_and_why(
        name: str, reason: str, odd: Game) -> None:
    game = odd.seated(meta=name)
    table = game.table(1)
    before = levers_of(table.game, "meta")
    record = table.play_turn()
    assert levers_of(table.game, "meta") == before
    (fault,) = record.faults
    assert (fault.actor, fault.strategy, fault.tick) == ("meta", name, 1)
    assert reason in fault.reason
    lines, first = inspect.getsourcelines(game.scenario.seat("meta").strategy.decide)
    if name == "raising":
        first += len(lines)
    assert first <= fault.line < first + len(lines) + 6
    assert faults_of_mesa(game, 1) == [fault]
    order = next(o for o in record.orders if o.actor == "meta")
    assert (order.player, dict(order.changed)) == (name, {})


@pytest.mark.parametrize("name", FAILING)
def test_a_failing_seat_leaves_the_others_and_their_memory_alone(name: str, odd: Game) -> None:
    game, held = odd.seated(meta=name), odd.seated(meta=None)
    one, other = game.play(3), held.play(3)
    assert one.turns[-1].after == other.turns[-1].after


def test_only_the_futures_in_which_a_strategy_fails_hold(odd: Game) -> None:
    scenario = odd.seated(meta="unlucky").scenario
    futures = list(range(40))
    many = ArrayGame(scenario, 1, futures)
    many.play_turn()
    at = scenario.seat("meta").position
    held = many.rows["price_stance"][at] == scenario.start["price_stance"][at]
    assert 5 < held.sum() < 35
    assert len(many.faults) == held.sum()
    for future in futures[:6]:
        alone = ArrayGame(scenario, 1, [future])
        alone.play_turn()
        assert alone.rows["price_stance"][at, 0] == many.rows["price_stance"][at, future]
        assert bool(alone.faults) == bool(held[future])
        model = WargameModel(scenario, game_seed=1, future=future)
        for _ in range(4):
            model.step()
        assert model.rows["price_stance"][at] == alone.rows["price_stance"][at, 0]
        assert model.faults == alone.faults


def test_a_lever_of_an_instrument_that_is_not_loaded_is_dropped_where_that_is_declared(
        odd: Game) -> None:
    record = odd.seated(meta="hopeful").table(1).play_turn()
    assert record.faults == ()
    order = next(o for o in record.orders if o.actor == "meta")
    assert order.changed == {"price_stance": (1.0, 0.5)}
    (fault,) = odd.seated(us_regulator="inventor").table(1).play_turn().faults
    assert "a regulator has no lever 'halt_everything'" in fault.reason


def test_signed_zeros_are_the_same_in_every_reading(odd: Game, differing: Differing) -> None:
    scenario = odd.seated(meta="signed").scenario
    many, alone = ArrayGame(scenario, 1, [0, 1]), ArrayGame(scenario, 1)
    model = WargameModel(scenario)
    many.play_turn()
    alone.play_turn()
    for _ in range(4):
        model.step()
    assert differing(scenario, alone.rows, {n: v[..., :1] for n, v in many.rows.items()}) == []
    assert differing(scenario, alone.rows, model.arrays()) == []


def test_a_division_by_nothing_is_infinite_in_every_reading(odd: Game) -> None:
    scenario = odd.seated(gulf="roundabout").scenario
    at = scenario.seat("gulf").position
    for futures in ([0], [0, 1]):
        game = ArrayGame(scenario, 1, futures)
        game.play_turn()
        assert game.rows["chip_enforcement"][at].tolist() == [0.3] * len(futures)
        assert game.faults == []
    model = WargameModel(scenario)
    model.step()
    assert (model.rows["chip_enforcement"][at], model.faults) == (0.3, [])


def test_many_futures_name_the_strategy_that_slows_them(odd: Game) -> None:
    played = play_many(odd.seated(meta="twin_python").scenario, 1, range(3))
    assert played.backend.startswith("python (twin_python: TraceError")


def test_the_kernel_refuses_a_strategy_that_is_not_symbolic_and_says_why(odd: Game) -> None:
    game = odd.seated(meta="twin_python")
    refusing = Kernel(game.scenario)
    with pytest.raises(KernelError, match=r"'twin_python' cannot be fused: .*when\(condition"):
        refusing.play(game.scenario, 1, [0])


def test_the_kernel_refuses_a_scenario_of_another_world(
        long_view: Game, odd: Game, cut_down: Callable[..., Game]) -> None:
    refusing = Kernel(long_view.scenario)
    for other in (odd, cut_down()):
        with pytest.raises(KernelError, match="made for other equations or for another world"):
            refusing.play(other.scenario, 1, [0])


def test_a_seat_held_by_people_asks_no_strategy(odd: Game) -> None:
    game = odd.seated(meta="raising")
    assert game.table(1).play_turn({"meta": {"price_stance": 0.7}}).faults == ()
    model = WargameModel(game.scenario)
    model.decide({"meta": {"price_stance": 0.7}})
    assert model.faults == []


def test_the_ranges_of_a_strategys_parameters_hold_in_a_seat(odd: Game) -> None:
    from wargame.engine.scenario import ScenarioError

    with pytest.raises(ScenarioError, match=r"bar.*less than or equal to 1"):
        odd.scenario.replacing({"meta": {"use": "twin_symbolic", "bar": 2.0}})
    with pytest.raises(ScenarioError, match=r"has no parameter 'barr'; did you mean 'bar'\?"):
        odd.scenario.replacing({"meta": {"use": "twin_symbolic", "barr": 0.2}})
