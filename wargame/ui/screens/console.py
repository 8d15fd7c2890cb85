"""The facilitator's console: the next step and the seats always in sight, the rest by page."""

from __future__ import annotations

import streamlit as st

from wargame.session.white_cell_view import WhiteCellView
from wargame.ui.ask import Act, Ask
from wargame.ui.parts.place import place
from wargame.ui.safe import Html, html
from wargame.ui.screens import (
    console_happened,
    console_injects,
    console_log,
    console_pages,
    console_rail,
    console_room,
    console_rulings,
    console_seats,
    console_talk,
    debrief,
)
from wargame.ui.theme import Palette

#: What to say where the playbook suggests nothing.
SAY = {
    "briefing": ("Read out what is new, and what the last turn changed. Then open orders.",),
    "locked": ("Orders are in. Ask each team for the one thing it expects to happen.",),
    "resolved": ("Say the finding below in one sentence. Ask who had forecast it, and who is "
                 "surprised; then open the discussion.",),
    "discussion": ("Two minutes for each team: what did you want, what came, and why? Park "
                   "objections as challenges.",),
    "debrief": ("Was it luck or decision? Which promise was kept, which broken, and what would "
                "you do differently?",),
}
#: The key N leads to the field for a note, unless somebody types or has just typed, or the page
#: has just changed under their hands.
SHORTCUT = """<script>
if (!window.wargameNote) {
  window.wargameNote = true;
  const fields = "input, textarea, select, [contenteditable]";
  let typed = 0, changed = 0;
  new MutationObserver((seen) => {
    if (seen.some((s) => s.target.closest?.(".st-key-page")
        && !s.target.closest(".st-key-room-clock"))) changed = Date.now();
  }).observe(document.body, { childList: true, subtree: true });
  document.addEventListener("focusout", (left) => {
    if (left.target.closest?.(fields)) typed = Date.now();
  }, true);
  document.addEventListener("keydown", (pressed) => {
    const now = Date.now(), burst = now - typed < 1500, moved = now - changed < 1000;
    const writing = pressed.target.closest?.(fields) || document.activeElement?.matches(fields);
    if (writing || burst) { typed = now; return; }
    if (pressed.key.length === 1 && pressed.key !== "n") typed = now;
    if (pressed.key !== "n" || pressed.ctrlKey || pressed.metaKey || pressed.altKey) return;
    if (moved || pressed.repeat) { typed = now; return; }
    const field = document.querySelector(".st-key-rail-note input");
    if (field) { pressed.preventDefault(); field.focus(); }
  });
}
</script>"""


def show(view: WhiteCellView, act: Act, ask: Ask, palette: Palette, *, address: str) -> None:
    """Draw the console; ``address`` is where other devices find the app."""
    rail, main = st.columns([3, 9], gap="medium")
    with rail, st.container(key="console-rail"):
        console_rail.show(view, act, palette)
    st.html(SHORTCUT, unsafe_allow_javascript=True)
    with main:
        over = console_pages.ended(view)
        chosen = console_pages.looked_at(view) if over else console_pages.in_play(view)
        row = st.container(key="nav-over", horizontal=True) if over else None
        lines = view.script or SAY.get(view.room.phase, ())
        place("script", _script(lines) if lines else "")
        with st.container(key=f"console-{chosen}"):
            match chosen:
                case "injects":
                    console_injects.show(view, act, palette)
                case "rulings":
                    console_rulings.show(view, act, palette)
                case "talk":
                    console_talk.show(view, act, palette)
                case "room":
                    console_room.show(view, act, palette, address=address)
                case "happened":
                    console_happened.show(view, act, ask, palette)
                case "debrief":
                    debrief.show(view, act, ask, palette, row=row)
                case "log":
                    console_log.show(view, act, ask, palette)
                case _:
                    console_seats.show(view, act, palette)
        if row is not None:
            console_pages.game_menu(view, row)


def _script(lines: tuple[str, ...]) -> Html:
    """What the playbook suggests to say now; it can be folded away."""
    said = [html("p", line, class_="said") for line in lines]
    return html("div", html("details", html("summary", "What to say now"), said, class_="script",
                            open="open"), class_="wg")
