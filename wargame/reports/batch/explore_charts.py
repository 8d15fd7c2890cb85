"""Charts of an Explore screen as Vega-Lite dicts, drawn from the frames of `Explorer`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from wargame.batch.analysis.contrasts import short_names
from wargame.batch.analysis.wording import mix_words, plain
from wargame.reports.batch.charts import mix_axis
from wargame.reports.batch.style import BAD, BORDER, GOOD, HUES, PRIMARY, TEXT, Spec

if TYPE_CHECKING:
    import pandas as pd

#: By colour alone no more can be told apart.
MOST = len(HUES)
DASHES = [[1, 0], [6, 3], [2, 2], [8, 3, 2, 3], [12, 4]]
#: Height of the chart over time.
FAN = 340


def explore_fan(
    frame: pd.DataFrame, metric: str, mixes: Sequence[str], unit: str = "", *,
    every: Sequence[str] = (),
) -> Spec:
    """Medians by turn for up to five mixes, named at their ends; the first has a band.

    The band holds 90 of 100 futures; a band for each would hide all of them. ``every`` are all
    mixes, so that those of a grid can be called by their options.
    """
    called = short_names(every or mixes)
    names = {m: called[m] for m in mixes[:MOST]}
    rows = [{"mix": names[r["mix_name"]], "turn": int(r["turn"]), "low": r["q05"],
             "middle": r["q50"], "high": r["q95"]}
            for r in frame.to_dict("records") if r["mix_name"] in names]
    band = [r for r in rows if r["mix"] == names[mixes[0]]]
    last = max(r["turn"] for r in rows)
    levels = [v for r in band for v in (r["low"], r["high"])] + [r["middle"] for r in rows]
    low, high = min(levels), max(levels)
    ends = _apart({r["mix"]: r["middle"] for r in rows if r["turn"] == last},
                  (high - low) * 18 / FAN)
    labels = [{"mix": name, "turn": last, "place": place} for name, place in ends.items()]
    room = min(0.45, 0.03 + 0.011 * max(len(n) for n in names.values()))
    colour = {"field": "mix", "type": "nominal", "legend": None,
              "scale": {"domain": list(names.values()), "range": list(HUES[:len(names)])}}
    dash = {**colour, "scale": {"domain": list(names.values()), "range": DASHES[:len(names)]}}
    x = {"field": "turn", "type": "quantitative",
         "scale": {"domain": [0, last / (1 - room)], "nice": False},
         "axis": {"values": list(range(last + 1)), "grid": False, "format": "d",
                  "labelOverlap": False}}
    y = {"type": "quantitative", "title": plain(metric) + (f", {unit}" if unit else ""),
         "scale": {"zero": False}}
    return {"width": "container", "height": FAN, "data": {"values": rows}, "layer": [
        {"data": {"values": band}, "mark": {"type": "area", "opacity": 0.15},
         "encoding": {"x": x, "color": colour, "y": {**y, "field": "low"},
                      "y2": {"field": "high"}}},
        {"mark": {"type": "line", "strokeWidth": 2.5},
         "encoding": {"x": x, "color": colour, "strokeDash": dash,
                      "y": {**y, "field": "middle"}}},
        {"mark": {"type": "point", "filled": True, "size": 36, "opacity": 1},
         "encoding": {"x": x, "color": colour, "y": {**y, "field": "middle"}}},
        {"data": {"values": labels}, "mark": {"type": "text", "align": "left", "dx": 10},
         "encoding": {"x": x, "color": colour, "y": {**y, "field": "place"},
                      "text": {"field": "mix"}}}]}


def _apart(places: dict[str, float], least: float) -> dict[str, float]:
    """Where names stand beside the ends of lines: in their order, at least so far apart."""
    order = sorted(places, key=lambda name: places[name])
    found = {name: places[name] for name in order}
    for _ in range(20):
        for below, above in pairwise(order):
            short = least - (found[above] - found[below])
            if short > 0:
                found[below] -= short / 2
                found[above] += short / 2
    return found


def explore_changes(
    frame: pd.DataFrame, metric: str, unit: str = "", *, judged: bool = True,
    every: Sequence[str] = (),
) -> Spec:
    """Change against the baseline by mix: mean and 95 % interval, with counts of futures.

    Without ``judged`` more is neither better nor worse, and no colour says so; ``every`` are all
    mixes.
    """
    names = short_names(every or list(frame["mix_name"]))
    up, down = ("better", "worse") if judged else ("higher", "lower")
    kinds = {"better": up, "worse": down, "open": "open"}
    rows = [{"mix": names[r["mix_name"]], "mean": r["mean"], "low": r["low"], "high": r["high"],
             "kind": kinds[r["standing"]], "counts":
             f"{names[r['mix_name']]}: {up} in {r['better']:,}, {down} in {r['worse']:,}"}
            for r in frame.to_dict("records")]
    colours = [GOOD, BAD, BORDER] if judged else [PRIMARY, PRIMARY, BORDER]
    colour = {"field": "kind", "type": "nominal", "legend": None,
              "scale": {"domain": [up, down, "open"], "range": colours}}
    shape = {**colour, "scale": {"domain": [up, down, "open"],
                                 "range": ["circle", "diamond", "square"]}}
    y = {"field": "counts", "type": "nominal", "sort": None, "title": None,
         "axis": {"labels": False, "ticks": False, "domain": False, "grid": False}}
    x = {"type": "quantitative", "title": f"change of {plain(metric)}" + (
        f", {unit}" if unit else ""), "axis": {"tickCount": 4, "grid": False}}
    return {"width": "container", "height": {"step": 46}, "data": {"values": rows}, "layer": [
        {"data": {"values": [{"zero": 0}]}, "mark": {"type": "rule", "color": BORDER},
         "encoding": {"x": {"field": "zero", "type": "quantitative"}}},
        {"mark": {"type": "rule", "strokeWidth": 3, "yOffset": 8}, "encoding": {
            "x": {**x, "field": "low"}, "x2": {"field": "high"}, "y": y, "color": colour}},
        {"mark": {"type": "point", "filled": True, "size": 90, "opacity": 1, "yOffset": 8},
         "encoding": {"x": {**x, "field": "mean"}, "y": y, "color": colour, "shape": shape}},
        {"mark": {"type": "text", "align": "left", "baseline": "bottom", "dy": -2},
         "encoding": {"x": {"value": 0}, "y": y, "text": {"field": "counts"}}}]}


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
