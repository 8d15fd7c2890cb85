"""The console's account of the last turn: finding, headlines, and why on demand."""

from __future__ import annotations

import streamlit as st

from wargame.session.white_cell_view import WhiteCellView
from wargame.ui.ask import Act, Ask
from wargame.ui.parts.headlines import strip
from wargame.ui.parts.turn_told import turn_told
from wargame.ui.screens import explain
from wargame.ui.theme import Palette
from wargame.ui.views.room_headline import room_headlines

WHY = "console-why"


def show(view: WhiteCellView, act: Act, ask: Ask, palette: Palette) -> None:
    """Draw the page. Explanations play the turn many times, so they wait until they are wanted."""
    st.html(turn_told(view.room))
    st.html(strip(room_headlines(view.room), palette, started=True))
    if st.toggle("Explain a number", key=WHY, persist_state="session",
                 help="Shows what made it change, term by term"):
        explain.show(view.room, act, ask, palette, everything=True)
