"""The facilitator alone: from the first page through a whole rehearsal, and the clock and keys."""

from __future__ import annotations

import re

import pytest

pytestmark = pytest.mark.browser
TROUBLE = ("[data-testid=stException]", "[data-testid=stAlert]", ".st-key-act-trouble")


def created(visitor, button: str = "Create the session"):
    """A new session, entered as white cell."""
    visitor.open().click(button).sees("This is its master code")
    visitor.page.get_by_role("link", name="Open the facilitator's console").click()
    visitor.page.locator(".st-key-console-rail").wait_for()
    return visitor.settle()


def step(visitor, words: str):
    """Press the one next step, which must be called so."""
    button = visitor.page.locator(".st-key-act-next button", has_text=words).first
    button.wait_for()
    visitor.page.wait_for_timeout(1600)  # a second click at once belongs to the first
    button.click()
    visitor.settle()
    _sound(visitor)
    return visitor


def page(visitor, name: str):
    visitor.page.get_by_role("radio", name=re.compile(f"^{name}")).first.click(force=True)
    visitor.settle()
    _sound(visitor)
    return visitor


def _sound(visitor) -> None:
    for box in TROUBLE:
        assert visitor.page.locator(box).count() == 0


def test_a_rehearsal_is_walked_from_the_first_page_to_the_end(visit):
    visitor = created(visit(), "Rehearse: strategies play every seat")
    assert visitor.page.url == visitor.address
    visitor.sees("No seat is for people")
    step(visitor, "Begin: brief turn 1")
    for turn in range(1, 5):
        step(visitor, "Open orders")
        step(visitor, "Lock orders")
        step(visitor, f"Resolve turn {turn}").sees(f"Turn {turn} of 4")
        if turn < 4:
            step(visitor, "Open the discussion")
            step(visitor, f"Brief turn {turn + 1}")
    step(visitor, "Open the discussion")
    step(visitor, "Begin the debrief")
    for name in ("Room and screens", "Seats and orders", "Injects", "Rulings", "Talk",
                 "What happened", "Log"):
        visitor.page.get_by_role("button", name=re.compile("^The game")).click()
        visitor.page.get_by_role("button", name=re.compile(f"^{name}")).click()
        visitor.settle()
        _sound(visitor)
    visitor.click("Back to the debrief")
    page(visitor, "Timeline")
    report = visitor.page.request.get(visitor.address + "file/report")
    assert report.status == 200
    assert "The Long View" in report.text()
    step(visitor, "Close the session").sees("Close it for good?")
    visitor.click("Yes, close the session").sees("The session is closed")
    assert visitor.complaints == []


def test_resolving_waits_for_missing_teams_and_undo_takes_two_clicks(visit):
    visitor = created(visit())
    step(visitor, "Begin: brief turn 1")
    step(visitor, "Open orders")
    step(visitor, "Lock orders").sees("Meta has no sealed order and nobody stands in.")
    assert visitor.page.locator(".st-key-act-next button").is_disabled()
    visitor.click("Let them hold")
    step(visitor, "Resolve turn 1").sees("Turn 1 is resolved.")
    visitor.click("Undo").click("Take back turn 1").sees("Turn 1 is taken back")
    visitor.page.locator(".st-key-act-next button", has_text="Lock orders").wait_for()
    assert visitor.page.get_by_text("Reason, for the record").count() == 0
    assert visitor.complaints == []


def test_the_clock_ticks_without_running_the_page_and_stops_when_paused(visit):
    visitor = created(visit())
    visitor.click("Start 5 min")
    clock = visitor.page.locator(".st-key-room-clock .clock span")
    clock.filter(has_text=re.compile(r"^[45]:\d\d$")).wait_for()
    assert visitor.full_runs > 0
    visitor.full_runs = 0
    visitor.page.wait_for_timeout(5000)
    assert visitor.full_runs == 0
    before = clock.inner_text()
    visitor.page.wait_for_timeout(1500)
    assert clock.inner_text() != before
    visitor.click("Pause").sees("paused")
    held = clock.inner_text()
    visitor.page.wait_for_timeout(1500)
    assert clock.inner_text() == held
    visitor.page.reload()
    visitor.settle()
    clock.filter(has_text=held).wait_for()
    visitor.click("+1 min")
    minutes, seconds = held.split(":")
    clock.filter(has_text=f"{int(minutes) + 1}:{seconds}").wait_for()


def test_the_key_n_leads_to_a_note_that_is_kept_with_its_moment(visit):
    visitor = created(visit())
    step(visitor, "Begin: brief turn 1")
    visitor.page.locator("h1").first.click()
    visitor.page.wait_for_timeout(1600)  # a letter is no shortcut right after the page changed
    visitor.page.keyboard.press("n")
    visitor.page.keyboard.type("Nobody asked about chips")
    visitor.page.keyboard.press("Enter")
    visitor.settle()
    page(visitor, "Log").sees("Nobody asked about chips").sees("Turn 1, briefing")
    assert visitor.page.locator(".st-key-rail-note input").input_value() == ""


def test_half_typed_text_and_focus_outlive_what_happens_meanwhile(visit):
    visitor = created(visit())
    page(visitor, "Talk")
    field = visitor.page.locator(".st-key-say-text textarea")
    field.click()
    visitor.page.keyboard.type("Meet at the")
    other = visit(cookies=visitor.page.context.cookies())
    other.open()
    for _ in range(4):
        other.page.locator(".st-key-rail-note input").fill("x")
        other.page.keyboard.press("Enter")
        other.settle()
        visitor.page.wait_for_timeout(1300)
    visitor.page.keyboard.type(" window")
    assert field.input_value() == "Meet at the window"


def test_a_page_of_a_team_is_seen_read_only_and_left_again(visit):
    visitor = created(visit())
    step(visitor, "Begin: brief turn 1")
    page(visitor, "Seats and orders")
    visitor.page.get_by_role("button", name="See as player", exact=True).first.click()
    visitor.settle().sees("as its team sees it")
    visitor.click("Back to the console")
    page(visitor, "Log").sees("Looked on as Meta.")


def test_a_guest_from_elsewhere_cannot_start_sessions_without_the_link(visit, server):
    import json
    import urllib.request

    with urllib.request.urlopen(server + "health", timeout=5) as answer:
        assert json.load(answer) == {"status": "ok", "sessions": True}
    visitor = visit()
    answer = visitor.page.request.get(visitor.address + "file/bundle")
    assert answer.status == 403


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_console_fits_a_laptop_and_a_phone(visit, theme):
    for size in ("laptop", "phone"):
        visitor = created(visit(size, theme))
        for name in ("Seats and orders", "Injects", "Rulings", "Talk", "Log"):
            page(visitor, name)
            wide, inner = visitor.page.evaluate(
                "() => [document.documentElement.scrollWidth, window.innerWidth]")
            assert wide <= inner


def test_a_lost_connection_is_told_in_our_own_words_and_found_again(hall):
    made = hall()
    device = made.device("white_cell")
    made.server.kill()
    line = device.page.locator("#wargame-lost")
    line.wait_for()
    assert "nothing is lost" in line.inner_text()
    assert not device.page.get_by_text("Is Streamlit still running").is_visible()
    made.server.start()
    line.wait_for(state="detached")
    device.page.wait_for_timeout(2500)
    device.settle().click("act-next").sees("On to briefing.")
