"""What a seat believes is made of what it sees, and of nothing that it does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from wargame.engine.arrays import ArrayGame
from wargame.engine.effect import Effect
from wargame.engine.kernel import Kernel
from wargame.engine.play import Game, Table, load
from wargame.session.beliefs import believe, preview_seed, published, seen_by, visible_places
from wargame.session.conditioning import FEWEST, conditioned
from wargame.session.preview import preview

WORLDS = 24


@pytest.fixture(scope="module")
def long_view() -> Game:
    """The bundled playbook."""
    return load("long_view")


@pytest.fixture(scope="module")
def table(long_view: Game) -> Table:
    """Two turns, with an order of a person in one."""
    found = long_view.table(7)
    found.play_turn({"meta": {"release_delay": 1}})
    found.play_turn()
    return found


def with_rows(table: Table, changes: Mapping[tuple[str, int], float]) -> Table:
    """The same table with other values at some places of its present."""
    twin = table.at(table.turn)
    for (name, at), value in changes.items():
        values = np.array(twin.game.rows[name])
        values.reshape(-1)[at] = value
        twin.game.rows[name] = values
    twin.snapshots = [*twin.snapshots[:-1], twin.game.copy()]
    return twin


def hidden_places(table: Table, actor: str) -> list[tuple[str, int]]:
    """Every place in the state that a seat may not see."""
    scenario = table.scenario
    seen = visible_places(scenario, actor)
    program = scenario.program
    state = [n for n, row in program.rows.items() if row.role in (
        "stock", "flow", "attribute", "lever", "memory", "strategy", "luck")]
    return [(n, at) for n in state for at in range(scenario.sizes.count(program.rows[n].space))
            if at not in seen.get(n, ())]


def bits(
    table: Table, actor: str, order: Mapping[str, float], worlds: int = FEWEST,
) -> bytes:
    beliefs = believe(table.scenario, seen_by(table, actor), futures=worlds)
    found = preview(beliefs, order)
    return found.with_order.metrics.tobytes() + found.holding.metrics.tobytes()


SEATS = [("meta", {"release_mode": 0.0}), ("us", {"chip_control_tier": 3.0}),
         ("eu_regulator", {"liability_regime": 3.0})]


@pytest.mark.parametrize(("actor", "order"), SEATS)
def test_nothing_hidden_in_the_true_state_changes_a_bit_of_a_preview(
    actor: str, order: dict[str, float], table: Table,
) -> None:
    hidden = hidden_places(table, actor)
    names = {name for name, _ in hidden}
    assert {"capability", "weights_noticed", "open_incident_rate", "distil_effort"} <= names
    rng = np.random.default_rng(4)
    other = with_rows(table, {place: float(rng.normal()) for place in hidden})
    assert bits(other, actor, order) == bits(table, actor, order)
    other.seed = 12345
    other.game.seed = 12345
    other.scenario = other.scenario.setting({"catch_up_base": 3.9, "severity_tail": 2.4})
    assert bits(other, actor, order) == bits(table, actor, order)


@pytest.mark.parametrize(("actor", "order"), SEATS)
def test_no_hidden_place_reaches_what_a_preview_is_made_from(
    actor: str, order: dict[str, float], table: Table,
) -> None:
    seen = seen_by(table, actor)
    for name, at in hidden_places(table, actor):
        assert (name, at) not in seen.values
        assert all((o.lever, o.position) != (name, at) for o in seen.orders)
    for place in hidden_places(table, actor)[::7]:
        assert seen_by(with_rows(table, {place: 0.123}), actor) == seen


def test_other_peoples_private_orders_are_not_seen(long_view: Game) -> None:
    one, other = long_view.table(3), long_view.table(3)
    one.play_turn({"meta": {"distil_effort": 0.0}})
    other.play_turn({"meta": {"distil_effort": 1.0}})
    assert {o.lever for o in seen_by(one, "us").orders} == {
        n for n, lever in long_view.scenario.program.levers.items() if lever.seen == "public"}
    assert any(o.lever == "distil_effort" for o in seen_by(one, "meta").orders)
    assert seen_by(one, "meta") != seen_by(other, "meta")


def test_what_is_seen_is_the_same_in_every_world_and_what_is_hidden_is_not(table: Table) -> None:
    beliefs = believe(table.scenario, seen_by(table, "meta"), futures=WORLDS)
    labs = table.scenario.sizes.members["labs"]
    mine = labs.index("meta")
    for name in ("capability", "cash"):
        worlds, true = beliefs.game.rows[name], table.game.rows[name][:, 0]
        assert np.all(worlds[mine] == true[mine])
        for at in range(len(labs)):
            assert at == mine or np.unique(worlds[at]).size > WORLDS / 2
    for name in ("released_capability", "salience", "hub_users", "release_mode", "incumbent_share",
                 "open_token_share"):
        assert np.all(beliefs.game.rows[name] == table.game.rows[name])
    assert beliefs.game.tick == 8
    assert beliefs.futures == WORLDS


def test_what_a_seat_sees_changes_what_it_believes(table: Table) -> None:
    for place in (("salience", 0), ("hub_users", 0)):
        other = with_rows(table, {place: 1.5})
        assert bits(other, "us", {}, WORLDS) != bits(table, "us", {}, WORLDS)


def test_a_seat_that_was_told_of_an_event_believes_other_things_of_what_it_cannot_see(
    table: Table,
) -> None:
    shock = Effect("capability", "openai", "add", 3.0, "inject", "A breakthrough")
    told = seen_by(table, "us", [(), (shock,)])
    plain = believe(table.scenario, seen_by(table, "us"), futures=WORLDS)
    knowing = believe(table.scenario, told, futures=WORLDS)
    at = table.scenario.sizes.members["labs"].index("openai")
    assert np.median(knowing.game.rows["capability"][at]) > np.median(
        plain.game.rows["capability"][at]) + 1


def test_news_of_the_coming_turn_is_in_both_branches(table: Table) -> None:
    shock = Effect("salience", None, "add", 2.0, "inject", "A scandal")
    told = seen_by(table, "us", [(), (), (shock,)])
    knowing = believe(table.scenario, told, futures=WORLDS)
    plain = believe(table.scenario, seen_by(table, "us"), futures=WORLDS)
    found = preview(knowing, {})
    assert found.with_order.metrics.tobytes() == found.holding.metrics.tobytes()
    assert np.array_equal(found.holding.metrics[0], plain.held().metrics[0])
    assert not np.array_equal(found.holding.metrics[-1], plain.held().metrics[-1])


def test_the_seed_of_previews_says_nothing_of_the_sessions(table: Table, long_view: Game) -> None:
    scenario = long_view.scenario
    seeds = {preview_seed(scenario, a, t) for a in ("meta", "us") for t in range(6)}
    assert len(seeds) == 12
    assert all(0 <= s < 2**63 for s in seeds)
    elsewhere = long_view.table(99)
    assert preview_seed(elsewhere.scenario, "meta", 2) == preview_seed(table.scenario, "meta", 2)


def test_beliefs_are_of_the_published_scenario(long_view: Game) -> None:
    changed = long_view.scenario.setting({"catch_up_base": 3.0}).replacing({"openai": None})
    public = published(changed)
    assert public.parameters == long_view.scenario.parameters
    assert public.seats == long_view.scenario.seats
    assert {n: v.tobytes() for n, v in public.start.items()} == {
        n: v.tobytes() for n, v in long_view.scenario.start.items()}


def test_before_the_first_turn_beliefs_are_the_ranges_of_the_playbook(long_view: Game) -> None:
    table = long_view.table(1)
    beliefs = believe(table.scenario, seen_by(table, "us"), futures=200)
    at = table.scenario.sizes.members["labs"].index("openai")
    worlds = beliefs.game.rows["capability"][at]
    assert worlds[0] == 0
    assert worlds.min() >= -0.2
    assert worlds.max() <= 0.3
    assert np.ptp(worlds) > 0.3


def test_a_few_worlds_do_not_depend_on_how_many_there_are(table: Table) -> None:
    few = believe(table.scenario, seen_by(table, "us"), futures=5).branch({})
    many = believe(table.scenario, seen_by(table, "us"), futures=WORLDS).branch({})
    assert np.array_equal(few.metrics, many.metrics[..., :5])


@pytest.mark.slow
def test_the_kernel_believes_the_same_to_the_last_bit(long_view: Game, table: Table) -> None:
    kernel = long_view.kernel(wait=True)
    assert isinstance(kernel, Kernel)
    kernel.compile(long_view.scenario)
    for turn in range(3):
        seen = seen_by(table.at(turn), "meta")
        plain = believe(table.scenario, seen, futures=FEWEST)
        fused = believe(table.scenario, seen, futures=FEWEST, kernel=kernel)
        one = plain.branch({"release_mode": 0.0})
        other = fused.branch({"release_mode": 0.0}, kernel=kernel)
        assert (one.backend, other.backend) == ("numpy", "fused")
        assert np.array_equal(one.metrics, other.metrics)


def test_hidden_quantities_move_with_what_is_seen_of_the_same_member(long_view: Game) -> None:
    game = ArrayGame(long_view.scenario, 1, range(400))
    labs = game.scenario.sizes.members["labs"]
    at = labs.index("openai")
    rng = np.random.default_rng(1)
    public = rng.normal(2, 1, 400)
    rest = rng.normal(0, 0.1, 400)
    rows = {n: np.zeros((len(labs), 400)) for n in ("released_capability", "capability", "cash")}
    rows["released_capability"][at] = public
    rows["capability"][at] = 3 * public + rest
    rows["cash"][at] = 5.0
    game.rows = rows
    found = conditioned(game, {("released_capability", at): 4.0})
    moved = found["capability"][at]
    assert moved.mean() == pytest.approx(12, abs=0.05)
    assert moved.std() == pytest.approx(0.1, rel=0.1)
    assert np.allclose(moved - rest, 12, atol=0.05)
    assert np.allclose(found["cash"][at], 5)
    game.futures = game.futures[:FEWEST - 1]
    assert conditioned(game, {("released_capability", at): 4.0}) == {}


def test_beliefs_are_nearer_to_the_truth_than_worlds_that_look_at_nothing(
    long_view: Game,
) -> None:
    blind, seeing, inside = [], [], []
    for seed in range(8):
        table = long_view.table(seed)
        table.play_turn()
        table.play_turn()
        seen = seen_by(table, "us")
        worlds = [believe(table.scenario, s, futures=150).game.rows["capability"]
                  for s in (replace(seen, values={}), seen)]
        true = table.game.rows["capability"][:, 0]
        for errors, rows in zip((blind, seeing), worlds, strict=True):
            errors += list(np.abs(np.median(rows, axis=-1) - true))
        low, high = np.quantile(worlds[1], [0.05, 0.95], axis=-1)
        inside += list((true >= low) & (true <= high))
    assert np.mean(seeing) < 0.8 * np.mean(blind)
    assert 0.7 <= np.mean(inside) <= 1


def test_seen_is_all_that_beliefs_take(table: Table) -> None:
    seen = seen_by(table, "us")
    other = replace(seen, values=dict(reversed(seen.values.items())))
    one, two = (believe(table.scenario, s, futures=5).branch({}) for s in (seen, other))
    assert np.array_equal(one.metrics, two.metrics)
