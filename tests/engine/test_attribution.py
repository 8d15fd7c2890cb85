"""Why something changed: causes by replay, terms by derivatives; both add up to the change."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from wargame.engine.attribution import Explanation, explain_turn
from wargame.engine.play import Game, Table
from wargame.engine.replay import causes_between, levers_in_force, replay, value_of
from wargame.engine.scenario import ScenarioError

EXACT = 1e-9


@pytest.fixture(scope="module")
def table(long_view: Game) -> Table:
    """A game in which people and strategies ordered."""
    found = long_view.table(1)
    found.play_turn({"us_regulator": {"liability_regime": 3, "downstream_share": 0.5}})
    found.play_turn({"meta": {"release_mode": 0}, "us": {"chip_control_tier": 3}})
    while not found.over:
        found.play_turn()
    return found


def assert_adds_up(found: Explanation) -> None:
    scale = max(abs(found.change), abs(found.before), abs(found.after), 1.0)
    causes = math.fsum(c.amount for c in found.causes)
    terms = math.fsum(t.amount for t in found.terms)
    assert abs(causes - found.change) <= EXACT * scale
    assert abs(terms + found.remainder - found.change) <= EXACT * scale
    assert abs(found.remainder) <= 1e-6 * scale, f"{found.name}: {found.remainder}"


@pytest.mark.parametrize("number", range(50))
def test_causes_and_terms_add_up_to_the_change(number: int, table: Table) -> None:
    scenario = table.scenario
    changing = [v for _, v in sorted(scenario.program.variables.items())
                if v.kind != "attribute" and v.name != "elapsed"]
    rng = np.random.default_rng(number)
    variable = changing[rng.integers(len(changing))]
    member = str(rng.choice(scenario.sizes.names(variable.space)))
    found = explain_turn(table, variable.name, int(rng.integers(1, table.turn + 1)), member=member)
    assert_adds_up(found)
    assert (found.unit, found.source) == (variable.unit, variable.source)
    assert found.member == member
    assert found.equation_latex
    assert found.words


@pytest.mark.slow
@pytest.mark.parametrize("turn", [1, 2, 6])
def test_everything_that_changes_adds_up(turn: int, long_view: Game) -> None:
    table = long_view.play(2).table
    for name, v in table.scenario.program.variables.items():
        if v.kind != "attribute" and name != "elapsed":
            names = table.scenario.sizes.names(v.space)
            assert_adds_up(explain_turn(table, name, turn, member=names[turn % len(names)]))


def test_every_metric_is_explained_in_the_first_turn(table: Table) -> None:
    for name in table.scenario.program.metrics:
        found = explain_turn(table, name, 1)
        assert_adds_up(found)
        assert found.before == table.turns[0].before[name]
        assert found.after == table.turns[0].after[name]


def test_a_named_choice_gets_the_jump_that_it_makes(table: Table) -> None:
    found = explain_turn(table, "deployer_liability", 1)
    assert found.after > found.before == 0
    terms = {t.name: t.amount for t in found.terms}
    assert terms["liability_regime"] + terms["downstream_share"] == pytest.approx(found.change)
    assert terms["liability_regime"] > 0.5 * found.change
    cause = next(c for c in found.causes if c.actor == "us_regulator")
    assert (cause.kind, cause.label) == ("orders", "Orders of US regulators")
    assert cause.amount > 0.3 * found.change


def test_growth_since_the_start_is_not_laid_to_the_clock(table: Table) -> None:
    found = explain_turn(table, "downloads_growth", 1)
    terms = {t.name: t.amount for t in found.terms}
    assert all(abs(amount) <= 2 * abs(found.change) for amount in terms.values())


def test_other_seats_orders_are_rivals_to_a_seat(table: Table) -> None:
    found = explain_turn(table, "open_token_share", 2, seat="meta")
    kinds = {c.actor: c.kind for c in found.causes if c.actor}
    assert kinds.pop("meta") == "orders"
    assert set(kinds.values()) == {"rivals"}
    assert found.causes[0].kind == "drift"
    assert [c.kind for c in found.causes].count("interaction") == 1


def test_a_replay_of_what_happened_is_what_happened(table: Table) -> None:
    turns = range(1, table.turn + 1)
    levers = [levers_in_force(table.snapshots[turn]) for turn in turns]
    for name, member in (("open_token_share", 0), ("cash", 3), ("trust", 2)):
        after = replay(table.snapshots[0], levers, name, member, still=False)
        assert after == value_of(table.snapshots[-1], name, member)


def test_explaining_changes_nothing(table: Table) -> None:
    before = [s.state_hash() for s in table.snapshots]
    explain_turn(table, "cash", 3, member="meta")
    assert [s.state_hash() for s in table.snapshots] == before


@pytest.mark.parametrize("seeds", [(1, 1), (1, 2), (7, 8)])
@pytest.mark.parametrize(("name", "member"), [("open_token_share", 0), ("cash", 2)])
def test_causes_between_two_tables_add_up(
        seeds: tuple[int, int], name: str, member: int, long_view: Game) -> None:
    one, other = long_view.table(seeds[0]), long_view.table(seeds[1])
    while not one.over:
        one.play_turn()
        other.play_turn({"meta": {"release_mode": 0}} if one.turn > 2 else None)
    causes = causes_between(one, other, name, member, seat="openai")
    change = (value_of(other.snapshots[-1], name, member)
              - value_of(one.snapshots[-1], name, member))
    assert math.fsum(c.amount for c in causes) == pytest.approx(change, rel=EXACT, abs=EXACT)
    chance = next(c.amount for c in causes if c.kind == "chance")
    assert (chance == 0) == (seeds[0] == seeds[1])
    assert any(c.kind == "rivals" and c.actor == "meta" for c in causes)


def test_two_equal_tables_have_no_causes(long_view: Game) -> None:
    one, other = long_view.play(3).table, long_view.play(3).table
    assert all(c.amount == 0 for c in causes_between(one, other, "open_token_share"))


@pytest.mark.parametrize(("arguments", "message"), [
    (("nothing_like_it", 1), "nothing called 'nothing_like_it' changes in this model"),
    (("incumbent_shares", 1), "nothing called 'incumbent_shares' changes"),
    (("elapsed", 1), "nothing called 'elapsed' changes"),
    (("open_token_share", 0), "turn 0 has not been played; there are turns 1 to 6"),
    (("open_token_share", 7), "turn 7 has not been played"),
    (("cash", 1, None, "nobody"), "'cash' has no member 'nobody'; it has alibaba, anthropic"),
])
def test_what_cannot_be_explained_is_refused(
        arguments: tuple[Any, ...], message: str, table: Table) -> None:
    with pytest.raises(ScenarioError, match=message):
        explain_turn(table, *arguments)


def test_a_play_explains_its_metrics(long_view: Game) -> None:
    found = long_view.play(1).explain("open_token_share", turn=3)
    assert_adds_up(found)
    assert found.words[0].startswith("Open token share")
