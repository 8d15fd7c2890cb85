"""Every role's page in every phase on a phone: no sideways scrolling, targets for a finger."""

from __future__ import annotations

import pytest

from wargame.session.command import (
    ProposeAgreement,
    SaveDraft,
    SendMessage,
    SetProjector,
    SetStandIn,
    SetTimer,
    SubmitOrder,
)
from wargame.session.content import Forecast

pytestmark = [pytest.mark.browser, pytest.mark.slow]
TEAMS = ("meta", "openai", "us", "china", "eu_regulator")
#: What must not happen: the page, or the part of it that scrolls, is wider than the phone; a
#: control is lower than a finger or reaches beyond the edge.
FAULTS = """() => {
  const wide = document.documentElement.clientWidth, faults = [];
  const name = (e) => `${(e.getAttribute('aria-label') || e.textContent || e.placeholder || '')
    .trim().slice(0, 40)} [${(e.closest('[class*=st-key-]')?.className.match(/st-key-[^ ]*/) ||
    [e.className])[0]}]`;
  for (const part of [document.documentElement, document.querySelector('[data-testid=stMain]')])
    if (part && part.scrollWidth > wide) faults.push(
      `${part.dataset.testid || 'page'} is ${part.scrollWidth} wide`);
  const targets = 'button, summary, textarea, input:not([type=hidden]), [role=tab], a.button,' +
    ' a.leave, .row.small a';
  for (const e of document.querySelectorAll(targets)) {
    if (e.type === 'range' || e.type === 'file' || e.closest('[data-testid=stTooltipIcon]') ||
        e.closest('[aria-hidden=true], [inert]')) continue;
    const choice = ['radio', 'checkbox'].includes(e.type) && e.closest('label');
    const field = e.closest('.stMultiSelect, .stSelectbox, .stNumberInput')
      ?.querySelector('[data-baseweb], [role=group], [class*=Group], div:has(> input)') ||
      (e.tagName === 'INPUT' && (e.closest('[role=group]') || e.parentElement));
    const b = (choice || field || e).getBoundingClientRect(), s = getComputedStyle(e);
    if (!b.width || s.visibility === 'hidden' || s.display === 'none') continue;
    if (b.height < 43.5) faults.push(`${b.height.toFixed(0)} high: ${name(e)}`);
    if (b.right > wide + 1 || b.left < -1) faults.push(
      `${b.left.toFixed(0)} to ${b.right.toFixed(0)}: ${name(e)}`);
  }
  return [...new Set(faults)];
}"""


class Walk:
    """A session that is walked through its phases, and the phones in it."""

    def __init__(self, room) -> None:
        self.room, self.faults, self.done = room, {}, 0
        self.token = room.host.enter(room.codes["seat:meta"], "walk").token
        self.phones = {role: room.device(role, "phone")
                       for role in ("observer", "white_cell", "projector")}
        made = room.device(size="phone")
        made.page.goto(f"{room.server.address}join/{room.codes['seat:meta']}")
        made.page.get_by_role("button", name="Take the seat on this device").click()
        self.phones["seat:meta"] = made.settle()

    def act(self, command, role: str = "") -> None:
        self.done += 1
        self.room.host.act(self.token if role else self.room.token, command, f"w{self.done}")

    def look(self, moment: str) -> None:
        for role, phone in self.phones.items():
            phone.settle()
            tabs = phone.page.locator(
                ".st-key-team-view button, .st-key-console-view button")
            for at in range(max(tabs.count(), 1)):
                if tabs.count():
                    tabs.nth(at).click(force=True)
                    phone.settle()
                self._note(f"{role} {moment} {at}", phone)

    def _note(self, where: str, phone) -> None:
        found = phone.page.evaluate(FAULTS)
        if phone is self.phones["projector"]:
            found = [f for f in found if " wide" in f]  # nobody touches it
        for fault in found:
            self.faults.setdefault(fault, where)


def test_every_role_fits_a_phone_in_every_phase(hall):
    room = hall(2)
    walk = Walk(room)
    walk.look("lobby")
    room.move("briefing", 0)
    walk.act(SendMessage(to=("meta",), text="A word before we begin."))
    walk.act(SetTimer(seconds=600))
    walk.look("briefing")
    room.move("orders", 1)
    walk.look("orders")
    token = room.host.enter(room.codes["seat:us"], "us").token
    room.host.act(token, ProposeAgreement(
        terms="No embargo while weights stay open.", parties=("us", "meta")), "agree")
    now = room.host.enter(room.codes["seat:meta"], "writes", takeover=True).token
    walk.act(SetProjector(shows="state"))
    room.host.act(now, SaveDraft(
        turn=1, levers={"release_mode": 1, "safety_share": 0.2}, reason="to see what they do",
        free_action="A summit of hosts in Paris",
        forecasts=(Forecast(metric="open_token_share", low=0.2, high=0.6),)), "draft")
    room.host.act(now, SubmitOrder(turn=1), "seal")
    walk.look("sealed")
    for actor in TEAMS[1:]:
        walk.act(SetStandIn(seat=actor, stand_in="hold"))
    room.move("locked", 1)
    walk.look("locked")
    room.move("resolved", 1, "unjudged")
    walk.look("resolved")
    room.move("debrief", 1, "time is up")
    walk.look("debrief")
    assert walk.faults == {}


def test_the_pages_outside_a_session_fit_a_phone(hall):
    room = hall(2)
    phone = room.device(size="phone")
    faults = {}
    for path in ("", "join", "?solo=1"):
        phone.page.goto(room.server.address + path)
        phone.page.locator("h1").first.wait_for()
        if path != "join":
            phone.settle()
        if found := phone.page.evaluate(FAULTS):
            faults[path] = found
    assert faults == {}
    phone.page.goto(f"{room.server.address}join")
    field = phone.page.locator("#code")
    field.fill(room.codes["seat:meta"])
    fits = field.evaluate("e => e.scrollWidth <= e.clientWidth")
    assert fits, "a whole code cannot be read in its field"


def test_on_a_phone_no_hint_lies_over_a_number_and_enter_seals_nothing(hall):
    room = hall(2)
    room.move("briefing", 0)
    room.move("orders", 1)
    phone = room.device("seat:meta", "phone").sees("Seal our order").draft(1, "to see")
    field = phone.page.locator(".st-key-order-1-low-0-open_token_share input")
    field.fill("12")
    assert not phone.page.get_by_text("Press Enter").is_visible()
    for key in ("low-0-open_token_share", "high-0-open_token_share", "reason"):
        phone.page.locator(f".st-key-order-1-{key} input").press("Enter")
        phone.settle()
    assert room.order("meta", 1).state == "draft"
    assert room.order("meta", 1).forecasts[0].low == pytest.approx(0.12)
    foot = phone.page.locator(".st-key-bar").bounding_box()
    assert foot["height"] < 80, "what is missing and the seal stand in one row"


def test_alone_the_seat_and_the_start_are_in_sight_on_a_small_laptop(hall):
    device = hall(2).device()
    device.page.set_viewport_size({"width": 1366, "height": 900})
    device.page.goto(f"{device.server.address}?solo=1")
    button = device.page.get_by_role("button", name="Start the game")
    button.wait_for()
    device.settle()
    seat = device.page.get_by_text("2. Your seat").bounding_box()["y"]
    begin = device.page.get_by_text("3. Begin").bounding_box()["y"]
    box = button.bounding_box()
    assert seat < begin < box["y"] and box["y"] + box["height"] <= 900
