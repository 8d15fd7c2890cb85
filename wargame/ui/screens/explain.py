"""Why did this change? Causes, terms, the equation and its parameters; and an objection to them."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from wargame.engine.attribution import Explanation
from wargame.engine.scenario import ScenarioError
from wargame.session.refusal import RefusedError
from wargame.session.view import Known, Room
from wargame.ui import state
from wargame.ui.ask import Act, Ask
from wargame.ui.parts.cause_chart import cause_chart
from wargame.ui.parts.chart import draw
from wargame.ui.parts.equation import formula, parameters, terms
from wargame.ui.parts.notice import empty, notice
from wargame.ui.safe import html, one_line
from wargame.ui.screens import challenge
from wargame.ui.theme import Palette
from wargame.ui.views.explained import ENDED, askable, explanation, reader_of
from wargame.ui.views.room_headline import played
from wargame.ui.views.why import Why

CACHE, METRIC, TURN = "explained", "explain-metric", "explain-turn"


def show(
    room: Room, act: Act, ask: Ask, palette: Palette, *, known: Iterable[Known] = (),
    seat: str = "", locked: bool = False, everything: bool = False,
) -> None:
    """Draw the part of a screen that explains.

    ``known`` are quantities of the reader's own besides the room's metrics; ``everything`` shows
    the values of hidden ones too, for the white cell.
    """
    last = played(room)
    if not last:
        st.html(empty("Nothing to explain yet",
                      "When a turn has been resolved, ask of any number why it changed."))
        return
    metric, turn = _chosen(room, askable(room, known), last)
    found = _asked(room, ask, metric, turn)
    if found is None:
        return
    why = explanation(room, found, turn, reader_of(room, seat, everything=everything))
    st.html(html("div", html("h3", f"{why.finding}."),
                 html("p", " ".join(why.sentences), style="margin-top:8px"), class_="wg"))
    _causes(why, palette)
    with st.expander("The equation, in words and in mathematics", key=f"equation-{metric}-{turn}"):
        _equation(why)
    with st.expander("Challenge this", key=f"challenge-{metric}-{turn}"):
        challenge.show(room, act, ask, found, locked=locked or room.phase == "closed",
                       may_rerun=everything or room.phase in ENDED)


def _chosen(room: Room, titles: dict[str, str], last: int) -> tuple[str, int]:
    names = list(titles)
    metric = st.session_state.get(METRIC)
    if metric not in titles:
        metric = names[0]
    turn = int(st.session_state.get(TURN) or 0)
    if not 1 <= turn <= last:
        turn = last
    wide, narrow = st.columns([2, 1])
    with wide:
        picked = st.selectbox(
            "Why did this change?", names, names.index(str(metric)), key="explain-pick",
            format_func=lambda n: one_line(titles[n]),
            on_change=lambda: state.remember(METRIC, st.session_state["explain-pick"]))
    with narrow:
        key = f"explain-pick-turn-{last}"
        when = st.selectbox(
            "In turn", range(1, last + 1), turn - 1, key=key,
            on_change=lambda: state.remember(TURN, st.session_state[key]))
    return str(picked), int(when or last)


def _asked(room: Room, ask: Ask, metric: str, turn: int) -> Explanation | None:
    """The session's answer, kept as long as the numbers that it explains stay the same."""
    values = next((s.values for s in room.series if s.name == metric), room.version)
    key = (room.session, metric, turn, values)
    held = st.session_state.get(CACHE)
    if held is None or held[0] != key:
        try:
            with st.spinner("Playing the turn again, without one cause after another"):
                held = (key, ask.explain(metric, turn))
        except (RefusedError, ScenarioError) as no:
            st.html(notice(getattr(no, "words", str(no))))
            return None
        state.remember(CACHE, held)
    found: Explanation = held[1]
    return found


def _causes(why: Why, palette: Palette) -> None:
    if not why.causes:
        st.html(empty("No cause", "The value did not move."))
        return
    st.html(html("div", html("p", "Each bar is what one cause did alone, found by playing the "
                             "turn again without the others. Bars to the right raise it; together "
                             "they add up to the change.", class_="small muted"), class_="wg"))
    alt = f"{why.title}, turn {why.turn}: " + "; ".join(
        f"{c.label} {c.text}" for c in why.causes)
    draw(cause_chart(why.causes, palette), key=f"causes-{why.name}-{why.turn}", alt=alt)


def _equation(why: Why) -> None:
    st.html(html("div", html("p", f"Mechanism: {why.owner}. Source: {why.source}.",
                             class_="small muted"), class_="wg"))
    with st.container(key="formula"):
        formula(why)
    if why.terms:
        st.html(terms(why))
    if why.parameters:
        st.html(html("div", html("h4", "Its numbers", style="margin-top:16px"), class_="wg"))
        st.html(parameters(why))
