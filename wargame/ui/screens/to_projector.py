"""The white cell's button that puts the part of the debrief it looks at on the projector."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from wargame.session.command import SetProjector
from wargame.session.white_cell_view import WhiteCellView
from wargame.ui.ask import Act
from wargame.ui.screens import ledger, what_if

#: What the projector shows of each part, and what the button calls it.
SHOWS: Mapping[str, tuple[str, str]] = {
    "forecasts": ("forecasts", "the forecasts"), "luck": ("luck", "luck or decision"),
    "fork": ("what_if", "this \u201cwhat if\u201d"), "talk": ("agreements", "the agreements"),
    "ledger": ("ledger", "this ledger"), "claims": ("claims", "the claims")}


def show(view: WhiteCellView, part: str, act: Act) -> None:
    """Draw the button, where the part has a view for the room."""
    found = SHOWS.get(part)
    if found is None:
        return
    shows, words = found
    fork = what_if.held_fork() if shows == "what_if" else None
    if shows == "what_if" and fork is None:
        return

    def put() -> SetProjector:
        if fork is not None:
            return what_if.for_projector(fork)
        metric = st.session_state.get(ledger.METRIC) if shows == "ledger" else None
        return SetProjector.model_validate({"shows": shows, "metric": metric})

    there = view.projector == shows and shows in ("forecasts", "agreements", "claims")
    st.button(f"The room sees {words}" if there else f"Show the room {words}",
              key=f"act-project-{part}", on_click=act, args=(put,), disabled=there,
              help="On the projector, in large type: one finding, and one chart or table")
