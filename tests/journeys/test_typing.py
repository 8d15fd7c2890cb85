"""What somebody types stays where it is typed, whatever is refused or happens meanwhile."""

from __future__ import annotations

import re

import pytest

pytestmark = pytest.mark.browser
#: Milliseconds between keys: a fast typist.
PACE = 55
SENTENCE = "A minister was seen in a night train"


def _words(device, wanted: str):
    return device.page.locator(".st-key-words .notice", has_text=wanted)


def test_words_typed_after_a_refusal_stay_in_their_field_on_the_console(hall):
    made = hall(2)
    desk = made.device("white_cell").choose("Injects")
    add = desk.page.locator(".st-key-act-add-inject button").first
    keys = desk.page.keyboard
    add.click()
    _words(desk, "Nothing was changed").wait_for()
    before = add.bounding_box()
    desk.page.locator(".st-key-inject-title input").click()
    keys.type("Night train", delay=PACE)
    keys.press("Tab")
    keys.type(SENTENCE, delay=PACE)
    made.move("briefing", 0)
    keys.type(" on the new line", delay=PACE)
    desk.sees("Open orders")
    keys.type(" near Nancy", delay=PACE)
    assert desk.value("inject-text") == f"{SENTENCE} on the new line near Nancy"
    assert desk.value("inject-title") == "Night train"
    assert desk.value("rail-note") == ""
    assert add.bounding_box()["x"] == before["x"]
    add.click()
    desk.sees("Night train").settle()
    assert desk.value("inject-text") == ""
    desk.calm()


def test_a_refusal_pushes_nothing_and_is_in_sight_wherever_one_has_scrolled(hall):
    made = hall(2)
    made.move("briefing", 0)
    desk = made.device("white_cell").choose("Injects")
    add = desk.page.locator(".st-key-act-add-inject button").first
    add.scroll_into_view_if_needed()
    before = add.bounding_box()
    for _ in range(2):
        add.click()
        desk.settle()
        bar = _words(desk, "Nothing was changed")
        bar.wait_for()
        box, height = bar.bounding_box(), desk.page.viewport_size["height"]
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= height
        assert add.bounding_box() == before
    bar.click()
    bar.wait_for(state="hidden")


def test_words_typed_on_a_team_screen_stay_while_the_room_moves_on(hall):
    made = hall(2)
    made.move("briefing", 0)
    team = made.device("seat:meta").choose("Talk")
    other = made.device("seat:us").choose("Talk")
    team.page.locator(".st-key-propose summary").click()
    team.settle().click("act-propose")
    _words(team, "Nothing was changed").wait_for()
    team.page.locator(".st-key-terms-text textarea").click()
    team.page.keyboard.type("No new weights ", delay=PACE)
    other.page.locator(".st-key-propose summary").click()
    other.settle().write("terms-text", "Tell each other first")
    other.page.locator(".st-key-terms-parties input").first.fill("Meta")
    other.page.keyboard.press("Enter")
    other.settle().click("act-propose")
    team.sees("Tell each other first")
    team.page.keyboard.type("until next year", delay=PACE)
    assert team.value("terms-text") == "No new weights until next year"
    team.calm()


def test_words_typed_by_an_observer_stay_while_a_quick_note_is_told(hall):
    made = hall(2)
    made.move("briefing", 0)
    watch = made.device("observer")
    watch.click("act-quick-1")
    watch.page.locator(".st-key-note-text textarea").click()
    watch.page.keyboard.type("Nobody ", delay=PACE)
    made.move("orders", 1)
    watch.sees(re.compile("Orders"))
    watch.page.wait_for_timeout(1200)
    watch.page.keyboard.type("spoke", delay=PACE)
    assert watch.value("note-text") == "Nobody spoke"


def test_a_letter_is_no_shortcut_right_after_typing_or_after_the_page_has_changed(hall):
    made = hall(2)
    made.move("briefing", 0)
    desk = made.device("white_cell").choose("Talk")
    page = desk.page
    note = page.locator(".st-key-rail-note input")
    focused = "() => document.activeElement === document.querySelector('.st-key-rail-note input')"
    page.wait_for_timeout(1500)
    page.locator(".st-key-say-text textarea").click()
    page.keyboard.type("mi", delay=PACE)
    page.evaluate("() => document.activeElement.blur()")
    page.keyboard.type("nister", delay=PACE)
    assert note.input_value() == ""
    assert not page.evaluate(focused)
    page.wait_for_timeout(2500)
    page.keyboard.press("n")
    assert page.evaluate(focused)


def test_an_impatient_second_click_on_the_big_button_presses_nothing(hall):
    made = hall(2)
    made.move("briefing", 0)
    desk = made.device("white_cell").sees("Open orders")
    desk.page.wait_for_timeout(1600)
    box = desk.page.locator(".st-key-act-next button").bounding_box()
    at = (box["x"] + box["width"] / 2, box["y"] + 20)
    desk.page.mouse.click(*at)
    desk.sees("Lock orders")
    desk.page.wait_for_timeout(600)
    desk.page.mouse.click(*at)
    desk.settle()
    assert made.host.view(made.token).room.phase == "orders"
    desk.page.wait_for_timeout(1600)
    desk.page.mouse.click(*at)
    desk.settle().sees("Resolve turn 1")
