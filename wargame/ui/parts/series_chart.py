"""One metric over time as a line with its first and last values written beside it."""

from __future__ import annotations

from wargame.ui.parts.chart import Spec, config
from wargame.ui.theme import SIZES, Palette
from wargame.ui.views.series_line import SeriesLine


def series_chart(
    line: SeriesLine, palette: Palette, *, height: int = 260, size: int = SIZES["small"],
    turns: int = 0,
) -> Spec:
    """The chart; ``size`` is that of its text in pixels, ``turns`` how many the game has."""
    each = line.turns[0] if line.turns else 1
    span = max(each * turns, len(line.points) - 1, 1)
    stroke = max(2.5, size / 8)
    years = [at for at, words in enumerate(line.labels) if words.endswith("Q1")]
    pairs = "".join(f"datum.value == {at} ? '{line.labels[at][:4]}' : " for at in years
                    if line.labels[at][:4].isalnum())
    x = {"field": "at", "type": "quantitative",
         "scale": {"domain": [0, span * 1.16], "nice": False},
         "axis": {"title": None, "grid": False, "values": years, "labelExpr": f"{pairs}''",
                  "labelOverlap": "greedy"}}
    low, high = min(line.points), max(line.points)
    low = 0.0 if 0 <= low <= 0.5 * high else low
    room = (high - low) * 0.12 or abs(high) * 0.1 or 1.0
    y = {"field": "value", "type": "quantitative",
         "scale": {"domain": [low - room if low else 0.0, high + room], "nice": False},
         "axis": {"title": None, "tickCount": 4, "domain": False, "ticks": False}}
    rows = [{"at": at, "value": value} for at, value in enumerate(line.points)]
    ends = [{"at": at, "value": line.points[at]} for at in line.turns]
    last = [{**rows[-1], "words": line.end}]
    layers = [
        {"data": {"values": rows}, "mark": {"type": "line", "color": palette.text,
                                            "strokeWidth": stroke},
         "encoding": {"x": x, "y": y}},
        {"data": {"values": ends}, "mark": {"type": "point", "filled": True, "opacity": 1,
                                            "color": palette.text, "size": stroke * stroke * 9},
         "encoding": {"x": x, "y": y}},
        {"data": {"values": last}, "mark": {"type": "point", "filled": True, "opacity": 1,
                                            "color": palette.primary,
                                            "size": stroke * stroke * 20},
         "encoding": {"x": x, "y": y}},
        {"data": {"values": last}, "mark": {"type": "text", "align": "left", "dx": stroke * 4,
                                            "color": palette.primary, "fontWeight": "bold",
                                            "fontSize": size},
         "encoding": {"x": x, "y": y, "text": {"field": "words"}}},
    ]
    look = config(palette)
    look["axis"] = {**look["axis"], "labelFontSize": size, "titleFontSize": size,
                    "labelPadding": size / 2, "domainWidth": stroke / 2, "gridWidth": stroke / 3}
    return {"height": height, "layer": layers, "config": look,
            "autosize": {"type": "fit", "contains": "padding"},
            "padding": {"left": 4, "top": 4, "right": 4, "bottom": 4}}
