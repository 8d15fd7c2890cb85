"""The debrief on the big screen: one finding, and one chart or one short table of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import streamlit as st

from wargame.session.figures import number
from wargame.session.fork_words import deed_words, fork_words
from wargame.session.ledger import Ledger
from wargame.session.projector_view import LookedBack, ProjectorView
from wargame.session.refusal import RefusedError
from wargame.session.titles import titled
from wargame.session.view import Room
from wargame.ui.ask import Ask
from wargame.ui.faces import faces_of
from wargame.ui.parts.agreement_board import agreement_board
from wargame.ui.parts.chart import draw
from wargame.ui.parts.fan_chart import fan_chart
from wargame.ui.parts.forecast_board import forecast_board
from wargame.ui.parts.ledger_board import ledger_board
from wargame.ui.safe import Html, html
from wargame.ui.theme import Palette
from wargame.ui.views.debriefed import (
    AS_PLAYED,
    fan_around,
    luck_words,
)
from wargame.ui.views.fan import Fan

#: Pixels on a picture of 1920: the chart's height, and its text.
HEIGHT, TEXT = 480, 48
#: What the bands are, short enough for one row.
OTHER_LUCK, OTHER_ORDER = "Other luck: 9 in 10 futures", "Other order: 9 in 10 futures"
WAITING = "One moment: the game is being played again."


def show(view: ProjectorView, palette: Palette, ask: Ask | None) -> None:
    """Draw a view of the debrief."""
    match view.shows:
        case "forecasts":
            st.html(forecast_board(view.forecasts, faces_of(view.room.seats), palette))
        case "agreements":
            st.html(agreement_board(view.agreements, faces_of(view.room.seats), palette))
        case _:
            _looked_back(view.room, palette, ask)


def _looked_back(room: Room, palette: Palette, ask: Ask | None) -> None:
    try:
        found = ask.looked_back() if ask is not None else None
    except RefusedError as no:
        _say(no.words)
        return
    if found is None:
        _say(WAITING)
    elif found.chance is not None:
        _luck(room, found, palette)
    elif found.fork is not None:
        _what_if(room, found, palette)
    elif found.ledger is not None:
        _ledger(room, found, found.ledger)


def _say(*lines: str | Html) -> None:
    finding, *rest = lines
    st.html(html("div", html("div", html("h2", finding), [html("p", line) for line in rest],
                             class_="big finding"), class_="wg"))


def _luck(room: Room, found: LookedBack, palette: Palette) -> None:
    assert found.chance is not None
    finding, counted = luck_words(found.chance, found.metric)
    place = found.chance.place(found.metric)
    _say(finding, f"Of {number(place.futures, 0)} futures with the same orders "
         f"{number(place.below, 0)} end lower and {number(place.above, 0)} higher.")
    path, others = found.chance.fan(found.metric)
    _draw(fan_around(room, found.metric, path, others, found.chance.futures, finding, (counted,),
                     (AS_PLAYED, OTHER_LUCK)), palette, f"luck-{room.version}")


def _what_if(room: Room, found: LookedBack, palette: Palette) -> None:
    assert found.fork is not None
    fork, faces = found.fork, faces_of(room.seats)
    name: Callable[[str], str] = lambda actor: faces[actor].name  # noqa: E731
    if fork.nothing_changed:
        _say(f"{deed_words(fork, name)}, nothing would have changed, in any of "
             f"{number(fork.futures, 0)} futures.")
        return
    words, counted = fork_words(fork, found.metric, name), fork.metric(found.metric)
    _say(words)
    path = np.array([step[found.metric] for step in fork.original.trace])
    _draw(fan_around(room, found.metric, path, counted.branch_bands, fork.futures, words, (),
                     (AS_PLAYED, OTHER_ORDER), len(path) - len(counted.branch)), palette,
          f"what-if-{room.version}")


def _draw(fan: Fan, palette: Palette, key: str) -> None:
    with st.container(key="projector-chart"):
        draw(fan_chart(fan, palette, height=HEIGHT, size=TEXT), key=f"projector-{key}",
             alt=fan.alt)


def _ledger(room: Room, found: LookedBack, ledger: Ledger) -> None:
    series = next(s for s in room.series if s.name == found.metric)
    title = titled(series.name, series.title, series.unit)
    first, last = series.values[0], series.values[-1]
    figure = title.figure.fitted(max(abs(first), abs(last)))
    sign = figure.sign(first, last)
    moved = (f"{'rose' if sign > 0 else 'fell'} from {figure.text(first)} to {figure.text(last)}"
             if sign else f"ended where it began, at {figure.text(last)}")
    without, ended = figure.text(found.without), figure.text(last)
    words = ("The white cell made no ruling and threw no dice: the model's word stood."
             if not found.ruled else
             f"Without rulings and dice it would have ended at the same {without}."
             if without == ended else
             f"Without rulings and dice it would have ended at {without}, not {ended}.")
    _say(f"{title.words} {moved}.", html("span", words, class_="strong"))
    totals: Mapping[str, float] = ledger.totals(found.metric)
    st.html(ledger_board(totals, figure))
