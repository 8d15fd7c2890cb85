"""Order against hold, in counted worlds."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from wargame.engine.play import Game, Table, load
from wargame.engine.scenario import ScenarioError
from wargame.session.beliefs import Beliefs, believe, seen_by
from wargame.session.preview import metrics_of_interest, preview
from wargame.session.worlds import QUANTILES, Counted, bands, margin
from wargame.symbolic.declarations import Better, Variable

WORLDS = 30


@pytest.fixture(scope="module")
def game() -> Game:
    """The bundled playbook."""
    return load("long_view")


@pytest.fixture(scope="module")
def table(game: Game) -> Table:
    """Four turns played, so that two are to come."""
    found = game.table(2)
    for _ in range(4):
        found.play_turn()
    return found


@pytest.fixture(scope="module")
def beliefs(table: Table) -> Beliefs:
    """What the American regulator believes then."""
    return believe(table.scenario, seen_by(table, "us_regulator"), futures=WORLDS)


def counted(branch: list[float], other: list[float], better: Better = "higher") -> Counted:
    variable = Variable("share", "flow", (), "1", 0, 1, "a share", "assumed", metric=True,
                        better=better)
    return Counted(variable, np.array([[0.0] * len(branch), branch]),
                   np.array([[0.0] * len(other), other]))


def test_worlds_are_counted_one_by_one() -> None:
    found = counted([1, 2, 3, 4, 5], [2, 2, 2, 2, 9])
    assert (found.higher, found.lower, found.same, found.futures) == (2, 2, 1, 5)
    assert (found.better, found.worse) == (2, 2)
    assert found.words == "Share is better in 2, worse in 2 and the same in 1 of 5 futures."
    assert found.difference_bands[2, -1] == 0
    assert found.branch_bands[:, -1].tolist() == pytest.approx([1.2, 2, 3, 4, 4.8])
    assert found.as_json()["margin_points"] == pytest.approx(196 * (0.4 * 0.6 / 5) ** 0.5)


def test_what_is_better_depends_on_the_metric() -> None:
    low = counted([1, 1, 1], [2, 2, 0], "lower")
    assert (low.better, low.worse) == (2, 1)
    plain = counted([1, 1, 1], [2, 2, 0], "neither")
    assert (plain.better, plain.worse) == (None, None)
    assert plain.words == "Share is higher in 1, lower in 2 and the same in 0 of 3 futures."
    assert counted([1], [1]).words == "Share is the same in all 1 futures."


def test_a_thousand_futures_leave_three_points() -> None:
    assert margin(500, 1000) == pytest.approx(3.1, abs=0.01)
    assert margin(0, 1000) == 0


@settings(max_examples=50, deadline=None)
@given(arrays(np.float64, st.tuples(st.integers(1, 3), st.integers(1, 40)),
              elements=st.floats(-1e6, 1e6)))
def test_bands_are_quantiles(values: np.ndarray) -> None:
    assert np.allclose(bands(values), np.quantile(values, QUANTILES, axis=-1), atol=1e-6)


def test_an_order_that_leaves_everything_as_it_is_is_the_same_everywhere(
    beliefs: Beliefs, table: Table,
) -> None:
    at = table.scenario.seat("us_regulator").position
    present = {n: float(table.game.rows[n][at, 0]) for n in ("liability_regime", "liability_cap")}
    for order in ({}, present):
        found = preview(beliefs, order)
        assert found.with_order.metrics.tobytes() == found.holding.metrics.tobytes()
        assert all(c.same == WORLDS for c in found.metrics())


def test_an_order_that_cannot_matter_changes_no_metric_by_a_bit(game: Game) -> None:
    table = game.table(2)
    table.play_turn({"us_regulator": {"liability_regime": 0}})
    beliefs = believe(table.scenario, seen_by(table, "us_regulator"), futures=WORLDS)
    found = preview(beliefs, {"liability_cap": 1.0})
    assert found.with_order.metrics.tobytes() == found.holding.metrics.tobytes()


def test_an_order_that_matters_is_counted_over_the_same_worlds(beliefs: Beliefs) -> None:
    found = preview(beliefs, {"liability_regime": 3.0, "downstream_share": 1.0})
    assert np.array_equal(found.with_order.metrics[0], found.holding.metrics[0])
    assert found.futures == WORLDS
    for one in found.metrics():
        assert one.higher + one.lower + one.same == WORLDS
        assert one.branch.shape == (9, WORLDS)
    assert any(c.same < WORLDS for c in found.metrics())
    assert json.loads(json.dumps(found.as_json()))["actor"] == "us_regulator"
    assert [a.claim for a, _ in found.verdicts()] == [b.claim for _, b in found.verdicts()]
    assert {c.variable.name for c in found.metrics()} == set(metrics_of_interest(beliefs))


def test_holding_is_played_once_for_a_seat_and_turn(beliefs: Beliefs) -> None:
    one, other = (preview(beliefs, {"liability_regime": r}) for r in (1.0, 2.0))
    assert one.holding is other.holding


def test_what_a_seat_supposes_of_others_holds_in_both_branches(beliefs: Beliefs) -> None:
    others = {"us": {"chip_control_tier": 0.0}}
    supposed = preview(beliefs, {}, others=others)
    assert supposed.with_order.metrics.tobytes() == supposed.holding.metrics.tobytes()
    assert supposed.holding.metrics.tobytes() != preview(beliefs, {}).holding.metrics.tobytes()


@pytest.mark.parametrize("order", [{"chip_control_tier": 1.0}, {"liability_regim": 1.0},
                                   {"liability_regime": float("nan")}])
def test_an_order_that_the_seat_cannot_give_is_refused_in_one_line(
    order: dict[str, float], beliefs: Beliefs,
) -> None:
    with pytest.raises(ScenarioError) as error:
        preview(beliefs, order)
    assert "us_regulator" in str(error.value)
    assert "\n" not in str(error.value)


def test_after_the_last_turn_there_is_nothing_ahead(game: Game) -> None:
    short = Game(game.scenario.lasting(1)).table(1)
    short.play_turn()
    beliefs = believe(short.scenario, seen_by(short, "us"), futures=5)
    assert preview(beliefs, {}).with_order.metrics.shape[0] == 1
