"""The team's screen in every phase and state, on made-up views, without a session."""

from __future__ import annotations

from dataclasses import replace

import pytest

from wargame.session.command import (
    AnswerAgreement,
    AskForHelp,
    ProposeAgreement,
    RaiseChallenge,
    SaveDraft,
    SendMessage,
    SubmitOrder,
    WithdrawOrder,
)
from wargame.session.phase import MOVES
from wargame.session.refusal import RefusedError
from wargame.ui.screens import team
from wargame.ui.views.explained import reader_of

CANARY = "![x](http://evil.example/p.png) <img src=http://evil.example/q> # $x$"


@pytest.fixture
def seat_page(screen_of, samples):
    """The screen of a seat: ``seat_page(seat="meta", turns=1, phase="orders", **changed)``."""
    def make(seat="meta", turns=1, phase="orders", accepted=True, change=lambda v: v):
        made = samples(turns, phase)
        return screen_of(team.show, change(made.seat(seat)), made, accepted=accepted)

    return make


@pytest.mark.parametrize("phase", list(MOVES))
@pytest.mark.parametrize("seat", ["meta", "us", "eu_regulator"])
def test_every_kind_of_seat_has_a_screen_in_every_phase(seat_page, seat, phase):
    page = seat_page(seat, 0 if phase in ("lobby", "briefing") else 1, phase)
    for view in page.options("team-view"):
        page.see("team-view", view)


def test_the_brief_and_the_secret_objectives_are_shown(seat_page):
    page = seat_page(phase="briefing")
    assert "You live from advertising" in page.words
    assert "canary-meta: end with at least a third" in page.words
    assert "Not public: sent to some seats, turn 1" in page.words


def test_what_is_believed_is_a_range_and_the_rest_a_value(seat_page):
    words = seat_page(phase="briefing").words
    assert "as we believe" in words
    assert "Your best model" in words and "× GPT-4" in words
    assert "Rivals as we see them" in words and "Who gets the weights" in words


def test_rivals_are_not_spoken_to_on_our_page(samples):
    import re

    from wargame.ui.views.rivals import rivals

    found = rivals(samples(1, "briefing").seat("meta"))
    titles = [k.title for group in found for r in group.members for k in r.known]
    stands = [title for group in found for r in group.members for title, _ in r.stands]
    assert "Its usable training data" in titles and "Best model it sells by API" in titles
    assert not re.search(r"\byou(r)?\b", "; ".join(titles + stands), re.IGNORECASE)


def test_a_moved_lever_is_saved_at_once_with_the_rest_of_the_draft(seat_page):
    page = seat_page()
    page.test.slider(key="order-2-safety_share").set_value(20.0)
    page.run()
    draft = page.acts[-1]
    assert isinstance(draft, SaveDraft) and draft.turn == 2
    assert draft.levers["safety_share"] == pytest.approx(0.2)
    assert draft.levers["release_mode"] == 3
    assert draft.reason.startswith("canary-meta") and draft.free_action.startswith("canary-meta")
    assert draft.forecasts[0].metric == "open_token_share"


def test_a_lever_put_back_to_where_it_stands_leaves_the_draft(seat_page):
    page = seat_page()
    page.test.radio(key="order-2-release_mode").set_value(2)
    page.run()
    assert page.acts[-1].levers == {}


def test_a_forecast_is_saved_in_the_metric_s_own_unit_once_it_has_both_sides(seat_page):
    page = seat_page(change=lambda v: replace(v, order=replace(v.order, forecasts=())))
    page.test.number_input(key="order-2-low-0-open_token_share").set_value(40.0)
    page.run()
    assert page.acts == []
    page.test.number_input(key="order-2-high-0-open_token_share").set_value(30.0)
    page.run()
    (forecast,) = page.acts[-1].forecasts
    assert (forecast.low, forecast.high) == (pytest.approx(0.3), pytest.approx(0.4))


def test_a_forecast_written_the_wrong_way_round_is_turned_and_says_so(seat_page):
    page = seat_page(change=lambda v: replace(v, order=replace(v.order, forecasts=())))
    low = page.test.number_input(key="order-2-low-0-open_token_share")
    assert (low.min, low.max) == (0.0, 100.0)
    low.set_value(90.0)
    page.run()
    page.test.number_input(key="order-2-high-0-open_token_share").set_value(5.0)
    page.run()
    (forecast,) = page.acts[-1].forecasts
    assert (forecast.low, forecast.high) == (pytest.approx(0.05), pytest.approx(0.9))
    told, _ = page.test.session_state["notice"]
    assert "they were exchanged, and the forecast is 5" in told.words


def test_a_reason_that_is_too_long_keeps_its_beginning_and_says_so(seat_page):
    page = seat_page()
    page.test.text_input(key="order-2-reason").set_value("why " * 150)
    page.run()
    assert len(page.acts[-1].reason) == 299
    assert page.test.text_input(key="order-2-reason").value == ("why " * 75).strip()
    told, _ = page.test.session_state["notice"]
    assert told.words == "Only the first 300 signs fit; the rest was cut off."


@pytest.mark.parametrize("lacks", ["reason", "forecasts"])
def test_an_order_without_reason_or_forecast_is_not_sealed_and_says_what_it_lacks(
        seat_page, lacks):
    empty = {"reason": "", "forecasts": ()}[lacks]
    page = seat_page(change=lambda v: replace(v, order=replace(v.order, **{lacks: empty})))
    page.click("act-seal-2")
    assert page.acts == []
    assert "Not sealed yet" in page.words


def test_sealing_and_opening_again(seat_page):
    page = seat_page().click("act-seal-2")
    assert page.acts == [SubmitOrder(turn=2)]
    page = seat_page(change=lambda v: replace(v, order=replace(v.order, state="sealed")))
    assert "Your order is sealed" in page.words
    page.click("act-withdraw")
    assert page.acts == [WithdrawOrder(turn=2)]


def test_a_returned_order_shows_the_white_cell_s_reason_and_can_be_written(seat_page):
    page = seat_page(change=lambda v: replace(
        v, order=replace(v.order, state="returned", returned="Say with whom.")))
    assert "The white cell returned your order: Say with whom." in page.words
    assert not page.test.button(key="act-seal-2").disabled


def test_a_locked_turn_says_so_and_that_the_draft_was_not_sealed_in_time(seat_page):
    late = seat_page(phase="locked", change=lambda v: replace(
        v, order=replace(v.order, state="draft")))
    assert "was not sealed in time" in late.words
    sealed = seat_page(phase="locked")
    assert "was not sealed in time" not in sealed.words and "canary-meta" in sealed.words


def test_a_device_that_was_taken_over_sees_everything_and_can_do_nothing(seat_page):
    page = seat_page(change=lambda v: replace(v, read_only="Another device has this seat now."))
    assert "Another device has this seat now." in page.words
    for view in page.options("team-view"):
        page.see("team-view", view)
        assert all(b.disabled for b in page.test.button), view
        fields = [w for kind in ("slider", "radio", "number_input", "text_input", "text_area",
                                 "multiselect", "toggle")
                  for w in getattr(page.test, kind)]
        assert all(w.disabled for w in fields), view


def test_a_message_goes_to_the_chosen_seats_and_the_field_is_empty_again(seat_page):
    page = seat_page().see("team-view", "talk")
    page.test.multiselect(key="talk-to").set_value(["us", "china"])
    page.test.text_area(key="talk-text").set_value("Meet us at the window.")
    page.run().click("act-send")
    assert page.acts == [SendMessage(to=("us", "china"), text="Meet us at the window.")]
    assert page.test.text_area(key="talk-text").value == ""


def test_a_refused_message_stays_in_its_field(seat_page):
    page = seat_page(accepted=False).see("team-view", "talk")
    page.test.text_area(key="talk-text").set_value("Too many messages.")
    page.run().click("act-send")
    assert page.test.text_area(key="talk-text").value == "Too many messages."


def test_agreements_are_answered_and_proposed_with_a_bound_lever(seat_page):
    page = seat_page().see("team-view", "talk")
    page.click("act-agree-a1")
    assert page.acts == [AnswerAgreement(agreement="a1", agree=True)]
    now = page.test.selectbox(key="terms-until").value
    assert now > 1, "it ends with the next turn unless somebody says otherwise"
    page.test.multiselect(key="terms-parties").set_value(["openai"])
    page.test.text_area(key="terms-text").set_value("We both spend on safety.")
    page.test.selectbox(key="terms-bind").set_value("safety_share")
    page.run()
    page.test.slider(key="terms-bind-safety_share").set_value((10.0, 50.0))
    page.run().click("act-propose")
    made = page.acts[-1]
    assert isinstance(made, ProposeAgreement)
    assert made.parties == ("meta", "openai") and made.secret
    (bound,) = made.binds
    assert (bound.seat, bound.lever) == ("meta", "safety_share")
    assert (bound.low, bound.high) == (pytest.approx(0.1), pytest.approx(0.5))


def test_help_is_asked_for_and_called_off(seat_page):
    page = seat_page().click("act-help")
    assert page.acts == [AskForHelp(wanted=True)]
    page = seat_page(change=lambda v: replace(v, help_wanted=True)).click("act-help")
    assert page.acts == [AskForHelp(wanted=False)]


def test_past_forecasts_stand_beside_what_came(seat_page):
    page = seat_page(turns=2, phase="resolved")
    assert "20.0 to 35.0 %; came" in page.words
    assert "outside" in page.words


def test_every_public_number_can_be_asked_about(seat_page):
    page = seat_page(phase="resolved")
    offered = page.test.selectbox(key="explain-pick").options
    assert len(offered) > 40
    page.test.selectbox(key="explain-pick").select("frontier_lag_months")
    page.run()
    assert "Lag of open models" in page.words and "in turn 1" in page.words
    assert page.charts() and page.test.get("latex")


def test_an_explanation_that_the_session_refuses_is_a_notice(screen_of, samples):
    made = samples(1, "resolved")

    class Silent:
        def explain(self, *_):
            raise RefusedError("role", "Only the white cell may ask that yet.")

    page = screen_of(team.show, made.seat("meta"), made, ask=Silent())
    assert "Only the white cell may ask that yet." in page.words


def test_values_that_only_their_owner_sees_are_explained_to_all_at_the_end_only(samples):
    during, after = samples(1, "resolved").room(), samples(1, "debrief").room()
    assert not reader_of(during, "meta").sees("cash")
    assert reader_of(during, "", everything=True).sees("cash")
    assert reader_of(after, "meta").sees("cash")
    assert reader_of(during, "meta").sees("open_token_share")


def test_an_objection_goes_on_the_record_with_its_number(seat_page):
    page = seat_page(phase="resolved")
    page.test.text_input(key="challenge-text-open_token_share").set_value("Too fast.")
    page.run().click("act-challenge-open_token_share")
    made = page.acts[-1]
    assert isinstance(made, RaiseChallenge)
    assert (made.text, made.metric, made.parameter) == ("Too fast.", "open_token_share", None)


def test_what_people_write_is_shown_literally(seat_page):
    def hostile(view):
        return replace(
            view, brief=CANARY, objectives=(CANARY,),
            messages=tuple(replace(m, text=CANARY) for m in view.messages),
            agreements=tuple(replace(a, terms=CANARY) for a in view.agreements),
            notices=tuple(replace(n, title=CANARY, text=CANARY) for n in view.notices),
            order=replace(view.order, reason=CANARY, free_action=CANARY, state="sealed"),
            past=tuple(replace(o, reason=CANARY) for o in view.past))

    for phase in ("briefing", "orders", "resolved"):
        page = seat_page(phase=phase, change=hostile)
        for view in page.options("team-view"):
            page.see("team-view", view)
            assert "<img src=http" not in page.html
            shown = [e.value for kind in ("markdown", "caption", "text", "header")
                     for e in getattr(page.test, kind)]
            assert not any("evil.example" in str(value) for value in shown)
