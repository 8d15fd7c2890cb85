"""What happened: the room's account of a turn, our order against our forecast, and why."""

from __future__ import annotations

import streamlit as st

from wargame.session.view import SeatView
from wargame.ui.ask import Act, Ask
from wargame.ui.faces import faces_of
from wargame.ui.parts.headlines import strip
from wargame.ui.parts.notice import empty
from wargame.ui.parts.order_paper import order_paper
from wargame.ui.parts.roll import roll
from wargame.ui.parts.turn_told import turn_told
from wargame.ui.safe import html
from wargame.ui.screens import explain
from wargame.ui.theme import Palette
from wargame.ui.views.room_headline import played, room_headlines


def show(view: SeatView, act: Act, ask: Ask, palette: Palette) -> None:
    """Draw the view."""
    last = played(view.room)
    if not last:
        st.html(empty("Nothing has happened yet",
                      "After the first turn this page says what came of everybody's orders, how "
                      "your forecast did, and why every number moved."))
        return
    st.html(turn_told(view.room))
    for notice in view.room.notices:
        if notice.turn == last:
            st.html(html("div", html("div", html("h4", notice.title), html(
                "p", notice.text, class_="said"), class_="paper"), class_="wg"))
    st.html(strip(room_headlines(view.room), palette, started=True))
    left, right = st.columns([7, 5], gap="large")
    with left:
        explain.show(view.room, act, ask, palette, known=view.knows, seat=view.seat.actor,
                     locked=bool(view.read_only))
    with right:
        st.html(html("div", html("h3", "Our orders and forecasts", class_="as4"), class_="wg"))
        for order in sorted(view.past, key=lambda o: -o.turn):
            title = html("div", f"Turn {order.turn}" + (f", by {order.by}" if order.by else ""),
                         class_="eyebrow")
            st.html(html("div", html("div", title, order_paper(view, order), class_="panel"),
                         class_="wg"))
        for each in view.rolls:
            st.html(roll(each, faces_of(view.room.seats), palette))
