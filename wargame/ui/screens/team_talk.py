"""The seat's talk: messages to chosen seats, and agreements."""

from __future__ import annotations

import streamlit as st

from wargame.session.command import (
    AnswerAgreement,
    EndAgreement,
    ProposeAgreement,
    SendMessage,
)
from wargame.session.content import Binding
from wargame.session.view import AgreementView, SeatView
from wargame.ui.ask import Act
from wargame.ui.faces import faces_of
from wargame.ui.parts.agreements import agreement
from wargame.ui.parts.messages import messages
from wargame.ui.parts.notice import empty
from wargame.ui.safe import html, label
from wargame.ui.theme import Palette
from wargame.ui.views.seat_orders import lever_words

TEXT, TO, ONLY = "talk-text", "talk-to", "talk-only"
TERMS, PARTIES, SECRET, UNTIL, BIND = ("terms-text", "terms-parties", "terms-secret",
                                       "terms-until", "terms-bind")
LIVE = ("proposed", "in force")


def show(view: SeatView, act: Act, palette: Palette) -> None:
    """Draw the view."""
    left, right = st.columns([7, 5], gap="large")
    with left:
        _compose(view, act)
        if view.messages:
            st.html(messages(view.messages, faces_of(view.room.seats), palette,
                             view.seat.actor))
        else:
            st.html(empty("No messages yet", "Walk over and talk: that is what the room is for. "
                          "Write here what should be on the record."))
    with right:
        _agreements(view, act, palette)


def _others(view: SeatView) -> list[str]:
    """The other seats, those of people first."""
    return [s.actor for s in sorted(view.room.seats, key=lambda s: not s.for_people)
            if s.actor != view.seat.actor]


def _names(view: SeatView) -> dict[str, str]:
    return {s.actor: s.name for s in view.room.seats}


def _compose(view: SeatView, act: Act) -> None:
    names, locked = _names(view), bool(view.read_only)
    st.html(html("div", html("h4", "Write a message"), class_="wg"))
    only = st.toggle("Only to the white cell", key=ONLY, disabled=locked)
    if not only:
        st.multiselect(
            "To", _others(view), key=TO, disabled=locked, placeholder="Everybody",
            format_func=lambda actor: names[actor])
    st.text_area("Message", key=TEXT, max_chars=2000, disabled=locked, height=100,
                 placeholder="The white cell reads all messages")

    def send() -> None:
        text = str(st.session_state.get(TEXT) or "").strip()
        to = tuple(st.session_state.get(TO) or ()) if not only else ()
        if text and act(lambda: SendMessage(to=to, text=text, to_white_cell=only)):
            st.session_state[TEXT] = ""
            st.session_state[TO] = []

    st.button("Send", key="act-send", disabled=locked, on_click=send)


def _agreements(view: SeatView, act: Act, palette: Palette) -> None:
    faces = faces_of(view.room.seats)
    st.html(html("div", html("h4", "Agreements"), class_="wg"))
    with st.container(key="place-agreements"):
        if not view.agreements:
            st.html(html("div", html("p", "None yet that you may know of.", class_="muted"),
                         class_="wg"))
        for each in sorted(view.agreements, key=lambda a: a.state not in LIVE):
            st.html(agreement(each, faces, palette))
            if view.seat.actor in each.parties and not view.read_only:
                _answer(view, each, act)
    with st.expander("Propose an agreement", key="propose"):
        _propose(view, act)


def _answer(view: SeatView, each: AgreementView, act: Act) -> None:
    if each.state == "proposed" and view.seat.actor not in each.agreed:
        with st.container(horizontal=True, key=f"answer-{each.id}"):
            st.button("Agree", key=f"act-agree-{each.id}", type="primary", on_click=act,
                      args=(AnswerAgreement(agreement=each.id, agree=True),))
            st.button("Turn down", key=f"act-refuse-{each.id}", on_click=act,
                      args=(AnswerAgreement(agreement=each.id, agree=False),))
    elif each.state == "in force":
        with st.popover("End it", key=f"act-end-{each.id}"):
            key = f"end-{each.id}"
            st.text_input("Why does it end?", key=key, max_chars=300)

            def end() -> None:
                act(lambda: EndAgreement(agreement=each.id,
                                         reason=str(st.session_state.get(key) or "")))

            st.button("End the agreement", key=f"act-ended-{each.id}", on_click=end)


def _propose(view: SeatView, act: Act) -> None:
    names, locked = _names(view), bool(view.read_only)
    st.multiselect("With", _others(view), key=PARTIES, disabled=locked,
                   placeholder="Choose the other parties", format_func=lambda a: names[a])
    last = min(max(view.room.turn, 1) + 1, view.room.turns)
    untils = [0, *range(max(view.room.turn, 1), view.room.turns + 1)]
    st.selectbox("Until when?", untils, untils.index(last) if last in untils else 0,
                 key=UNTIL, disabled=locked,
                 format_func=lambda t: "no end" if not t else f"the end of turn {t}")
    st.text_area("Terms", key=TERMS, max_chars=2000, disabled=locked,
                 placeholder="Who does what, and what the other gives for it")
    st.toggle("Secret: only the parties and the white cell know of it", value=True, key=SECRET,
              disabled=locked)
    _binding(view, locked=locked)

    def propose() -> None:
        if act(lambda: _proposal(view)):
            st.session_state[TERMS] = ""
            st.session_state[PARTIES] = []
            st.session_state[BIND] = None

    st.button("Propose", key="act-propose", disabled=locked, on_click=propose)


def _binding(view: SeatView, *, locked: bool) -> None:
    """A lever of one's own that the agreement binds; breaches are then flagged by the session."""
    words = {v.name: lever_words(v, view.seat.kind) for v in view.levers}
    name = st.selectbox(
        "Bind a lever of ours (optional)", [None, *words], key=BIND, disabled=locked,
        format_func=lambda n: "none" if n is None else words[n].title,
        help="The white cell is told when a bound lever leaves its range")
    if name is None:
        return
    lever = words[name]
    if lever.lever.choices:
        options = list(range(len(lever.lever.choices)))
        st.select_slider("Between", options, value=(options[0], options[-1]),
                         key=f"{BIND}-{name}", format_func=lambda at: label(lever.text(at)))
        return
    scale = lever.figure.factor
    st.slider("Between", lever.lever.low * scale, lever.lever.high * scale,
              (lever.lever.low * scale, lever.lever.high * scale), lever.step, lever.format,
              key=f"{BIND}-{name}")


def _proposal(view: SeatView) -> ProposeAgreement:
    held = st.session_state
    binds: tuple[Binding, ...] = ()
    name = held.get(BIND)
    if name:
        lever = next(lever_words(v, view.seat.kind) for v in view.levers if v.name == name)
        scale = 1.0 if lever.lever.choices else lever.figure.factor
        low, high = (float(v) / scale for v in held[f"{BIND}-{name}"])
        binds = (Binding(seat=view.seat.actor, lever=str(name), low=low, high=high),)
    return ProposeAgreement(
        terms=str(held.get(TERMS) or ""), parties=(view.seat.actor, *held.get(PARTIES, ())),
        secret=bool(held.get(SECRET)), until_turn=held.get(UNTIL) or None, binds=binds)
