"""The big screen: the room's picture, without controls and secrets, to be read at eight metres."""

from __future__ import annotations

import re

import segno
import streamlit as st

from wargame.engine.scenario import ScenarioError
from wargame.session.projector_view import ProjectorView
from wargame.session.refusal import RefusedError
from wargame.session.view import Notice, Room, SeatSign
from wargame.ui.ask import Ask
from wargame.ui.faces import faces_of
from wargame.ui.parts.action_board import action_board
from wargame.ui.parts.badge import badge
from wargame.ui.parts.chart import draw
from wargame.ui.parts.countdown import countdown
from wargame.ui.parts.headlines import value_parts
from wargame.ui.parts.room_header import taken_back
from wargame.ui.parts.series_chart import series_chart
from wargame.ui.safe import Html, html, one_line
from wargame.ui.screens import projector_debrief
from wargame.ui.theme import Palette
from wargame.ui.views.explained import ENDED, explanation, reader_of
from wargame.ui.views.headline import Headline
from wargame.ui.views.room_headline import played, room_headlines
from wargame.ui.views.series_line import series_line

#: Text of charts in pixels on a picture of 1920; the floor for a room of eight metres.
TEXT = 48
NUMBERS = 3
#: What is left out of the names of months, so that the turn and the clock share a line.
MONTH = re.compile(r"(?<=\b[A-Z][a-z]{2})[a-z]+(?=\s\d{4})")
#: Pixels kept for the clock, and for one that counts hours.
CLOCK_WIDE, HOURS_WIDE = 460, 570
SENTENCES = 5
#: Signs of a piece of news that fit: alone, or beside another.
ALONE, BESIDE = 460, 240
WHY = "projector-why"
PHASES = {
    "lobby": "Welcome", "briefing": "Read and talk", "orders": "Orders are open",
    "locked": "Orders locked", "resolved": "What happened", "discussion": "Talk about it",
    "debrief": "Debrief", "closed": "The end"}


def show(
    view: ProjectorView, palette: Palette, *, address: str = "", ask: Ask | None = None,
) -> None:
    """Draw what the white cell has chosen."""
    with st.container(key="projector"):
        if view.shows == "blank" and view.action is None:
            st.html(html("div", html("div", class_="big blank"), class_="wg"))
            return
        with st.container(key="projector-head", horizontal=True, vertical_alignment="center",
                          horizontal_alignment="distribute"):
            st.html(_head(view.room))
            if view.room.timer is not None:
                wide = HOURS_WIDE if view.room.timer.left >= 3600 else CLOCK_WIDE
                with st.container(key="projector-clock", width=wide):
                    countdown(view.room.timer, palette.bad, key="projector-timer", size=84,
                              right=True)
        undone = taken_back(view.room)
        if undone:
            st.html(html("div", html("div", html("p", undone, class_="warning strong",
                                                 role="status"), class_="big"), class_="wg"))
        match shown(view):
            case "action" if view.action is not None:
                st.html(action_board(view.action, faces_of(view.room.seats), palette))
            case "happened":
                st.html(_happened(view.room, _why(view.room, ask)))
            case "chart":
                _chart(view, palette)
            case "claims":
                st.html(_claims(view))
            case "luck" | "what_if" | "ledger" | "forecasts" | "agreements":
                projector_debrief.show(view, palette, ask)
            case "join":
                st.html(_join(view.room, address, palette))
            case _:
                st.html(_state(view.room))
        st.html(_foot(view.room))


def shown(view: ProjectorView) -> str:
    """What is shown: a free action before all; once the lobby is left, joining gives way."""
    if view.action is not None:
        return "action"
    if view.shows != "join" or view.room.phase == "lobby":
        return view.shows
    over = "claims" if view.claims else "chart"
    return {"resolved": "happened", "discussion": "happened", "debrief": over,
            "closed": over}.get(view.room.phase, "state")


def _head(room: Room) -> Html:
    turn = room.label if room.turn else room.title
    if room.turn:
        turn = f"Turn {min(room.turn, room.turns)} of {room.turns}, {MONTH.sub('', room.label)}"
    return html("div", html("div", html("span", PHASES[room.phase], class_="now-phase"),
                            html("span", turn, class_="muted"), class_="big head"), class_="wg")


def _state(room: Room) -> Html:
    news = [n for n in room.notices if n.turn == room.turn and n.kind != "undo"]
    if room.phase in ("briefing", "orders", "locked") and (news or played(room)):
        return _turn_under_way(room, news)
    if not played(room):
        return html("div", html("div", html("h1", room.question), html("p", _opening(
            room.summary), class_="muted"), _sealed(room), class_="big"), class_="wg")
    numbers = [_number(h) for h in room_headlines(room)[:NUMBERS]]
    return html("div", html("div", html("h2", room.question), html("ul", numbers,
                                                                   class_="numbers"),
                            class_="big"), class_="wg")


def _turn_under_way(room: Room, news: list[Notice]) -> Html:
    """The news of the turn, where things stand, and how many orders are sealed."""
    parts: list[Html] = []
    for notice in news[:2]:
        most = ALONE if len(news) == 1 else BESIDE
        parts += [html("h2", notice.title, class_="news"), html("p", _opening(notice.text, most))]
    if not news:
        parts += [html("h2", room.question),
                  html("ul", [_number(h) for h in room_headlines(room)[:NUMBERS]],
                       class_="numbers")]
    return html("div", html("div", parts, _sealed(room), class_="big"), class_="wg")


def _sealed(room: Room) -> Html:
    """How many orders are sealed, from when they can be."""
    people = [s for s in room.seats if s.for_people]
    if room.phase not in ("orders", "locked") or not people:
        return Html("")
    sealed = sum(s.ready for s in people)
    return html("p", f"{sealed} of {len(people)} orders are sealed", class_="strong")


def _opening(text: str, most: int = 240) -> str:
    """The first sentences of a text that fit."""
    kept = ""
    for sentence in one_line(text, 2000).split(". "):
        if kept and len(kept) + len(sentence) > most:
            break
        kept += ("" if not kept else " ") + sentence.rstrip(".") + "."
    return kept


def _number(headline: Headline) -> Html:
    return html("li", html("div", *value_parts(headline.value), class_="value"),
                html("div", headline.title, class_="name"),
                html("div", f"{headline.arrow} {headline.moved}" if headline.sign
                     else "unchanged", class_=headline.tone or "muted"))


def _happened(room: Room, why: str) -> Html:
    """The finding, why it came about, and what else moved: five sentences at most."""
    if not room.happened:
        return html("div", html("div", html("h1", "Nothing has happened yet."), class_="big"),
                    class_="wg")
    finding, *rest = room.happened
    people = {s.name for s in room.seats if s.for_people}
    seats = {s.name for s in room.seats}
    figures = [line for line in rest if line.partition(" moved ")[0] not in seats]
    moves = [line for line in rest if line.partition(" moved ")[0] in people]
    shown = [*figures, *moves][: SENTENCES - 1 - why.count(". ") - bool(why)]
    rows = [html("li", s) for s in shown]
    return html("div", html("div", html("h1", finding), html("p", why) if why else "",
                            html("ul", rows, class_="sentences"), class_="big"), class_="wg")


def _why(room: Room, ask: Ask | None) -> str:
    """Where the change of the first headline came from, and what stood against it."""
    last = played(room)
    if ask is None or not last or not room.series:
        return ""
    name = room.series[0].name
    key = (room.session, name, last, room.series[0].values)
    held = st.session_state.get(WHY)
    if held is None or held[0] != key:
        try:
            found = explanation(room, ask.explain(name, last), last, reader_of(room, ""))
        except (RefusedError, ScenarioError):
            return ""
        held = (key, " ".join(found.sentences[:2]))
        st.session_state[WHY] = held
    return str(held[1])


def _chart(view: ProjectorView, palette: Palette) -> None:
    series = {s.name: s for s in view.room.series}
    name = view.metric if view.metric in series else next(iter(series), "")
    if not name:
        st.html(_state(view.room))
        return
    line = series_line(view.room, series[name])
    st.html(html("div", html("div", html("h2", line.finding), class_="big"), class_="wg"))
    with st.container(key="projector-chart"):
        draw(series_chart(line, palette, height=560, size=TEXT, turns=view.room.turns),
             key=f"projector-{name}-{view.room.version}", alt=line.alt)


def _claims(view: ProjectorView) -> Html:
    rows = []
    for claim, text, verdict in view.claims:
        words, tone = _verdict(view.room, verdict)
        rows.append(html("li", html("span", claim, class_="strong"), html("span", one_line(
            text, 90), class_="clamp2"), html("span", words, class_=f"strong {tone}")))
    body = html("ul", rows, class_="verdict-rows") if rows else html(
        "p", "This playbook makes no claims.")
    return html("div", html("div", body, class_="big"), class_="wg")


def _verdict(room: Room, verdict: str) -> tuple[str, str]:
    """How a claim stands, for a room: counted signs, and no failure before the end."""
    if verdict.startswith(("holds", "would hold")):
        return "holds" if room.phase in ENDED else "holds so far", "good"
    if verdict.startswith("cannot"):
        return "one game cannot say", "muted"
    counted = re.search(r"\d+ of \d+ signs", verdict)
    signs = f": {counted[0]}" if counted else ""
    if room.phase not in ENDED:
        return f"not yet{signs}", "muted"
    return f"{'nearly' if verdict.startswith('nearly') else 'no'}{signs}", "bad"


def _join(room: Room, address: str, palette: Palette) -> Html:
    """The address, and who is missing; codes are secrets and stand on no common screen."""
    code: Html = Html("")
    if address:
        drawing = segno.make(address, error="m").svg_data_uri(
            scale=8, dark="#000000", light="#ffffff", border=4)
        code = html("img", src=drawing, alt="The address as a code for cameras", class_="qr")
    seats = [s for s in room.seats if s.for_people]
    missing = [s for s in seats if s.state != "taken"]
    faces = faces_of(room.seats)

    def seat(sign: SeatSign) -> Html:
        here = sign.state == "taken"
        state = html("div", "\u2713 here" if here else "not here yet",
                     class_="good" if here else "muted")
        return html("li", badge(faces[sign.actor], palette), html(
            "div", html("div", sign.name, class_="strong"), state))

    words = "Everybody is here." if seats and not missing else (
        f"{len(seats) - len(missing)} of {len(seats)} teams are here")
    text = html("div", html("h2", "Join with the code on the card"), html(
        "div", address or "Ask the white cell for the address", class_="address"),
        html("p", words, class_="muted"))
    return html("div", html("div", html("div", text, code, class_="join"), html(
        "ul", [seat(s) for s in seats], class_="seats"), class_="big"), class_="wg")


def _foot(room: Room) -> Html:
    """The head of the log's chain and the promise of the luck: for a camera, not for the room."""
    luck = f"the luck was seed {room.seed.partition(' ')[0]}" if room.seed else (
        f"sealed luck {_short(room.seed_hash)}")
    return html("div", html("p", "Photograph this to check later that nobody changed the record "
                            "or the dice: log ", html("code", _short(room.head)), ", ",
                            html("code", luck), class_="proof muted"), class_="wg")


def _short(digest: str) -> str:
    return " ".join(digest[at:at + 4] for at in range(0, 16, 4))
