"""Challenges that were raised: what they say, and the game played again with their number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from wargame.session.figures import in_words
from wargame.session.titles import parameter_figure, spelt, titled
from wargame.session.view import Room
from wargame.session.white_cell_view import ChallengeView
from wargame.symbolic.declarations import Parameter
from wargame.ui.ask import Ask
from wargame.ui.cast import Face
from wargame.ui.faces import faces_of, role_name
from wargame.ui.safe import Html, html
from wargame.ui.screens.challenge import answer, numbers_of, play_again
from wargame.ui.views.room_headline import played


def show(room: Room, raised: Sequence[ChallengeView], ask: Ask) -> None:
    """Draw the newest first; one that names a number can be played again."""
    numbers, faces = numbers_of(room), faces_of(room.seats)
    st.html(html("div", html("h2", "Challenges", class_="as4"), class_="wg"))
    for each in reversed(raised):
        st.html(html("div", html("div", each.text, class_="said"), html(
            "small", _about(room, each, numbers, faces), class_="muted"), class_="wg"))
        if each.value is None or each.parameter not in numbers or not (
                each.metric and played(room)):
            continue
        st.button("Play the game again with it", key=f"act-challenged-{each.number}",
                  on_click=play_again, args=(ask, each.metric, each.parameter, each.value))
        answer(room, each.metric, {each.parameter: numbers[each.parameter]}, each.value)


def _about(room: Room, each: ChallengeView, numbers: Mapping[str, Parameter],
           faces: Mapping[str, Face]) -> Html | str:
    said = f"Turn {each.turn}, {role_name(each.by, faces)}"
    series = next((s for s in room.series if s.name == each.metric), None)
    if series is not None:
        said += f", on \u201c{titled(series.name, series.title, series.unit).words}\u201d"
    parameter = numbers.get(each.parameter)
    if parameter is None or each.value is None:
        return said + "."
    figure = parameter_figure(parameter)
    return (f"{said}. It says {spelt(parameter.name)} should be {in_words(figure, each.value)}, "
            f"not {in_words(figure, parameter.value)}.")
