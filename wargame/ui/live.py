"""The heartbeat: one fragment a page, which draws the page again when the session has moved."""

from __future__ import annotations

import streamlit as st

from wargame.session.refusal import RefusedError
from wargame.ui.faces import PROJECTOR, WHITE_CELL
from wargame.ui.host import Identity, SessionHost

DIALOG = "dialog"
#: Between two looks: the last of nine screens follows within about this and a drawing.
SECONDS = 0.6
#: What a page compares: the session's version, for the white cell who has fallen silent, and for
#: the projector how much was worked out for it.
Pulse = tuple[int, frozenset[str], int]


def pulse(host: SessionHost, identity: Identity) -> Pulse:
    """What must change before the page is drawn again; read it before drawing."""
    session = identity.session_id
    silent = host.away(session) if identity.role == WHITE_CELL else frozenset()
    worked_out = host.worked_out(session) if identity.role == PROJECTOR else 0
    return host.version(session), silent, worked_out


def heartbeat(host: SessionHost, identity: Identity, token: str, seen: Pulse) -> None:
    """Look again and again whether anything has happened since ``seen``.

    What lands while the page is being drawn is noticed by the next beat. While a dialog is open
    the page is left alone, so that nobody loses what they type.
    """
    @st.fragment(run_every=SECONDS)
    def beat(seen: Pulse) -> None:
        try:
            host.seen(token)
            moved = pulse(host, identity) != seen
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
