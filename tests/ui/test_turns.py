"""Playing, undoing, watching and ending a game."""

from __future__ import annotations

import json

import pytest

from wargame.ui import state
from wargame.ui.journal import Journal, TurnOrders, read_token
from wargame.ui.run import begin


@pytest.mark.parametrize("seat", ["meta", "china", "eu_regulator", ""])
def test_a_turn_says_who_moved_what_and_why(page_of, seat):
    page = page_of(seat)
    page.click("act-play")
    if seat:
        assert "What changed" in page.html
    words = page.words
    assert "Open share of tokens rose by" in words or "Open share of tokens fell by" in words
    assert "changed their orders" in words
    assert "strategy “Fast follower”" in words
    assert "<blockquote" in words
    assert "Held their orders" in words


def test_views_before_the_first_turn_say_what_will_be_there(page_of):
    page = page_of("meta").see("happened")
    assert "Nothing has happened yet" in page.html
    assert "Nothing to explain yet" in page.see("why").html


def test_undo_goes_back_to_the_snapshot_and_keeps_the_orders_as_a_draft(page_of, run_of):
    page = page_of("meta", 1)
    page.test.radio(key="order-1-release_mode").set_value(0)
    page.run()
    page.click("act-play").click("act-undo")
    assert "Turn 2 was taken back" in page.words
    assert page.test.radio(key="order-1-release_mode").value == 0
    run = run_of("meta", 2)
    assert run.undo().table.game.state_hash() == run_of("meta", 1).table.game.state_hash()
    again = run.undo().play({})
    assert again.table.game.state_hash() == run.table.game.state_hash()


def test_a_run_is_never_changed_by_playing_on_or_undoing(run_of):
    run = run_of("meta", 2)
    before = run.table.game.state_hash()
    run.play({"release_mode": 0.0})
    run.undo()
    assert run.table.game.state_hash() == before
    assert run.table.turn == 2


def test_a_second_click_on_the_same_turn_plays_nothing(page_of, monkeypatch):
    page = page_of("meta")
    page.click("act-play")
    held = {"run": page.test.session_state["run"]}
    monkeypatch.setattr(state.st, "session_state", held)
    state.play_turn(0)
    assert held["run"].table.turn == 1


def test_a_run_ends_where_the_engine_alone_would_end(run_of, long_view):
    watched = run_of("", 6, seed=5)
    alone = long_view.play(5)
    assert watched.table.game.state_hash() == alone.table.game.state_hash()


def test_the_end_tells_the_game_its_verdicts_and_what_next(page_of):
    page = page_of("meta", 5)
    page.click("act-play")
    words = page.words
    assert "The game is over" in words
    assert "Turn 6, July 2028 to June 2029" in words
    assert "You played Meta, seed 1, 6 turns" in words
    assert "cannot be told from one game" in words
    assert "Open and closed coexist" in words
    assert not page.has_button("act-play")
    page.click("act-again")
    journal = read_token(page.token)
    assert (journal.seed, journal.turns, journal.seat) == (2, (), "meta")


def test_one_who_watches_can_play_to_the_end_at_once(page_of):
    page = page_of("")
    page.click("act-play-out")
    assert "The game is over" in page.words
    page.see("happened")
    assert "Turn 6 of 6" in page.words


def test_what_is_downloaded_holds_nothing_that_is_not_public(run_of):
    run = run_of("meta", 2, levers={"distil_effort": 0.9})
    public = json.loads(json.dumps(run.public()))
    assert public["not_public"] == ["distil_effort"]
    assert "distil_effort" not in json.dumps(public["turns"])
    assert len(public["turns"]) == 2
    assert {c["verdict"] for c in public["claims"]} >= {"needs a batch"}
    assert public["turns"][0]["state_hash"] == run.table.turns[0].state_hash


def test_levers_that_others_may_not_see_stay_out_of_their_turn(run_of):
    from wargame.ui.views.turn import turn_view

    moves = turn_view(run_of("meta", 1), 1).moves
    assert not [c for m in moves if not m.own for c in m.changes if "Effort to learn" in c.title]
    watched = turn_view(run_of("", 1), 1).moves
    assert [c for m in watched for c in m.changes if "Effort to learn" in c.title]


def test_a_failed_strategy_is_told_in_words(page_of, monkeypatch):
    from wargame.engine.faults import Fault
    from wargame.engine.record import TurnRecord

    page = page_of("meta", 1)
    run = page.test.session_state["run"]
    record = run.table.turns[0]
    fault = Fault("china", "balancing", 1, 12, "ValueError: <b>too far</b>")
    run.table.turns[0] = TurnRecord(**{**vars(record), "faults": (fault,)})
    page.see("happened")
    assert "China held: its strategy" in page.words
    assert "<b>too far</b>" not in page.html


def test_the_address_gives_the_same_game_in_another_browser(page_of, run_of, long_view):
    page = page_of("us", 1)
    page.test.radio(key="order-1-chip_control_tier").set_value(3)
    page.run()
    page.click("act-play")
    run = begin(long_view, read_token(page.token))
    assert run.table.game.state_hash() == page.test.session_state["run"].table.game.state_hash()
    assert run.positions["chip_control_tier"] == 3


def test_leaving_goes_back_to_the_first_page(page_of):
    page = page_of("meta", 1).click("act-leave")
    assert "Take a seat" in page.html
    assert "game" not in page.test.query_params


def test_journals_of_other_games_are_refused_in_words(long_view):
    from wargame.ui.journal import JournalError

    with pytest.raises(JournalError, match="seat"):
        begin(long_view, Journal("long_view", "nobody", 1))
    with pytest.raises(JournalError, match="levers"):
        begin(long_view, Journal("long_view", "us", 1, False, (TurnOrders({"price": 1.0}),)))
    with pytest.raises(JournalError, match="more turns"):
        begin(long_view, Journal("long_view", "us", 1, False, (TurnOrders({}),) * 7))
