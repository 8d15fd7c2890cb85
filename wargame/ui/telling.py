"""Words left for whoever has just acted: what was done, or why it was not."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple

import streamlit as st

NOTICE, TIMES = "notice", "notices"
#: So many seconds words outlive what else makes the page draw itself again.
DWELL = 20.0


class Told(NamedTuple):
    """Words, whether they are good news, and how many have been told before."""

    words: str
    good: bool
    times: int


def tell(words: str, *, good: bool = False) -> None:
    """Leave words for the page; they take the place of earlier ones."""
    times = int(st.session_state.get(TIMES, 0)) + 1
    st.session_state[TIMES] = times
    st.session_state[NOTICE] = (Told(words, good, times), _now())


def told() -> Told | None:
    """The words that were left, for as long as they stand."""
    found: tuple[Told, float] | None = st.session_state.get(NOTICE)
    if found is None or _now() - found[1] > DWELL:
        return None
    return found[0]


def hush(*, good: bool = True) -> None:
    """Take the words away, since somebody acts anew; good news may stay."""
    found: tuple[Told, float] | None = st.session_state.get(NOTICE)
    if found is not None and (good or not found[0].good):
        st.session_state.pop(NOTICE)


def _now() -> float:
    return datetime.now(UTC).timestamp()
