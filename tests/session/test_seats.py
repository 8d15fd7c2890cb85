"""Seats: entered by code, taken over, released; one device at a time."""

from __future__ import annotations

import threading
from typing import Any

import pytest

from wargame.session.command import (
    AskForHelp,
    MovePhase,
    ReissueCode,
    ReleaseSeat,
    SaveDraft,
    SetStandIn,
    SubmitOrder,
    UndoTurn,
)
from wargame.session.host import Host
from wargame.session.refusal import RefusedError


def test_another_device_takes_a_seat_over_with_its_draft_and_the_first_only_reads(
        orders: Any) -> None:
    old = orders.tokens["seat:meta"]
    orders.act("seat:meta", SaveDraft(turn=1, reason="half a thought"))
    code = orders.codes()["seat:meta"]
    no = orders.refused(lambda: orders.host.enter(code, "a phone"))
    assert no.cause == "conflict"
    orders.enter("seat:meta", "a phone", takeover=True)
    assert orders.view("seat:meta").order.reason == "half a thought"
    assert orders.view("seat:meta").read_only == ""
    assert "taken this seat over" in orders.host.view(old).read_only
    assert "taken this seat over" in orders.host.identify(old).read_only
    no = orders.refused(lambda: orders.host.act(old, SaveDraft(turn=1, reason="late"), "late"))
    assert no.cause == "role"
    assert orders.view("white_cell").desks[0].device == "a phone"


def test_a_device_that_lost_its_token_comes_back_without_taking_over(orders: Any) -> None:
    before = orders.host.version(orders.session)
    orders.enter("seat:meta", "device of seat:meta")
    assert orders.host.version(orders.session) == before
    assert orders.view("seat:meta").read_only == ""


def test_of_two_devices_that_claim_a_seat_at_once_exactly_one_wins(make: Any) -> None:
    room = make(people=("meta",))
    code = room.codes()["seat:us"]
    hosts = [Host(room.host.url, room.clock) for _ in range(6)]
    gate = threading.Barrier(len(hosts))
    won, lost = [], []

    def claim(number: int) -> None:
        gate.wait()
        try:
            won.append(hosts[number].enter(code, f"device {number}"))
        except RefusedError as no:
            lost.append(no.cause)

    threads = [threading.Thread(target=claim, args=(n,)) for n in range(len(hosts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(won) == 1
    assert lost == ["conflict"] * 5
    assert next(s for s in room.view("observer").room.seats if s.actor == "us").state == "taken"


def test_codes_may_be_typed_small_and_without_strokes(room: Any) -> None:
    code = room.codes()["seat:us"]
    entry = room.host.enter(f" {code.lower().replace('-', ' ')} ", "a tablet")
    assert entry.role == "seat:us"


def test_wrong_codes_are_counted_by_address_and_then_refused(room: Any) -> None:
    for _ in range(12):
        assert room.refused(lambda: room.host.enter("AAAAA", "x", "10.0.0.9")).cause == (
            "credential")
    code = room.codes()["seat:us"]
    no = room.refused(lambda: room.host.enter(code, "x", "10.0.0.9"))
    assert no.cause == "limit"
    assert room.host.enter(code, "another", "10.0.0.8").role == "seat:us"
    room.clock.now += 61
    assert room.host.enter(code, "another", "10.0.0.9").role == "seat:us"


def test_a_replaced_code_lets_nobody_in_and_its_devices_are_out(room: Any) -> None:
    old_code, old_token = room.codes()["seat:meta"], room.tokens["seat:meta"]
    room.act("white_cell", ReissueCode(role="seat:meta"))
    assert room.refused(lambda: room.host.enter(old_code, "x")).cause == "credential"
    assert room.refused(lambda: room.host.view(old_token)).cause == "credential"
    assert room.codes()["seat:meta"] != old_code
    room.enter("seat:meta", "a new device")
    assert room.view("seat:meta").read_only == ""
    assert room.refuses("white_cell", ReissueCode(role="white_cell")).cause == "role"


def test_a_seat_releases_itself_and_the_white_cell_any_with_a_reason(room: Any) -> None:
    assert room.refuses("seat:meta", ReleaseSeat(seat="openai")).cause == "role"
    assert room.refuses("white_cell", ReleaseSeat(seat="openai")).cause == "content"
    room.act("seat:meta", ReleaseSeat(seat="meta"))
    assert "released" in room.view("seat:meta").read_only
    room.act("white_cell", ReleaseSeat(seat="openai", reason="they left"))
    signs = {s.actor: s for s in room.view("observer").room.seats}
    assert (signs["meta"].state, signs["openai"].state) == ("free", "free")
    assert signs["meta"].player == "people, not here yet"


def test_a_strategy_stands_in_by_name_and_must_fit_the_seat(orders: Any) -> None:
    no = orders.refuses("white_cell", SetStandIn(seat="meta", stand_in="strategy",
                                                 strategy="balancing"))
    assert "cannot play Meta" in no.words
    for seat, strategy in (("meta", "fast_follower"), ("openai", None)):
        orders.act("white_cell", SetStandIn(seat=seat, stand_in="strategy", strategy=strategy))
    orders.move("locked")
    orders.move("resolved")
    assert orders.view("seat:meta").past[0].by == "stand-in: strategy “Fast follower”"
    told = orders.view("projector").room.happened[-1]
    assert told.startswith("Stand-ins played for Meta")


def test_a_stand_in_chosen_for_a_turn_that_waits_is_asked_for_again(orders: Any) -> None:
    orders.order("openai")
    orders.move("locked")
    orders.act("white_cell", SetStandIn(seat="meta", stand_in="hold"))
    orders.move("resolved")
    assert orders.view("seat:meta").past[0].by == "stand-in: holds"
    orders.act("white_cell", UndoTurn(turn=1, reason="again"))
    orders.move("locked")
    assert orders.view("white_cell").waits_for == ()
    orders.move("resolved")
    orders.move("discussion")
    orders.move("briefing")
    orders.move("orders")
    assert orders.view("white_cell").desks[0].stand_in == ""
    orders.move("locked")
    waits = orders.view("white_cell").waits_for
    assert [line.split()[0] for line in waits] == ["Meta", "OpenAI"]
    for seat in ("meta", "openai"):
        orders.act("white_cell", SetStandIn(seat=seat, stand_in="hold", lasts="game"))
    orders.move("resolved")
    orders.move("discussion")
    orders.move("briefing")
    orders.move("orders")
    orders.move("locked")
    assert orders.view("white_cell").waits_for == ()


def test_a_draft_is_taken_as_it_stands_by_the_white_cell_alone(orders: Any) -> None:
    orders.order("openai")
    orders.act("seat:meta", SaveDraft(turn=1, levers={"price_stance": 1.2}))
    take = SubmitOrder(turn=1, seat="meta")
    assert orders.refuses("white_cell", take).cause == "role"
    orders.move("locked")
    assert orders.refuses("seat:openai", take).cause == "role"
    orders.act("white_cell", take)
    assert orders.view("white_cell").waits_for == ()
    orders.move("resolved")
    past = orders.view("seat:meta").past[0]
    assert (past.by, past.levers) == ("stand-in: its draft as it stood", {"price_stance": 1.2})
    assert "Meta (its draft as it stood)" in orders.view("projector").room.happened[-1]


def test_the_white_cell_writes_orders_only_while_it_stands_in(orders: Any) -> None:
    draft = SaveDraft(turn=1, seat="meta", reason="they are stuck in traffic")
    assert orders.refuses("white_cell", draft).cause == "role"
    orders.act("white_cell", SetStandIn(seat="meta", stand_in="white_cell"))
    orders.act("white_cell", draft)
    assert orders.refuses("seat:openai", draft).cause == "role"


def test_a_device_that_falls_silent_is_away_until_it_is_seen_again(room: Any) -> None:
    def state() -> str:
        return next(s for s in room.view("observer").room.seats if s.actor == "meta").state

    assert state() == "taken"
    room.clock.now += 60
    assert state() == "away"
    room.host.seen(room.tokens["seat:meta"])
    assert state() == "taken"
    assert room.view("white_cell").desks[0].last_seen == room.clock.now


def test_a_seat_calls_the_white_cell(room: Any) -> None:
    room.act("seat:meta", AskForHelp(wanted=True))
    assert room.view("white_cell").desks[0].help_wanted
    assert not any("help" in repr(room.view(r)) and "help_wanted=True" in repr(room.view(r))
                   for r in ("seat:openai", "projector"))


@pytest.mark.parametrize("odd", [None, 7, "", "\ud800", "x" * 5000, ["a"], {"a": 1}])
def test_odd_arguments_are_refused_in_words(room: Any, odd: Any) -> None:
    host, cell = room.host, room.tokens["white_cell"]
    for call in (
            lambda: host.view(odd), lambda: host.act(odd, AskForHelp(wanted=True), "k"),
            lambda: host.act(cell, AskForHelp(wanted=True), odd), lambda: host.act(cell, odd, "k"),
            lambda: host.version(odd), lambda: host.see_as(cell, odd), lambda: host.seen(odd),
            lambda: host.enter(odd, "device", "address"), lambda: host.export(odd),
            lambda: host.enter(room.master, odd), lambda: host.identify(odd),
            lambda: host.import_bundle(odd)):
        assert room.refused(call).words


def test_a_team_plays_itself_again_once_the_stand_in_is_ended(orders: Any) -> None:
    orders.act("white_cell", SetStandIn(seat="meta", stand_in="hold"))
    desk = next(d for d in orders.view("white_cell").desks if d.sign.actor == "meta")
    assert desk.stand_in == "hold"
    orders.act("white_cell", SetStandIn(seat="meta", stand_in="people"))
    view = orders.view("white_cell")
    assert next(d for d in view.desks if d.sign.actor == "meta").stand_in == ""
    assert view.log[-1].words.endswith("is played by its team again.")


def test_whoever_keeps_the_session_draws_a_further_master_code_and_the_log_says_so(
        orders: Any) -> None:
    before = orders.codes()
    made = orders.host.further_master(orders.session)
    assert made.session_id == orders.session
    assert made.master_code != orders.master
    desk = orders.host.enter(made.master_code, "another laptop").token
    view = orders.host.view(desk)
    assert any("A further master code was drawn" in note.text for note in view.notes)
    phone = orders.host.enter(
        orders.host.view(desk).codes["seat:meta"], "a phone", takeover=True).token
    assert orders.host.identify(phone).role == "seat:meta"
    assert orders.host.enter(before["observer"], "a tablet").role == "observer"
    assert orders.host.enter(orders.master, "the first laptop").role == "white_cell"
    assert orders.host.act(desk, ReissueCode(role="observer"), "anew").version
    assert orders.refused(lambda: orders.host.enter(before["observer"], "late")).cause


def test_a_closed_session_is_opened_again_for_reading_by_a_further_master_code(room: Any) -> None:
    room.move("briefing")
    for to in ("orders", "locked"):
        room.move(to)
    room.act("white_cell", SetStandIn(seat="meta", stand_in="hold"))
    room.act("white_cell", SetStandIn(seat="openai", stand_in="hold"))
    room.move("resolved")
    room.act("white_cell", MovePhase(to="debrief", turn=1, reason="Time is up"))
    room.act("white_cell", MovePhase(to="closed", turn=1))
    version = room.host.version(room.session)
    made = room.host.further_master(room.session)
    assert room.host.version(room.session) == version
    token = room.host.enter(made.master_code, "another laptop").token
    assert room.host.export(token)
    assert room.host.debrief(token).turns
