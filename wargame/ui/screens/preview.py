"""A preview: the drafted order against holding everything, over many futures, as counted worlds."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from wargame.engine.scenario import ScenarioError
from wargame.session.preview import Preview
from wargame.session.refusal import RefusedError
from wargame.session.view import SeatView
from wargame.ui import state
from wargame.ui.ask import Ask
from wargame.ui.parts.notice import notice
from wargame.ui.parts.world_count import world_count
from wargame.ui.safe import html
from wargame.ui.views.room_headline import headline_names

HELD = "preview-held"
SHOWN = 5


def show(view: SeatView, ask: Ask, levers: Mapping[str, float]) -> None:
    """Draw the preview; ``levers`` are those that the draft moves."""
    key = (view.room.session, view.room.turn, tuple(sorted(levers.items())))

    def play() -> None:
        try:
            state.remember(HELD, (key, ask.preview(levers)))
        except (RefusedError, ScenarioError) as no:
            state.remember(HELD, (key, getattr(no, "words", str(no))))

    st.html(html("div", html("h4", "Look ahead"), html(
        "p", "Your order against holding everything, in the same possible worlds. They are made "
        "of what you believe, not of what is true, and in them the others play by their "
        "strategies. Write your forecast first." if levers else
        "Move a lever, and this compares your order with holding everything.",
        class_="small muted", style="margin-top:4px"), class_="wg"))
    st.button("Compare with holding", key=f"act-preview-{view.room.turn}", on_click=play,
              disabled=not levers or bool(view.read_only))
    held = st.session_state.get(HELD)
    if held is None or held[0][:2] != key[:2]:
        return
    if held[0] != key:
        st.html(html("div", html("p", "You have moved levers since; compare again.",
                                 class_="small muted"), class_="wg"))
        return
    found: Preview | str = held[1]
    if isinstance(found, str):
        st.html(notice(found))
        return
    names = [n for n in headline_names(view.room) if n in found.with_order.names][:SHOWN]
    calendar = found.beliefs.scenario.playbook.calendar
    end = calendar.month(found.beliefs.scenario.ticks - 1)
    when = (f"Counted at the end of the game, {end}, in {found.futures:,} worlds, with your order "
            "held from now on. Your forecast above is for the end of this turn.")
    st.html(html("div", html("p", when, class_="small muted", style="margin-top:8px"),
                 [world_count(c, "With your order", "Holding") for c in found.metrics(names)],
                 class_="wg"))
