"""Many futures from a position: the table's own path is the first, on every backend."""

from __future__ import annotations

import numpy as np
import pytest

from wargame.engine.effect import Effect
from wargame.engine.injects import due, effects_of_inject
from wargame.engine.input import TurnInput
from wargame.engine.kernel import Kernel
from wargame.engine.onward import carried_rows, continue_many
from wargame.engine.play import Game, Table, load, replayed
from wargame.engine.scenario import ScenarioError
from wargame.playbook import bundled_playbooks

INPUTS = (
    TurnInput({"us": {"chip_control_tier": 2}}),
    TurnInput({}, (Effect("capability", "deepseek", "add", 1, "inject", "Shock"),)),
    TurnInput({"meta": {"release_mode": 0}}, (), {"openai": None, "google": "fast_follower"}),
    TurnInput({"meta": {}}, (Effect("catch_up_base", None, "scale", 1.3),
                             Effect("run_focus", "meta", "add", 0.1)),
              {"google": "fast_follower"}),
    TurnInput(),
    TurnInput({}, (Effect("cash", "openai", "set", 2),)),
)
FUTURES = 40


@pytest.fixture(scope="module")
def table(long_view: Game) -> Table:
    """A whole game with orders, injects, rulings and stand-ins."""
    return replayed(long_view.scenario, 5, INPUTS)


def path(table: Table, tick: int) -> np.ndarray:
    return np.array([[step[n] for n in table.scenario.program.metrics]
                     for step in table.trace[tick:]])


@pytest.mark.parametrize("turn", range(7))
def test_the_first_future_is_the_path_of_the_table(turn: int, table: Table) -> None:
    alone = continue_many(table.at(turn), [0], INPUTS[turn:])
    among = continue_many(table.at(turn), range(3), INPUTS[turn:])
    assert np.array_equal(alone.metrics[:, :, 0], path(table, turn * 4))
    assert np.array_equal(among.metrics[:, :, 0], path(table, turn * 4))
    assert alone.metrics.shape[0] == (6 - turn) * 4 + 1


def test_turns_without_an_input_are_played_by_strategies(table: Table, long_view: Game) -> None:
    position = table.at(2)
    found = continue_many(position, [0])
    while not position.over:
        position.play_turn()
    assert np.array_equal(found.metrics[:, :, 0], path(position, 8))


def test_other_futures_have_other_luck_and_each_its_own(table: Table) -> None:
    many = continue_many(table.at(3), [0, 7, 8], INPUTS[3:])
    alone = continue_many(table.at(3), [7], INPUTS[3:])
    assert np.array_equal(many.metrics[:, :, 1], alone.metrics[:, :, 0])
    assert not np.array_equal(many.metrics[-1, :, 1], many.metrics[-1, :, 2])
    elsewhere = continue_many(table.at(3), [7], INPUTS[3:], seed=6)
    assert not np.array_equal(elsewhere.metrics[-1], alone.metrics[-1])


def test_a_number_of_turns_can_be_asked_for(table: Table) -> None:
    some = continue_many(table.at(1), [0, 1], INPUTS[1:3], turns=2)
    every = continue_many(table.at(1), [0, 1], INPUTS[1:])
    assert np.array_equal(some.metrics, every.metrics[:9])
    with pytest.raises(ScenarioError, match="5 turns were given, and 2 are to come"):
        continue_many(table.at(1), [0], INPUTS[1:], turns=2)


def test_a_fault_in_any_input_is_found_before_anything_is_played(table: Table) -> None:
    for bad in (TurnInput({"nobody": {}}), TurnInput({}, (), {"us": "nothing"})):
        with pytest.raises(ScenarioError):
            continue_many(table.at(1), [0], [TurnInput(), bad])


def test_a_strategy_that_cannot_be_traced_plays_on_arrays_and_says_so(odd: Game) -> None:
    slow = next(n for n, (tier, _) in odd.scenario.library.tiers.items()
                if tier != "symbolic" and odd.scenario.library.strategies[n].actor == "lab")
    found = continue_many(odd.table(1), [0, 1], [TurnInput({}, (), {"meta": slow})], turns=1)
    assert found.backend.startswith(odd.scenario.library.tiers[slow][0])
    hushed = continue_many(odd.table(1), [0, 1], [TurnInput({"meta": {}}, (), {"meta": slow})],
                           turns=1)
    assert hushed.backend == "numpy"


@pytest.mark.slow
@pytest.mark.parametrize("turn", [0, 1, 3, 5, 6])
def test_the_kernel_gives_the_same_bits(turn: int, table: Table, kernel: Kernel) -> None:
    plain = continue_many(table.at(turn), range(FUTURES), INPUTS[turn:], final=("capability",))
    fused = continue_many(table.at(turn), range(FUTURES), INPUTS[turn:], kernel=kernel,
                          final=("capability",))
    assert (plain.backend, fused.backend) == ("numpy", "fused")
    assert np.array_equal(plain.metrics, fused.metrics)
    assert np.array_equal(plain.final["capability"], fused.final["capability"])
    assert np.array_equal(fused.metrics[:, :, 0], path(table, turn * 4))


@pytest.mark.slow
def test_the_kernel_takes_other_parameters_in_each_future(
    table: Table, kernel: Kernel, long_view: Game,
) -> None:
    drawn = {n: v for n, v in long_view.sampled(9, FUTURES).items()
             if n in table.scenario.parameters}
    ways = [continue_many(table.at(2), range(FUTURES), INPUTS[2:], seed=9, values=drawn, kernel=k)
            for k in (None, kernel)]
    assert np.array_equal(ways[0].metrics, ways[1].metrics)


def test_what_a_turn_hands_on_is_known(long_view: Game) -> None:
    program = long_view.scenario.program
    carried = carried_rows(program)
    assert carried >= set(program.stocks) | set(program.levers)
    assert not carried & set(program.parameters)


def test_injects_fire_on_their_turn_once_on_their_condition_and_by_hand_never(
    long_view: Game,
) -> None:
    playbook = long_view.scenario.playbook
    metrics = dict.fromkeys(long_view.scenario.program.metrics, 100.0)
    assert [i.id for i in due(playbook, 1, metrics)] == ["safety_order"]
    assert [i.id for i in due(playbook, 3, metrics, ["board_letter"])] == ["general_purpose_rules"]
    near = {**metrics, "frontier_lag_months": 6.0}
    assert [i.id for i in due(playbook, 5, near)] == ["parity"]
    assert due(playbook, 6, near, {"parity"}) == ()


def test_a_play_with_injects_gives_every_future_those_of_the_table(long_view: Game) -> None:
    played, plain = long_view.play(2, 4, injects=True), long_view.play(2, 4)
    fired = [{r.effect.label for r in turn.effects} for turn in played.turns]
    assert fired[0] == {"A president's order on artificial intelligence"}
    assert fired[2] == {"Duties for general-purpose models begin", "A letter from your board"}
    assert np.array_equal(played.many.metrics[:, :, 0], path(played.table, 0))
    assert not np.array_equal(played.many.metrics[-1], plain.many.metrics[-1])
    assert all(not turn.effects for turn in plain.turns)
    assert [t.state_hash for t in long_view.play(2, injects=True).turns] == [
        t.state_hash for t in played.turns]


@pytest.mark.parametrize("name", sorted(bundled_playbooks()))
def test_every_inject_of_a_bundled_playbook_can_be_played(name: str) -> None:
    game = load(name)
    for inject in game.scenario.playbook.injects:
        table = game.table(1)
        record = table.play_turn(effects=effects_of_inject(inject))
        assert all(r.effect.origin == "inject" for r in record.effects)
        assert not inject.effects or any(r.before != r.after for r in record.effects)
        assert inject.source
