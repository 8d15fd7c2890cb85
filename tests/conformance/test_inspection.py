"""An inspection game, played through the engine, has the equilibrium that theory gives it.

With cost c, gain b, fine f and damage d the regulator inspects with chance b / (b + f) and the
lab violates with chance c / (f + d).
"""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from wargame.engine.kernel import Order
from wargame.engine.many import play_many
from wargame.engine.play import Game, load

pygambit = pytest.importorskip("pygambit")
FILE = Path(__file__).with_name("inspection.py")
GAMES, TURNS = 2000, 10


@pytest.fixture(scope="module")
def game(tmp_path_factory, tiny_playbook) -> Game:
    folder = tmp_path_factory.mktemp("games")
    path = tiny_playbook(folder, FILE, name="inspection", ticks=TURNS, seats={
        "watch": {"kind": "regulator", "strategy": "mixed_inspector"},
        "maker": {"kind": "lab", "strategy": "mixed_violator"}})
    return load(path, files=[FILE])


def payoffs(game: Game) -> tuple[list[list[Fraction]], list[list[Fraction]]]:
    """The bimatrix of one turn (inspect or stay, comply or violate), asked of the engine."""
    watch, maker = [], []
    for inspect in (1, 0):
        rows = []
        for violate in (0, 1):
            table = game.table(1)
            table.play_turn({"watch": {"inspect": inspect}, "maker": {"violate": violate}})
            rows.append([Fraction(float(table.game.rows[name][0, 0]))
                         for name in ("regulator_payoff", "lab_payoff")])
        watch.append([row[0] for row in rows])
        maker.append([row[1] for row in rows])
    return watch, maker


def equilibrium(game: Game) -> tuple[list[Fraction], list[Fraction]]:
    """The one equilibrium that gambit finds for the payoffs of the engine, exactly."""
    watch, maker = payoffs(game)
    solved = pygambit.nash.enummixed_solve(
        pygambit.Game.from_arrays(watch, maker), rational=True).equilibria
    (found,) = solved
    inspecting, violating = ([Fraction(str(found[s])) for s in player.strategies]
                             for player in found.game.players)
    return inspecting, violating


def test_the_payoffs_are_those_of_the_book(game):
    assert payoffs(game) == ([[-1, 4], [0, -3]], [[0, -5], [0, 2]])


def test_the_equilibrium_of_the_engines_payoffs_is_the_closed_form(game):
    assert equilibrium(game) == ([Fraction(2, 7), Fraction(5, 7)], [Fraction(7, 8), Fraction(1, 8)])


@pytest.mark.parametrize(("c", "b", "f", "d"), [
    (1, 1, 1, 1), (2, 3, 4, 5), (3, 1, 7, 2), (1, 9, 2, 8), (4, 5, 6, 1), (1.5, 2.5, 3.25, 0.5)])
def test_so_it_is_at_other_costs(game, c, b, f, d):
    other = game.setting(inspection_cost=c, violation_gain=b, violation_fine=f, violation_damage=d)
    c, b, f, d = (Fraction(number) for number in (c, b, f, d))
    assert equilibrium(other) == ([b / (b + f), f / (b + f)], [1 - c / (f + d), c / (f + d)])


def mixed(game: Game, inspects: float, violates: float):
    """Mean payoffs and moves a turn over many games, with the strategies' own addressed luck."""
    scenario = game.scenario.replacing({
        "watch": {"use": "mixed_inspector", "chance": inspects},
        "maker": {"use": "mixed_violator", "chance": violates}})
    rows = ("regulator_payoff", "lab_payoff", "inspect", "violate")
    played = play_many(scenario, 1, range(GAMES), names=(), final=rows)
    assert played.faults == ()
    return {n: played.final[n][0] for n in rows}


def test_mixed_strategies_reach_their_frequencies_and_the_value_of_the_game(game):
    found = mixed(game, 2 / 7, 1 / 8)
    for move, chance in (("inspect", 2 / 7), ("violate", 1 / 8)):
        assert abs(found[move].mean() - chance) < 4 * np.sqrt(chance * (1 - chance) / GAMES)
    # A violation nobody may foresee leaves the regulator -d c / (f + d) a turn, and the lab 0.
    for payoff, value in (("regulator_payoff", -3 / 8), ("lab_payoff", 0.0)):
        each = found[payoff] / TURNS
        assert abs(each.mean() - value) < 4 * each.std() / np.sqrt(GAMES)


def test_against_the_equilibrium_no_other_mix_earns_more(game):
    for inspects in (0.0, 0.5, 1.0):
        each = mixed(game, inspects, 1 / 8)["regulator_payoff"] / TURNS
        assert abs(each.mean() + 3 / 8) < 4 * each.std() / np.sqrt(GAMES)
    for violates in (0.5, 1.0):
        each = mixed(game, 2 / 7, violates)["lab_payoff"] / TURNS
        assert abs(each.mean()) < 4 * each.std() / np.sqrt(GAMES)


def test_away_from_it_the_other_side_gains_by_answering(game):
    lazy = mixed(game, 0.1, 1.0)["lab_payoff"].mean() / TURNS
    assert lazy == pytest.approx(2 * 0.9 - 5 * 0.1, abs=0.1)
    reckless = mixed(game, 1.0, 0.5)["regulator_payoff"].mean() / TURNS
    assert reckless == pytest.approx(-1 + 5 * 0.5, abs=0.1)


def test_orders_of_people_beat_the_strategies_in_a_batch(game):
    scenario = game.scenario
    at = scenario.seat("maker").position
    played = play_many(scenario, 1, range(50), orders=[Order(-1, "violate", at, 0)],
                       names=(), final=("lab_payoff",))
    assert (played.final["lab_payoff"] == 0).all()
