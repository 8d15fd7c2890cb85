"""Charts of an Explore screen as Vega-Lite dicts, drawn from the frames of `Explorer`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from wargame.batch.analysis.wording import mix_words, plain
from wargame.reports.batch.charts import mix_axis
from wargame.reports.batch.style import BORDER, HUES, PRIMARY, TEXT, Spec

if TYPE_CHECKING:
    import pandas as pd

#: By colour alone no more can be told apart; others are drawn in grey behind them.
MOST = len(HUES)


def explore_fan(frame: pd.DataFrame, metric: str, mixes: Sequence[str], unit: str = "") -> Spec:
    """Medians by turn for up to five mixes, with bands of 90 of 100 futures."""
    names = {m: mix_words(m) for m in mixes[:MOST]}
    rows = [{"mix": names[r["mix_name"]], "turn": int(r["turn"]), "low": r["q05"],
             "middle": r["q50"], "high": r["q95"]}
            for r in frame.to_dict("records") if r["mix_name"] in names]
    colour = {"field": "mix", "type": "nominal", "title": None,
              "scale": {"domain": list(names.values()), "range": list(HUES[:len(names)])},
              "legend": {"orient": "top", "columns": 1}}
    x = {"field": "turn", "type": "quantitative", "axis": {"tickMinStep": 1, "grid": False}}
    title = plain(metric) + (f", {unit}" if unit else "")
    return {"width": "container", "height": 320, "data": {"values": rows}, "layer": [
        {"mark": {"type": "area", "opacity": 0.15},
         "encoding": {"x": x, "color": colour, "y": {"field": "low", "type": "quantitative",
                                                     "title": title, "scale": {"zero": False}},
                      "y2": {"field": "high"}}},
        {"mark": {"type": "line", "strokeWidth": 2.5, "point": True},
         "encoding": {"x": x, "color": colour, "strokeDash": {**colour, "scale": {
             "domain": list(names.values()), "range": [[1, 0], [6, 3], [2, 2], [8, 3, 2, 3],
                                                       [12, 4]][:len(names)]}},
                      "y": {"field": "middle", "type": "quantitative"}}}]}


def explore_distribution(frame: pd.DataFrame, metric: str, unit: str = "") -> Spec:
    """A row of bars for each mix, on one axis; the middle of each bar by its share."""
    order = list(dict.fromkeys(frame["mix_name"]))
    y, names = mix_axis(order)
    rows = [{"mix": names[r["mix_name"]], "low": r["low"], "high": r["high"],
             "share": r["share"], "count": int(r["count"])} for r in frame.to_dict("records")]
    return {"width": "container", "height": {"step": 30}, "data": {"values": rows},
            "mark": {"type": "rect", "height": 24},
            "encoding": {"x": {"field": "low", "type": "quantitative", "title": plain(metric) + (
                f", {unit}" if unit else ""), "scale": {"zero": False, "nice": False}},
                "x2": {"field": "high"}, "y": y,
                "color": {"field": "share", "type": "quantitative", "title": "part of futures",
                          "scale": {"range": ["#FFFFFF", PRIMARY], "interpolate": "rgb"},
                          "legend": {"orient": "top", "format": "%"}},
                "tooltip": [{"field": "mix"}, {"field": "low", "format": ".3~g"},
                            {"field": "high", "format": ".3~g"},
                            {"field": "count", "format": ","}]}}


def explore_regret(frame: pd.DataFrame, metric: str, unit: str = "") -> Spec:
    """Regret by mix: worst future (ring), nine of ten (dot) and mean (tick), least worst first."""
    found = frame.sort_values("worst")
    y, names = mix_axis(list(found["mix_name"]))
    rows = [{"mix": names[r["mix_name"]], "worst": r["worst"], "p90": r["p90"], "mean": r["mean"]}
            for r in found.to_dict("records")]
    title = f"regret on {plain(metric)}" + (f", {unit}" if unit else "")

    def mark(field: str, kind: dict[str, Any]) -> Spec:
        return {"mark": kind, "encoding": {"y": y, "x": {
            "field": field, "type": "quantitative", "title": title}}}

    return {"width": "container", "height": {"step": 26}, "data": {"values": rows}, "layer": [
        {"mark": {"type": "rule", "color": BORDER}, "encoding": {
            "y": y, "x": {"field": "mean", "type": "quantitative", "title": title},
            "x2": {"field": "worst"}}},
        mark("worst", {"type": "point", "size": 80, "color": HUES[1], "strokeWidth": 2}),
        mark("p90", {"type": "point", "filled": True, "size": 70, "color": PRIMARY, "opacity": 1}),
        mark("mean", {"type": "tick", "thickness": 3, "color": TEXT})]}


def explore_tradeoff(frame: pd.DataFrame, first: str, second: str) -> Spec:
    """Two metrics against each other: medians with quartiles, mixes on the front named."""
    rows = [{**{k: v for k, v in r.items() if k not in {"mix_name", "front"}},
             "mix": mix_words(r["mix_name"]), "front": bool(r["front"])}
            for r in frame.to_dict("records")]
    scale = {"type": "quantitative", "scale": {"zero": False}}
    x, y = {**scale, "title": plain(first)}, {**scale, "title": plain(second)}
    colour = {"condition": {"test": "datum.front", "value": HUES[1]}, "value": BORDER}
    return {"width": "container", "height": 380, "data": {"values": rows}, "layer": [
        {"mark": {"type": "rule", "opacity": 0.5}, "encoding": {
            "x": {**x, "field": "x25"}, "x2": {"field": "x75"}, "y": {**y, "field": "y50"},
            "color": colour}},
        {"mark": {"type": "rule", "opacity": 0.5}, "encoding": {
            "x": {**x, "field": "x50"}, "y": {**y, "field": "y25"}, "y2": {"field": "y75"},
            "color": colour}},
        {"mark": {"type": "point", "filled": True, "size": 90, "opacity": 1}, "encoding": {
            "x": {**x, "field": "x50"}, "y": {**y, "field": "y50"}, "color": colour,
            "tooltip": [{"field": "mix"}]}},
        {"transform": [{"filter": "datum.front"}],
         "mark": {"type": "text", "align": "left", "dx": 8, "dy": -6}, "encoding": {
             "x": {**x, "field": "x50"}, "y": {**y, "field": "y50"}, "text": {"field": "mix"}}}]}
