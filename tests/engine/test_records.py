"""Records of turns: immutable, linked, with reasons; and what people's orders come to."""

from __future__ import annotations

import dataclasses
import itertools
import json
from collections.abc import Mapping
from typing import Any

import pytest

from wargame.engine.play import Game
from wargame.engine.record import TurnRecord
from wargame.engine.scenario import ScenarioError


def plain(value: Any) -> Any:
    """A record as JSON has it."""
    if dataclasses.is_dataclass(value):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {key: plain(v) for key, v in value.items()}
    return [plain(v) for v in value] if isinstance(value, tuple) else value


def order_of(record: TurnRecord, actor: str) -> Any:
    return next(o for o in record.orders if o.actor == actor)


def test_records_cannot_be_changed(long_view: Game) -> None:
    record = long_view.table(1).play_turn()
    order = record.orders[0]
    with pytest.raises(dataclasses.FrozenInstanceError):
        record.turn = 2  # type: ignore[misc]
    for mapping in (record.before, record.after, order.levers, order.changed):
        with pytest.raises(TypeError):
            mapping["release_mode"] = 0  # type: ignore[index]


def test_what_one_turn_leaves_is_what_the_next_begins_with(long_view: Game) -> None:
    played = long_view.play(1)
    turns = played.turns
    assert [t.turn for t in turns] == [1, 2, 3, 4, 5, 6]
    assert [(t.first_tick, t.last_tick) for t in turns] == [
        (1, 4), (5, 8), (9, 12), (13, 16), (17, 20), (21, 24)]
    assert turns[0].label == "July 2023 to June 2024"
    for earlier, later in itertools.pairwise(turns):
        assert earlier.after == later.before
        for order, then in zip(earlier.orders, later.orders, strict=True):
            assert order.actor == then.actor
            for lever, (before, after) in then.changed.items():
                assert (order.levers[lever], then.levers[lever]) == (before, after)
            same = set(then.levers) - set(then.changed)
            assert all(order.levers[n] == then.levers[n] for n in same)
    assert turns[-1].after == dict(played.table.trace[-1])
    assert len({t.state_hash for t in turns}) == 6
    assert turns[-1].state_hash == played.table.game.state_hash()


def test_a_record_is_plain_json(long_view: Game) -> None:
    for record in long_view.play(1).turns:
        text = json.dumps(plain(record), allow_nan=False)
        assert json.loads(text)["state_hash"] == record.state_hash


def test_orders_carry_reasons_with_their_numbers_filled_in(long_view: Game, odd: Game) -> None:
    for record in long_view.play(1).turns:
        for order in record.orders:
            assert order.reason
            assert "no reason" not in order.reason
            assert "{" not in order.reason
    turns = odd.seated(meta="twin_symbolic").play(1).turns
    assert order_of(turns[0], "meta").reason.startswith("open models have 10% of tokens")
    vague = order_of(odd.seated(meta="vague").table(1).play_turn(), "meta")
    assert vague.reason == "(no reason: KeyError: 'nobody_said')"
    assert vague.changed == {"price_stance": (1.0, 0.5)}


def test_named_choices_are_shown_by_name(long_view: Game) -> None:
    order = order_of(long_view.table(1).play_turn({"meta": {"release_mode": 0}}), "meta")
    assert order.levers["release_mode"] == "closed"
    assert order.changed["release_mode"] == ("open_restricted", "closed")


def test_people_override_the_strategy_of_their_seat_and_of_no_other(long_view: Game) -> None:
    game = long_view
    orders = {"meta": {"release_mode": 1.0}}
    ruled, ordered = game.table(1).play_turn(), game.table(1).play_turn(orders)
    meta = order_of(ordered, "meta")
    assert (meta.player, meta.reason) == ("people", "")
    assert set(meta.changed) == {"release_mode"}
    for mine, other in zip(ruled.orders, ordered.orders, strict=True):
        assert mine.actor == "meta" or mine == other


def test_a_seat_without_a_strategy_holds(long_view: Game) -> None:
    order = order_of(long_view.seated(meta=None).table(1).play_turn(), "meta")
    assert (order.player, order.reason, dict(order.changed)) == ("hold", "holds", {})


def test_an_actor_named_without_orders_holds(long_view: Game) -> None:
    order = order_of(long_view.table(1).play_turn({"meta": {}}), "meta")
    assert (order.player, dict(order.changed)) == ("people", {})


@pytest.mark.parametrize(("given", "settled"), [
    (5, "open_permissive"), (-3, "closed"), (1.49, "gated"), (1.5, "open_restricted"),
    (2.9, "open_permissive"), (1e300, "open_permissive"), (-1e300, "closed"),
])
def test_named_choices_are_rounded_and_held_in_range(
        given: float, settled: str, long_view: Game) -> None:
    order = order_of(long_view.table(1).play_turn({"meta": {"release_mode": given}}), "meta")
    assert order.levers["release_mode"] == settled


@pytest.mark.parametrize(("given", "settled"), [(9, 2.0), (-1, 0.3), (0.7, 0.7)])
def test_numbers_are_held_in_range(given: float, settled: float, long_view: Game) -> None:
    order = order_of(long_view.table(1).play_turn({"meta": {"price_stance": given}}), "meta")
    assert order.levers["price_stance"] == settled


def test_costed_levers_shrink_together_to_what_an_actor_can_pay(long_view: Game) -> None:
    levers = long_view.scenario.program.levers
    costed = [n for n, lever in levers.items() if lever.actors == "labs" and lever.cost]
    assert len(costed) >= 2
    table, at = long_view.table(1), long_view.scenario.seat("mistral").position
    budget = float((table.game.rows["spare_share"] * table.game.rows["funds"])[at, 0])
    wanted = {n: levers[n].high for n in costed}
    due = sum(levers[n].cost * value for n, value in wanted.items())
    assert budget < due
    order = order_of(table.play_turn({"mistral": wanted}), "mistral")
    for name, value in wanted.items():
        assert order.levers[name] == pytest.approx(value * budget / due)
    little = {n: 0.01 * budget / len(costed) for n in costed}
    order = order_of(long_view.table(1).play_turn({"mistral": little}), "mistral")
    assert all(order.levers[n] == value for n, value in little.items())


@pytest.mark.parametrize(("orders", "message"), [
    ({"nobody": {}}, "no actor is called 'nobody'"),
    ({"meta": {"release_mod": 1}}, r"'meta' has no lever 'release_mod'; did you mean 'release_m"),
    ({"meta": {"cash": 1e6}}, "the lab 'meta' has no lever 'cash'"),
    ({"us": {"release_mode": 3}}, "the nation 'us' has no lever 'release_mode'"),
    ({"meta": {"price_stance": float("nan")}}, "'price_stance' of 'meta' was set to nan"),
    ({"meta": {"price_stance": float("inf")}}, "give a finite number"),
    ({"meta": {"release_mode": "shut"}}, "0 for closed, 1 for gated"),
])
def test_orders_that_nobody_there_can_give_are_refused_and_change_nothing(
        orders: Any, message: str, long_view: Game) -> None:
    from wargame.engine.model import WargameModel

    table = long_view.table(1)
    before = table.game.state_hash()
    with pytest.raises(ScenarioError, match=message):
        table.play_turn(orders)
    with pytest.raises(ScenarioError, match=message):
        WargameModel(long_view.scenario).decide(orders)
    assert (table.turn, table.game.state_hash()) == (0, before)
    assert table.play_turn().state_hash == long_view.table(1).play_turn().state_hash


def test_a_game_that_is_over_plays_no_further_turn(long_view: Game) -> None:
    table = long_view.play(1).table
    assert table.over
    with pytest.raises(ScenarioError, match="the game is over; it has 6 turns"):
        table.play_turn()


def test_snapshots_stay_as_they_were(long_view: Game) -> None:
    table = long_view.table(1)
    hashes = [table.snapshots[0].state_hash()]
    while not table.over:
        hashes.append(table.play_turn().state_hash)
    assert [s.state_hash() for s in table.snapshots] == hashes
    again = table.snapshots[2].copy()
    again.play_turn()
    assert again.state_hash() == hashes[3]
    assert table.snapshots[2].state_hash() == hashes[2]
