"""The observer's screen: the public room, and notes by one click."""

from __future__ import annotations

import streamlit as st

from wargame.session.command import AddNote
from wargame.session.view import NoteView, ObserverView, Room
from wargame.ui.ask import Act
from wargame.ui.cast import Face
from wargame.ui.faces import faces_of
from wargame.ui.parts.badge import badge
from wargame.ui.parts.headlines import strip
from wargame.ui.parts.notice import empty
from wargame.ui.parts.turn_told import turn_told
from wargame.ui.safe import Html, html
from wargame.ui.theme import Palette
from wargame.ui.views.room_headline import played, room_headlines

TEXT, SEAT = "note-text", "note-seat"
#: What observers note most, by one click.
QUICK = ("Lively argument", "Stuck", "Deal in the making", "Surprised by an outcome",
         "Challenges the model", "Quiet or absent")


def show(view: ObserverView, act: Act, palette: Palette) -> None:
    """Draw the screen."""
    left, right = st.columns([5, 7], gap="large")
    with left:
        _write(view, act)
        _notes(view, palette)
    with right:
        _room(view.room, palette)


def _write(view: ObserverView, act: Act) -> None:
    st.html(html("div", html("h3", "What do you see?"), html(
        "p", "A note is stamped with the turn and the phase. Choose a team, then click, or write.",
        class_="small muted", style="margin-top:4px"), class_="wg"))
    closed = view.room.phase == "closed"
    names = {s.actor: s.name for s in view.room.seats if s.for_people}
    seat = st.pills("About", list(names), key=SEAT, disabled=closed, wrap=True,
                    format_func=lambda a: names[a])
    with st.container(key="quick-notes", horizontal=True):
        for at, words in enumerate(QUICK):
            st.button(words, key=f"act-quick-{at}", disabled=closed, on_click=act,
                      args=(AddNote(text=words, seat=seat),))
    st.text_area("In your own words", key=TEXT, max_chars=2000, height=100, disabled=closed)

    def keep() -> None:
        text = str(st.session_state.get(TEXT) or "").strip()
        if text and act(lambda: AddNote(text=text, seat=seat)):
            st.session_state[TEXT] = ""

    st.button("Note it", key="act-note", type="primary", disabled=closed, on_click=keep)


def _notes(view: ObserverView, palette: Palette) -> None:
    faces = faces_of(view.room.seats)
    st.html(html("div", html("h4", "Your notes"), class_="wg"))
    if not view.notes:
        st.html(empty("No notes yet", "What you note here goes into the report, tied to its "
                      "moment."))
        return
    rows = [_note(n, faces, palette) for n in sorted(view.notes, key=lambda n: -n.number)]
    st.html(html("div", html("ul", rows, class_="moves"), class_="wg"))


def _note(note: NoteView, faces: dict[str, Face], palette: Palette) -> Html:
    face = faces.get(note.seat)
    sign = badge(face, palette) if face else ""
    who = f"{face.name}; " if face else ""
    return html("li", html("div", sign), html("div", html(
        "small", f"{who}turn {note.turn}, {note.phase}", class_="muted"),
        html("p", note.text, class_="said")))


def _room(room: Room, palette: Palette) -> None:
    st.html(html("div", html("h3", room.question), class_="wg"))
    st.html(strip(room_headlines(room), palette, started=played(room) > 0))
    if room.happened:
        st.html(turn_told(room))
    for notice in room.notices:
        st.html(html("div", html("div", html("div", f"Turn {notice.turn}", class_="eyebrow"),
                                 html("h4", notice.title), html("p", notice.text, class_="said"),
                                 class_="paper"), class_="wg"))
    faces = faces_of(room.seats)
    rows = [html("li", badge(faces[s.actor], palette), html(
        "span", s.name, html("small", f" {s.state if s.for_people else s.player}",
                             class_="muted"), html(
            "small", " \u2713 sealed" if s.ready else "", class_="good")), class_="row")
        for s in room.seats]
    st.html(html("div", html("h4", "Around the table"), html("ul", rows, class_="parties grid"),
                 class_="wg"))
