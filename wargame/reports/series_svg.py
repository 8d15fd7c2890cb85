"""Charts of public metrics for reports: a Vega-Lite dict each, drawn as SVG without a browser."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from wargame.session.titles import titled
from wargame.session.view import Series

WIDTH, HEIGHT = 420, 200
INK, QUIET, LINE = "#16202C", "#4A5868", "#0B5CAD"
FONT = "Source Sans 3, Noto Sans, Segoe UI, DejaVu Sans, sans-serif"


@dataclass(frozen=True)
class Chart:
    """A chart with what it finds."""

    name: str
    finding: str
    svg: Markup


def chart_of(series: Series, turns: int) -> Chart:
    """One metric over the quarters; ``turns`` so many have been played."""
    import vl_convert

    finding, spec = spec_of(series, turns)
    svg = vl_convert.vegalite_to_svg(spec)
    return Chart(series.name, finding, Markup(svg))  # noqa: S704  made here, of numbers


def spec_of(series: Series, turns: int) -> tuple[str, dict[str, Any]]:
    """What the chart finds, and the chart as a Vega-Lite dict."""
    title = titled(series.name, series.title, series.unit)
    figure = title.figure.fitted(max(map(abs, series.values)))
    first, last = figure.text(series.values[0]), figure.text(series.values[-1])
    sign = figure.sign(series.values[0], series.values[-1])
    finding = (f"{title.words} {'rose' if sign > 0 else 'fell'} from {first} to {last}"
               if sign else f"{title.words}: {last} at the start and at the end")
    if len(set(map(figure.text, series.values))) == 1:
        finding = f"{title.words}: {last} throughout"
    each = (len(series.values) - 1) // turns if turns else 0
    rows = [{"at": at, "value": figure.shown(v), "turn": bool(each) and at > 0 and at % each == 0}
            for at, v in enumerate(series.values)]
    years = [at for at, words in enumerate(series.labels) if words.endswith("-Q1")]
    names = "".join(f"datum.value == {at} ? '{int(series.labels[at][:4])}' : " for at in years)
    x = {"field": "at", "type": "quantitative", "axis": {
        "title": None, "grid": False, "values": years, "labelExpr": f"{names}''"},
        "scale": {"domain": [0, max(len(rows) - 1, 1)], "nice": False}}
    y = {"field": "value", "type": "quantitative", "scale": {"zero": False},
         "axis": {"title": figure.unit or None, "tickCount": 4, "domain": False, "ticks": False,
                  "titleAngle": 0, "titleAlign": "left", "titleAnchor": "end", "titleY": -14,
                  "titleX": -20}}
    axis = {"labelColor": QUIET, "titleColor": QUIET, "labelFontSize": 12, "titleFontSize": 12,
            "titleFontWeight": "normal", "gridColor": "#D5DBE2"}
    return finding, {
        "width": WIDTH, "height": HEIGHT, "data": {"values": rows},
        "config": {"font": FONT, "axis": axis, "view": {"stroke": None}},
        "layer": [
            {"mark": {"type": "line", "color": LINE, "strokeWidth": 2}, "encoding": {
                "x": x, "y": y}},
            {"transform": [{"filter": "datum.turn"}],
             "mark": {"type": "point", "filled": True, "size": 50, "opacity": 1, "color": INK},
             "encoding": {"x": x, "y": y}}]}
