"""Places that are always there: what comes and goes in one shifts nothing that follows.

A browser tells the parts of a page apart by where they stand. Where a line came and went above a
field, the field was made anew, and lost what was being typed in it.
"""

from __future__ import annotations

import streamlit as st

from wargame.ui.safe import Html, html

#: Words for whoever has just acted: a bar at the foot of the window, over the page.
WORDS = "words"


#: A click puts the bar away.
AWAY = """<script>
if (!window.wargameWords) {
  window.wargameWords = true;
  document.addEventListener("click", (pressed) => {
    pressed.target.closest(".st-key-words .notice")?.classList.add("away");
  });
}
</script>"""


def place(key: str, body: Html | str = "") -> None:
    """Draw ``body`` in its own place, which stays when there is none."""
    with st.container(key=f"place-{key}"):
        if body:
            st.html(body)


def words_bar(words: str, times: int, *, good: bool = False) -> None:
    """Words at the foot of the window; ``times`` counts them, so that the same words show again."""
    with st.container(key=WORDS):
        if words:
            st.html(html("div", html(
                "div", words, class_=f"notice {'told' if good else 'refused'}",
                role="status" if good else "alert", data_times=times,
                title="Click to put this away"), class_="wg"))
