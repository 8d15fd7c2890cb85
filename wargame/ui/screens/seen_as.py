"""A seat's own page as the white cell looks at it: read only, unless it stands in for the seat."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from wargame.session.command import Command
from wargame.session.view import SeatView
from wargame.session.white_cell_view import WhiteCellView
from wargame.ui import roles
from wargame.ui.ask import Act, Ask
from wargame.ui.looking import look_away
from wargame.ui.safe import html
from wargame.ui.theme import Palette

#: What the white cell may do in a seat's name.
IN_ITS_NAME = ("save_draft", "submit_order", "withdraw_order")


def show(console: WhiteCellView, view: SeatView, act: Act, ask: Ask, palette: Palette, *,
         said: str = "") -> None:
    """Draw the seat's page below a line that says whose it is."""
    seat = view.seat.actor
    writes = any(d.sign.actor == seat and d.stand_in == "white_cell" for d in console.desks)
    words = (f"You write the order of {view.seat.name}, for which you stand in." if writes else
             f"{view.seat.name}, as its team sees it")
    with st.container(key="looking", horizontal=True, vertical_alignment="center",
                      horizontal_alignment="distribute"):
        st.html(html("div", html("p", words, class_="strong"), class_="wg"), width="content")
        st.button("Back to the console", key="act-look-away", type="primary", on_click=look_away)
    if writes:
        view = replace(view, read_only="")
    roles.show(view, _in_its_name(act, seat) if writes else _nothing, ask, palette, "",
               said=said, looked_at=True)


def _nothing(wanted: Command | Callable[[], Command | None]) -> bool:
    return False


def _in_its_name(act: Act, seat: str) -> Act:
    def acting(wanted: Command | Callable[[], Command | None]) -> bool:
        def made() -> Command | None:
            command = wanted if isinstance(wanted, Command) else wanted()
            if getattr(command, "kind", "") not in IN_ITS_NAME or command is None:
                return None
            return command.model_copy(update={"seat": seat})

        return bool(act(made))

    return acting
