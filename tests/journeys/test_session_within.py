"""What unfolds is accessible too: drop-downs, explanations, every part of the debrief, Explore."""

from __future__ import annotations

import pytest

from wargame.batch.sweeping import sweep
from wargame.session.command import SetStandIn
from wargame.ui.bench_axe import serious

pytestmark = [pytest.mark.browser, pytest.mark.slow]
TEAMS = ("meta", "openai", "us", "china", "eu_regulator")


def _grave(device) -> tuple[dict[str, list[str]], set[str]]:
    """Findings by view, and the views that were seen."""
    found = dict(serious(device.page, within=True))
    device.calm()
    return {where: lines for where, lines in found.items() if lines}, set(found)


def test_the_console_and_its_drop_downs_have_no_serious_violation(hall):
    room = hall(2)
    room.move("briefing", 0)
    room.move("orders", 1)
    room.device("seat:us").sees("Seal our order").draft(1, "to be returned").seal(1)
    grave, seen = _grave(room.device("white_cell"))
    assert grave == {}
    assert "Seats and orders, open drop-down" in seen


def test_the_whole_debrief_and_its_explanations_have_no_serious_violation(hall):
    room = hall(2)
    for actor in TEAMS:
        room.count += 1
        room.host.act(room.token, SetStandIn(seat=actor, stand_in="hold"), f"s{room.count}")
    for phase, turn in (("briefing", 0), ("orders", 1), ("locked", 1), ("resolved", 1)):
        room.move(phase, turn)
    room.move("debrief", 1, "time is up")
    grave, seen = _grave(room.device("seat:meta", "laptop", "dark"))
    assert grave == {}
    assert {"Debrief, Why?", "Debrief, Why?, open choice", "Debrief, Luck or decision?"} <= seen


def test_explore_has_no_serious_violation_and_calls_no_other_host(hall, tmp_path):
    into = tmp_path / "small"
    sweep("long_view", mixes={"as played": {}, "closed": {"labs.release_mode": "closed"}},
          uncertainties={"ranges": "listed",
                         "parameters": {"compute_growth": {}, "new_task_pace": {}}},
          points=6, futures=2, watch=False, compiled=False,
          outcomes=[{"metric": "open_token_share", "at_least": 0.3}], into=into)
    room = hall(2)
    for theme in ("light", "dark"):
        device = room.device(size="laptop", theme=theme)
        device.page.goto(f"{room.server.address}?results=1")
        device.write("explore-folder", str(into)).sees("mixes")
        device.page.locator("canvas, svg.marks").first.wait_for()
        grave, seen = _grave(device)
        assert grave == {}
        assert "first view, open choice" in seen
        device.fits()
