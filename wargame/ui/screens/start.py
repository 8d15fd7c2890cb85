"""The first page of a facilitator: playbooks, a new session, resuming, rehearsing, solo play."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import streamlit as st

from wargame.playbook.models import Playbook
from wargame.session.refusal import RefusedError
from wargame.ui.games import own_plugins, playbooks
from wargame.ui.parts.copying import COPY
from wargame.ui.parts.header import masthead
from wargame.ui.parts.notice import empty, notice
from wargame.ui.parts.playbook_choice import playbook_choice
from wargame.ui.safe import Html, html, one_line
from wargame.ui.screens.new_session import CREATED, begun, new_session
from wargame.ui.telling import hush
from wargame.ui.theme import Palette
from wargame.ui.views.start import PlaybookCard, session_plan

CHOSEN, LOST = "start-session-playbook", "start-lost-code"


def show(host: Any, palette: Palette) -> None:
    """Draw the page."""
    st.html(masthead(palette))
    created = st.session_state.get(CREATED)
    if created is not None:
        _created(*created)
        return
    st.html(html("div", html("h1", "Run a session"), html(
        "p", "One laptop serves the room: you lead from here, each team plays on a device of its "
        "own, strategies play the other seats. Nothing leaves this network.", class_="muted"),
        class_="wg"))
    found = playbooks()
    left, right = st.columns([7, 5], gap="large")
    with left:
        chosen = playbook_choice(found, CHOSEN, _plan)
        _other_ways(host)
    with right, st.container(key="new-session"):
        playbook = found.get(chosen) if chosen else None
        if isinstance(playbook, Playbook) and chosen:
            st.html(html("div", html("h2", "2. New session", class_="as3"), class_="wg"))
            with st.container(key="panel-session"):
                new_session(host, chosen, playbook)


def _plan(card: PlaybookCard, playbook: Playbook) -> Html:
    plan = session_plan(playbook)
    rows = (("People", plan.people), ("Seats", card.actors), ("Turns", plan.turns),
            ("Time", plan.length))
    return html("dl", [html("div", html("dt", name), html("dd", words)) for name, words in rows],
                class_="facts plan")




def _created(session: str, master: str) -> None:
    """The master code, shown once, and the way into the console."""
    st.html(COPY, unsafe_allow_javascript=True)
    with st.container(key="created"):
        _ready(session, master)
        st.button("Back to the first page", key="act-back", on_click=_forget)


def _ready(session: str, master: str) -> None:
    st.html(html("div", html("div", html("h1", "The session is ready"), html(
        "p", "This is its master code. It opens your console, the white cell, on any device, and "
        "shows the codes of all other seats. It is shown this once: write it down, and keep it "
        "from the teams."),
        html("p", master, class_="master"),
        html("p", html("button", "Copy the code", class_="copy", data_copy=master)),
        html("p", html("a", "Open the facilitator's console", href=f"/join/{master}",
                       target="_self", class_="button"), class_="links"),
        html("p", f"Session {session}", class_="small muted")), class_="wg"))


def _forget() -> None:
    st.session_state.pop(CREATED, None)


def _other_ways(host: Any) -> None:
    st.html(html("div", html("h2", "Or", class_="as3"), html("div", html(
        "a", "Resume by a code", href="/join", target="_self", class_="button other"), html(
        "a", "Play alone", href="/?solo=1", target="_self", class_="button other"), html(
        "a", "Explore batch results", href="/?results=1", target="_self", class_="button other"),
        class_="links", style="margin-top:8px"), class_="wg"))
    with st.expander("Sessions kept here", key="start-sessions"):
        try:
            kept = host.sessions()
        except RefusedError as no:
            st.html(notice(no.words))
            kept = ()
        st.html(_kept(kept) if kept else empty(
            "No sessions yet", "Every session that you create is kept on this computer."))
        if kept:
            _lost_code(host, kept)
    with st.expander("Import a session's bundle", key="start-import"):
        file = st.file_uploader("Bundle", key="start-bundle", label_visibility="collapsed",
                                max_upload_size=5)
        st.button("Import it", key="act-import", disabled=file is None, on_click=_import,
                  args=(host, file), help="It becomes a session with codes of its own")


def _kept(kept: Any) -> Html:
    rows = [html("tr", html("td", s.title, data_name="Playbook"),
                 html("td", datetime.fromtimestamp(s.created).astimezone().strftime(
                     "%d %B %Y, %H:%M"), html("br"), html("small", s.id, class_="muted"),
                     data_name="Begun"),
                 html("td", f"{s.phase}, turn {s.turn} of {s.turns}" if s.turn else s.phase,
                      data_name="Stands at")) for s in kept]
    head = html("tr", html("th", "Playbook"), html("th", "Begun"), html("th", "Stands at"))
    return html("div", html("p", "Enter one by its master code.", class_="small muted"),
                html("table", html("thead", head), html("tbody", rows)), class_="wg")


def _lost_code(host: Any, kept: Any) -> None:
    """A way back for whoever has lost the master code but has the computer."""
    signs = {s.id: s for s in kept}
    chosen = st.selectbox(
        "The master code of one is lost", [None, *signs], key=LOST,
        format_func=lambda i: "none" if i is None else one_line(f"{signs[i].title}, {i}"))
    st.button("Draw a further master code", key="act-further", disabled=chosen is None,
              on_click=_further, args=(host, chosen),
              help="All codes go on to work; the session's log says that one was drawn")


def _further(host: Any, session: str | None) -> None:
    begun(lambda: host.further_master(session))


def _import(host: Any, file: Any) -> None:
    hush()
    begun(lambda: host.import_bundle(file.getvalue(), files=own_plugins()))
