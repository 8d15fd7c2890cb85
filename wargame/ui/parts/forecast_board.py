"""Forecasts against outcomes for the whole room: a mark for each forecast, counted by team."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wargame.session.view import ForecastView
from wargame.ui.cast import Face
from wargame.ui.parts.badge import badge
from wargame.ui.parts.forecast_table import SIGNS, TONES
from wargame.ui.safe import Html, html
from wargame.ui.theme import Palette

#: Teams that have room on the screen, and how sure a forecast is meant to be.
TEAMS, SURE = 6, 0.9


def forecast_board(found: Sequence[tuple[int, str, ForecastView]], faces: Mapping[str, Face],
                   palette: Palette) -> Html:
    """Teams down, turns across."""
    held = sum(f.held is True for _, _, f in found)
    count = sum(f.held is not None for _, _, f in found)
    if not count:
        return html("div", html("div", html("h2", "No team wrote down what it expected."),
                                class_="big finding"), class_="wg")
    title = f"{held} of {count} forecasts held what came."
    note = f"Ranges of people who are nine tenths sure would hold about {round(SURE * count)}."
    seats = list(dict.fromkeys(seat for _, seat, _ in found))
    shown = seats if len(seats) <= TEAMS else seats[:TEAMS - 1]
    turns = sorted({turn for turn, _, _ in found})
    rows = [html("li", html("span"), [html("span", f"Turn {turn}" if len(turns) < 6 else f"{turn}",
                                           class_="muted") for turn in turns], html("span"))]
    rows += [_seat(faces[seat], [(t, f) for t, s, f in found if s == seat], turns, palette)
             for seat in shown]
    if len(shown) < len(seats):
        rows.append(html("li", html("span", f"and {len(seats) - len(shown)} more", class_="muted")))
    columns = f"--turns:{len(turns)}"
    return html("div", html("div", html("h2", title), html("p", note, class_="muted"), html(
        "ul", rows, class_="tally", style=columns), class_="big finding"), class_="wg")


def _seat(face: Face, found: Sequence[tuple[int, ForecastView]], turns: Sequence[int],
          palette: Palette) -> Html:
    marks = []
    for turn in turns:
        each = [html("b", SIGNS[f.held], class_=TONES[f.held]) for t, f in found if t == turn]
        marks.append(html("span", each))
    held = sum(f.held is True for _, f in found)
    return html("li", html("span", badge(face, palette), html("span", face.name, class_="clamp1"),
                           class_="team"), marks,
                html("span", f"{held} of {len(found)}", class_="strong amount"))
