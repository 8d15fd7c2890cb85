"""What a turn came to: figures in the open, levers in a small table for each seat, folded."""

from __future__ import annotations

from dataclasses import replace

from wargame.session.seat_moves import SeatMoves
from wargame.ui.parts.turn_told import turn_told

CANARY = "<img src=http://evil.example/q>"


def test_each_seats_levers_are_a_folded_table_and_no_running_text(samples):
    room = samples(1, "resolved").room()
    room = replace(room, happened=("Open share rose.", "Lag fell.", "Meta moved X from 1 to 2."),
                   moves=(SeatMoves("meta", "people", (("X", "1", "2"), ("Y", "3", "4"))),
                          SeatMoves("google", "strategy: balancing", (("Z", "5", "6"),))))
    told = str(turn_told(room))
    assert "Meta moved" not in told and "<h2" in told and "Open share rose." in told
    assert "Meta: 2 levers" in told and "1 seat played by a strategy" in told
    assert told.count('<table class="levers"') == 2 and "<details open" not in told
    assert told.index("Meta: 2") < told.index("1 seat played") < told.index("Google: 1 lever")


def test_every_seat_that_moved_can_be_unfolded_and_names_are_escaped(samples):
    room = samples(1, "resolved").room()
    room = replace(room, seats=tuple(replace(s, name=CANARY) for s in room.seats[:1])
                   + room.seats[1:])
    told = str(turn_told(room))
    assert room.moves and CANARY not in told
    assert told.count("<details") == len(room.moves) + 2  # more lines, strategies
    for moves in room.moves:
        assert f": {len(moves.moved)} lever" in told


def test_sentences_that_are_no_seats_moves_keep_their_place(samples):
    room = replace(samples(1, "resolved").room(), happened=tuple("abcdefg"), moves=())
    told = str(turn_told(room))
    assert "3 more lines" in told and "Who moved what" not in told
