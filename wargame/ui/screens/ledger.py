"""The ledger: every change by what made it, and the game without the white cell's rulings."""

from __future__ import annotations

import streamlit as st

from wargame.session.debrief_view import DebriefView
from wargame.session.ledger import Ledger
from wargame.session.refusal import RefusedError
from wargame.session.titles import titled
from wargame.ui import state
from wargame.ui.ask import Ask
from wargame.ui.parts.ledger_table import ledger_table
from wargame.ui.parts.notice import notice
from wargame.ui.safe import html, one_line
from wargame.ui.views.explained import askable

CACHE, METRIC = "ledger-held", "ledger-metric"


def show(view: DebriefView, ask: Ask) -> None:
    """Draw the part."""
    room = view.room
    titles = askable(room, ())
    metric = str(st.selectbox("Number", list(titles), key=METRIC,
                              format_func=lambda n: one_line(titles[n])))
    key = (room.session, metric, tuple(s.values for s in room.series if s.name == metric))
    held = st.session_state.get(CACHE)
    if held is None or held[0] != key:
        try:
            held = (key, ask.ledger(metric), ask.without_rulings(metric))
        except RefusedError as no:
            st.html(notice(no.words))
            return
        state.remember(CACHE, held)
    found: Ledger = held[1]
    series = next(s for s in room.series if s.name == metric)
    figure = titled(series.name, series.title, series.unit).figure
    figure = figure.fitted(max(map(abs, series.values)))
    st.html(html("div", html("h3", f"{titles[metric]} went from {figure.text(series.values[0])} "
                             f"to {figure.text(series.values[-1])}"), html(
        "p", "Each cell is what one kind of cause did alone; \u201ctogether\u201d is what they did "
        "only in combination. Every line adds up.", class_="muted", style="margin-top:4px"),
        class_="wg"))
    st.html(ledger_table(found.of(metric), len(view.turns), figure))
    without: float = held[2]
    if not view.rulings and not view.rolls:
        words = "The white cell made no ruling: the model's word stood throughout."
    elif figure.text(without) == figure.text(series.values[-1]):
        words = (f"Without the white cell's rulings and dice it would have ended at the same "
                 f"{figure.text(without)}, with all orders as they were.")
    else:
        words = (f"Without the white cell's rulings and dice it would have ended at "
                 f"{figure.text(without)}, with all orders as they were.")
    st.html(html("div", html("p", words, class_="strong"), class_="wg"))
