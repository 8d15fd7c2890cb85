"""axe-core on a page of the app: its serious and critical findings, view by view."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

GRAVE = ("serious", "critical")
#: Controls that lead to views; the second is drawn within a view of the first.
VIEWS, PARTS = "[class*='st-key-nav-']", ".st-key-debrief-view"
#: What unfolds over a page.
DROPS = {"drop-down": "[data-testid=stPopover] button", "choice": "[data-testid=stSelectbox] input",
         "choices": "[data-testid=stMultiSelect] input"}
#: Milliseconds for which a step that is new is dimmed.
DIMMED = 1500
#: Ends whatever lies over the page.
CLOSE = "Escape"
_NAMES = """(control) => [...document.querySelectorAll(control + ' [role=radio], '
    + control + ' input[type=radio]')].map(e => (e.closest('label') || e).innerText.trim())"""
_RUN = """async () => { const found = await axe.run(document,
  {resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']});
  return JSON.stringify(found.violations.map(v => [v.id, v.impact, v.nodes.length,
    v.nodes.slice(0, 3).map(n => n.html.slice(0, 160))])); }"""
_UNFOLD = """() => {
  const folded = [...document.querySelectorAll('.st-key-page details:not([open])')];
  for (const each of folded) each.querySelector('summary').click(); return folded.length; }"""


def findings(page: Any) -> list[str]:
    """What is grave on the page as it stands, a line each."""
    if not page.evaluate("() => 'axe' in window"):
        page.add_script_tag(content=files("axe_playwright_python").joinpath(
            "axe.min.js").read_text(encoding="utf-8"))
    return [f"{name} on {count}: {' | '.join(examples)}"
            for name, impact, count, examples in json.loads(page.evaluate(_RUN))
            if impact in GRAVE]


def serious(page: Any, *, within: bool = False) -> Iterator[tuple[str, list[str]]]:
    """The view that is open, and every other one that its controls lead to.

    With ``within`` everything that folds is unfolded on each view, and one of each kind of
    drop-down is opened.
    """
    page.wait_for_timeout(DIMMED)
    settle(page)
    yield from _view(page, "first view", within=within)
    for at, name in enumerate(_names(page, VIEWS)):
        _choose(page, VIEWS, at)
        yield from _view(page, name, within=within)
        for number, part in enumerate(_names(page, PARTS)):
            _choose(page, PARTS, number)
            yield from _view(page, f"{name}, {part}", within=within)


def _view(page: Any, name: str, *, within: bool) -> Iterator[tuple[str, list[str]]]:
    if within and page.evaluate(_UNFOLD):
        settle(page)
    yield name, findings(page)
    if within:
        for kind, selector in DROPS.items():
            opener = page.locator(f".st-key-page {selector}:visible:enabled").first
            if opener.count():
                opener.click()
                settle(page)
                yield f"{name}, open {kind}", findings(page)
                page.keyboard.press(CLOSE)
                settle(page)


def _names(page: Any, control: str) -> list[str]:
    """Options of the control, without how much waits there."""
    return [name.partition(" (")[0] for name in page.evaluate(_NAMES, control)]


def _choose(page: Any, control: str, at: int) -> None:
    page.locator(control).get_by_role("radio").nth(at).click(force=True)
    settle(page)


def settle(page: Any) -> None:
    """Wait until the script has run, its widgets have been drawn, and nothing old is faded."""
    page.wait_for_timeout(300)
    page.wait_for_function(
        "() => document.querySelector('[data-testid=stApp]')"
        "?.getAttribute('data-test-script-state') !== 'running'"
        " && !document.querySelector('[data-stale=true]')")
    page.wait_for_timeout(400)
