"""One event for each intent, whatever hands and browsers do; and what others do loses nothing."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest
from playwright import sync_api

from wargame.session.command import AddNote
from wargame.ui.raw_client import RawClient

pytestmark = [pytest.mark.browser, pytest.mark.slow]
CHANGES = 10
#: Every screen is right again within so many milliseconds of a stranger's message.
RIGHT = 3000


def _count(room, kind: str) -> int:
    return room.host.export(room.token).decode().count(f'"{kind}"')


def _busy(room, page) -> None:
    """The session changes ten times, seen by a page with time for each."""
    for _ in range(CHANGES):
        room.count += 1
        room.host.act(room.token, AddNote(text="Something happened"), f"n{room.count}")
        page.wait_for_timeout(700)


def test_five_rapid_clicks_a_reload_and_the_back_button_are_one_event(hall):
    room = hall(2)
    lead = room.device("white_cell")
    room.move("briefing", 0)
    step = lead.page.locator(".st-key-act-next button")
    step.filter(has_text="Open orders").wait_for()
    lead.settle().page.wait_for_timeout(1700)  # a step that is new takes no click for a moment
    for _ in range(5):
        # For a moment the step before and the next stand there together.
        step.first.click(delay=20, force=True, timeout=3000)
        lead.page.wait_for_timeout(100)
    team = room.device("seat:meta").sees("Seal our order").draft(1, "once and no more")
    assert room.host.view(room.token).room.phase == "orders"
    seal = team.page.locator(".st-key-act-seal-1 button").first
    for _ in range(5):
        with suppress(sync_api.Error):  # once it is sealed the button goes
            seal.click(timeout=500, no_wait_after=True, force=True)
        team.page.wait_for_timeout(100)
    team.sees("Your order is sealed")
    for again in (team.page.reload, team.page.go_back, team.page.go_forward, team.page.reload):
        again()
        team.page.wait_for_timeout(300)
    team.page.goto(room.server.address)
    team.settle().sees("Your order is sealed")
    assert _count(room, "submit_order") == 1
    assert _count(room, "move_phase") == 2
    for device in (lead, team):
        device.calm()


def test_a_stranger_s_message_that_empties_every_cache_loses_nothing(hall):
    room = hall(2)
    room.move("briefing", 0)
    room.move("orders", 1)
    devices = {role: room.device(role) for role in ("white_cell", "seat:meta", "projector")}
    team = devices["seat:meta"].sees("Seal our order").draft(1, "kept all the same")
    before = room.host.version(team_session(room))
    stranger = RawClient(room.server.address.rstrip("/"), "no-token", beats=False)
    for _ in range(3):
        stranger.clear_caches()
    room.count += 1
    room.host.act(room.token, AddNote(text="After the message"), f"n{room.count}")
    for device in devices.values():
        device.page.wait_for_function(
            f"() => +(document.querySelector('.version')?.dataset.version) >= {before + 1}",
            timeout=RIGHT)
    stranger.close()
    assert team.value("order-1-reason") == "kept all the same"
    team.seal(1)
    assert room.order("meta", 1).reason == "kept all the same"
    for device in devices.values():
        device.calm()


def team_session(room) -> str:
    return room.host.identify(room.token).session_id


def test_an_open_drop_down_and_a_half_typed_order_outlive_ten_changes(hall):
    room = hall(2)
    room.move("briefing", 0)
    room.move("orders", 1)
    team = room.device("seat:meta").sees("Seal our order")
    us = room.device("seat:us").sees("Seal our order").draft(1, "sealed to be returned").seal(1)
    lead = room.device("white_cell")
    order = team.page.locator(".st-key-order-1-reason input").first
    order.click()
    team.page.keyboard.type("half a sent")
    lead.choose("Seats and orders").page.get_by_role("button", name="Return\u2026").first.click()
    field = lead.page.locator("[data-testid=stPopoverBody] input[type=text], "
                              "[data-testid=stPopoverBody] textarea").first
    field.click()
    lead.page.keyboard.type("Say by wh")
    _busy(room, lead.page)
    lead.page.keyboard.type("en")
    team.page.keyboard.type("ence")
    assert field.input_value() == "Say by when"
    assert order.input_value() == "half a sentence"
    for device in (team, us, lead):
        device.calm()


SMALL = """() => { const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) { const text = walk.currentNode.textContent.trim();
    const at = walk.currentNode.parentElement;
    if (!text || !at || at.closest('script, style, noscript, .proof')) continue;
    const box = at.getBoundingClientRect(), look = getComputedStyle(at);
    if (!box.width || !box.height || look.visibility === 'hidden' || look.display === 'none'
        || !at.checkVisibility({opacityProperty: true, visibilityProperty: true})) continue;
    if (box.bottom <= 0 || box.top >= innerHeight || box.width <= 1 || box.height <= 1) continue;
    const seen = parseFloat(look.fontSize) * (at.ownerSVGElement
      ? at.getScreenCTM().a : 1);
    if (seen < 47.5) found.push(`${seen.toFixed(1)} ${text.slice(0, 60)}`); }
  return found; }"""


def test_nothing_that_a_room_reads_is_smaller_than_48_pixels(hall):
    """Every visible text of every picture; the line for cameras at the foot is not for the room."""
    from wargame.session.command import SetProjector, SetStandIn, SetTimer

    room = hall(2)

    def act(command) -> None:
        room.count += 1
        room.host.act(room.token, command, f"p{room.count}")

    screen = room.device("projector", "projector")
    small = {"lobby": screen.page.evaluate(SMALL)}

    def look(moment: str) -> None:
        version = room.host.version(team_session(room))
        screen.page.wait_for_function(
            f"() => +(document.querySelector('.version')?.dataset.version) >= {version}")
        screen.settle()
        screen.page.wait_for_timeout(400)
        small[moment] = screen.page.evaluate(SMALL)

    room.move("briefing", 0)
    look("briefing")
    room.move("orders", 1)
    act(SetTimer(seconds=600))
    look("orders")
    for actor in ("meta", "openai", "us", "china", "eu_regulator"):
        act(SetStandIn(seat=actor, stand_in="hold"))
    room.move("locked", 1)
    room.move("resolved", 1)
    for shows in ("state", "happened", "chart", "claims", "blank"):
        act(SetProjector(shows=shows, metric="open_token_share" if shows == "chart" else None))
        look(shows)
    room.move("debrief", 1, "time is up")
    act(SetProjector(shows="claims"))
    look("claims at the end")
    assert {moment: lines for moment, lines in small.items() if lines} == {}
    assert re.search(r"\S", screen.page.locator(".st-key-projector").inner_text())
    screen.calm()
