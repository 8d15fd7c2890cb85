"""The heartbeat: one fragment a page, which draws the page again when the session has moved."""

from __future__ import annotations

import streamlit as st

from wargame.session.refusal import RefusedError
from wargame.ui.host import SessionHost

DIALOG = "dialog"
SECONDS = 1


def heartbeat(host: SessionHost, session_id: str, token: str, seen: int) -> None:
    """Look each second whether anything has happened since ``seen``.

    ``seen`` is the version that was read before the page was drawn: what lands in between is then
    noticed. While a dialog is open the page is left alone, so that nobody loses what they type.
    """
    @st.fragment(run_every=SECONDS)
    def beat(seen: int) -> None:
        try:
            host.seen(token)
            moved = host.version(session_id) != seen
        except RefusedError:
            moved = True
        if moved and not st.session_state.get(DIALOG):
            st.rerun()

    beat(seen)


def hold() -> None:
    """A dialog is open."""
    st.session_state[DIALOG] = True


def release() -> None:
    """The dialog is closed."""
    st.session_state.pop(DIALOG, None)
