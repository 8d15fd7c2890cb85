"""An order that breaks an agreement is told to its own seat and to the white cell, nobody else."""

from __future__ import annotations

from typing import Any

import pytest

from wargame.session.command import AnswerAgreement, EndAgreement, ProposeAgreement, SaveDraft
from wargame.session.content import Binding

WORDS = ("Breaks agreement\u00a01 with OpenAI: funds that go into research and training from "
         "50\u00a0% to 100\u00a0%, and this order has 20\u00a0%.")


@pytest.fixture
def bound(orders: Any) -> Any:
    orders.act("seat:openai", ProposeAgreement(
        terms="train on", parties=("meta", "openai"), secret=True, binds=(
            Binding(seat="meta", lever="research_share", low=0.5, high=1.0),)))
    return orders


def desk(room: Any, seat: str) -> Any:
    return next(d for d in room.view("white_cell").desks if d.sign.actor == seat)


def draft(room: Any, **levers: float) -> None:
    room.act("seat:meta", SaveDraft(turn=1, levers=levers, reason="", forecasts=()))


def test_nothing_is_broken_before_all_parties_agreed(bound: Any) -> None:
    draft(bound, research_share=0.2)
    assert (bound.view("seat:meta").breaks, desk(bound, "meta").breaks) == ((), ())


def test_a_draft_and_a_sealed_order_say_what_they_break(bound: Any) -> None:
    bound.act("seat:meta", AnswerAgreement(agreement="agreement-1", agree=True))
    assert desk(bound, "meta").breaks == ()
    draft(bound, research_share=0.2)
    assert bound.view("seat:meta").breaks == desk(bound, "meta").breaks == (WORDS,)
    bound.order("meta", {"research_share": 0.2})
    assert bound.view("seat:meta").breaks == desk(bound, "meta").breaks == (WORDS,)


def test_no_other_seat_or_screen_hears_of_it(bound: Any) -> None:
    bound.act("seat:meta", AnswerAgreement(agreement="agreement-1", agree=True))
    draft(bound, research_share=0.2)
    for role in ("seat:openai", "observer", "projector"):
        assert "Breaks" not in str(bound.view(role))


def test_an_order_within_the_terms_or_after_their_end_breaks_nothing(bound: Any) -> None:
    bound.act("seat:meta", AnswerAgreement(agreement="agreement-1", agree=True))
    draft(bound, research_share=0.5)
    assert bound.view("seat:meta").breaks == ()
    draft(bound, research_share=0.2)
    bound.act("white_cell", EndAgreement(agreement="agreement-1", reason="over"))
    assert (bound.view("seat:meta").breaks, desk(bound, "meta").breaks) == ((), ())


def test_the_team_reads_of_its_own_lever_and_the_white_cell_of_the_team_s(orders: Any) -> None:
    orders.act("seat:openai", ProposeAgreement(
        terms="stay open", parties=("meta", "openai"), secret=True, binds=(
            Binding(seat="meta", lever="release_mode", low=2, high=3),)))
    orders.act("seat:meta", AnswerAgreement(agreement="agreement-1", agree=True))
    draft(orders, release_mode=0)
    assert "who gets the weights of your new models" in orders.view("seat:meta").breaks[0]
    assert "who gets the weights of its new models" in desk(orders, "meta").breaks[0]
