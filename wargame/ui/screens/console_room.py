"""The console's room: join links with QR codes, the projector, previews, and files to take."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from wargame.session.command import ReissueCode, SetPreviews, SetProjector
from wargame.session.white_cell_view import WhiteCellView
from wargame.ui.ask import Act
from wargame.ui.cast import Face
from wargame.ui.faces import WHITE_CELL, faces_of, role_name
from wargame.ui.parts.badge import badge
from wargame.ui.parts.copying import COPY
from wargame.ui.parts.qr import qr
from wargame.ui.safe import Html, html, one_line
from wargame.ui.screens.console_fields import done, drop_down
from wargame.ui.theme import Palette
from wargame.ui.views.explained import ENDED

SHOWS: Mapping[str, str] = {
    "join": "Follows the phase (join, news, what happened)", "state": "State of the world",
    "happened": "What just happened", "chart": "One chart",
    "claims": "The claims", "blank": "Blank: talk to each other"}
#: What can be shown once the debrief has begun.
LOOKING_BACK: Mapping[str, str] = {
    "luck": "Luck or decision?", "what_if": "What if? The one shown last",
    "ledger": "The ledger, with and without rulings", "forecasts": "Forecasts against outcomes",
    "agreements": "Agreements kept and broken"}
#: What is about one number.
NUMBERED = ("chart", "luck", "what_if", "ledger")
METRIC, SHOWN, ROLE = "projector-metric", "projector-shows", "room-role"


def show(view: WhiteCellView, act: Act, palette: Palette, *, address: str) -> None:
    """Draw the page."""
    st.html(COPY, unsafe_allow_javascript=True)
    left, right = st.columns([8, 4], gap="medium")
    with left:
        _links(view, palette, address)
    with right:
        with st.container(key="panel-projector"):
            _projector(view, act)
        with st.container(key="panel-room"):
            _settings(view, act)
            _files(view)


def _links(view: WhiteCellView, palette: Palette, address: str) -> None:
    people = {s.actor for s in view.room.seats if s.for_people}
    roles = [r for r in view.codes if r.removeprefix("seat:") in people]
    roles += [r for r in ("projector", "observer") if r in view.codes]
    faces = faces_of(view.room.seats)
    st.html(html("div", html("h2", "One device for each", class_="as4"), html(
        "p", "Scan, or open ", html("span", f"{address}/join", class_="strong"), " and type the "
        "code. Keep this page off the projector: whoever has a code has the seat.",
        class_="small muted"), class_="wg"))
    taken = {s.actor: s.state for s in view.room.seats}
    cards = [_link(role, view.codes[role], address, faces, palette,
                   taken.get(role.removeprefix("seat:"), "")) for role in roles]
    if cards:
        st.html(html("div", html("ul", cards, class_="join-cards"), class_="wg"))
    else:
        st.html(html("div", html("p", "This device did not come in by the master code, so it "
                                 "cannot show the codes of others. Enter by the master code to "
                                 "see them.", class_="notice"), class_="wg"))
    with st.expander("Codes of all other seats", key="room-others"):
        rest = [(role, code) for role, code in view.codes.items()
                if role not in (*roles, WHITE_CELL)]
        st.html(html("div", html("ul", [html("li", role_name(role, faces), " ", html(
            "code", code)) for role, code in rest], class_="grid small"), class_="wg"))


def _link(role: str, code: str, address: str, faces: Mapping[str, Face], palette: Palette,
          state: str) -> Html:
    actor = role.removeprefix("seat:")
    name = role_name(role, faces)
    sign = badge(faces[actor], palette) if actor in faces else ""
    mark = html("small", "\u2713 taken", class_="good") if state == "taken" else ""
    link = f"{address}/join/{code}"
    return html("li", html("div", sign, html("div", html("div", name, class_="strong"), mark),
                           class_="row"),
                qr(link, f"QR code of the join link of {name}"),
                html("code", code), html("button", "Copy link", class_="copy", data_copy=link,
                                         aria_label=f"Copy the join link of {name}"))


def _projector(view: WhiteCellView, act: Act) -> None:
    st.html(html("div", html("h2", "Projector", class_="as4"), class_="wg"))
    now = view.projector or "join"
    if st.session_state.get("projector-known") != now:
        st.session_state[SHOWN] = now
        st.session_state["projector-known"] = now

    def follow() -> None:
        shows = st.session_state.get(SHOWN) or now
        metric = st.session_state.get(METRIC) if shows in NUMBERED else None
        if not act(lambda: SetProjector.model_validate({"shows": shows, "metric": metric})):
            st.session_state[SHOWN] = now

    offered = {**SHOWS, **(LOOKING_BACK if view.room.phase in ENDED else {})}
    chosen = st.radio("Shows", list(offered), key=SHOWN, format_func=offered.__getitem__,
                      on_change=follow, label_visibility="collapsed",
                      disabled=view.room.phase == "closed")
    titles = {s.name: s.title for s in view.room.series}
    if chosen in NUMBERED and titles:
        st.selectbox("Which", list(titles), key=METRIC, on_change=follow, persist_state="session",
                     format_func=lambda n: one_line(titles[n]))


def _settings(view: WhiteCellView, act: Act) -> None:
    allowed = view.room.previews
    st.html(html("div", html("h2", "Team screens", class_="as4"), html(
        "p", "Teams may look ahead before they seal." if allowed else
        "Teams cannot look ahead.", class_="small muted"), class_="wg"))
    st.button("Stop previews" if allowed else "Allow previews", key="act-previews",
              width="stretch", on_click=act, args=(SetPreviews(allowed=not allowed),),
              disabled=view.room.phase == "closed")
    roles = [r for r in view.codes if not r.startswith("seat:") and r != "white_cell"]
    if roles:
        more = drop_down("New code for a screen", key="pop-reissue", width="stretch")
        if not more.open:
            return
        with more:
            role = st.radio("Whose", roles, key=ROLE, format_func=lambda r: role_name(r, {}))
            st.button("Replace the code", key="act-reissue-role", on_click=done,
                      args=(act, ReissueCode(role=str(role)), "pop-reissue"), width="stretch")


def _files(view: WhiteCellView) -> None:
    links = [("slips", "Join slips to print"), ("brief", "Briefs and paper orders to print"),
             ("bundle", "The session as a bundle")]
    if len(view.room.series) and len(view.room.series[0].values) > 1:
        links.append(("report", "The report so far"))
    rows = [html("p", html("a", words, href=f"/file/{name}", target="_blank", rel="noopener"))
            for name, words in links]
    st.html(html("div", html("h2", "To take with you", class_="as4"), rows, html(
        "p", f"Head of the log: {view.room.head[:16]}", class_="small muted"), class_="wg"))
