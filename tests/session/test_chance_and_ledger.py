"""Luck or decision, and the ledger: both read the same game and change nothing in it."""

from __future__ import annotations

import math

import numpy as np
import pytest

from wargame.engine.attribution import explain_turn
from wargame.engine.effect import Effect
from wargame.engine.input import TurnInput
from wargame.engine.onward import continue_many
from wargame.engine.play import Game, Table, load, replayed
from wargame.session.chance import Place, chance, orders_in_force
from wargame.session.ledger import TAGS, ledger, without_rulings
from wargame.symbolic.declarations import Variable

FUTURES = 25
SCANDAL = Effect("salience", "us", "set", 2.0, "ruling", "Scandal")
DICE = Effect("trust", "us", "scale", 0.9, "matrix", "A rumour")
SHOCK = Effect("capability", "deepseek", "add", 1.0, "inject", "Shock")


@pytest.fixture(scope="module")
def game() -> Game:
    """The bundled playbook."""
    return load("long_view")


@pytest.fixture(scope="module")
def table(game: Game) -> Table:
    """Three turns with an order, an inject and two rulings."""
    return replayed(game.scenario, 7, [
        TurnInput({"us": {"chip_control_tier": 3}}, (SHOCK,)), TurnInput({}, (SCANDAL, DICE)),
        TurnInput()])


def test_a_place_is_counted() -> None:
    variable = Variable("share", "flow", (), "1", 0, 1, "a share", "assumed", metric=True)
    place = Place(variable, 4.0, np.array([1.0, 2.0, 3.0, 4.0, 9.0]))
    assert (place.below, place.above, place.futures) == (3, 1, 5)
    assert place.as_far == 4
    assert place.words == (
        "Share: of 5 futures with the same orders 3 end lower, 1 higher and 1 at the same value.")
    assert not place.always
    still = Place(variable, 4.0, np.array([4.0, 4.0]))
    assert still.always and still.counted.startswith("All of 2 futures")
    low = Place(variable, 0.0, np.array([1.0, 2.0]))
    assert "none end lower and all higher" in low.counted


@pytest.mark.parametrize("reacting", [False, True])
def test_the_path_played_is_not_among_the_other_futures(reacting: bool, table: Table) -> None:
    found = chance(table, futures=FUTURES, reacting=reacting)
    assert (found.futures, found.many.metrics.shape[0]) == (FUTURES, 13)
    path, fan = found.fan("open_token_share")
    assert path.shape == (13,)
    assert fan.shape == (5, 13)
    ends = found.many.metric("open_token_share")[-1]
    assert np.unique(ends).size == FUTURES
    assert path[-1] not in ends
    place = found.place("open_token_share")
    assert place.below + place.above == FUTURES
    assert ("held fixed)" in found.words) == (not reacting)


def test_with_all_orders_held_the_tables_own_luck_gives_its_own_path(table: Table) -> None:
    inputs = [TurnInput(orders_in_force(table, n), given.effects)
              for n, given in enumerate(table.inputs, 1)]
    found = continue_many(table.at(0), [0], inputs, turns=3)
    path = np.array([[step[n] for n in found.names] for step in table.trace])
    assert np.array_equal(found.metrics[:, :, 0], path)


def test_the_same_ending_is_counted_over_the_claims(table: Table) -> None:
    found = chance(table, futures=FUTURES)
    alike = 0
    for future in range(FUTURES):
        alike += all(
            all(t.test.holds(float(found.many.metric(t.test.metric)[-1, future]))
                for t in here.tests) == bool(here.holds)
            for here in table.verdicts() if not here.needs_batch)
    assert found.same_ending == alike
    assert f"in {alike} of {FUTURES} futures" in found.words


@pytest.fixture(scope="module")
def entries(table: Table):  # type: ignore[no-untyped-def]
    """The ledger of the whole game."""
    return ledger(table)


def test_the_parts_of_every_change_add_up(entries, table: Table) -> None:  # type: ignore[no-untyped-def]
    for name in table.scenario.program.metrics:
        for record in table.turns:
            change = record.after[name] - record.before[name]
            parts = math.fsum(e.amount for e in entries.of(name, record.turn))
            assert abs(parts - change) <= 1e-9 * max(
                1, abs(record.before[name]), abs(record.after[name]))
        assert math.fsum(entries.totals(name).values()) == pytest.approx(
            entries.change(name), rel=1e-9, abs=1e-9)


def test_every_part_says_what_made_it(entries) -> None:  # type: ignore[no-untyped-def]
    assert {e.tag for e in entries.entries} == {
        "rule", "chance", "order", "inject", "ruling", "together"} == set(TAGS.values())
    assert {(e.turn, e.label) for e in entries.entries if e.tag == "ruling"} == {
        (2, "Scandal"), (2, "A rumour")}
    assert {(e.turn, e.label) for e in entries.entries if e.tag == "inject"} == {(1, "Shock")}
    assert all(bool(e.actor) == (e.tag == "order") for e in entries.entries)


def test_the_ledger_agrees_with_the_explanation_of_a_turn(entries, table: Table) -> None:  # type: ignore[no-untyped-def]
    for turn, name in ((1, "open_token_share"), (2, "incident_rate"), (3, "gap_mean")):
        causes = {(TAGS[c.kind], c.label): c.amount for c in explain_turn(table, name, turn).causes
                  if c.amount}
        assert {(e.tag, e.label): e.amount for e in entries.of(name, turn) if e.amount} == causes


def test_the_game_without_its_rulings_comes_in_one_call(table: Table, game: Game) -> None:
    plain = without_rulings(table)
    assert [[e.origin for e in given.effects] for given in plain.inputs] == [["inject"], [], []]
    assert plain.turns[0] == table.turns[0]
    assert plain.turns[1].state_hash != table.turns[1].state_hash
    bare = without_rulings(table, "inject", "ruling", "matrix")
    assert not any(given.effects for given in bare.inputs)
    again = without_rulings(plain)
    assert [t.state_hash for t in again.turns] == [t.state_hash for t in plain.turns]
