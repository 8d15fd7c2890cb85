"""The projector over a whole game: it follows the phase, its clock stays, nothing is cut off."""

from __future__ import annotations

import re

import pytest

from wargame.session.command import (
    Adjudicate,
    PauseTimer,
    SaveDraft,
    SetProjector,
    SetTimer,
    SubmitOrder,
    UndoTurn,
)
from wargame.session.content import Forecast, OtherOrder
from wargame.session.screen_command import ShowAction

pytestmark = [pytest.mark.browser, pytest.mark.slow]
TEAMS = ("meta", "openai", "us", "china", "eu_regulator")
YOU = re.compile(r"\b(you|your|yours)\b", re.IGNORECASE)
#: What the room sees in each phase when nobody touches the projector.
FOLLOWS = {"lobby": "Join with the code", "briefing": "Read and talk",
           "orders": "0 of 5 orders are sealed", "locked": "5 of 5 orders are sealed",
           "resolved": "Most of it came from", "discussion": "Most of it came from",
           "debrief": "Open and closed coexist"}
BACK = {"luck": "end lower and", "what_if": "Had Meta held in turn 1", "ledger": "made no ruling",
        "forecasts": "forecasts held what came", "agreements": "No agreement was made"}
#: Sizes of all text on the page, as drawn, but for the line for cameras.
SMALLEST = """() => {
  const found = [], zoom = innerWidth / 1920;
  const walker = document.createTreeWalker(
    document.querySelector('.st-key-projector'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode, box = at.parentElement;
    if (!at.textContent.trim() || box.closest('.proof, style, script, .vega-bindings, summary'))
      continue;
    const range = document.createRange(); range.selectNodeContents(at);
    if (!range.getBoundingClientRect().height || !box.checkVisibility()) continue;
    if (box.closest('svg, canvas, [role=graphics-document]')) continue;
    const size = parseFloat(getComputedStyle(box).fontSize) * (box.currentCSSZoom || 1);
    found.push([size / zoom, at.textContent.trim()]);
  }
  return found.sort((a, b) => a[0] - b[0])[0];
}"""
FITS = """() => {
  const main = document.querySelector('[data-testid=stMain]');
  return main.scrollHeight <= main.clientHeight + 1 && main.scrollWidth <= main.clientWidth + 1;
}"""


class Screens:
    """The projector at both sizes, and the white cell elsewhere."""

    def __init__(self, room) -> None:
        self.room = room
        self.seen = [room.device("projector", size, theme) for size, theme in
                     (("projector", "light"), ("laptop", "dark"))]
        self.tokens = {a: room.host.enter(room.codes[f"seat:{a}"], f"device {a}").token
                       for a in TEAMS}
        self.done = 0

    def act(self, command, seat: str = "") -> None:
        self.done += 1
        token = self.tokens[seat] if seat else self.room.token
        self.room.host.act(token, command, f"wall {self.done}")

    def show(self, words: str, *, clock: bool = True) -> None:
        """Both screens show these words, large, uncut, with the clock at the right."""
        for screen in self.seen:
            screen.sees(words)
            screen.settle().page.wait_for_timeout(400)
            page, where = screen.page, (words, screen.size)
            assert page.evaluate(FITS), where
            smallest = page.evaluate(SMALLEST)
            assert smallest[0] >= 48, (where, smallest)
            text = page.locator(".st-key-projector").inner_text()
            assert not YOU.search(text), (where, text)
            if clock:
                self._clock(screen, where)
            screen.calm()

    def chart_fills(self) -> None:
        """The chart is as wide as the head, on any screen."""
        for screen in self.seen:
            chart = screen.page.locator(
                ".st-key-projector-chart .marks").first.bounding_box()
            line = screen.page.locator(".st-key-projector-head").bounding_box()
            assert 0.97 <= chart["width"] / line["width"] <= 1.03, (screen.size, chart, line)

    def _clock(self, screen, where) -> None:
        page = screen.page
        clock = page.locator(".st-key-projector-clock .clock")
        clock.wait_for()
        # The words in it, not the box around them.
        box = clock.evaluate("""(e) => { const r = document.createRange(); r.selectNodeContents(e);
            const b = r.getBoundingClientRect(); return [b.left, b.right, b.top, b.bottom]; }""")
        head = page.locator(".st-key-projector .big.head").bounding_box()
        wide = page.viewport_size["width"]
        assert wide * 0.9 <= box[1] <= wide - 8, (where, box)
        assert box[0] >= head["x"] + head["width"] - 1, (where, box, head)
        assert box[2] < head["y"] + head["height"], (where, box, head)


def test_the_projector_follows_a_whole_game_and_shows_what_it_is_told(hall):
    room = hall(1)
    wall = Screens(room)
    wall.show(FOLLOWS["lobby"], clock=False)
    room.move("briefing", 0)
    wall.act(SetTimer(seconds=900))
    wall.show(FOLLOWS["briefing"])
    wall.act(PauseTimer(paused=True))
    wall.show("paused")
    room.move("orders", 1)
    wall.act(SetTimer(seconds=4000))
    wall.act(PauseTimer(paused=True))
    wall.show(FOLLOWS["orders"])
    _orders(wall)
    room.move("locked", 1)
    wall.act(SetTimer(seconds=120))
    wall.show(FOLLOWS["locked"])
    wall.act(ShowAction(turn=1, seat="meta", pros=("Money", "Time"), cons=("Rivals laugh",)))
    wall.show("it works in 72 of 100 worlds")
    wall.act(Adjudicate(turn=1, seat="meta", pros=("Money", "Time"), cons=("Rivals laugh",)))
    wall.show("that works in 72 of 100 worlds")
    room.move("resolved", 1)
    wall.show(FOLLOWS["resolved"], clock=False)
    wall.act(UndoTurn(turn=1, reason="A mis-click"))
    wall.show("was taken back", clock=False)
    room.move("locked", 1)
    room.move("resolved", 1)
    wall.act(SetProjector(shows="blank"))
    for screen in wall.seen:
        screen.page.locator(".big.blank").wait_for()
        screen.settle()
        assert screen.page.locator(".st-key-projector").inner_text().strip() == ""
    wall.act(SetProjector(shows="join"))
    room.move("discussion", 1)
    wall.act(SetTimer(seconds=60))
    wall.show(FOLLOWS["discussion"])
    room.move("debrief", 1)
    wall.act(SetTimer(seconds=1800))
    wall.show(FOLLOWS["debrief"])
    for shows, words in BACK.items():
        other = OtherOrder(turn=1, seat="meta") if shows == "what_if" else None
        wall.act(SetProjector(shows=shows, other=other))
        wall.show(words)
        if shows == "luck":
            wall.chart_fills()
    wall.act(SetProjector(shows="join"))
    room.move("closed", 1)
    wall.show("The end", clock=False)


def _orders(wall) -> None:
    """Every team seals an order; Meta has a free action in many words."""
    for actor in TEAMS:
        wall.act(SaveDraft(turn=1, reason="We want the room to follow", free_action=(
            "A summit of all who host open models, where each signs that incidents are told " * 4
            if actor == "meta" else ""), forecasts=(
                Forecast(metric="open_token_share", low=0.1, high=0.6),)), actor)
        wall.act(SubmitOrder(turn=1), actor)
