"""The first page: choose a playbook, a seat and a seed."""

from __future__ import annotations

import streamlit as st

from wargame.engine.play import Game
from wargame.session.titles import in_sentence
from wargame.ui.cast import KIND_WORDS, Cast
from wargame.ui.games import GameError, game, kernel_job, playbooks
from wargame.ui.journal import WATCH, Journal
from wargame.ui.parts.badge import badge
from wargame.ui.parts.header import masthead
from wargame.ui.parts.notice import notice
from wargame.ui.safe import Html, html, label
from wargame.ui.state import start
from wargame.ui.theme import Palette
from wargame.ui.views.start import PlaybookCard, SeatCard, playbook_cards, seat_card

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
    cards = playbook_cards(playbooks())
    playable = [c.name for c in cards if not c.fault]
    if not playable:
        st.html(notice("No playbook can be played. Install wargame again, or repair the ones "
                       "below."))
    chosen = st.session_state.get(PLAYBOOK)
    if chosen not in playable:
        chosen = playable[0] if playable else None
    left, right = st.columns([7, 5], gap="large")
    with left:
        st.html(html("div", html("h2", "1. Playbook", class_="as3"), class_="wg"))
        for card in cards:
            _playbook(card, chosen=card.name == chosen, alone=len(playable) == 1)
        if chosen is not None:
            _seats_and_panel(chosen, palette, right)


def _playbook(card: PlaybookCard, *, chosen: bool, alone: bool) -> None:
    with st.container(key="card-chosen" if chosen else f"card-{card.name}"):
        facts = html("p", card.length, html("br"), card.actors, class_="small muted")
        body: list[Html] = [html("h3", card.title, class_="as2")]
        if card.fault:
            body.append(html("p", f"This playbook cannot be played: {card.fault}", class_="bad"))
        else:
            body += [html("p", card.question, class_="serif strong"),
                     html("p", card.summary), facts]
        st.html(html("div", body, class_="wg"))
        if not chosen and not card.fault:
            st.button("Choose this playbook", key=f"act-choose-{card.name}",
                      on_click=_choose, args=(card.name,))
        elif chosen and not alone:
            st.html(html("div", html("span", "\u2713 Chosen", class_="accent strong"),
                         class_="wg"))


def _choose(name: str) -> None:
    st.session_state[PLAYBOOK] = name
    st.session_state.pop(SEAT, None)


def _seats_and_panel(name: str, palette: Palette, panel: st.delta_generator.DeltaGenerator) -> None:
    try:
        loaded = game(name)
    except GameError as error:
        st.html(notice(f"This playbook cannot be played: {error}"))
        return
    kernel_job(name)
    st.html(html("div", html("h2", "2. Your seat", class_="as3"), class_="wg"))
    fictional = bool(st.session_state.get("start-fictional", False))
    cast = Cast(loaded.scenario.playbook, fictional)
    seat = _seats(name, cast)
    with panel:
        st.html(html("div", html("h2", "3. Begin", class_="as3"), class_="wg"))
        with st.container(key="seat-panel"):
            _panel(name, loaded, cast, seat, palette)


def _seats(playbook: str, cast: Cast) -> str:
    """One choice over three rows and one for watching; picking in a row clears the others."""
    chosen = str(st.session_state.get(SEAT))
    if chosen != WATCHING and chosen not in cast.faces:
        chosen = next(iter(cast.faces))
    st.session_state[SEAT] = chosen
    for kind, (_, many) in KIND_WORDS.items():
        actors = [f.actor for f in cast.faces.values() if f.kind == kind]
        if actors:
            _row(playbook, kind, many, actors, chosen,
                 {a: cast.faces[a].name for a in actors})
    _row(playbook, WATCHING, "Or take none", [WATCHING], chosen,
         {WATCHING: "Watch: strategies play every seat"})
    return chosen


def _row(
    playbook: str, kind: str, title: str, options: list[str], chosen: str, names: dict[str, str],
) -> None:
    key = f"start-seat-{playbook}-{kind}"
    st.session_state[key] = chosen if chosen in options else None

    def take() -> None:
        picked = st.session_state[key]
        if picked is not None:
            st.session_state[SEAT] = picked

    st.pills(title, options, format_func=lambda actor: label(names[actor]), key=key,
             on_change=take, wrap=True)


def _panel(name: str, loaded: Game, cast: Cast, seat: str, palette: Palette) -> None:
    scenario = loaded.scenario
    card: SeatCard | None = None
    if seat == WATCHING:
        st.html(html("div", html("h3", "You watch"), html(
            "p", "Every seat is played by its strategy. You see what all of them order and why, "
            "turn by turn or at once."), class_="wg"))
    else:
        card = seat_card(scenario, cast, seat)
        st.html(_seat(card, palette))
    st.toggle("Fictional names", key="start-fictional",
              help="Shows invented names in place of real ones; nothing else changes")
    st.number_input(
        "Seed of the luck", 0, LARGEST_SEED, min(scenario.playbook.seed, LARGEST_SEED), 1,
        key=f"start-seed-{name}",
        help="The same seed and the same orders give the same game; another seed, other luck")
    st.button("Start the game", type="primary", key="act-start", width="stretch",
              on_click=_start, args=(name, seat))
    if card is not None and card.levers:
        decides = "; ".join(in_sentence(title) for title in card.levers)
        st.html(html("div", html("p", html("span", "You decide: ", class_="strong"),
                                 f"{decides}.", class_="small muted"), class_="wg"))


def _start(name: str, seat: str) -> None:
    seed = int(st.session_state[f"start-seed-{name}"])
    start(Journal(name, WATCH if seat == WATCHING else seat, seed,
                  bool(st.session_state.get("start-fictional", False))))


def _seat(card: SeatCard, palette: Palette) -> Html:
    head = html("div", badge(card.face, palette, large=True), html(
        "div", html("h3", card.face.name, class_="as2"), html("small", card.place, class_="muted")),
        style="display:flex;gap:16px;align-items:center;margin-bottom:12px")
    brief = html("p", card.brief, class_="serif as4", style="line-height:1.4")
    return html("div", head, brief, class_="wg")
