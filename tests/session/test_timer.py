"""The shared timer: one clock for every device, paused and extended by arithmetic."""

from __future__ import annotations

from typing import Any

from wargame.session.command import ExtendTimer, PauseTimer, SetTimer
from wargame.session.host import Host


def test_a_paused_timer_stands_still_for_every_device_and_after_a_restart(room: Any) -> None:
    room.act("white_cell", SetTimer(seconds=600))
    room.clock.now += 100
    assert room.view("projector").room.timer.left == 500
    room.act("white_cell", PauseTimer(paused=True))
    room.clock.now += 60
    hosts = [room.host, Host(room.host.url, room.clock)]
    for host in hosts:
        for role in ("seat:meta", "observer", "projector", "white_cell"):
            timer = host.view(room.tokens[role]).room.timer
            assert (timer.left, timer.paused) == (500, True)
    room.act("white_cell", PauseTimer(paused=False))
    room.act("white_cell", ExtendTimer(seconds=60))
    room.clock.now += 10
    assert room.view("seat:meta").room.timer.left == 550
    log = [line for line in room.view("white_cell").log if "imer" in line.words]
    assert [line.by for line in log] == ["White cell"] * 4


def test_a_timer_that_ran_out_is_extended_from_now(room: Any) -> None:
    room.act("white_cell", SetTimer(seconds=10))
    room.clock.now += 100
    assert room.view("projector").room.timer.over
    room.act("white_cell", ExtendTimer(seconds=120))
    assert room.view("projector").room.timer.left == 120


def test_there_is_nothing_to_pause_without_a_timer(room: Any) -> None:
    assert room.refuses("white_cell", PauseTimer(paused=True)).words == "No timer is running."
    assert room.refuses("seat:meta", SetTimer(seconds=5)).cause == "role"


def test_a_timer_ends_with_its_phase(room: Any) -> None:
    room.act("white_cell", SetTimer(seconds=600))
    room.move("briefing")
    assert room.view("projector").room.timer is None
