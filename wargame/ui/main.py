"""The page: which screen is shown, in which theme."""

from __future__ import annotations

import logging

import streamlit as st

from wargame.ui import state
from wargame.ui.parts.mark import icon
from wargame.ui.parts.notice import notice
from wargame.ui.screens import desk, start
from wargame.ui.style import sheet
from wargame.ui.theme import Palette, palette_of

log = logging.getLogger("wargame.ui")
TROUBLE = ("Something on this page went wrong. The game is safe: the address of the page holds it. "
           "Reload the page; if it happens again, take the last turn back or start a new game.")


def show() -> None:
    """Draw the page; `app.py` calls this on every run."""
    st.set_page_config("wargame", icon(), "wide", "collapsed")
    palette = palette_of(st.context.theme.type)
    st.html(sheet(palette))
    with st.container(key="page"):
        try:
            _screen(palette)
        except Exception:
            log.exception("a screen failed")
            st.html(notice(TROUBLE))
            st.button("Start a new game", key="act-trouble", on_click=state.leave)


def _screen(palette: Palette) -> None:
    run = state.current()
    if run is not None:
        desk.show(run, palette)
        return
    words = state.told()
    if words:
        st.html(notice(words))
    start.show(palette)
