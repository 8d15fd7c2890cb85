"""What a debrief shows: forecasts against outcomes by turn, and fans around what was played."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from wargame.session.chance import Chance
from wargame.session.debrief_view import DebriefView
from wargame.session.figures import coarse
from wargame.session.titles import title_of, titled
from wargame.session.view import Room
from wargame.ui.cast import Face
from wargame.ui.faces import faces_of
from wargame.ui.views.fan import Band, Fan
from wargame.ui.views.seat_orders import PastForecast, past_forecast

Array = npt.NDArray[np.float64]
MIDDLE = 0.5
#: What a chart calls the path played, and futures that differ in their luck or in one order.
AS_PLAYED = "As it was played"
OTHER_LUCK = "Other luck: half and 9 in 10 futures"
OTHER_ORDER = "Other order: half and 9 in 10 futures"


@dataclass(frozen=True)
class SeatForecasts:
    """All forecasts of a seat; ``held`` of ``total`` lay around what came."""

    face: Face
    rows: tuple[tuple[int, PastForecast], ...]
    held: int
    total: int

    @property
    def words(self) -> str:
        """The count in words."""
        return f"{self.held} of {self.total} ranges held what came"


def forecasts(view: DebriefView) -> tuple[SeatForecasts, ...]:
    """Forecasts by seat, in the order of the seats."""
    faces = faces_of(view.room.seats)
    found: dict[str, list[tuple[int, PastForecast]]] = {}
    for turn in view.turns:
        for seat in turn.seats:
            for forecast in seat.forecasts:
                found.setdefault(seat.seat, []).append((turn.turn, past_forecast(forecast)))
    return tuple(
        SeatForecasts(faces[actor], tuple(rows), sum(f.held is True for _, f in rows),
                      sum(f.held is not None for _, f in rows))
        for actor, rows in ((a, found[a]) for a in faces if a in found))


def fan_around(room: Room, name: str, played: Array, others: Array, futures: int,
               finding: str, counted: tuple[str, ...], keys: tuple[str, str],
               first: int = 0) -> Fan:
    """The path played and the bands of other futures (5, ticks + 1), as a chart.

    ``played`` begins with the game, ``others`` after ``first`` quarters; ``keys`` say in the chart
    what the line and the bands are.
    """
    series = next((s for s in room.series if s.name == name), None)
    title = title_of(name, None) if series is None else titled(name, series.title, series.unit)
    figure = coarse(title.figure).fitted(float(max(np.abs(played).max(), np.abs(others).max())))
    bands = tuple(Band(first + at, *(figure.shown(float(v)) for v in others[:, at]))
                  for at in range(others.shape[1]))
    past = tuple((at, figure.shown(float(v))) for at, v in enumerate(played))
    labels = series.labels if series is not None else ()
    ticks = tuple((at, words[:4]) for at, words in enumerate(labels) if words.endswith("Q1"))
    unit = figure.after if len(figure.after) <= 2 else ""
    ends = tuple(f"{figure.before}{figure.bare(float(others[row, -1]))}{unit}"
                 for row in (0, 2, 4))
    return Fan(name, title.words, finding, counted, figure.unit, past, bands, (), ticks,
               (ends[0], ends[1], ends[2]), figure.kind == "level", keys)


def luck_words(chance: Chance, name: str) -> tuple[str, str]:
    """A finding on one metric, and its counts: luck or decision."""
    place = chance.place(name)
    title = title_of(name, place.variable)
    total = place.futures
    share = place.as_far / total if total else 0.0
    ended = title.figure.fitted(abs(place.played)).text(place.played)
    if place.always:
        return (f"{title.words} ended at {ended}, as it always does with these orders.",
                place.counted)
    if share >= MIDDLE:
        verdict = "an ordinary ending for these orders"
    elif share >= 0.1:
        verdict = "towards the edge of what these orders bring"
    else:
        verdict = "a rare ending for these orders: luck had a large part in it"
    return (f"{title.words} ended at {ended}, {verdict}.",
            f"{place.counted} {place.counts(place.as_far).capitalize()} end at least as far from "
            "the middle.")
