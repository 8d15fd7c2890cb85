"""Luck or decision: the path that was played among futures of the same orders."""

from __future__ import annotations

import streamlit as st

from wargame.session.chance import Chance
from wargame.session.refusal import RefusedError
from wargame.session.view import Room
from wargame.ui import state
from wargame.ui.ask import Ask
from wargame.ui.parts.chart import draw
from wargame.ui.parts.fan_chart import fan_chart
from wargame.ui.parts.notice import notice
from wargame.ui.safe import html
from wargame.ui.theme import Palette
from wargame.ui.views.debriefed import AS_PLAYED, OTHER_LUCK, fan_around, luck_words
from wargame.ui.views.room_headline import headline_names

CACHE, SHOWN = "luck-held", 4


def show(room: Room, ask: Ask, palette: Palette) -> None:
    """Draw the part."""
    found = _found(room, ask)
    if found is None:
        return
    st.html(html("div", html("h3", found.words), html(
        "p", "The other futures have the same orders and other luck. Opponents would have "
        "reacted; here their orders are held fixed, so this says what luck did, not what "
        "would have come.",
        class_="muted", style="margin-top:4px"), class_="wg"))
    names = [n for n in headline_names(room) if n in found.many.names][:SHOWN]
    for at in range(0, len(names), 2):
        for column, name in zip(st.columns(2, gap="large"), names[at:at + 2], strict=False):
            with column:
                _metric(room, found, name, palette)


def _found(room: Room, ask: Ask) -> Chance | None:
    key = (room.session, tuple(s.values for s in room.series[:1]))
    held = st.session_state.get(CACHE)
    if held is None or held[0] != key:
        try:
            with st.spinner("Playing the same orders under other luck"):
                held = (key, ask.chance())
        except RefusedError as no:
            st.html(notice(no.words))
            return None
        state.remember(CACHE, held)
    found: Chance = held[1]
    return found


def _metric(room: Room, found: Chance, name: str, palette: Palette) -> None:
    finding, counted = luck_words(found, name)
    path, others = found.fan(name)
    fan = fan_around(room, name, path, others, found.futures, finding, (counted,),
                     (AS_PLAYED, OTHER_LUCK))
    st.html(html("div", html("h4", finding), html("p", counted, class_="muted",
                                                 style="margin-top:4px"), class_="wg"))
    draw(fan_chart(fan, palette), key=f"luck-{name}", alt=fan.alt)
