"""How soon a page shows itself, and a preview after the click that asked for it, in a browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from wargame.ui.bench_room import PATIENCE, Room

#: The end of a page, and the counted worlds of a preview.
DRAWN, WORLDS = ".version", ".worlds"
#: The lever that the preview moves: who gets the weights of new models.
LEVER = "release_mode"
_PAINT = f"""() => {{ const look = () => {{
  if (document.querySelector('{DRAWN}')) requestAnimationFrame(() => {{
    window.painted = performance.now(); }});
  else requestAnimationFrame(look); }}; look(); }}"""


def first_paint(room: Room, note: Callable[[str], None]) -> float:
    """Seconds from the address to the whole page, of the slowest role.

    Server and browser are warm: each role's device opens the app once more, with all other
    devices there.
    """
    found = []
    room.wait_for(room.version())
    room.pages[0].wait_for_timeout(1000)  # all that happened before has been drawn
    for role, open_page in dict(zip(room.roles, room.pages, strict=True)).items():
        page = open_page.context.new_page()
        page.set_default_timeout(PATIENCE)
        page.add_init_script(f"({_PAINT})()")
        page.goto(room.server.address)
        page.wait_for_function("() => window.painted > 0")
        found.append(float(page.evaluate("window.painted")) / 1000)
        note(f"first paint of {role}: {found[-1]:.2f} s")
        page.close()
    return round(max(found), 2)


def preview_chart(room: Room, turn: int) -> float:
    """Milliseconds from the click that asks for a preview to its counted worlds.

    The first of the session: what the seat believes is worked out for it.
    """
    page = room.pages[room.roles.index(f"seat:{room.teams[0]}")]
    form = page.locator(f"[class*='st-key-order-{turn}-{LEVER}']").first
    options: Any = form.locator("label:has(input[type=radio])")
    chosen = form.locator("label:has(input[type=radio]:checked)")
    other = 0 if chosen.inner_text() != options.nth(0).inner_text() else 1
    options.nth(other).click()
    ask = page.locator(f".st-key-act-preview-{turn} button")
    page.wait_for_function(
        f"() => document.querySelector('.st-key-act-preview-{turn} button')?.disabled === false")
    ask.click()
    shown = page.wait_for_function(
        f"() => document.querySelector('{WORLDS}') && Date.now()", polling="raf")
    return round(float(shown.json_value()) - float(page.evaluate("window.clicked")))
