"""Firing an inject: asked twice, naming who will read it, and taken back while that is possible."""

from __future__ import annotations

import time

import streamlit as st

from wargame.session.command import SteerInject
from wargame.session.view import SeatSign
from wargame.session.white_cell_view import InjectView
from wargame.ui.ask import Act
from wargame.ui.safe import html, one_line
from wargame.ui.views.next_step import listed

ASKED = "inject-asked"
#: A second click within so many seconds is the end of a double click, and no answer.
TOO_SOON = 0.7


def readers(inject: InjectView, seats: tuple[SeatSign, ...]) -> str:
    """Who reads an inject, in words."""
    names = {s.actor: s.name for s in seats}
    return listed([names.get(a, a) for a in inject.to]) or "the whole room"


def asked(inject: InjectView) -> bool:
    """Whether this inject is about to be fired."""
    found: tuple[str, float] | None = st.session_state.get(ASKED)
    return found is not None and found[0] == inject.id


def ask(inject: InjectView) -> None:
    """Ask before an inject is fired."""
    st.session_state[ASKED] = (inject.id, time.monotonic())


def fire_question(inject: InjectView, seats: tuple[SeatSign, ...], act: Act) -> None:
    """The second click, in the place of the first."""
    who = readers(inject, seats)

    def fire() -> None:
        found: tuple[str, float] | None = st.session_state.get(ASKED)
        if found is None or time.monotonic() - found[1] < TOO_SOON:
            return
        st.session_state.pop(ASKED, None)
        act(SteerInject(inject=inject.id, to="fire"))

    screens = "on every screen and the projector" if not inject.to else "on their own screens"
    st.html(html("div", html("p", f"Fire it? At once {who} will read it, {screens}.",
                             class_="strong warning"), class_="wg"))
    with st.container(key=f"fire-answer-{inject.id}", horizontal=True, gap="small"):
        st.button(f"Yes, show it to {one_line(who, 60)}", key=f"act-fired-{inject.id}",
                  type="primary", on_click=fire)
        st.button("Not now", key=f"act-unasked-{inject.id}",
                  on_click=lambda: st.session_state.pop(ASKED, None))


def take_back(inject: InjectView, act: Act) -> None:
    """One click, for an inject that was fired by mistake."""
    st.button("Take it back", key=f"act-unfire-{inject.id}", on_click=act,
              args=(SteerInject(inject=inject.id, to="withdraw"),),
              help="It waits again and changes nothing. Who had read it is told so; the log keeps "
                   "both")
