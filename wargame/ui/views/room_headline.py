"""The room's metrics in words: headlines, and what a chart of one of them finds."""

from __future__ import annotations

from wargame.session.figures import change_in_words, in_words
from wargame.session.titles import titled
from wargame.session.view import Room, Series
from wargame.ui.views.headline import Headline

MOST = 6
OVER = ("resolved", "discussion", "debrief", "closed")


def played(room: Room) -> int:
    """Turns that have been resolved."""
    after = room.phase in OVER
    return min(room.turn if after else max(room.turn - 1, 0), room.turns)


def quarters(room: Room, series: Series) -> int:
    """Quarters in a turn, 0 before the first one was played."""
    turns = played(room)
    return (len(series.values) - 1) // turns if turns else 0


def headline_names(room: Room) -> tuple[str, ...]:
    """The metrics that open most screens: the room's series begin with them."""
    return tuple(s.name for s in room.series[:MOST])


def room_headlines(room: Room, turn: int | None = None) -> tuple[Headline, ...]:
    """The headline metrics after a turn (None: the last one resolved)."""
    return tuple(series_headline(room, series, turn) for series in room.series[:MOST])


def series_headline(room: Room, series: Series, turn: int | None = None) -> Headline:
    """One metric after a turn."""
    each = quarters(room, series)
    at = len(series.values) - 1 if turn is None else min(turn * each, len(series.values) - 1)
    before = max(0, at - each)
    title = titled(series.name, series.title, series.unit)
    path = series.values[: at + 1]
    sign = title.figure.sign(path[before], path[-1])
    tone = ""
    if sign and series.better in ("higher", "lower"):
        tone = "good" if (sign > 0) == (series.better == "higher") else "bad"
    return Headline(series.name, title.words, in_words(title.figure, path[-1]),
                    change_in_words(title.figure, path[before], path[-1]), sign, tone, path,
                    series.meaning)
