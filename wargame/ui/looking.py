"""The white cell looks at a seat's own page: read only, unless it stands in for the seat."""

from __future__ import annotations

import streamlit as st

KEY = "look-as"


def look_as(seat: str) -> None:
    """Look at a seat's page from the next run on."""
    st.session_state[KEY] = seat


def looking() -> str | None:
    """The seat looked at."""
    found: str | None = st.session_state.get(KEY)
    return found


def look_away() -> None:
    """Back to the console."""
    st.session_state.pop(KEY, None)
