"""What may come: other luck than the table's, the seat's orders held, worlds counted."""

from __future__ import annotations

import numpy as np
import pytest

from wargame.engine.arrays import ArrayGame
from wargame.ui.futures import OTHER_SEED, futures_of
from wargame.ui.parts.fan_chart import apart, fan_chart
from wargame.ui.theme import LIGHT
from wargame.ui.views.fan import fan, fan_names


@pytest.fixture(scope="module")
def ahead():
    from wargame.ui.games import game
    from wargame.ui.journal import Journal, TurnOrders
    from wargame.ui.run import begin

    run = begin(game("long_view"), Journal(
        "long_view", "meta", 1, False, (TurnOrders({"release_mode": 0.0}),) * 2))
    return run, futures_of(run, None, vary=True, count=60)


def test_futures_begin_where_the_table_stands_and_end_with_the_game(ahead):
    run, futures = ahead
    assert futures.metrics.shape[0] == run.scenario.ticks - run.table.game.tick + 1
    for name in ("open_token_share", "frontier_lag_months"):
        assert np.all(futures.metric(name)[0] == run.table.trace[-1][name])


def test_futures_run_on_another_seed_than_the_table(ahead):
    run, _ = ahead
    futures = futures_of(run, None, vary=False, count=4)
    alone = ArrayGame(run.scenario.replacing({"meta": None}), 1 + OTHER_SEED, (0,))
    for name, values in run.table.game.rows.items():
        if name not in {s.out for s in run.scenario.program.fixed}:
            alone.rows[name] = values
    alone.tick = run.table.game.tick
    while alone.tick < run.scenario.ticks:
        alone.play_turn({"meta": dict(run.positions)})
    assert futures.metric("open_token_share")[-1, 0] == alone.rows["open_token_share"][0]


def test_the_seats_orders_are_held_in_every_future(run_of):
    closed = futures_of(run_of("meta", 1, levers={"release_mode": 0.0}), None, vary=False,
                        count=20)
    opened = futures_of(run_of("meta", 1, levers={"release_mode": 3.0}), None, vary=False,
                        count=20)
    assert np.all(closed.metric("releasing_labs")[-1] <= opened.metric("releasing_labs")[-1])
    assert not np.array_equal(closed.metrics, opened.metrics)


def test_parameters_vary_on_demand_and_widen_the_fan(ahead):
    run, varied = ahead
    luck = futures_of(run, None, vary=False, count=60)

    def spread(futures):
        low, high = np.quantile(futures.metric("open_token_share")[-1], [0.05, 0.95])
        return high - low

    assert spread(varied) > spread(luck) > 0


def test_futures_are_counted_in_words(ahead):
    run, futures = ahead
    view = fan(run, futures, "open_token_share")
    end = futures.metric("open_token_share")[-1]
    inside = int(np.sum((end >= 0.2) & (end <= 0.8)))
    assert view.counted[0].replace("\u00a0", " ") == (
        f"{inside} of 60 futures end between 20 and 80 % (C1).")
    assert "nine futures of ten" in view.finding


def test_bands_are_nested_and_start_at_the_present(ahead):
    run, futures = ahead
    for name in (*fan_names(run), "gap_mean", "token_volume"):
        for band in fan(run, futures, name).bands:
            assert band.low90 <= band.low50 <= band.middle <= band.high50 <= band.high90


def test_a_fan_chart_is_a_plain_dict_without_addresses(ahead):
    import json

    run, futures = ahead
    for name in run.scenario.program.metrics:
        text = json.dumps(fan_chart(fan(run, futures, name), LIGHT), allow_nan=False)
        assert "http" not in text


def test_labels_at_the_end_of_a_fan_are_moved_apart():
    assert apart([100.0, 101.0, 102.0], 17.0) == [84.0, 101.0, 118.0]
    assert apart([20.0, 101.0, 300.0], 17.0) == [20.0, 101.0, 300.0]
    assert apart([0.0, 1.0, 2.0], 20.0) == [8.0, 28.0, 48.0], "none lies on the axis"


def test_the_view_shows_four_fans_and_can_show_others(page_of):
    page = page_of("meta", 1).see("ahead")
    assert len(page.charts()) == 4
    assert "300 futures from here" in page.words
    page.test.multiselect(key="ahead-metrics").set_value(["open_services"])
    page.run()
    assert len(page.charts()) == 1
    page.test.segmented_control(key="ahead-varies").set_value("luck")
    page.run()
    assert "under other luck." in page.words


def test_claims_are_counted_in_the_futures(page_of):
    words = page_of("meta", 1).see("claims").words
    assert "would hold now" in words or "would fail now" in words
    assert "Futures that pass" in words
    assert "of 300" in words
    assert "between 20 and 80 %" in words
    assert "cannot be told from one game" in words
    assert "✓" in words and "✗" in words
