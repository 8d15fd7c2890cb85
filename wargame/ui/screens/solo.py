"""The first page of solo play: choose a playbook, then a seat, then begin."""

from __future__ import annotations

import streamlit as st

from wargame.engine.play import Game
from wargame.playbook.models import Playbook
from wargame.ui.cast import KIND_WORDS, Cast
from wargame.ui.games import GameError, game, kernel_job, playbooks
from wargame.ui.journal import WATCH, Journal
from wargame.ui.parts.badge import badge
from wargame.ui.parts.header import masthead
from wargame.ui.parts.notice import notice
from wargame.ui.parts.playbook_choice import playbook_choice
from wargame.ui.safe import Html, html, label
from wargame.ui.state import start
from wargame.ui.theme import Palette
from wargame.ui.views.start import PlaybookCard, SeatCard, seat_card

PLAYBOOK, SEAT = "start-playbook", "start-seat"
WATCHING = "watch"
#: The largest whole number that a browser counts with.
LARGEST_SEED = 2**53 - 1


def show(palette: Palette) -> None:
    """Draw the page."""
    st.html(masthead(palette))
    st.html(html("div", html("h1", "Open or closed? Take a seat and find out"), html(
        "p", "A policy game on the contest between open and closed AI models. You play one seat; "
        "strategies play the others. Every outcome explains itself.", class_="muted"),
        class_="wg"))
    left, right = st.columns([1, 1], gap="large")
    with left:
        chosen = playbook_choice(playbooks(), PLAYBOOK, _facts,
                                 lambda: st.session_state.pop(SEAT, None))
    if chosen is not None:
        with right:
            _seat_and_begin(chosen, palette)


def _facts(card: PlaybookCard, _: Playbook) -> Html:
    return html("p", card.length, html("br"), card.actors, class_="small muted")


def _seat_and_begin(name: str, palette: Palette) -> None:
    try:
        loaded = game(name)
    except GameError as error:
        st.html(notice(f"This playbook cannot be played: {error}"))
        return
    kernel_job(name)
    st.html(html("div", html("h2", "2. Your seat", class_="as3"), class_="wg"))
    cast = Cast(loaded.scenario.playbook, bool(st.session_state.get("start-fictional", False)))
    seat = _seats(name, cast)
    with st.container(key="seat-panel"):
        st.html(_watching() if seat == WATCHING else
                _seat(seat_card(loaded.scenario, cast, seat), palette))
    st.html(html("div", html("h2", "3. Begin", class_="as3"), class_="wg"))
    st.button("Start the game", type="primary", key="act-start", width="stretch",
              on_click=_start, args=(name, seat))
    _options(name, loaded)


def _seats(playbook: str, cast: Cast) -> str:
    """One choice over three rows and one for watching; picking in a row clears the others."""
    chosen = str(st.session_state.get(SEAT))
    if chosen != WATCHING and chosen not in cast.faces:
        chosen = next(iter(cast.faces))
    st.session_state[SEAT] = chosen
    with st.container(key="seat-rows", gap="xxsmall"):
        for kind, (_, many) in KIND_WORDS.items():
            actors = [f.actor for f in cast.faces.values() if f.kind == kind]
            if actors:
                _row(playbook, kind, many, actors, chosen,
                     {a: cast.faces[a].name for a in actors})
        _row(playbook, WATCHING, "Or none", [WATCHING], chosen,
             {WATCHING: "Watch: strategies play every seat"}, titled=False)
    return chosen


def _row(
    playbook: str, kind: str, title: str, options: list[str], chosen: str, names: dict[str, str],
    *, titled: bool = True,
) -> None:
    key = f"start-seat-{playbook}-{kind}"
    st.session_state[key] = chosen if chosen in options else None

    def take() -> None:
        picked = st.session_state[key]
        if picked is not None:
            st.session_state[SEAT] = picked

    st.pills(title, options, format_func=lambda actor: label(names[actor]), key=key,
             on_change=take, wrap=True,
             label_visibility="visible" if titled else "collapsed")


def _options(name: str, loaded: Game) -> None:
    """What most people leave as it is: names and luck."""
    playbook = loaded.scenario.playbook
    with st.container(key="start-options", horizontal=True, vertical_alignment="bottom",
                      horizontal_alignment="distribute"):
        st.number_input(
            "Seed of the luck", 0, LARGEST_SEED, min(playbook.seed, LARGEST_SEED), 1,
            key=f"start-seed-{name}", width=220,
            help="The same seed and the same orders give the same game; another seed, other luck")
        if any(spec.fictional and spec.fictional != spec.name for spec in playbook.actors):
            st.toggle("Fictional names", key="start-fictional", persist_state="session",
                      help="Shows invented names in place of real ones; nothing else changes")


def _start(name: str, seat: str) -> None:
    seed = int(st.session_state[f"start-seed-{name}"])
    start(Journal(name, WATCH if seat == WATCHING else seat, seed,
                  bool(st.session_state.get("start-fictional", False))))


def _watching() -> Html:
    return html("div", html("h3", "You watch"), html(
        "p", "Every seat is played by its strategy. You see what all of them order and why, "
        "turn by turn or at once."), class_="wg")


def _seat(card: SeatCard, palette: Palette) -> Html:
    head = html("div", badge(card.face, palette, large=False), html(
        "div", html("h3", card.face.name, class_="as3"), html("small", card.place, class_="muted")),
        style="display:flex;gap:16px;align-items:center;margin-bottom:4px")
    body = [head, html("p", card.brief)]
    if card.levers:
        body.append(html("details", html("summary", f"What you decide: {len(card.levers)} levers"),
                         html("ul", [html("li", title) for title in card.levers],
                              class_="bullets")))
    return html("div", body, class_="wg")
