"""A device stays on its tab, and no click is lost while the session moves under it."""

from __future__ import annotations

import threading

import pytest

from wargame.session.command import SendMessage

pytestmark = [pytest.mark.browser, pytest.mark.slow]
CLICKS = 20
#: The view that each tab opens, by the key of its container.
OPENS = {"Talk": "team-talk", "Results": "team-happened", "Brief": "team-know",
         "Orders": "team-orders"}


def _on(device, key: str) -> None:
    device.page.locator(f".st-key-{key}").wait_for()


def _connected(device) -> None:
    device.page.wait_for_function(
        "() => document.querySelector('[data-testid=stApp]')"
        "?.getAttribute('data-test-connection-state') === 'CONNECTED'")
    device.settle()


def test_a_reload_and_a_killed_server_leave_each_device_on_its_tab(hall):
    room = hall(2)
    room.move("briefing", 0)
    room.move("orders", 1)
    team = room.device("seat:meta", "phone").sees("Seal our order").choose("Results")
    cell = room.device("white_cell").choose("Rulings")
    places = ((team, "team-happened"), (cell, "console-rulings"))
    for device, key in places:
        _on(device, key)
        device.page.reload()
        _on(device.settle(), key)
    room.server.kill()
    team.page.wait_for_timeout(500)
    room.server.start()
    for device, key in places:
        _connected(device)
        _on(device, key)
        assert not any(code in device.page.url for code in room.codes.values())
        device.calm()
    team.choose("Brief")
    _on(team, "team-know")
    team.page.go_back()
    _on(team.settle(), "team-happened")
    room.move("locked", 1)
    _on(team, "team-orders")


def test_what_waits_behind_a_tab_is_counted_in_its_name(hall):
    room = hall(2)
    room.move("briefing", 0)
    team = room.device("seat:meta", "phone").sees("Your brief")
    room.host.act(room.token, SendMessage(to=("meta",), text="a word"), "first")
    team.page.get_by_role("radio", name="Talk (1)").wait_for()
    team.choose("Talk").sees("a word")
    team.page.get_by_role("radio", name="Talk", exact=True).wait_for()


def test_no_click_is_lost_while_messages_rain(hall):
    """A slow device, whose screen is always behind, in a session that moves ten times a second."""
    room = hall(2)
    room.move("briefing", 0)
    room.move("orders", 1)
    team = room.device("seat:meta").sees("Seal our order")
    team.context.new_cdp_session(team.page).send("Emulation.setCPUThrottlingRate", {"rate": 3})
    dry = threading.Event()

    def rain() -> None:
        drop = 0
        while not dry.wait(0.1):
            drop += 1
            room.host.act(room.token, SendMessage(to=("meta",), text=f"drop {drop}"), f"d{drop}")

    falling = threading.Thread(target=rain)
    falling.start()
    try:
        for at in range(CLICKS // 2):
            name, key = list(OPENS.items())[at % len(OPENS)]
            team.page.get_by_role("radio", name=name).first.click(force=True)
            team.page.locator(f".st-key-{key}").wait_for(timeout=20_000)
        team.choose("Orders")
        for at in range(CLICKS // 4):
            mode = (1, 0)[at % 2]
            choices = team.page.locator(".st-key-lever-release_mode [role=radiogroup] label")
            choices.nth(mode).click()
            _comes(team, lambda mode=mode: _mode(room) == mode)
        for at in range(CLICKS // 4):
            wanted = at % 2 == 0
            team.page.locator(".st-key-act-help button").first.click()
            _comes(team, lambda wanted=wanted: _help(room) is wanted)
    finally:
        dry.set()
        falling.join()
    team.calm()


def _mode(room) -> float | None:
    return room.order("meta", 1).levers.get("release_mode")


def _help(room) -> bool:
    return next(d.help_wanted for d in room.host.view(room.token).desks if d.sign.actor == "meta")


def _comes(device, holds) -> None:
    """Wait until something holds in the session; a lost click never does."""
    for _ in range(100):
        if holds():
            return
        device.page.wait_for_timeout(200)
    raise AssertionError("the click was lost")
