"""Main screens are accessible and fit their devices, light and dark; no device fetches afar."""

from __future__ import annotations

import pytest

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SERIOUS = ("serious", "critical")


def _violations(device) -> list[str]:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    found = axe.run(device.page).response["violations"]
    return [f"{v['id']}: {v['help']}: {n['html'][:160]}" for v in found
            if v["impact"] in SERIOUS for n in v["nodes"]]


def _small_targets(device) -> list[str]:
    """Buttons, choices and fields lower than a finger is wide."""
    return device.page.evaluate("""() => [...document.querySelectorAll(
        '.st-key-page button, .st-key-bar button, .st-key-page input:not([type=hidden])')]
        .filter(e => e.type !== 'range')
        .map(e => ['radio', 'checkbox'].includes(e.type) ? e.closest('label') || e
          : e.closest('[role=group]') || (e.tagName === 'INPUT' ? e.parentElement : e))
        .filter(e => { const b = e.getBoundingClientRect(); const s = getComputedStyle(e);
          return b.width > 0 && s.visibility !== 'hidden' && b.height < 43.5
            && !e.closest('[data-testid=stTooltipIcon]') })
        .map(e => `${e.getBoundingClientRect().height} ${e.textContent} ${e.closest(
          '[class*=st-key-]').className.match(/st-key-[^ ]*/)} ${e.outerHTML.slice(0, 90)}`)""")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_team_screens_have_no_serious_violation(hall, theme):
    room = hall(2)
    room.move("briefing", 0)
    team = room.device("seat:meta", "laptop", theme).sees("Your brief")
    found = {"brief": _violations(team)}
    room.move("orders", 1)
    team.sees("Seal our order").settle()
    found["orders"] = _violations(team)
    team.choose("Talk")
    found["talk"] = _violations(team)
    room.move("locked", 1)
    _hold(room)
    room.move("resolved", 1)
    team.choose("Results").sees("Our orders and forecasts").settle()
    found["happened"] = _violations(team)
    room.move("debrief", 1, "time is up")
    team.sees("Timeline").settle()
    found["debrief"] = _violations(team)
    assert {k: v for k, v in found.items() if v} == {}
    team.calm()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_public_screens_have_no_serious_violation(hall, theme):
    room = hall(2)
    screen = room.device("projector", "projector", theme)
    observer = room.device("observer", "laptop", theme)
    assert _violations(screen) == []
    assert _violations(observer) == []
    room.move("briefing", 0)
    screen.settle()
    assert _violations(screen) == []
    for device in (screen, observer):
        device.calm()
        device.fits()


def test_a_phone_has_no_sideways_scrolling_and_no_small_targets(hall):
    room = hall(2)
    room.move("briefing", 0)
    team = room.device("seat:meta", "phone").sees("Your brief")
    small = {"brief": _small_targets(team)}
    team.fits()
    room.move("orders", 1)
    team.sees("Seal our order").settle()
    small["orders"] = _small_targets(team)
    team.fits()
    team.choose("Talk")
    small["talk"] = _small_targets(team)
    team.fits()
    assert "\n".join(line for lines in small.values() for line in lines) == ""
    observer = room.device("observer", "phone")
    observer.fits()


def _hold(room) -> None:
    from wargame.session.command import SetStandIn

    for actor in ("meta", "openai", "us", "china", "eu_regulator"):
        room.count += 1
        room.host.act(room.token, SetStandIn(seat=actor, stand_in="hold"), f"h{room.count}")
