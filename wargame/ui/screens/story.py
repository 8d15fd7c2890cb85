"""The view after the end: the whole game, its verdicts, and what to do next."""

from __future__ import annotations

import json

import streamlit as st

from wargame.ui import state
from wargame.ui.journal import Journal
from wargame.ui.parts.badge import badge
from wargame.ui.parts.claims_table import verdict_list
from wargame.ui.parts.moves import change
from wargame.ui.run import Run
from wargame.ui.safe import Html, html
from wargame.ui.screens.solo import LARGEST_SEED
from wargame.ui.theme import Palette
from wargame.ui.views.story import Chapter, story


def show(run: Run, palette: Palette) -> None:
    """Draw the view."""
    view = story(run)
    st.html(html("div", html("div", view.opening, class_="eyebrow"),
                 html("h2", view.question, style="margin:4px 0 8px"), class_="wg"))
    left, right = st.columns([7, 5], gap="large")
    with left:
        st.html(html("div", html("h3", "What happened, turn by turn"),
                     html("ol", [_chapter(c, palette) for c in view.chapters]), class_="wg"))
    with right:
        _next(run)
        st.html(html("div", html("h3", "Verdicts", style="margin-top:16px"), html(
            "p", view.verdict, class_="muted", style="margin-top:4px"), class_="wg"))
        st.html(verdict_list(view.claims))
        st.button("Tests and thresholds", key="act-tests", on_click=state.show_view,
                  args=(state.CLAIMS,))


def _next(run: Run) -> None:
    journal = run.journal
    with st.container(key="seat-panel"):
        st.html(html("div", html("h3", "What now?"), html(
            "p", "Was it luck or decision? The same seat under another seed tells.",
            class_="muted", style="margin-top:4px"), class_="wg"))
        again = Journal(journal.playbook, journal.seat, (journal.seed + 1) % LARGEST_SEED,
                        journal.fictional)
        st.button(f"Play again with seed {again.seed}", key="act-again", type="primary",
                  width="stretch", on_click=state.start, args=(again,))
        st.download_button(
            "Download this game", json.dumps(run.public(), indent=1, ensure_ascii=False),
            f"{journal.playbook}-{journal.seed}.json", "application/json", key="act-download",
            width="stretch", on_click="ignore",
            help="Orders that anyone could see, metrics, verdicts and state hashes, as JSON")


def _chapter(chapter: Chapter, palette: Palette) -> Html:
    moved = [html("li", badge(m.face, palette), html("div", html(
        "span", "You" if m.own else m.face.name, class_="strong"), html(
        "ul", [change(c) for c in m.changes], class_="small")),
        style="display:grid;grid-template-columns:42px 1fr;gap:12px;padding:6px 0")
        for m in chapter.moves]
    count = f"{len(chapter.moves)} seats moved" if len(chapter.moves) != 1 else "1 seat moved"
    details = html("details", html("summary", count), html("ul", moved)) if moved else (
        html("p", "Nobody moved.", class_="muted"))
    return html("li", html("div", f"Turn {chapter.turn}, {chapter.label}", class_="eyebrow"),
                html("h4", chapter.finding, style="margin:2px 0 4px"),
                html("p", " ".join(chapter.sentences)), details,
                style="border-top:1px solid var(--wg-line);padding:12px 0;margin-top:12px")
