"""A whole session through its host: every phase, undo, and the debrief."""

from __future__ import annotations

from typing import Any

from wargame.session.command import (
    MovePhase,
    SendMessage,
    SetStandIn,
    SubmitOrder,
    UndoTurn,
)
from wargame.session.host import Host


def test_a_session_is_played_from_the_lobby_to_its_end(room: Any) -> None:
    for turn in range(1, 5):
        room.play_turn()
        view = room.view("seat:meta")
        assert view.room.phase == "resolved"
        assert view.room.turn == turn
        assert len(view.past) == turn
        assert view.past[-1].forecasts[0].outcome is not None
        assert view.room.happened
        room.move("discussion")
    assert "last turn" in room.refused(lambda: room.move("briefing")).words
    assert room.view("seat:meta").room.seed == ""
    room.move("debrief")
    view = room.view("projector")
    assert view.room.seed.startswith("5 ")
    assert len(view.claims) > 3
    room.move("closed")
    assert room.refused(lambda: room.move("orders")).cause == "phase"
    assert room.view("observer").room.phase == "closed"


def test_another_host_on_the_same_database_goes_on_where_the_first_stopped(room: Any) -> None:
    room.play_turn()
    before = room.view("seat:meta")
    other = Host(room.host.url, room.clock)
    assert other.version(room.session) == room.host.version(room.session)
    assert other.view(room.tokens["seat:meta"]) == before
    other.act(room.tokens["white_cell"], MovePhase(to="discussion", turn=1), "from the other")
    assert room.view("seat:meta").room.phase == "discussion"


def test_undo_opens_the_orders_again_and_keeps_what_was_sealed(room: Any) -> None:
    room.play_turn()
    played = room.view("seat:meta").room.series
    room.act("white_cell", UndoTurn(turn=1, reason="a mis-click"))
    view = room.view("seat:meta")
    assert (view.room.phase, view.room.turn) == ("orders", 1)
    assert (view.order.state, view.order.reason) == ("sealed", "why meta")
    assert any(n.kind == "undo" and "a mis-click" in n.text for n in view.room.notices)
    assert len(view.room.series[0].values) == 1
    room.move("locked")
    room.move("resolved")
    assert room.view("seat:meta").room.series == played
    words = [line.words for line in room.view("white_cell").log]
    assert sum("resolved" in w for w in words) == 2
    assert any("taken back" in w for w in words)


def test_a_turn_waits_for_teams_by_name_until_somebody_stands_in(room: Any) -> None:
    room.move("briefing")
    room.move("orders")
    room.order("meta")
    room.move("locked")
    assert room.view("white_cell").waits_for == (
        "OpenAI has no sealed order and nobody stands in.",)
    no = room.refused(lambda: room.move("resolved"))
    assert "OpenAI" in no.words
    assert "Meta" not in no.words
    late = room.refuses("seat:openai", SubmitOrder(turn=1))
    assert (late.cause, late.words) == ("phase", "Orders are locked.")
    room.act("white_cell", SetStandIn(seat="openai", stand_in="hold"))
    assert room.view("white_cell").waits_for == ()
    room.move("resolved")
    assert any("OpenAI (holds)" in w for w in room.view("projector").room.happened)
    assert room.view("seat:openai").past[0].by == "stand-in: holds"


def test_a_late_click_moves_nothing(room: Any) -> None:
    room.move("briefing")
    no = room.refuses("white_cell", MovePhase(to="orders", turn=0))
    assert no.cause == "conflict"
    assert room.view("observer").room.phase == "briefing"


def test_the_same_request_twice_is_one_event(room: Any) -> None:
    first = room.act("white_cell", MovePhase(to="briefing", turn=0), "one key")
    count = room.host.version(room.session)
    assert room.act("white_cell", MovePhase(to="briefing", turn=0), "one key") == first
    assert room.host.version(room.session) == count
    no = room.refused(
        lambda: room.act("white_cell", MovePhase(to="orders", turn=1), "one key"))
    assert no.cause == "conflict"


def test_what_follows_from_the_position_alone_is_made_once(room: Any) -> None:
    first = room.view("seat:meta")
    room.act("seat:openai", SendMessage(text="hello"))
    second = room.view("seat:meta")
    assert len(second.messages) == 1
    assert second.levers is first.levers
    assert second.knows is first.knows
    assert second.rivals[0] is first.rivals[0]
    room.play_turn()
    third = room.view("seat:meta")
    assert third.rivals[0] is not first.rivals[0]
    assert [len(k.values) for k in third.knows] == [len(k.values) + 1 for k in first.knows]
