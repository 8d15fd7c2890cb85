"""The fan chart: the played past, then bands of 50 and 90 of 100 futures around the median."""

from __future__ import annotations

from typing import Any

from wargame.ui.parts.chart import Spec, config
from wargame.ui.theme import SIZES, Palette
from wargame.ui.views.fan import Fan

HEIGHT = 260
#: Part of the width, to the right of the last quarter, that holds the labels.
MARGIN = 0.2
#: Lines of text that the keys take, one below the other or in a row.
KEY_LINES = {False: 3.8, True: 2.4}
#: From this size of text on a chart is for a whole room: wide, with its keys in one row.
LARGE = 30
X: dict[str, Any] = {"field": "at", "type": "quantitative"}


def fan_chart(fan: Fan, palette: Palette, *, height: int = HEIGHT, size: int = SIZES["small"],
              ) -> Spec:
    """The chart of one metric as a Vega-Lite dict; ``size`` is that of its text in pixels."""
    last = fan.bands[-1].at
    span = max(last, 1)
    x = {**X, "scale": {"domain": [0, span * (1 + MARGIN)], "nice": False}, "axis": {
        "title": None, "grid": False, "values": [at for at, _ in fan.ticks if 0 <= at <= last],
        "labelExpr": _labels(fan), "labelOverlap": "greedy", "labelFlush": False}}
    low, high = _domain(fan, size * KEY_LINES[size >= LARGE] / height if fan.keys else 0.0)
    scale = {"type": "log", "domain": [low, high]} if fan.logarithmic else {
        "domain": [low, high], "nice": False, "zero": False}
    y = {"type": "quantitative", "scale": scale,
         "axis": {"title": None if size >= LARGE else fan.unit or None,
                  "tickCount": 3 if size >= LARGE else 5, "domain": False, "ticks": False,
                  "titleAngle": 0, "titleAlign": "left", "titleAnchor": "end", "titleY": -30,
                  "titleX": -24}}
    thick = size / SIZES["small"]
    limits = _limits(fan, x, y, palette, (low, high))
    layers = [
        _band(fan, x, y, ("low90", "high90"), palette, 0.22),
        _band(fan, x, y, ("low50", "high50"), palette, 0.38),
        *(_edge(fan, x, y, side, palette) for side in ("low90", "high90")),
        *limits[:1],
        _line([{"at": b.at, "value": b.middle} for b in fan.bands], x, y, palette.primary, thick),
        _line([{"at": at, "value": value} for at, value in fan.past], x, y, palette.text, thick),
        *limits[1:], *_now(fan, x, y, palette, high),
        *_ends(fan, x, y, palette, (low, high), height, size),
        *(_keys(fan.keys, palette, size) if fan.keys else ()),
    ]
    look = config(palette)
    look["text"] = {**look["text"], "fontSize": size}
    look["axis"] = {**look["axis"], "labelFontSize": size, "titleFontSize": size,
                    "labelPadding": size * 3 / 7}
    return {"height": height, "padding": {"top": 4, "left": 4, "right": 4, "bottom": 4},
            "autosize": {"type": "fit", "contains": "padding"},
            "layer": layers, "config": look}


def _labels(fan: Fan) -> str:
    """Years under quarters, as an expression of numbers and our own labels only."""
    pairs = "".join(f"datum.value == {at} ? '{words}' : " for at, words in fan.ticks
                    if words.isalnum())
    return f"{pairs}''"


def _domain(fan: Fan, headroom: float = 0.0) -> tuple[float, float]:
    """The ends of the vertical axis; ``headroom`` is the part of it kept free for the keys."""
    low, high = _extent(fan)
    if fan.logarithmic:
        return low, high * (high / low) ** (headroom / (1 - headroom))
    return low, high + (high - low) * headroom / (1 - headroom)


def _extent(fan: Fan) -> tuple[float, float]:
    values = [v for _, v in fan.past]
    values += [v for b in fan.bands for v in (b.low90, b.high90)]
    low, high = min(values), max(values)
    for limit in fan.limits:
        if low - (high - low) * 0.6 <= limit.value <= high + (high - low) * 0.6:
            low, high = min(low, limit.value), max(high, limit.value)
    if fan.logarithmic:
        return max(low, 1e-9) * 0.8, max(high, 2e-9) * 1.25
    low = 0.0 if 0 <= low <= 0.5 * high else low
    room = (high - low) * 0.06 or abs(high) * 0.1 or 1.0
    return (low - room if low < 0 or low > 0 else low), high + room


def _values(rows: list[dict[str, Any]]) -> Spec:
    return {"values": rows}


def _band(
    fan: Fan, x: Spec, y: Spec, sides: tuple[str, str], palette: Palette, opacity: float,
) -> Spec:
    low, high = sides
    rows = [{"at": b.at, "low": getattr(b, low), "high": getattr(b, high)} for b in fan.bands]
    return {"data": _values(rows),
            "mark": {"type": "area", "color": palette.primary, "opacity": opacity, "clip": True},
            "encoding": {"x": x, "y": {**y, "field": "low"}, "y2": {"field": "high"}}}


def _edge(fan: Fan, x: Spec, y: Spec, side: str, palette: Palette) -> Spec:
    rows = [{"at": b.at, "value": getattr(b, side)} for b in fan.bands]
    return {"data": _values(rows), "mark": {"type": "line", "color": palette.primary,
                                            "strokeWidth": 1, "clip": True},
            "encoding": {"x": x, "y": {**y, "field": "value"}}}


def _line(rows: list[dict[str, Any]], x: Spec, y: Spec, colour: str, thick: float) -> Spec:
    return {"data": _values(rows), "mark": {"type": "line", "color": colour, "clip": True,
                                            "strokeWidth": 2.5 * thick},
            "encoding": {"x": x, "y": {**y, "field": "value"}}}


def _limits(
    fan: Fan, x: Spec, y: Spec, palette: Palette, domain: tuple[float, float],
) -> list[Spec]:
    rows = [{"at": 0, "end": fan.bands[-1].at, "value": limit.value, "words": limit.words}
            for limit in fan.limits
            if domain[0] < limit.value < domain[1]]
    if not rows:
        return []
    where = {"x": x, "y": {**y, "field": "value"}}
    rule = {"data": _values(rows), "mark": {
        "type": "rule", "color": palette.warning, "strokeDash": [6, 4], "strokeWidth": 1.5},
        "encoding": {**where, "x2": {"field": "end"}}}
    mark = {"type": "text", "align": "right", "baseline": "bottom", "dx": -6, "dy": -3}
    ends = [{**row, "at": row["end"]} for row in rows]
    return [rule, *_words(_values(ends), mark, where, palette.warning, palette)]


def _words(data: Spec, mark: Spec, where: Spec, colour: str, palette: Palette) -> list[Spec]:
    """Text with a rim in the colour of the ground, so that lines do not cross it."""
    encoding = {**where, "text": {"field": "words"}}
    rim = {"stroke": palette.ground, "strokeWidth": 4, "strokeJoin": "round",
           "color": palette.ground}
    return [{"data": data, "mark": {**mark, **rim}, "encoding": encoding},
            {"data": data, "mark": {**mark, "color": colour}, "encoding": encoding}]


def _now(fan: Fan, x: Spec, y: Spec, palette: Palette, high: float) -> list[Spec]:
    first = fan.bands[0]
    if fan.past and fan.past[-1][0] > first.at:
        return []
    rows = [{"at": first.at, "value": first.middle, "high": high, "words": "now"}]
    rule = {"data": _values(rows), "mark": {"type": "rule", "color": palette.border},
            "encoding": {"x": x}}
    dot = {"data": _values(rows), "mark": {"type": "point", "filled": True, "size": 70,
                                           "color": palette.text, "opacity": 1},
           "encoding": {"x": x, "y": {**y, "field": "value"}}}
    words = {"data": _values(rows), "mark": {"type": "text", "baseline": "bottom", "dy": -4,
                                             "color": palette.muted},
             "encoding": {"x": x, "y": {**y, "field": "high"}, "text": {"field": "words"}}}
    return [rule, dot, words]


def _keys(keys: tuple[str, str], palette: Palette, size: int) -> list[Spec]:
    """Above all paths, each in its colour: what the dark line and what the bands are."""
    layers: list[Spec] = []
    for at, (words, colour) in enumerate(zip(keys, (palette.text, palette.primary), strict=True)):
        row = size >= LARGE
        left = at * size * (len(keys[0]) * 0.52 + 4) if row else 0.0
        height = size * (0.8 if row else 0.8 + 1.4 * at)
        along = {"x": {"value": left}, "x2": {"value": left + size * 2}, "y": {"value": height}}
        if at:
            layers.append({"data": _values([{}]), "mark": {
                "type": "rect", "color": colour, "opacity": 0.38, "description": words},
                "encoding": {
                **along, "y": {"value": height - size / 2}, "y2": {"value": height + size / 2}}})
        layers += [
            {"data": _values([{}]), "mark": {
                "type": "rule", "color": colour, "strokeWidth": size / 5.5,
                "description": words}, "encoding": along},
            *_words(_values([{"words": words}]), {
                "type": "text", "align": "left", "baseline": "middle", "fontWeight": "bold"},
                {"x": {"value": left + size * 2.5}, "y": {"value": height}}, colour, palette)]
    return layers


def _ends(fan: Fan, x: Spec, y: Spec, palette: Palette, domain: tuple[float, float],
          height: int, size: int) -> list[Spec]:
    """Labels at the right, moved apart where they would lie on one another."""
    end = fan.bands[-1]
    low, high = domain
    rows = [(end.low90, fan.ends[0], palette.muted, "normal"),
            (end.middle, fan.ends[1], palette.primary, "bold"),
            (end.high90, fan.ends[2], palette.muted, "normal")]
    heights = apart([position(value, low, high, logarithmic=fan.logarithmic) * height
                     for value, *_ in rows], size * 1.2)
    layers: list[Spec] = []
    for (value, words, colour, weight), moved in zip(rows, heights, strict=True):
        natural = position(value, low, high, logarithmic=fan.logarithmic) * height
        mark = {"type": "text", "align": "left", "dx": size * 3 / 7, "dy": natural - moved,
                "fontWeight": weight}
        layers += _words(_values([{"at": end.at, "value": value, "words": words}]), mark,
                         {"x": x, "y": {**y, "field": "value"}}, colour, palette)
    return layers


def position(value: float, low: float, high: float, *, logarithmic: bool) -> float:
    """Where a value lies between two others, 0 to 1."""
    import math

    if logarithmic:
        value, low, high = math.log(max(value, 1e-300)), math.log(low), math.log(high)
    return 0.0 if high <= low else (value - low) / (high - low)


def apart(heights: list[float], least: float) -> list[float]:
    """Rising heights, moved so that neighbours keep a least distance and none lies on the axis."""
    low, middle, high = heights
    middle = max(middle, least * 1.4)
    return [max(min(low, middle - least), least * 0.4), middle, max(high, middle + least)]
