"""The console's talk: every message, messages to any seats, agreements and their breaches."""

from __future__ import annotations

import streamlit as st

from wargame.session.command import EndAgreement, ProposeAgreement, SendMessage
from wargame.session.view import AgreementView
from wargame.session.white_cell_view import WhiteCellView
from wargame.ui.ask import Act
from wargame.ui.faces import faces_of
from wargame.ui.parts.agreements import agreement
from wargame.ui.parts.messages import messages
from wargame.ui.parts.notice import empty
from wargame.ui.safe import html
from wargame.ui.screens.console_fields import (
    clear,
    done,
    drop_down,
    reason_of,
    seats_field,
    text_of,
)
from wargame.ui.theme import Palette

TEXT, TO, TERMS, PARTIES, SECRET = ("say-text", "say-to", "note-terms", "note-parties",
                                    "note-secret")
LIVE = ("proposed", "in force")


def show(view: WhiteCellView, act: Act, palette: Palette) -> None:
    """Draw the page."""
    left, right = st.columns([7, 5], gap="medium")
    with left:
        with st.container(key="panel-say"):
            _say(view, act)
        if view.messages:
            st.html(messages(view.messages, faces_of(view.room.seats), palette))
        else:
            st.html(empty("No messages yet", "What teams write to one another comes here as well."))
    with right:
        _agreements(view, act, palette)


def _say(view: WhiteCellView, act: Act) -> None:
    st.html(html("div", html("h2", "Write to the room", class_="as4"), class_="wg"))
    seats_field("To", view.room.seats, key=TO, nobody="Everybody")
    st.text_area("Message", key=TEXT, max_chars=4000, height=80, persist_state="session")

    def send() -> None:
        to = tuple(st.session_state.get(TO) or ())
        if act(lambda: SendMessage(to=to, text=text_of(TEXT))):
            clear(TEXT)

    st.button("Send", key="act-say", type="primary", on_click=send,
              disabled=view.room.phase == "closed")


def _agreements(view: WhiteCellView, act: Act, palette: Palette) -> None:
    st.html(html("div", html("h2", "Agreements", class_="as4"), class_="wg"))
    faces = faces_of(view.room.seats)
    with st.container(key="place-agreements"):
        if not view.agreements:
            st.html(empty("No agreements yet", "Teams propose them; you alone see when one is "
                          "broken."))
        for each in sorted(view.agreements, key=lambda a: (not a.breaches, a.state not in LIVE)):
            with st.container(key=f"agreement-{each.id}"):
                st.html(agreement(each, faces, palette))
                if each.breaches:
                    st.html(html("div", html("p", "Only you see that it is broken: the parties "
                                             "know what you tell them.", class_="small warning"),
                                 class_="wg"))
                if each.state in LIVE and view.room.phase != "closed":
                    _end(each, act)
    with st.expander("Record an agreement made aloud", key="record-agreement"):
        _record(view, act)


def _end(each: AgreementView, act: Act) -> None:
    key, fold = f"end-reason-{each.id}", f"pop-end-{each.id}"
    more = drop_down("End it", key=fold)
    if not more.open:
        return
    with more:
        st.text_input("Reason, for the record", key=key, max_chars=300)
        st.button("End the agreement", key=f"act-end-{each.id}", on_click=done, args=(
            act, lambda: EndAgreement(agreement=each.id, reason=reason_of(key)), fold))


def _record(view: WhiteCellView, act: Act) -> None:
    st.text_area("Terms", key=TERMS, max_chars=4000, height=80, persist_state="session")
    seats_field("Parties", view.room.seats, key=PARTIES, nobody="Two or more")
    st.toggle("Secret", value=True, key=SECRET, persist_state="session")

    def record() -> None:
        if act(lambda: ProposeAgreement(
                terms=text_of(TERMS), parties=tuple(st.session_state.get(PARTIES) or ()),
                secret=bool(st.session_state.get(SECRET)))):
            clear(TERMS, PARTIES)

    st.button("Propose it to them", key="act-record", on_click=record,
              disabled=view.room.phase == "closed",
              help="It is in force once every party has agreed on its own screen")
