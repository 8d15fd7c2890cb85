"""What goes wrong on the day: reloads, no network, swapped devices, a killed server, lateness."""

from __future__ import annotations

import os
import time

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]
#: Seconds without a network; ``WARGAME_OFFLINE=120`` tries the two minutes of a coffee break.
OFFLINE = float(os.environ.get("WARGAME_OFFLINE", "6"))
#: Within so many seconds of a restart every browser is back in its seat.
BACK = 10.0
SEATS = ("meta", "us", "china")


def _orders_open(room) -> None:
    room.move("briefing", 0)
    room.move("orders", 1)


def test_a_draft_outlives_a_reload_and_a_lost_network(hall):
    room = hall(2)
    _orders_open(room)
    team = room.device("seat:meta", "phone", cable=True)
    team.sees("Seal our order").draft(1, "we hold on to our draft")
    team.page.reload()
    team.settle().sees("Seal our order")
    assert team.value("order-1-reason") == "we hold on to our draft"
    assert team.value("order-1-low-0-open_token_share") == "20"
    room.cable.pull()
    team.page.wait_for_timeout(1500)
    silent = len(team.frames)
    team.page.wait_for_timeout(OFFLINE * 1000)
    assert len(team.frames) == silent, "the network was not cut"
    room.cable.mend()
    team.page.wait_for_function(
        "() => document.querySelector('[data-testid=stApp]')"
        "?.getAttribute('data-test-connection-state') === 'CONNECTED'", timeout=40_000)
    team.settle().sees("Seal our order")
    assert team.value("order-1-reason") == "we hold on to our draft"
    team.seal(1)
    team.calm()
    assert room.order("meta", 1).state == "sealed"
    events = room.host.export(room.token).decode().count('"submit_order"')
    assert events == 1


def test_a_device_that_replaces_another_in_mid_draft_has_the_draft(hall):
    room = hall(2)
    _orders_open(room)
    old = room.device("seat:meta").sees("Seal our order")
    old.draft(1, "begun on the laptop")
    new = room.device(size="phone")
    new.page.goto(f"{room.server.address}join/{room.codes['seat:meta']}")
    new.page.get_by_role("button", name="Take the seat on this device").click()
    new.sees("Seal our order").settle()
    assert new.value("order-1-reason") == "begun on the laptop"
    old.sees("device")
    old.page.locator(".st-key-act-seal-1 button").wait_for()
    assert old.page.locator(".st-key-act-seal-1 button").is_disabled()
    assert old.page.locator(".st-key-seen-1-reason input").is_disabled()
    new.write("order-1-reason", "finished on the phone").seal(1)
    for device in (old, new):
        device.calm()
    assert room.order("meta", 1).reason == "finished on the phone"


def test_a_killed_server_comes_back_with_every_seat_and_draft_in_ten_seconds(hall):
    room = hall(2)
    _orders_open(room)
    teams = {actor: room.device(f"seat:{actor}") for actor in SEATS}
    for actor, team in teams.items():
        team.sees("Seal our order").draft(1, f"draft of {actor}")
    room.server.kill()
    for team in teams.values():
        team.page.wait_for_timeout(200)
    room.server.start()
    start = time.monotonic()
    for actor, team in teams.items():
        team.page.locator(".st-key-order-1-reason input").first.wait_for()
        team.page.wait_for_function(
            "() => document.querySelector('[data-testid=stApp]')"
            "?.getAttribute('data-test-connection-state') === 'CONNECTED'", timeout=BACK * 1000)
        team.settle()
        assert team.value("order-1-reason") == f"draft of {actor}"
    assert time.monotonic() - start <= BACK
    for actor, team in teams.items():
        team.write("order-1-reason", f"after the crash, {actor}").seal(1)
        team.calm()
    for actor in SEATS:
        assert room.order(actor, 1).reason == f"after the crash, {actor}"


def test_a_late_order_is_refused_where_everybody_can_see_it(hall):
    room = hall(2)
    _orders_open(room)
    team = room.device("seat:meta").sees("Seal our order")
    team.draft(1, "a moment too late")
    room.move("locked", 1)
    button = team.page.locator(".st-key-act-seal-1 button").first
    if button.count():
        button.click(timeout=2000, no_wait_after=True)
    team.sees("was not sealed in time")
    assert room.order("meta", 1).state == "draft"
    team.calm()


def test_a_double_click_seals_once_and_an_idle_page_does_not_run(hall):
    room = hall(2)
    _orders_open(room)
    team = room.device("seat:meta").sees("Seal our order").draft(1, "twice is once")
    team.page.locator(".st-key-act-seal-1 button").first.dblclick()
    team.sees("Your order is sealed")
    assert room.host.export(room.token).decode().count('"submit_order"') == 1
    runs = team.page.evaluate("""async () => {
        const page = document.querySelector('.st-key-page'); let changes = 0;
        const watch = new MutationObserver(() => { changes += 1; });
        watch.observe(page, {childList: true, subtree: true, characterData: true});
        await new Promise(done => setTimeout(done, 5000)); return changes; }""")
    assert runs == 0


def test_half_typed_text_outlives_what_others_do(hall):
    room = hall(2)
    _orders_open(room)
    team = room.device("seat:meta").sees("Seal our order")
    other = room.device("seat:us").sees("Seal our order")
    field = team.page.locator(".st-key-order-1-reason input").first
    field.click()
    team.page.keyboard.type("half a sent")
    other.draft(1, "somebody else's doing").seal(1)
    team.page.wait_for_timeout(2500)
    team.page.keyboard.type("ence")
    assert field.input_value() == "half a sentence"
    field.press("Tab")
    team.settle()
    assert room.order("meta", 1).reason == "half a sentence"
