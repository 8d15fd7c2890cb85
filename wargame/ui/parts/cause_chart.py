"""The causes of a change as a list of bars, each with its words and amount."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.ui.parts.chart import Spec, config
from wargame.ui.theme import Palette
from wargame.ui.views.why import CauseBar

STEP = 46


def cause_chart(causes: Sequence[CauseBar], palette: Palette) -> Spec:
    """Bars to the right raise the metric, bars to the left lower it."""
    rows = [{"row": at, "label": c.label, "amount": c.amount, "text": c.text,
             "colour": _colour(c, palette), "zero": 0}
            for at, c in enumerate(causes)]
    low = min([0.0, *(c.amount for c in causes)])
    high = max([0.0, *(c.amount for c in causes)])
    if low == high:
        high = 1.0
    x = {"type": "quantitative", "scale": {"domain": [low, high], "nice": False}, "axis": None}
    y = {"field": "row", "type": "ordinal", "axis": None,
         "scale": {"paddingInner": 0, "paddingOuter": 0}}
    words = {"type": "text", "dy": -11, "baseline": "middle"}
    layers = [
        {"mark": {"type": "bar", "height": 12, "yOffset": 9, "cornerRadius": 2},
         "encoding": {"x": {**x, "field": "amount"}, "y": y,
                      "color": {"field": "colour", "type": "nominal", "scale": None}}},
        {"mark": {"type": "tick", "orient": "vertical", "size": 18, "thickness": 1.5,
                  "yOffset": 9, "color": palette.text},
         "encoding": {"x": {**x, "field": "zero"}, "y": y}},
        {"mark": {**words, "align": "left", "color": palette.text},
         "encoding": {"x": {"value": 0}, "y": y, "text": {"field": "label"}}},
        {"mark": {**words, "align": "right", "fontWeight": "bold", "color": palette.text},
         "encoding": {"x": {"value": "width"}, "y": y, "text": {"field": "text"}}},
    ]
    return {"data": {"values": rows}, "height": STEP * len(rows), "layer": layers,
            "autosize": {"type": "fit", "contains": "padding"},
            "padding": {"left": 2, "right": 4, "top": 0, "bottom": 4}, "config": config(palette)}


def _colour(cause: CauseBar, palette: Palette) -> str:
    if cause.face is not None:
        return cause.face.colour(palette)
    return {"drift": palette.muted, "chance": palette.primary}.get(cause.kind, palette.border)
