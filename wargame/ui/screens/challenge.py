"""An objection: it becomes a changed assumption that can be rerun, or is parked for the report."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from wargame.engine.attribution import Explanation
from wargame.engine.behind import parameters_behind
from wargame.engine.scenario import ranges
from wargame.session.command import RaiseChallenge
from wargame.session.figures import Figure, in_words
from wargame.session.levers import capital
from wargame.session.refusal import RefusedError
from wargame.session.titles import parameter_figure, spelt, titled
from wargame.session.view import Room
from wargame.symbolic.declarations import Parameter
from wargame.ui import state
from wargame.ui.ask import Act, Ask
from wargame.ui.games import scenario_of
from wargame.ui.parts.notice import notice
from wargame.ui.safe import html, label, one_line

DONE, RERUN = "challenge-done", "challenge-rerun"


def show(
    room: Room, act: Act, ask: Ask, found: Explanation, *, locked: bool, may_rerun: bool,
) -> None:
    """Draw the form; with ``may_rerun`` the game can be played again under the new number."""
    text = f"challenge-text-{found.name}"
    st.html(html("div", html("p", "Say what is wrong in one line. If one of the model's "
                             "numbers is to blame, say what it should be: the game can be played "
                             "again with yours, by the white cell now and by all in the debrief. "
                             "Otherwise it is parked for the report. Two minutes, then on.",
                             class_="small muted"), class_="wg"))
    st.text_input("Our objection", key=text, max_chars=300, disabled=locked)
    near, others = contestable(room, found)
    numbers = near | others
    chosen = _number(found.name, near, others, locked=locked)
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
        if chosen and value is not None and may_rerun:
            st.button("Play the game again with it", key=f"act-rerun-{found.name}",
                      on_click=play_again, args=(ask, found.name, chosen, value))
    answer(room, found.name, numbers)
    if st.session_state.pop(DONE, None) == found.name:
        st.html(html("div", html("p", "It is on the record, and in the report.", class_="good",
                                 role="status"), class_="wg"))


def contestable(
    room: Room, found: Explanation,
) -> tuple[dict[str, Parameter], dict[str, Parameter]]:
    """Uncertain numbers: those that made this one, the nearest first, and all others."""
    own = {p.name: p for p in found.parameters if p.low < p.high}
    scenario, numbers = scenario_of(room), numbers_of(room)
    if scenario is None:
        return own, {}
    behind = dict.fromkeys((*own, *parameters_behind(scenario.program, found.name)))
    near = {n: numbers[n] for n in behind if n in numbers}
    return near, {n: p for n, p in numbers.items() if n not in near}


def numbers_of(room: Room) -> dict[str, Parameter]:
    """All uncertain numbers of the game that a room plays, with their values and ranges."""
    scenario = scenario_of(room)
    if scenario is None:
        return {}
    known = scenario.program.parameters
    return {n: replace(known[n], value=scenario.parameters[n], low=low, high=high)
            for n, (low, high) in ranges(scenario).items()}


def _number(
    metric: str, near: dict[str, Parameter], others: dict[str, Parameter], *, locked: bool,
) -> str | None:
    """The number that is wrong, if it is one: from those behind the metric, or from all others."""
    lists = {f"Behind this ({len(near)})": near, f"All others ({len(others)})": others}
    lists = {words: found for words, found in lists.items() if found}
    if not lists:
        return None
    words = next(iter(lists))
    if len(lists) > 1:
        words = str(st.segmented_control(
            "Numbers of the model", list(lists), default=words, required=True,
            key=f"challenge-list-{metric}", disabled=locked) or words)
    shown = lists[words]
    chosen = st.selectbox(
        "The number that is wrong", [None, *shown],
        key=f"challenge-which-{metric}{'' if shown is near else '-others'}", disabled=locked,
        help="Type a word to search the list.",
        format_func=lambda n: "none of them" if n is None else one_line(offered(shown[n]), 200))
    return str(chosen) if chosen else None


def offered(parameter: Parameter) -> str:
    """A number in a list: its name, value and range, what it means, and where it is from."""
    figure = parameter_figure(parameter).fitted(parameter.high)
    return (f"{capital(spelt(parameter.name))}: {figure.text(parameter.value)} "
            f"({figure.span(parameter.low, parameter.high, 'to')}); {parameter.meaning}; "
            f"{parameter.source}")


def play_again(ask: Ask, metric: str, parameter: str, value: float) -> None:
    """Play the game again with another value of a number, and keep where the metric ended."""
    try:
        state.remember(RERUN, (metric, parameter, value, ask.rerun(parameter, value, metric)))
    except RefusedError as no:
        state.remember(RERUN, (metric, parameter, value, no.words))


def answer(room: Room, metric: str, numbers: Mapping[str, Parameter],
           value: float | None = None) -> None:
    """What came of the last rerun of this metric, with this value if one is given."""
    held = st.session_state.get(RERUN)
    if held is None or held[0] != metric or held[1] not in numbers or (
            value is not None and held[2] != value):
        return
    _, name, tried, end = held
    if isinstance(end, str):
        st.html(notice(end))
        return
    series = next(s for s in room.series if s.name == metric)
    title = titled(series.name, series.title, series.unit)
    figure = title.figure.fitted(max(abs(end), abs(series.values[-1])))
    parameter = numbers[name]
    scale = parameter_figure(parameter)
    now, then = figure.text(series.values[-1]), figure.text(end)
    came = f"{title.words} comes to {then} instead of {now}" if now != then else (
        f"{title.words} comes to {now} all the same: this disagreement does not matter to it")
    st.html(html("div", html("p", f"With {spelt(name)} at {in_words(scale, tried)} instead of "
                             f"{in_words(scale, parameter.value)}, {came}.", class_="strong",
                             role="status"), html(
        "p", "The same luck and the same orders of people; strategies decided anew.",
        class_="small muted"), class_="wg"))


def _value(parameter: Parameter, *, locked: bool) -> float:
    """A number within the range that the model's author gave."""
    figure: Figure = parameter_figure(parameter)
    low, high, now = (figure.shown(v) for v in (parameter.low, parameter.high, parameter.value))
    fitted = figure.fitted(parameter.high)
    st.html(html("div", html("p", f"{capital(parameter.meaning)}. The model has "
                             f"{in_words(figure, parameter.value)}, in a range of "
                             f"{fitted.span(parameter.low, parameter.high, 'to')}. Source: "
                             f"{parameter.source}.", class_="small muted"), class_="wg"))
    shown = st.slider(label("It should be" + (f", {figure.unit}" if figure.unit else "")),
                      float(low), float(high), float(min(max(now, low), high)),
                      float((high - low) / 100), key=f"challenge-value-{parameter.name}",
                      disabled=locked)
    if figure.kind != "level":
        return float(shown) / figure.factor
    return parameter.value if shown == now else math.log(shown)
