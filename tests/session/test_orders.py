"""Orders: bounds, budget, reason and forecast, in the same words for everybody."""

from __future__ import annotations

from typing import Any

import pytest

from wargame.session.command import AcceptOrder, SaveDraft, SubmitOrder, WithdrawOrder
from wargame.session.content import Forecast

FORECAST = (Forecast(metric="open_token_share", low=0.1, high=0.9),)


@pytest.mark.parametrize(("levers", "words"), [
    ({"price_stance": 1e6}, "is from"), ({"no_such": 1.0}, "has no lever"),
    ({"release_mode": 1.5}, "there is no choice 1.5"), ({"chip_control_tier": 1.0}, "has no lever"),
])
def test_a_draft_stays_within_the_seats_levers_and_their_bounds(
        orders: Any, levers: dict[str, float], words: str) -> None:
    no = orders.refuses("seat:meta", SaveDraft(turn=1, levers=levers))
    assert no.cause == "content"
    assert words in no.words


def test_sealing_needs_a_draft_a_reason_and_a_forecast(orders: Any) -> None:
    assert "no draft" in orders.refuses("seat:meta", SubmitOrder(turn=1)).words
    orders.act("seat:meta", SaveDraft(turn=1))
    assert "says why" in orders.refuses("seat:meta", SubmitOrder(turn=1)).words
    orders.act("seat:meta", SaveDraft(turn=1, reason="we hold"))
    assert "forecast" in orders.refuses("seat:meta", SubmitOrder(turn=1)).words
    orders.act("seat:meta", SaveDraft(turn=1, reason="we hold", forecasts=FORECAST))
    orders.act("seat:meta", SubmitOrder(turn=1))
    assert orders.view("projector").room.seats[0].ready
    orders.act("white_cell", AcceptOrder(turn=1, seat="meta"))
    assert orders.view("seat:meta").order.state == "accepted"
    assert "sealed" in orders.refuses("seat:meta", SaveDraft(turn=1, reason="more")).words
    orders.act("seat:meta", WithdrawOrder(turn=1))
    assert orders.view("seat:meta").order.state == "draft"


def test_orders_that_cost_more_than_there_is_are_not_sealed(make: Any) -> None:
    orders = make(people=("mistral",))
    orders.move("briefing")
    orders.move("orders")
    view = orders.view("seat:mistral")
    costed = [v for v in view.levers if v.cost]
    assert view.budget is not None
    levers = {v.name: v.high for v in costed}
    total = sum(v.cost * v.high for v in costed)
    assert total > view.budget, "the playbook no longer offers more than the seat can pay"
    orders.act("seat:mistral", SaveDraft(turn=1, levers=levers, reason="all",
                                         forecasts=FORECAST))
    no = orders.refuses("seat:mistral", SubmitOrder(turn=1))
    assert no.words.startswith("These orders cost USD")


def test_orders_are_for_the_turn_that_is_on(orders: Any) -> None:
    no = orders.refuses("seat:meta", SaveDraft(turn=2, reason="early"))
    assert no.words == "That was for turn 2; turn 1 is on."
    no = orders.refuses("seat:meta", SaveDraft(
        turn=1, forecasts=(Forecast(metric="nothing", low=0, high=1),)))
    assert "no public figure" in no.words


def test_what_was_sealed_is_what_is_played(orders: Any) -> None:
    orders.order("meta", {"release_mode": 0.0, "price_stance": 1.5})
    orders.order("openai")
    orders.move("locked")
    orders.move("resolved")
    levers = {v.name: v.present for v in orders.view("seat:meta").levers}
    assert (levers["release_mode"], levers["price_stance"]) == (0.0, 1.5)
    rival = next(r for r in orders.view("seat:openai").rivals if r.actor == "meta")
    assert rival.levers["price_stance"] == 1.5
    assert "distil_effort" not in rival.levers
