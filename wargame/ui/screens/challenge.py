"""An objection: it becomes a changed assumption that can be rerun, or is parked for the report."""

from __future__ import annotations

import streamlit as st

from wargame.engine.attribution import Explanation
from wargame.session.command import RaiseChallenge
from wargame.session.figures import Figure
from wargame.session.titles import parameter_figure, spelt
from wargame.session.view import Room
from wargame.symbolic.declarations import Parameter
from wargame.ui.ask import Act, Ask
from wargame.ui.safe import html, label, one_line
from wargame.ui.theme import Palette

DONE = "challenge-done"


def show(
    room: Room, act: Act, ask: Ask, found: Explanation, turn: int, *, locked: bool,
    palette: Palette,
) -> None:
    """Draw the form."""
    text, which = f"challenge-text-{found.name}", f"challenge-which-{found.name}"
    st.html(html("div", html("p", "Say what is wrong in one line. If one of the equation's "
                             "numbers is to blame, say what it should be: the white cell can play "
                             "the game again with yours. Otherwise it is parked for the report. "
                             "Two minutes, then back to the game.", class_="small muted"),
                 class_="wg"))
    st.text_input("Our objection", key=text, max_chars=300, disabled=locked)
    numbers = {p.name: p for p in found.parameters if p.low < p.high}
    chosen = None
    if numbers:
        chosen = st.selectbox(
            "The number that is wrong", [None, *numbers], key=which, disabled=locked,
            format_func=lambda n: "none of them" if n is None else one_line(spelt(n)))
    value = _value(numbers[chosen], locked=locked) if chosen else None

    def raise_it() -> None:
        words = str(st.session_state.get(text) or "").strip()
        if act(lambda: RaiseChallenge(text=words, metric=found.name, parameter=chosen,
                                      value=value)):
            st.session_state[text] = ""
            st.session_state[DONE] = found.name

    with st.container(horizontal=True, key="challenge-actions"):
        st.button("Put it on the record", key=f"act-challenge-{found.name}", disabled=locked,
                  on_click=raise_it)
    if st.session_state.pop(DONE, None) == found.name:
        st.html(html("div", html("p", "It is on the record, and in the report.", class_="good",
                                 role="status"), class_="wg"))


def _value(parameter: Parameter, *, locked: bool) -> float:
    """A number within the range that the model's author gave."""
    figure: Figure = parameter_figure(parameter)
    scale = figure.factor if figure.kind != "level" else 1.0
    low, high = parameter.low * scale, parameter.high * scale
    st.html(html("div", html("p", f"{parameter.meaning}; {parameter.source}. The model has "
                             f"{figure.text(parameter.value)}.", class_="small muted"),
                 class_="wg"))
    shown = st.slider(label("It should be" + (f", {figure.unit}" if figure.unit else "")),
                      float(low), float(high), float(min(max(parameter.value * scale, low), high)),
                      float((high - low) / 100), key=f"challenge-value-{parameter.name}",
                      disabled=locked)
    return float(shown) / scale
