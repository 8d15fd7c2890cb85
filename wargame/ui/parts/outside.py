"""What a device sees that holds no seat, or holds one no longer."""

from __future__ import annotations

import streamlit as st

from wargame.ui.parts.notice import notice
from wargame.ui.safe import Html, html


def code_wanted() -> None:
    """A device without a code."""
    _card("Take your seat", "Scan the code that your facilitator shows, or type it here.",
          html("a", "Enter a code", href="/join", target="_self", class_="button"))


def no_longer_in(words: str) -> None:
    """A device whose token no longer counts."""
    st.html(notice(words))
    _card("This device is not in a session", "Ask your facilitator for the code of your seat; "
          "everything that your team wrote is kept.",
          html("a", "Enter a code", href="/join", target="_self", class_="button"),
          html("a", "Leave", href="/leave", target="_self", class_="button other"))


def _card(title: str, words: str, *links: Html) -> None:
    st.html(html("div", html("div", html("h1", title), html("p", words, class_="muted"),
                             html("p", *links, class_="links"), class_="outside"), class_="wg"))
