"""The desk: one game in progress, its views, and the bar that plays the next turn."""

from __future__ import annotations

import streamlit as st

from wargame.ui import state
from wargame.ui.games import KernelJob, kernel_job
from wargame.ui.parts.header import header
from wargame.ui.parts.headlines import strip
from wargame.ui.parts.notice import foot
from wargame.ui.run import Run
from wargame.ui.safe import html
from wargame.ui.screens import ahead, claims, decide, happened, story, why
from wargame.ui.theme import Palette
from wargame.ui.views.headline import headlines
from wargame.ui.views.orders import OrderForm, order_form

NAMES = {
    state.STORY: "The whole game", state.DECIDE: "Your orders", state.HAPPENED: "What happened",
    state.AHEAD: "What may come", state.CLAIMS: "Outcomes", state.WHY: "Why did it change?"}
WATCHED = "The table"


def show(run: Run, palette: Palette) -> None:
    """Draw the game."""
    job = kernel_job(run.journal.playbook)
    form = order_form(run)
    _head(run, palette)
    view = _views(run)
    with st.container(key=f"strip-{'open' if view == state.HAPPENED else 'quiet'}"):
        st.html(strip(headlines(run), palette, started=run.table.turn > 0))
    match view:
        case state.DECIDE:
            decide.show(run, form, palette)
        case state.HAPPENED:
            happened.show(run, palette)
        case state.AHEAD:
            ahead.show(run, job, palette)
        case state.CLAIMS:
            claims.show(run, job)
        case state.WHY:
            why.show(run, palette)
        case _:
            story.show(run, palette)
    if not run.table.over:
        with st.bottom:
            _bar(run, form, view)
    _foot(job)
    _to_top(run, view)


def _head(run: Run, palette: Palette) -> None:
    left, right = st.columns([5, 1.4], vertical_alignment="center")
    left.html(header(run, palette))
    with right, st.container(key="head-actions", horizontal=True, horizontal_alignment="right"):
        turn = run.table.turn
        st.button("Undo", key="act-undo", disabled=not turn, on_click=state.undo, args=(turn,),
                  help="Take the last turn back" if turn else "No turn has been played yet")
        st.button("New game", key="act-leave", on_click=state.leave,
                  help="Back to the first page; the address of this page keeps this game")


def _to_top(run: Run, view: str) -> None:
    """Begin a new view at its head; the page keeps its place otherwise."""
    place = f"{run.table.turn}-{view}"
    if st.session_state.get("place") == place:
        return
    st.session_state["place"] = place
    st.html(f"<script>/* {place} */ document.querySelector('.st-key-page')"
            ".scrollIntoView();</script>", unsafe_allow_javascript=True)


def _views(run: Run) -> str:
    table = run.table
    views = ([state.STORY, state.HAPPENED, state.CLAIMS, state.WHY] if table.over else
             [state.DECIDE, state.HAPPENED, state.AHEAD, state.CLAIMS, state.WHY])
    if st.session_state.get(state.VIEW) not in views:
        st.session_state[state.VIEW] = views[0]
    chosen = st.segmented_control(
        "View", views, key=state.VIEW, required=True, label_visibility="collapsed",
        format_func=lambda v: WATCHED if v == state.DECIDE and run.seat is None else NAMES[v])
    return str(chosen or views[0])


def _bar(run: Run, form: OrderForm, view: str) -> None:
    turn = run.table.turn
    with st.container(key="bar", horizontal=True, vertical_alignment="center",
                      horizontal_alignment="distribute"):
        st.html(_summary(run, form), width="content")
        if run.seat is None:
            with st.container(key="bar-actions", horizontal=True, width="content"):
                st.button("Play to the end", key="act-play-out", on_click=state.play_out,
                          args=(turn,))
                st.button("Play the turn", key="act-play", type="primary",
                          on_click=state.play_turn, args=(turn,))
        elif view == state.DECIDE:
            st.button("Play the turn", key="act-play", type="primary", on_click=state.play_turn,
                      args=(turn,))
        else:
            st.button("Give orders", key="act-orders", type="primary",
                      on_click=state.show_view, args=(state.DECIDE,))


def _summary(run: Run, form: OrderForm) -> str:
    turn = f"Turn {run.table.turn + 1} of {run.scenario.turns}"
    if run.seat is None:
        words = form.label
    else:
        count = len(form.changed(state.draft()))
        words = "No lever moved yet: your orders hold" if not count else (
            "1 lever moved" if count == 1 else f"{count} levers moved")
    return html("div", html("div", html("span", turn, class_="strong"),
                            html("span", words, class_="small muted"), class_="play"), class_="wg")


def _foot(job: KernelJob) -> None:
    @st.fragment(run_every=5 if job.working else None)
    def status() -> None:
        st.html(foot(job.words, ready=job.ready is not None, working=job.working))

    status()
