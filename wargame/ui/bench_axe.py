"""axe-core on a page of the app: its serious and critical findings, view by view."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

GRAVE = ("serious", "critical")
_VIEWS = """() => [...document.querySelectorAll(
    "[class*='st-key-nav-'] [role=radio], [class*='st-key-nav-'] input[type=radio]")]
  .map(e => (e.closest('label') || e).innerText.trim()).filter(Boolean)"""
_RUN = """async () => { const found = await axe.run(document,
  {resultTypes: ['violations'], runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']});
  return JSON.stringify(found.violations.map(v => [v.id, v.impact, v.nodes.length,
    v.nodes.slice(0, 3).map(n => n.html.slice(0, 160))])); }"""


def findings(page: Any) -> list[str]:
    """What is grave on the page as it stands, a line each."""
    page.add_script_tag(content=files("axe_playwright_python").joinpath("axe.min.js").read_text(
        encoding="utf-8"))
    return [f"{name} on {count}: {' | '.join(examples)}"
            for name, impact, count, examples in json.loads(page.evaluate(_RUN))
            if impact in GRAVE]


def serious(page: Any) -> Iterator[tuple[str, list[str]]]:
    """The view that is open, and every other one that its control leads to."""
    _settle(page)
    names: list[str] = page.evaluate(_VIEWS)
    yield "first view", findings(page)
    for name in dict.fromkeys(names):
        page.get_by_role("radio", name=name, exact=True).first.click(force=True)
        _settle(page)
        yield name, findings(page)


def _settle(page: Any) -> None:
    """Wait until the script has run and its widgets have been drawn."""
    page.wait_for_timeout(600)
    page.wait_for_function(
        "() => document.querySelector('[data-testid=stApp]')"
        "?.getAttribute('data-test-script-state') !== 'running'")
    page.wait_for_timeout(600)
