"""Why did this change? Causes that add up, terms, the equation, its parameters and sources."""

from __future__ import annotations

import pytest

from wargame.ui.views.why import why


@pytest.mark.parametrize("metric", [
    "open_token_share", "frontier_lag_months", "closed_price_level", "releasing_labs",
    "coexistence", "token_volume", "gap_mean"])
def test_the_causes_of_a_change_add_up_to_it(run_of, metric):
    run = run_of("meta", 2, levers={"release_mode": 0.0})
    found = why(run, metric, 1)
    record = run.table.turns[0]
    change = record.after[metric] - record.before[metric]
    assert sum(c.amount for c in found.causes) == pytest.approx(change, abs=1e-9)
    assert found.title in found.finding
    assert found.latex


def test_every_metric_of_every_turn_can_be_explained(run_of):
    run = run_of("us", 2)
    for metric in run.scenario.program.metrics:
        assert why(run, metric, 2).finding


def test_a_button_beside_a_number_opens_its_explanation(page_of):
    page = page_of("meta", 2).see("happened")
    page.click("act-why-2-frontier_lag_months")
    assert "Lag of open models" in page.words
    assert "What caused it" in page.html
    assert "In its equation" in page.html
    assert len(page.charts()) == 1
    assert page.test.latex


def test_metric_and_turn_can_be_chosen(page_of):
    page = page_of("meta", 3).see("why")
    page.test.selectbox(key="why-pick").set_value("open_services")
    page.run()
    page.test.selectbox(key="why-pick-turn-3").set_value(1)
    page.run()
    assert "Revenue of services for open models" in page.words
    assert "in turn 1, July 2023 to June 2024" in page.words


def test_parameters_show_value_range_and_source(run_of):
    found = [why(run_of("meta", 1), m, 1) for m in ("open_fund_cover", "near_frontier_sponsors")]
    rows = [p for f in found for p in f.parameters]
    assert rows
    assert all(p.value and p.source for p in rows)
    assert any(p.range and p.place is not None for p in rows)


def test_a_seat_is_not_shown_the_hidden_values_of_others_before_the_end(run_of):
    def hidden(run, metric):
        return [t for t in why(run, metric, 1).terms if t.values == "not seen from your seat"]

    seated = run_of("us", 1)
    secret = {v.name for v in seated.scenario.program.variables.values() if v.seen != "public"}
    metric = next(m for m in seated.scenario.program.metrics if hidden(seated, m))
    assert secret
    assert not hidden(run_of("", 1), metric)


def test_own_orders_are_named_as_ones_own(run_of):
    run = run_of("meta", 1, levers={"release_mode": 0.0})
    assert "Your orders" in [c.label for c in why(run, "open_token_share", 1).causes]
