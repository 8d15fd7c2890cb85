"""Which page of the console is shown: a row of tabs in play, and the debrief's own afterwards."""

from __future__ import annotations

from typing import Any

import streamlit as st

from wargame.session.white_cell_view import WhiteCellView
from wargame.ui.parts.tabs import Tabs
from wargame.ui.screens import console_rail
from wargame.ui.screens.console_fields import drop_down
from wargame.ui.views.explained import ENDED
from wargame.ui.views.next_step import attention

SEATS, INJECTS, RULINGS, TALK, ROOM, HAPPENED, DEBRIEF, LOG = (
    "seats", "injects", "rulings", "talk", "room", "happened", "debrief", "log")
NAMES = {SEATS: "Seats and orders", INJECTS: "Injects", RULINGS: "Rulings", TALK: "Talk",
         ROOM: "Room and screens", HAPPENED: "What happened", DEBRIEF: "Debrief", LOG: "Log"}
VIEW, GAME, MENU = console_rail.PAGE, console_rail.GAME, "pop-game"


def in_play(view: WhiteCellView) -> str:
    """Draw the tabs; the page that was chosen."""
    st.session_state.pop(GAME, None)
    pages = _pages(view)
    first = console_rail.FIRST.get(view.room.phase, pages[0])
    tabs = Tabs(VIEW, {page: NAMES[page] for page in pages},
                first if first in pages else pages[0], parameter="page")
    chosen = tabs.settle()
    with st.container(key="nav-console"):
        tabs.draw("Page of the console", attention(view))
    return chosen


def ended(view: WhiteCellView) -> bool:
    """Whether the game is over and the debrief's tabs take the place of those in play."""
    return view.room.phase in ENDED


def looked_at(view: WhiteCellView) -> str:
    """The page that is open when the game is over: the debrief, unless another was asked for."""
    page = st.session_state.get(GAME)
    return str(page) if page in _pages(view) else DEBRIEF


def game_menu(view: WhiteCellView, row: Any) -> None:
    """Draw the way to the pages that were used in play, at the end of a row."""
    page, waiting = looked_at(view), attention(view)
    with row:
        if page != DEBRIEF:
            st.button("Back to the debrief", key="act-to-debrief", on_click=_open, args=(DEBRIEF,))
        unfolded = drop_down("The game" if page == DEBRIEF else f"The game: {NAMES[page]}",
                             key=MENU)
        if unfolded.open:
            with unfolded:
                for each in _pages(view):
                    st.button(_name(each, waiting.get(each, 0)), key=f"act-game-{each}",
                              width="stretch", disabled=each == page, on_click=_open,
                              args=(each,))


def _open(page: str) -> None:
    st.session_state[GAME] = page
    st.session_state[MENU] = False


def _pages(view: WhiteCellView) -> list[str]:
    room = view.room
    first = room.phase == "lobby" or ended(view)
    pages = [ROOM, SEATS] if first else [SEATS]
    pages += [INJECTS, RULINGS, TALK]
    if room.series and len(room.series[0].values) > 1:
        pages.append(HAPPENED)
    return [*pages, LOG] if first else [*pages, ROOM, LOG]


def _name(page: str, waiting: int) -> str:
    return f"{NAMES[page]} ({waiting})" if waiting else NAMES[page]
