"""A public metric over the quarters played, as a line with what it shows in a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from wargame.session.titles import titled
from wargame.session.view import Room, Series
from wargame.ui.views.room_headline import played, quarters


@dataclass(frozen=True)
class SeriesLine:
    """Points on the shown scale; ``turns`` are the places where turns ended."""

    name: str
    title: str
    finding: str
    unit: str
    points: tuple[float, ...]
    labels: tuple[str, ...]
    turns: tuple[int, ...]
    start: str
    end: str

    @property
    def alt(self) -> str:
        """The chart in words."""
        return f"{self.finding} Quarter by quarter from {self.labels[0]} to {self.labels[-1]}."


def series_line(room: Room, series: Series) -> SeriesLine:
    """The line of a metric."""
    title = titled(series.name, series.title, series.unit)
    values = series.values
    figure = title.figure.fitted(max(map(abs, values)))
    first, last = figure.text(values[0]), figure.text(values[-1])
    sign = figure.sign(values[0], values[-1])
    if len(values) == 1:
        finding = f"{title.words} stands at {first}."
    elif not sign:
        finding = f"{title.words} is where it began, at {last}."
    else:
        finding = (f"{title.words} {'rose' if sign > 0 else 'fell'} from {first} to {last} "
                   "since the start.")
    each = quarters(room, series)
    turns = tuple(turn * each for turn in range(1, played(room) + 1)) if each else ()
    return SeriesLine(series.name, title.words, finding, figure.unit,
                      tuple(figure.shown(v) for v in values), series.labels, turns, first, last)
