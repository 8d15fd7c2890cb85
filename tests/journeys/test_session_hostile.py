"""What people write in a session shows literally on every screen, and calls no other host."""

from __future__ import annotations

import pytest

from wargame.session.command import (
    AddNote,
    AnswerAgreement,
    MovePhase,
    ProposeAgreement,
    RaiseChallenge,
    SaveDraft,
    SendMessage,
    SubmitOrder,
)
from wargame.session.content import Forecast
from wargame.session.host import Host
from wargame.session.refusal import RefusedError

pytestmark = [pytest.mark.browser, pytest.mark.slow]
STRINGS = (
    "![x](http://evil.example/p.png)", "<img src=http://evil.example/q.png>",
    "[click](http://evil.example)", "<script>alert(1)</script>", "# big", "$x^2$", ":red[red]",
    "http://evil.example/bare", "www.evil.example", "a@evil.example", "<style>*{display:none}",
    "</div></div>", "{{7*7}}", "`code`", "**bold**", ":material/home:", "&lt;b&gt;", "\u202egnp",
    "javascript:alert(1)", "<a href=http://evil.example>x</a>")


def test_hostile_words_show_literally_everywhere_and_call_nobody(hall):
    room = hall(2)
    text = " ".join(STRINGS)
    tokens = _played(room, text)
    devices = {role: room.device(role) for role in ("seat:meta", "seat:us", "white_cell",
                                                    "observer", "projector")}
    meta, us, lead = devices["seat:meta"], devices["seat:us"], devices["white_cell"]
    for device, places in ((meta, ("Talk", "Results")), (us, ("Talk",)),
                           (lead, ("Talk", "Seats and orders"))):
        for place in places:
            device.choose(place)
            device.calm()
    us.choose("Talk").sees(STRINGS[0])
    room.move("debrief", 1, "time is up")
    assert tokens
    us.choose("Debrief")
    for place in ("Timeline", "Forecasts", "Promises", "Why?", "The claims"):
        us.choose(place)
        us.calm()
    us.choose("Promises").sees(STRINGS[1])
    for device in devices.values():
        device.calm()
        assert device.page.locator("img[src*='evil']").count() == 0
        assert device.page.locator("a[href*='evil']").count() == 0
        assert device.page.locator(".st-key-page").first.is_visible()


def _played(room, text: str) -> dict[str, str]:
    """A turn in which everything that can be written holds the strings."""
    host: Host = room.host
    room.move("briefing", 0)
    room.move("orders", 1)
    tokens = {role: host.enter(code, f"quiet {role}", takeover=True).token
              for role, code in room.codes.items() if role in (
                  "seat:meta", "seat:us", "seat:openai", "seat:china", "seat:eu_regulator",
                  "observer")}

    def act(role: str, command) -> None:
        room.count += 1
        host.act(tokens[role], command, f"h{room.count}")

    short = text[:250]
    act("seat:meta", SendMessage(to=("us",), text=text))
    act("seat:meta", ProposeAgreement(terms=text, parties=("meta", "us")))
    name = host.view(tokens["seat:us"]).agreements[0].id
    act("seat:us", AnswerAgreement(agreement=name, agree=True))
    act("observer", AddNote(text=text, seat="meta"))
    act("seat:us", RaiseChallenge(text=short, metric="open_token_share"))
    for role in tokens:
        if role.startswith("seat:"):
            act(role, SaveDraft(turn=1, reason=short, free_action=text, forecasts=(
                Forecast(metric="open_token_share", low=0.1, high=0.5),)))
            act(role, SubmitOrder(turn=1))
    room.move("locked", 1)
    room.move("resolved", 1, "free actions stay unjudged")
    with pytest.raises(RefusedError):
        host.act(tokens["seat:us"], MovePhase(to="debrief", turn=1), "not mine")
    for role, token in tokens.items():
        if role.startswith("seat:"):
            from wargame.session.command import ReleaseSeat

            host.act(token, ReleaseSeat(seat=role.removeprefix("seat:")), f"r {role}")
    return tokens
