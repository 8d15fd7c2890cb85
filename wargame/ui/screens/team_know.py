"""What the seat knows: brief and secret objectives, its own position, the world, its rivals."""

from __future__ import annotations

import streamlit as st

from wargame.session.view import Notice, SeatView
from wargame.ui.faces import faces_of
from wargame.ui.parts.badge import badge
from wargame.ui.parts.knowledge import knowledge
from wargame.ui.parts.rival_list import rival_list
from wargame.ui.safe import Html, html, label
from wargame.ui.theme import Palette
from wargame.ui.views.rivals import rivals
from wargame.ui.views.room_headline import played
from wargame.ui.views.seat_knowledge import seat_sections


def show(view: SeatView, palette: Palette) -> None:
    """Draw the view."""
    started = played(view.room) > 0
    left, right = st.columns([5, 7], gap="large")
    with left:
        _brief(view, palette)
        for notice in reversed(view.notices):
            st.html(_notice(notice, public=notice in view.room.notices))
        st.html(html("div", html("h3", "Rivals as we see them", class_="as4",
                                 style="margin-top:12px"), class_="wg"))
        for group in rivals(view):
            with st.expander(label(f"{group.title}: {len(group.members)}"),
                             key=f"rivals-{group.title}"):
                st.html(rival_list(group, palette))
    with right:
        for section in seat_sections(view):
            st.html(knowledge(section, started=started, palette=palette))


def _notice(notice: Notice, *, public: bool) -> Html:
    """News for all, or something that only some seats were told."""
    words = "News" if public else "Not public: sent to some seats"
    return html("div", html("div", html("div", f"{words}, turn {notice.turn}", class_="eyebrow"),
                            html("h4", notice.title), html("p", notice.text, class_="said"),
                            class_="paper"), class_="wg")


def _brief(view: SeatView, palette: Palette) -> None:
    face = faces_of(view.room.seats)[view.seat.actor]
    head = html("div", badge(face, palette), html("h4", f"Your brief: {face.name}"),
                style="display:flex;gap:12px;align-items:center;margin-bottom:8px")
    body: list[Html] = [head, html("p", view.brief, class_="serif said")]
    if view.objectives:
        body += [html("div", "Your secret objectives", class_="eyebrow",
                      style="margin-top:12px"),
                 html("ul", [html("li", o) for o in view.objectives], class_="bullets")]
    body.append(html("p", html("a", "Print it, with a paper order", href="/file/brief",
                               target="_blank", rel="noopener"), class_="small"))
    st.html(html("div", body, class_="wg"))
