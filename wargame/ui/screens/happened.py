"""The view of one played turn: what changed, and who moved what and why."""

from __future__ import annotations

import streamlit as st

from wargame.ui import state
from wargame.ui.parts.moves import held, moves
from wargame.ui.parts.notice import empty, notice
from wargame.ui.run import Run
from wargame.ui.safe import html, label
from wargame.ui.theme import Palette
from wargame.ui.views.headline import Headline, also, headlines
from wargame.ui.views.turn import TurnView, turn_view


def show(run: Run, palette: Palette) -> None:
    """Draw the view."""
    if not run.table.turn:
        st.html(empty("Nothing has happened yet",
                      "Play the first turn, and this page says who moved what, why, and what came "
                      "of it."))
        return
    view = turn_view(run, _turn(run))
    left, right = st.columns([7, 5], gap="large")
    with left:
        _told(view)
        st.html(html("div", html("h3", "Who moved what, and why", class_="as4",
                                 style="margin-bottom:8px"), class_="wg"))
        if view.moves:
            st.html(moves(view.moves, palette))
        if view.held:
            st.html(held(view.held, palette))
        for fault in view.faults:
            st.html(notice(fault))
    with right:
        _changes(run, view)


def _turn(run: Run) -> int:
    last = run.table.turn
    if last == 1:
        return 1
    key = f"happened-turn-{last}"
    chosen = st.segmented_control(
        "Turn", range(1, last + 1), default=last, required=True, key=key,
        format_func=lambda t: f"Turn {t}", label_visibility="collapsed")
    return int(chosen or last)


def _told(view: TurnView) -> None:
    eyebrow = html("div", f"Turn {view.turn} of {view.turns}, {view.label}", class_="eyebrow")
    st.html(html("div", eyebrow, html("h2", view.finding, style="margin:4px 0 8px"),
                 html("p", " ".join(view.sentences)), class_="wg"))


def _changes(run: Run, view: TurnView) -> None:
    st.html(html("div", html("h3", "What changed", class_="as4"), html(
        "p", "Ask of any number why it changed.", class_="small muted"), class_="wg"))
    for headline in headlines(run, view.turn):
        _change(headline, view.turn)
    others = also(run, view.turn)
    if others:
        st.html(html("div", html("h3", "And also", class_="as4", style="margin-top:16px"),
                     class_="wg"))
        for headline in others:
            _change(headline, view.turn)


def _change(headline: Headline, turn: int) -> None:
    with st.container(key=f"row-{headline.name}", horizontal=True,
                      vertical_alignment="center", gap="small"):
        moved = f"{headline.arrow} {headline.moved}" if headline.sign else "unchanged"
        st.html(html("div", html("div", headline.title), html(
            "div", html("span", headline.value, class_="strong"), " ",
            html("small", moved, class_=headline.tone or "muted")), class_="wg"))
        st.button("Why?", key=f"act-why-{turn}-{headline.name}",
                  help=label(f"Why {headline.title} changed"), on_click=state.show_why,
                  args=(headline.name, turn))
