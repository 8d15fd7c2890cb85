"""What one browser holds between clicks: the run, drafts of orders, and messages.

The address of the page holds the journal of the run, so that a reload loses nothing but drafts.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from wargame.ui.games import GameError, game
from wargame.ui.journal import Journal, JournalError, read_token
from wargame.ui.run import Run, begin
from wargame.ui.telling import hush, tell
from wargame.ui.views.orders import order_form

PARAMETER = "game"
RUN, TOKEN, DRAFT, REASON, VIEW = "run", "token", "draft", "reason", "view"
DECIDE, HAPPENED, AHEAD, CLAIMS, WHY, STORY = (
    "decide", "happened", "ahead", "claims", "why", "story")


def current() -> Run | None:
    """The run that the page's address names, None where it names none."""
    token = st.query_params.get(PARAMETER)
    if token is None:
        forget()
        return None
    held: Run | None = st.session_state.get(RUN)
    if held is not None and st.session_state.get(TOKEN) == token:
        return held
    try:
        journal = read_token(token)
        run = begin(game(journal.playbook), journal)
    except (JournalError, GameError) as error:
        tell(f"That game could not be opened: {error}. Start a new one below.")
        st.query_params.clear()
        forget()
        return None
    put(run)
    return run


def put(run: Run, view: str | None = None, draft: Mapping[str, float] | None = None,
        reason: str = "") -> None:
    """Make a run the one on screen, and write its journal into the address."""
    token = run.journal.token()
    st.session_state[RUN] = run
    st.session_state[TOKEN] = token
    st.session_state[DRAFT] = dict(draft or {})
    st.session_state[REASON] = reason
    if view is not None:
        st.session_state[VIEW] = view
    if st.query_params.get(PARAMETER) != token:
        st.query_params[PARAMETER] = token


def forget() -> None:
    """Drop the run."""
    for name in (RUN, TOKEN, DRAFT, REASON):
        st.session_state.pop(name, None)


def draft() -> dict[str, float]:
    """Orders that have not been played yet, by lever."""
    found: dict[str, float] = st.session_state.setdefault(DRAFT, {})
    return found


def start(journal: Journal) -> None:
    """Begin a game."""
    hush()
    try:
        put(begin(game(journal.playbook), journal), DECIDE)
    except (JournalError, GameError) as error:
        tell(f"That game could not be started: {error}.")


def leave() -> None:
    """Back to the first page."""
    forget()
    st.query_params.clear()


def play_turn(turn: int) -> None:
    """Play a turn under the drafted orders; a second click on the same button does nothing."""
    run: Run | None = st.session_state.get(RUN)
    if run is None or run.table.turn != turn or run.table.over:
        return
    hush()
    levers = order_form(run).changed(draft())
    after = run.play({n: round(v, 9) for n, v in levers.items()},
                     str(st.session_state.get(REASON, "")))
    put(after, STORY if after.table.over else HAPPENED)


def play_out(turn: int) -> None:
    """Play all remaining turns, with the seat's orders held; for one who watches."""
    run: Run | None = st.session_state.get(RUN)
    if run is None or run.table.turn != turn:
        return
    while not run.table.over:
        run = run.play({})
    put(run, STORY)


def undo(turn: int) -> None:
    """Take the last turn back; its orders become the draft again."""
    run: Run | None = st.session_state.get(RUN)
    if run is None or run.table.turn != turn or not turn:
        return
    last = run.journal.turns[-1]
    tell(f"Turn {turn} was taken back.", good=True)
    put(run.undo(), DECIDE, last.levers, last.reason)


def show_why(metric: str, turn: int) -> None:
    """Open the explanation of a metric in a turn."""
    st.session_state[VIEW] = WHY
    st.session_state["why-metric"] = metric
    st.session_state["why-turn"] = turn


def show_view(view: str) -> None:
    """Open a view."""
    st.session_state[VIEW] = view


def remember(name: str, value: Any) -> None:
    """Keep something for later screens, apart from any widget."""
    st.session_state[name] = value
