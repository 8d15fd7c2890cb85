"""Giving orders: every lever of a seat in plain words, with bounds, cost and budget."""

from __future__ import annotations

import pytest

from wargame.engine.library import load_library
from wargame.engine.play import Game
from wargame.engine.scenario import bind
from wargame.ui.games import game
from wargame.ui.journal import Journal, read_token
from wargame.ui.run import begin
from wargame.ui.views.orders import budget_of, order_form

PLAYBOOK = "long_view"


@pytest.mark.parametrize("seat", ["meta", "mistral", "us", "india", "eu_regulator"])
def test_every_lever_of_the_seat_has_a_widget(page_of, run_of, seat):
    run, page = run_of(seat), page_of(seat)
    widgets = {w.key for kind in ("slider", "radio", "select_slider")
               for w in getattr(page.test, kind)}
    assert {f"order-0-{lever.name}" for lever in run.levers} <= widgets


def test_the_brief_and_what_the_seat_knows_are_in_plain_words(page_of):
    words = page_of("meta").words
    assert "You live from advertising" in words
    assert "Your best model" in words and "0.10 × GPT-4" in words
    assert "The public world" in words and "Cost of a frontier run" in words


def test_a_seat_does_not_see_what_only_others_see(page_of, run_of):
    run, page = run_of("us"), page_of("us")
    own = {v.name for v in run.scenario.program.variables.values()
           if v.seen != "public" and v.space == ("labs",)}
    assert "cash" in own
    assert "Money you can draw on" not in page.words


def test_a_moved_lever_is_shown_before_and_after_and_counted(page_of):
    page = page_of("meta")
    page.test.radio(key="order-0-release_mode").set_value(0)
    page.run()
    page.test.slider(key="order-0-safety_share").set_value(20.0)
    page.run()
    assert "2 levers moved" in page.words
    assert "Closed: access only" in page.words
    page.click("act-reset-0")
    assert "No lever moved yet" in page.words
    assert page.test.radio(key="order-0-release_mode").value == 2


def test_drafts_outlive_a_look_at_another_view(page_of):
    page = page_of("meta")
    page.test.slider(key="order-0-research_share").set_value(75.0)
    page.run()
    page.see("claims").see("decide")
    assert page.test.slider(key="order-0-research_share").value == pytest.approx(75.0)
    page.click("act-play")
    assert read_token(page.token).turns[0].levers == {"research_share": 0.75}


def test_what_cannot_be_paid_is_announced(run_of):
    run = run_of("mistral")
    form = order_form(run)
    assert form.budget is not None and form.budget < 0.5
    assert not form.over({})
    assert form.over({"lobby_spend": 0.5})
    assert "cut to fit" in form.money_words({"lobby_spend": 0.5})


def test_the_budget_is_what_the_engine_settles_by(run_of):
    run = run_of("mistral")
    budget = budget_of(run)
    after = run.play({"lobby_spend": 0.5})
    assert after.positions["lobby_spend"] == pytest.approx(budget, rel=1e-9)


@pytest.mark.parametrize(("seat", "variable", "lever", "position"), [
    ("india", "public_purse", "chip_investment", 60),
    ("eu_regulator", "agency_budget", "review_staff", 0.2)])
def test_nations_and_regulators_have_budgets_too(seat, variable, lever, position):
    scenario = game(PLAYBOOK).scenario
    whole = Game(bind(scenario.playbook, load_library()))
    run = begin(whole, Journal(PLAYBOOK, seat, 1, False, ()))
    money = float(run.table.game.rows[variable][run.seat.position][0])
    assert budget_of(run) == pytest.approx(money, rel=1e-9)
    form = order_form(run)
    assert not form.over({})
    assert form.over({lever: position})
    assert "more than the" in form.money_words({lever: position})
    assert run.play({lever: position}).positions[lever] == pytest.approx(money)


def test_a_nation_reads_what_its_orders_cost_and_what_it_has(page_of):
    page = page_of("us")
    page.test.slider(key="order-0-chip_enforcement").set_value(80.0)
    page.run()
    assert "25.0 bn a year at hand" in page.words


def test_untouched_levers_hold(run_of):
    run = run_of("meta")
    before = dict(run.positions)
    assert dict(run.play({}).positions) == before


def test_the_reason_is_kept_in_the_record(page_of):
    page = page_of("meta")
    page.test.text_input(key="order-reason-0").set_value("To see who follows")
    page.run()
    page.test.slider(key="order-0-research_share").set_value(70.0)
    page.run()
    page.click("act-play")
    assert "To see who follows" in page.words
    assert read_token(page.token).turns[0].reason == "To see who follows"


def test_a_cap_without_limit_is_called_no_cap(page_of):
    page = page_of("us_regulator")
    assert "no cap" in page.words
    slider = page.test.select_slider(key="order-0-liability_cap")
    slider.set_value(slider.options[3])
    page.run()
    page.click("act-play")
    assert read_token(page.token).turns[0].levers["liability_cap"] < 1000
