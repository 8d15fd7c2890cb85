"""The page: which screen is shown, in which theme."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import uuid4

import streamlit as st

from wargame.session.refusal import RefusedError
from wargame.ui import device, live, results, roles, state
from wargame.ui.act import Acting
from wargame.ui.faces import WHITE_CELL
from wargame.ui.games import SWITCH
from wargame.ui.host import connected, public_address
from wargame.ui.looking import looking
from wargame.ui.parts.lost import LOST
from wargame.ui.parts.mark import icon
from wargame.ui.parts.notice import notice
from wargame.ui.parts.outside import code_wanted, no_longer_in
from wargame.ui.parts.place import AWAY, words_bar
from wargame.ui.reads import Reads
from wargame.ui.screens import desk, seen_as, solo, start
from wargame.ui.style import sheet
from wargame.ui.telling import Told, told
from wargame.ui.theme import Palette, palette_of

log = logging.getLogger("wargame.ui")
TROUBLE = ("Something on this page went wrong. The game is safe: the address of the page holds it. "
           "Reload the page; if it happens again, take the last turn back or start a new game.")
LIVE_TROUBLE = ("Something on this page went wrong. The session is safe: everything that it "
                "acknowledged is kept. Reload the page.")
SOLO = "solo"


def show() -> None:
    """Draw the page; `app.py` calls this on every run."""
    st.set_page_config("wargame", icon(), "wide", "collapsed")
    palette = palette_of(st.context.theme.type)
    st.html(sheet(palette))
    st.html(LOST + AWAY, unsafe_allow_javascript=True)
    host, token = connected(), device.token()
    if results.PARAMETER in st.query_params and device.may_start():
        _guarded(partial(_explore, palette), LIVE_TROUBLE)
    elif host is None or state.PARAMETER in st.query_params or SOLO in st.query_params:
        _guarded(partial(_solo, palette), TROUBLE)
    elif token:
        _session(host, token, palette)
    elif device.may_start():
        _guarded(partial(start.show, host, palette), LIVE_TROUBLE, told())
    else:
        _guarded(code_wanted, LIVE_TROUBLE)


def _session(host: Any, token: str, palette: Palette) -> None:
    """The screen of the role that the device's cookie stands for, and its heartbeat."""
    try:
        identity = host.identify(token)
        seen = live.pulse(host, identity)
        host.prepare(token, kernel=os.environ.get(SWITCH) != "off")
        seat = looking() if identity.role == WHITE_CELL else None
        view = host.see_as(token, seat) if seat else host.view(token)
    except RefusedError as no:
        _guarded(partial(no_longer_in, no.words), LIVE_TROUBLE)
        return
    act, ask = Acting(host, token, uuid4().hex), Reads(host, token)
    screen = partial(seen_as.show, host.view(token), view, act, ask, palette) if seat else partial(
        roles.show, view, act, ask, palette, public_address())
    left = told()
    if left is not None and left.good:
        screen, left = partial(screen, said=left.words), None
    _guarded(screen, LIVE_TROUBLE, left)
    live.heartbeat(host, identity, token, seen)


def _solo(palette: Palette) -> None:
    run = state.current()
    if run is not None:
        desk.show(run, palette)
        return
    solo.show(palette)


def _told(left: Told | None) -> None:
    """What was left to say, over the page and in none of its places."""
    words_bar(*((left.words, left.times) if left else ("", 0)), good=left is not None and left.good)


def _guarded(screen: Callable[[], None], trouble: str, left: Told | None = None) -> None:
    """Draw a screen and what was left to say; a fault of it is told in words for people."""
    with st.container(key="page"):
        try:
            screen()
        except Exception:
            log.exception("a screen failed")
            st.html(notice(trouble))
            st.button("Start a new game" if trouble == TROUBLE else "Try again",
                      key="act-trouble", on_click=state.leave if trouble == TROUBLE else None)
    _told(told() if trouble == TROUBLE else left)


def _explore(palette: Palette) -> None:
    from wargame.ui.screens import explore

    explore.show(palette)
