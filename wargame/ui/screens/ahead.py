"""The view of what may come: fans from the present position, and worlds counted."""

from __future__ import annotations

import streamlit as st

from wargame.session.titles import title_of
from wargame.ui import state
from wargame.ui.futures import Futures, futures_of
from wargame.ui.games import KernelJob
from wargame.ui.parts.chart import draw
from wargame.ui.parts.fan_chart import fan_chart
from wargame.ui.run import Run
from wargame.ui.safe import html, label, one_line
from wargame.ui.theme import Palette
from wargame.ui.views.fan import Fan, fan, fan_names

CACHE = "futures"
LUCK, BOTH = "luck", "both"
WORDS = {BOTH: "Luck and the model's uncertain numbers", LUCK: "Luck alone"}


def show(run: Run, job: KernelJob, palette: Palette) -> None:
    """Draw the view."""
    left, right = st.columns(2, gap="large")
    with right:
        uncertain = _what_varies()
        names = _metrics(run)
    futures = futures_for(run, job, vary=uncertain == BOTH)
    with left:
        _lead(run, futures)
    for at in range(0, len(names), 2):
        columns = st.columns(2, gap="large")
        for column, name in zip(columns, names[at:at + 2], strict=False):
            with column:
                _fan(fan(run, futures, name), palette)


def _lead(run: Run, futures: Futures) -> None:
    who = "all seats play their strategies" if run.seat is None else (
        "your orders stay as they stand and strategies play the other seats")
    what = "other luck and other values of the model's uncertain numbers" if (
        futures.varied) else "other luck"
    st.html(html("div", html("h3", f"{futures.count} futures from here"), html(
        "p", f"In each, {who}, under {what}. Half of them stay in the dark band, nine of ten in "
        "the light one. They are no forecast, and none of them is this game's own future.",
        class_="muted", style="margin-top:4px"), class_="wg"))


def futures_for(run: Run, job: KernelJob, *, vary: bool) -> Futures:
    """The futures of the present position, played once for each position and choice."""
    key = (run.journal.token(), vary)
    held = st.session_state.get(CACHE)
    if held is None or held[0] != key:
        held = (key, futures_of(run, job.ready, vary=vary))
        state.remember(CACHE, held)
    found: Futures = held[1]
    return found


def vary() -> bool:
    """Whether the model's numbers vary too, as last chosen."""
    return bool(st.session_state.get("ahead-kept", BOTH) == BOTH)


def _what_varies() -> str:
    kept = st.session_state.get("ahead-kept", BOTH)
    chosen = st.segmented_control(
        "What is uncertain", (BOTH, LUCK), default=kept, required=True, wrap=True,
        key="ahead-varies",
        format_func=lambda v: label(WORDS[v]),
        on_change=lambda: state.remember("ahead-kept", st.session_state["ahead-varies"]))
    return str(chosen or kept)


def _metrics(run: Run) -> list[str]:
    program = run.scenario.program
    kept = st.session_state.get("ahead-names") or list(fan_names(run))
    chosen = st.multiselect(
        "Metrics", sorted(program.metrics, key=lambda n: title_of(n, program.variables[n]).words),
        [n for n in kept if n in program.metrics], key="ahead-metrics",
        format_func=lambda n: one_line(title_of(n, program.variables[n]).words),
        placeholder="Choose what to look at", max_selections=8,
        on_change=lambda: state.remember("ahead-names", st.session_state["ahead-metrics"]))
    return list(chosen)


def _fan(view: Fan, palette: Palette) -> None:
    st.html(html("div", html("h4", view.finding), html("p", " ".join(view.counted),
                                                      class_="muted", style="margin-top:4px"),
                 class_="wg"))
    draw(fan_chart(view, palette), key=f"fan-{view.name}", alt=view.alt)
