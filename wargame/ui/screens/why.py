"""The view that explains: why a metric changed in a turn."""

from __future__ import annotations

import streamlit as st

from wargame.session.titles import title_of
from wargame.ui import state
from wargame.ui.parts.cause_chart import cause_chart
from wargame.ui.parts.chart import draw
from wargame.ui.parts.equation import formula, parameters, terms
from wargame.ui.parts.notice import empty
from wargame.ui.run import Run
from wargame.ui.safe import html, one_line
from wargame.ui.theme import Palette
from wargame.ui.views.headline import headline_names
from wargame.ui.views.why import Why, why

CACHE = "explanation"
METRIC, TURN = "why-metric", "why-turn"


def show(run: Run, palette: Palette) -> None:
    """Draw the view."""
    if not run.table.turn:
        st.html(empty("Nothing to explain yet",
                      "Play a turn, then ask of any metric why it changed."))
        return
    found = _explained(run, *_chosen(run))
    st.html(html("div", html("h2", f"{found.finding}."),
                 html("p", " ".join(found.sentences), style="margin-top:8px"), class_="wg"))
    left, right = st.columns([5, 7], gap="large")
    with left:
        _causes(found, palette)
    with right:
        _equation(found)


def _chosen(run: Run) -> tuple[str, int]:
    program = run.scenario.program
    metrics = sorted(program.metrics, key=lambda n: title_of(n, program.variables[n]).words)
    metric = st.session_state.get(METRIC)
    if metric not in metrics:
        metric = headline_names(run)[0]
    turn = int(st.session_state.get(TURN) or 0)
    if not 1 <= turn <= run.table.turn:
        turn = run.table.turn
    wide, narrow = st.columns([2, 1])
    with wide:
        picked = st.selectbox(
            "Why did this change?", metrics, metrics.index(metric), key="why-pick",
            format_func=lambda n: one_line(title_of(n, program.variables[n]).words),
            on_change=lambda: state.remember(METRIC, st.session_state["why-pick"]))
    with narrow:
        key = f"why-pick-turn-{run.table.turn}"
        when = st.selectbox(
            "In turn", range(1, run.table.turn + 1), turn - 1, key=key,
            format_func=lambda t: f"{t}: {run.table.turns[t - 1].label}",
            on_change=lambda: state.remember(TURN, st.session_state[key]))
    return str(picked), int(when)


def _explained(run: Run, metric: str, turn: int) -> Why:
    key = (run.journal.token(), metric, turn)
    held = st.session_state.get(CACHE)
    if held is None or held[0] != key:
        held = (key, why(run, metric, turn))
        state.remember(CACHE, held)
    found: Why = held[1]
    return found


def _causes(found: Why, palette: Palette) -> None:
    st.html(html("div", html("h3", "What caused it", class_="as4"), html(
        "p", "Each bar is what one cause did alone, found by playing the turn again without the "
        "others. Bars to the right raise it; together they add up to the change.",
        class_="small muted", style="margin-top:4px"), class_="wg"))
    if not found.causes:
        st.html(empty("No cause", "The value did not move."))
        return
    alt = f"{found.title}, turn {found.turn}: " + "; ".join(
        f"{c.label} {c.text}" for c in found.causes)
    draw(cause_chart(found.causes, palette), key="causes", alt=alt)


def _equation(found: Why) -> None:
    st.html(html("div", html("h3", "In its equation", class_="as4"), html(
        "p", f"Mechanism: {found.owner}. Source: {found.source}.", class_="small muted",
        style="margin-top:4px"), class_="wg"))
    with st.container(key="formula"):
        formula(found)
    if found.terms:
        st.html(terms(found))
    if found.parameters:
        st.html(html("div", html("h4", "Its numbers", style="margin-top:16px"), class_="wg"))
        st.html(parameters(found))
