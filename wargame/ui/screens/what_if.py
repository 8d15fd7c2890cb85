"""What if: one seat's order in one turn exchanged, and the rest of the game played again."""

from __future__ import annotations

import numpy as np
import streamlit as st

from wargame.engine.scenario import ScenarioError
from wargame.session.command import SetProjector
from wargame.session.content import OtherOrder
from wargame.session.debrief_view import DebriefView
from wargame.session.fork import Fork
from wargame.session.fork_words import deed_words, fork_words
from wargame.session.levers import words_of
from wargame.session.refusal import RefusedError
from wargame.ui import state
from wargame.ui.ask import Act, Ask
from wargame.ui.faces import faces_of
from wargame.ui.parts.chart import draw
from wargame.ui.parts.fan_chart import fan_chart
from wargame.ui.parts.notice import notice
from wargame.ui.parts.world_count import world_count
from wargame.ui.safe import html, label, one_line
from wargame.ui.theme import Palette
from wargame.ui.views.debriefed import AS_PLAYED, OTHER_ORDER, fan_around
from wargame.ui.views.rivals import declared
from wargame.ui.views.room_headline import headline_names

HELD = "fork-held"
SHOWN = 4
#: What the two branches are called.
OTHER, PLAYED = "With the other order", AS_PLAYED


def show(view: DebriefView, ask: Ask, palette: Palette, act: Act | None = None) -> None:
    """Draw the part; with ``act`` what is played goes to the projector too."""
    faces = faces_of(view.room.seats)
    st.html(html("div", html("h3", "Change one order and play on"), html(
        "p", "The same luck, the same orders of everybody else; strategies see what is different "
        "and decide anew. People would have too: it is a question to them, not an answer.",
        class_="muted", style="margin-top:4px"), class_="wg"))
    first, second, third = st.columns(3)
    with first:
        turn = int(st.selectbox("In turn", [t.turn for t in view.turns], key="fork-turn") or 1)
    with second:
        seat = str(st.selectbox("The seat", list(faces), key="fork-seat",
                                format_func=lambda a: faces[a].name))
    levers = {n: words_of(v) for n, v in declared(view.room).items()
              if v.actors == f"{faces[seat].kind}s"}
    with third:
        options = [None, *levers]
        name = st.selectbox(
            "Does what", options, key=f"fork-lever-{faces[seat].kind}",
            format_func=lambda n: "holds everything" if n is None else one_line(levers[n].title))
    swap: dict[str, float] = {}
    if name is not None:
        words = levers[name]
        if words.lever.choices:
            chosen = st.radio("Set to", range(len(words.lever.choices)), key=f"fork-to-{name}",
                              horizontal=True, format_func=lambda at: label(words.text(at)))
            swap = {name: float(chosen or 0)}
        else:
            scale = words.figure.factor
            value = st.slider(
                "Set to", words.lever.low * scale, words.lever.high * scale,
                min(max(words.lever.default, words.lever.low), words.lever.high) * scale,
                words.step, words.format, key=f"fork-to-{name}")
            swap = {name: value / scale}

    def play() -> None:
        try:
            found = ask.fork(turn, seat, swap)
            state.remember(HELD, found)
            if act is not None:
                act(lambda: for_projector(found))
        except (RefusedError, ScenarioError) as no:
            state.remember(HELD, getattr(no, "words", str(no)))

    st.button("Play it" if act is None else "Play it, and show the room", key="act-fork",
              type="primary", on_click=play)
    held = st.session_state.get(HELD)
    if isinstance(held, str):
        st.html(notice(held))
    elif held is not None:
        _result(view, held, palette)


def for_projector(found: Fork) -> SetProjector:
    """The command that shows a fork of one order to the room."""
    turn, seats = next(iter(found.swaps.items()))
    seat, levers = next(iter(seats.items()))
    return SetProjector(shows="what_if", other=OtherOrder(turn=turn, seat=seat,
                                                          levers=dict(levers or {})))


def held_fork() -> Fork | None:
    """The fork that was played last here."""
    held = st.session_state.get(HELD)
    return held if isinstance(held, Fork) else None


def _result(view: DebriefView, found: Fork, palette: Palette) -> None:
    faces = faces_of(view.room.seats)
    names = [n for n in headline_names(view.room) if n in found.as_swapped.names][:SHOWN]
    if found.nothing_changed:
        said = deed_words(found, lambda a: faces[a].name)
        st.html(html("div", html("h3", f"{said}, nothing would have changed, in any of "
                                 f"{found.futures:,} futures."), class_="wg"))
        return
    st.html(html("div", html("h3", fork_words(found, names[0], lambda a: faces[a].name)), html(
        "p", f"Typically: in the middle of {found.futures:,} futures, each with the same luck in "
        "both branches.", class_="muted", style="margin-top:4px"), class_="wg"))
    for at in range(0, len(names), 2):
        for column, metric in zip(st.columns(2, gap="large"), names[at:at + 2], strict=False):
            with column:
                counted = found.metric(metric)
                st.html(world_count(counted, OTHER, PLAYED))
                path = np.array([step[metric] for step in found.original.trace])
                fan = fan_around(view.room, metric, path, counted.branch_bands, found.futures,
                                 "", (), (AS_PLAYED, OTHER_ORDER),
                                 len(path) - len(counted.branch))
                draw(fan_chart(fan, palette), key=f"fork-{metric}", alt=counted.words)
