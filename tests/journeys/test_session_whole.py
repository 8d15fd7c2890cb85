"""A facilitator and five teams play four turns, from the join links to the debrief."""

from __future__ import annotations

import pytest
from playwright import sync_api

pytestmark = [pytest.mark.browser, pytest.mark.slow]
TEAMS = ("meta", "openai", "us", "china", "eu_regulator")
TURNS = 4


def test_five_teams_play_four_turns_and_no_secret_reaches_another(hall):
    room = hall(TURNS)
    lead = room.device("white_cell", "laptop")
    teams = {actor: room.device(f"seat:{actor}", "phone" if actor == "us" else "laptop",
                                "dark" if actor == "china" else "light") for actor in TEAMS}
    screen = room.device("projector", "projector")
    observer = room.device("observer")
    _on(room, lead, "briefing")
    for turn in range(1, TURNS + 1):
        _on(room, lead, "orders")
        for actor, team in teams.items():
            team.sees("Seal our order").draft(turn, f"canary-{actor}-{turn}")
            team.fits()
            team.seal(turn)
        if turn == 1:
            _talk(teams)
        _no_secret_elsewhere(teams, [screen, observer])
        _on(room, lead, "locked")
        _on(room, lead, "resolved")
        for team in teams.values():
            team.sees("Our orders and forecasts")
        screen.sees("Turn")
        _no_secret_elsewhere(teams, [screen, observer])
        _on(room, lead, "discussion")
        _on(room, lead, "briefing" if turn < TURNS else "debrief")
    for actor, team in teams.items():
        team.sees("Timeline")
        team.sees(f"canary-{actor}-1")
    teams["us"].sees("canary-meta-1")
    teams["meta"].choose("Forecasts").sees("ranges held what came")
    teams["openai"].choose("Luck or decision").sees("futures")
    teams["china"].choose("The claims").sees("Open and closed coexist")
    teams["eu_regulator"].choose("Promises").sees("all revealed")
    for device in room.devices:
        device.calm()
        device.fits()
    assert len(room.host.debrief(room.token).turns) == TURNS
    assert "Traceback" not in room.server.log


def _on(room, lead, phase: str) -> None:
    """The facilitator presses the one big button, and the room is in its next phase."""
    lead.click("act-next")
    for _ in range(100):
        if room.host.view(room.token).room.phase == phase:
            break
        lead.page.wait_for_timeout(100)
    assert room.host.view(room.token).room.phase == phase
    lead.page.wait_for_timeout(1700)
    lead.settle()


def _talk(teams) -> None:
    meta = teams["meta"].choose("Talk")
    meta.page.locator(".st-key-talk-to input").fill("United")
    meta.page.locator(".st-key-talk-to input").press("Enter")
    meta.settle().write("talk-text", "letter-from-meta: meet us").click("act-send")
    teams["us"].choose("Talk").sees("letter-from-meta")
    _back(meta)
    _back(teams["us"])
    for actor in ("openai", "china", "eu_regulator"):
        assert not teams[actor].received("letter-from-meta")


def _back(team) -> None:
    """From talk to orders; a busy server may lose a click, and then people click again."""
    for _ in range(4):
        team.choose("Orders")
        try:
            team.sees("Your order is sealed", timeout=10_000)
        except sync_api.TimeoutError:
            team.choose("Brief")
        else:
            return
    team.sees("Your order is sealed")


def _no_secret_elsewhere(teams, public) -> None:
    """No byte of a team's words came to another team, or to a public screen."""
    for actor in teams:
        for other, device in teams.items():
            if other != actor:
                assert not device.received(f"canary-{actor}-"), (actor, other)
        for device in public:
            assert not device.received(f"canary-{actor}-"), actor
