"""Fields that several pages of the console share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

import streamlit as st

from wargame.session.command import Command
from wargame.session.view import SeatSign
from wargame.ui.ask import Act
from wargame.ui.safe import html, label, one_line
from wargame.ui.telling import tell

#: Clicks on one place are one intent until it has been left alone for so many seconds.
CALM = 1.5
#: A click that follows after more than this is told why it did nothing.
DOUBLE = 0.5


def reason_of(key: str) -> str:
    """What a field holds, on one line."""
    return " ".join(str(st.session_state.get(key) or "").split())


def text_of(key: str) -> str:
    """What a larger field holds."""
    return str(st.session_state.get(key) or "").strip()


def lines_of(key: str) -> tuple[str, ...]:
    """The lines of a larger field that hold anything."""
    return tuple(" ".join(line.split()) for line in text_of(key).splitlines() if line.strip())


def seats_field(title: str, seats: Sequence[SeatSign], *, key: str, nobody: str,
                default: Sequence[str] = ()) -> None:
    """Choose any number of seats, those of people first; none means what ``nobody`` says."""
    names = {s.actor: s.name for s in sorted(seats, key=lambda s: not s.for_people)}
    st.multiselect(title, list(names), [a for a in default if a in names] or None, key=key,
                   placeholder=nobody, format_func=lambda actor: one_line(names[actor]),
                   persist_state="session")


def drop_down(title: str, *, key: str, width: Any = "content", disabled: bool = False,
              tip: str | None = None) -> Any:
    """A button that unfolds more; what is in it is drawn only while it is ``open``."""
    return st.popover(label(title), key=key, width=width, disabled=disabled, help=tip,
                      on_change="rerun")


def done(act: Act, wanted: Command | Callable[[], Command | None], key: str) -> None:
    """Act, and fold the drop-down again where it was accepted."""
    made: list[Command | None] = []

    def once() -> Command | None:
        made.append(wanted if isinstance(wanted, Command) else wanted())
        return made[-1]

    if act(once) and made[-1] is not None:
        st.session_state[key] = False


def same_intent(key: str) -> bool:
    """Whether a click follows another of its kind so soon that it is meant for the same step.

    By then the button may stand for the next step already.
    """
    now = datetime.now(UTC).timestamp()
    last = float(st.session_state.get(key, 0.0))
    st.session_state[key] = now
    if DOUBLE < now - last < CALM:
        tell("That came right after the step before, so it was not taken. Press again to go on.")
    return now - last < CALM


def missing(key: str) -> None:
    """Say beside the button what the last click on it lacked."""
    words = st.session_state.get(key)
    if words:
        st.html(html("div", html("p", words, class_="bad strong", role="alert"), class_="wg"))


def clear(*keys: str) -> None:
    """Empty fields after what they held was accepted."""
    for key in keys:
        st.session_state[key] = [] if isinstance(st.session_state.get(key), list) else ""
