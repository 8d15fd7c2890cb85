"""The view of outcomes: the playbook's claims against this game and its futures."""

from __future__ import annotations

import streamlit as st

from wargame.ui.games import KernelJob
from wargame.ui.parts.claims_table import claims_table
from wargame.ui.parts.notice import empty
from wargame.ui.run import Run
from wargame.ui.safe import html
from wargame.ui.screens.ahead import futures_for, vary
from wargame.ui.views.claims import claims, summary


def show(run: Run, job: KernelJob) -> None:
    """Draw the view."""
    if not run.scenario.playbook.outcomes:
        st.html(empty("No claims", "This playbook does not say what it expects to happen."))
        return
    futures = None if run.table.over else futures_for(run, job, vary=vary())
    last = run.scenario.playbook.calendar.month(run.scenario.ticks - 1)
    words = "These are the verdicts at the end of the game." if futures is None else (
        f"Verdicts are for {last}. \u201cNow\u201d is the position today; the futures play on "
        f"from it to the end.")
    st.html(html("div", html("h3", summary(run)), html("p", words, class_="muted",
                                                     style="margin-top:4px"), class_="wg"))
    st.html(claims_table(claims(run, futures)))
