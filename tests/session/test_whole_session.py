"""A whole session through its host: every phase, undo, and the debrief."""

from __future__ import annotations

import threading
from typing import Any

from wargame.session.command import (
    MovePhase,
    ReissueCode,
    SendMessage,
    SetStandIn,
    SubmitOrder,
    UndoTurn,
)
from wargame.session.host import Host
from wargame.session.refusal import RefusedError
from wargame.session.verify import verify_database


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


def at_once(calls: list[Any]) -> list[Any]:
    """What calls give or raise that all begin at the same moment."""
    gate, found = threading.Barrier(len(calls)), []

    def run(call: Any) -> None:
        gate.wait()
        try:
            found.append(call())
        except RefusedError as no:
            found.append(no)

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return found


def test_of_rival_commands_exactly_one_is_obeyed_and_every_other_request_is_kept(
        room: Any) -> None:
    before = room.host.version(room.session)
    hosts = [room.host, Host(room.host.url, room.clock)]
    token = room.tokens["white_cell"]
    found = at_once([
        *(lambda n=n: hosts[n % 2].act(token, MovePhase(to="briefing", turn=0), f"move {n}")
          for n in range(8)),
        *(lambda n=n: hosts[n % 2].act(room.tokens["seat:meta"], SendMessage(text=f"{n}"),
                                       f"say {n}") for n in range(8)),
        *(lambda n=n: hosts[n % 2].act(room.tokens["seat:openai"], SendMessage(text="once"),
                                       "the same") for n in range(8))])
    refused = [no for no in found if isinstance(no, RefusedError)]
    assert [no.cause for no in refused] == ["conflict"] * 7
    assert room.host.version(room.session) == before + 1 + 8 + 1
    texts = sorted(m.text for m in room.view("white_cell").messages)
    assert texts == sorted([*(str(n) for n in range(8)), "once"])
    assert verify_database(room.host.url)[0].whole


def test_two_new_codes_at_once_are_two_generations_of_one_code(room: Any) -> None:
    token = room.tokens["white_cell"]
    found = at_once([
        lambda n=n: room.host.act(token, ReissueCode(role="seat:meta"), f"reissue {n}")
        for n in range(4)])
    assert not [no for no in found if isinstance(no, RefusedError)]
    assert room.host.enter(room.codes()["seat:meta"], "a phone").role == "seat:meta"


def test_what_happened_names_one_lever_of_each_seat_and_people_first(room: Any) -> None:
    room.move("briefing")
    room.move("orders")
    room.order("meta", {"release_mode": 0, "price_stance": 1.1, "release_delay": 1.0})
    room.order("openai")
    room.move("locked")
    room.move("resolved")
    told = [line for line in room.view("projector").room.happened if " moved " in line]
    assert told[0].startswith("Meta moved \u201cWho gets the weights of its ")
    assert told[0].endswith(" more levers.")
    assert all(line.count("\u201c") == 1 for line in told)
    names = [line.partition(" moved ")[0] for line in told]
    assert len(names) == len(set(names))
    assert "1 quarters" not in " ".join(told)


def test_the_levers_that_each_seat_was_seen_to_move_stand_in_the_room_furthest_first(
        room: Any) -> None:
    room.move("briefing")
    assert room.view("projector").room.moves == ()
    room.move("orders")
    room.order("meta", {"release_mode": 0, "price_stance": 1.1, "release_delay": 1.0,
                        "distil_effort": 0.7})
    room.order("openai")
    room.move("locked")
    room.move("resolved")
    moves = room.view("projector").room.moves
    (meta,) = [m for m in moves if m.actor == "meta"]
    assert meta == moves[0] and meta.player == "people"
    titles = [title for title, _, _ in meta.moved]
    assert titles[0] == "Who gets the weights of its new models" and "Delay before" in titles[1]
    own = dict(room.host.view(room.tokens["seat:meta"]).past[-1].levers)
    assert own["distil_effort"] == 0.7
    assert not any("Effort to learn" in title for title in titles)
    assert room.view("observer").room.moves == moves
