"""Charts of a batch as Vega-Lite dicts: spreads, counts, effects, boxes and parts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from wargame.batch.analysis.box import Box
from wargame.batch.analysis.contrasts import axes_of, short_names
from wargame.batch.analysis.differences import Difference
from wargame.batch.analysis.judged import Judged
from wargame.batch.analysis.robustness import Satisfied
from wargame.batch.analysis.wording import mix_words, plain
from wargame.reports.batch.style import (
    BAD,
    BORDER,
    GOOD,
    HUES,
    LINE,
    MUTED,
    PRIMARY,
    TEXT,
    WIDTH,
    Spec,
)

Array = npt.NDArray[np.float64]
#: Pixels of one row of a chart of mixes.
ROW = 26


def mix_axis(mixes: Sequence[str]) -> tuple[Spec, dict[str, str]]:
    """The axis of a chart of mixes, and what each is called there.

    Mixes of a grid are called by their options alone; the axes stand as the title.
    """
    axes = axes_of(mixes)
    names = short_names(mixes)
    title = {"title": " · ".join(plain(a) for a in axes), "titleAngle": 0, "titleAlign": "right",
             "titleAnchor": "end", "titleY": -10, "titleX": -8} if axes else {"title": None}
    return {"field": "mix", "type": "nominal", "sort": None, "axis": {
        **title, "ticks": False, "domain": False, "offset": 4, "labelLimit": 330}}, names


def satisfied_chart(found: Sequence[Satisfied], baseline: str) -> Spec:
    """In how many futures each mix is good enough, the most robust on top."""
    y, names = mix_axis([s.mix for s in found])
    rows = [{"mix": names[s.mix], "met": s.met, "of": s.futures,
             "text": f"{s.met:,} of {s.futures:,}", "base": s.mix == baseline} for s in found]
    x = {"field": "met", "type": "quantitative", "title": "futures in which it is good enough",
         "scale": {"domain": [0, max(s.futures for s in found)]}, "axis": {"tickCount": 5}}
    return {"width": WIDTH - 330, "height": {"step": ROW}, "data": {"values": rows}, "layer": [
        {"mark": {"type": "bar", "height": 14},
         "encoding": {"x": x, "y": y, "color": {
             "condition": {"test": "datum.base", "value": BORDER}, "value": PRIMARY}}},
        {"mark": {"type": "text", "align": "left", "dx": 6},
         "encoding": {"x": x, "y": y, "text": {"field": "text"}}}]}


def spread_chart(found: Judged, mixes: Sequence[str], baseline: str) -> Spec:
    """The spread of an outcome over futures by mix: 90 and 50 of 100 futures, and the median."""
    y, names = mix_axis(mixes)
    rows = [{"mix": names[m], "q05": q[0], "q25": q[1], "q50": q[2], "q75": q[3], "q95": q[4],
             "base": m == baseline} for m, q in zip(mixes, found.quantiles.tolist(), strict=True)]
    unit = "" if found.outcome.unit in {"1", "code"} else f", {found.outcome.unit}"
    title = f"{plain(found.outcome.metric)}{unit}"

    def rule(low: str, high: str, width: int, opacity: float) -> Spec:
        return {"mark": {"type": "rule", "strokeWidth": width, "opacity": opacity},
                "encoding": {"x": {"field": low, "type": "quantitative", "title": title,
                                   "scale": {"zero": False}, "axis": {"tickCount": 6}},
                             "x2": {"field": high}, "y": y, "color": {
                                 "condition": {"test": "datum.base", "value": MUTED},
                                 "value": PRIMARY}}}

    layers = [rule("q05", "q95", 3, 0.45), rule("q25", "q75", 9, 0.65),
              {"mark": {"type": "tick", "thickness": 3, "size": 16, "color": TEXT},
               "encoding": {"x": {"field": "q50", "type": "quantitative"}, "y": y}}]
    if found.outcome.threshold is not None:
        limits = [{"limit": v} for v in (found.outcome.threshold.low, found.outcome.threshold.high)
                  if np.isfinite(v)]
        layers.append({"data": {"values": limits},
                       "mark": {"type": "rule", "color": GOOD, "strokeDash": [5, 4],
                                "strokeWidth": 2},
                       "encoding": {"x": {"field": "limit", "type": "quantitative"}}})
    return {"width": WIDTH - 330, "height": {"step": ROW}, "data": {"values": rows},
            "layer": layers}


def effects_chart(found: Sequence[tuple[str, Difference]], unit: str) -> Spec:
    """Paired changes, each with its name: means, 95 % intervals, futures better and worse."""
    rows = [{"name": name, "mean": d.mean, "low": d.low, "high": d.high, "kind": d.standing,
             "counts": f"{d.better:,} better, {d.worse:,} worse"} for name, d in found]
    suffix = "" if unit in {"1", "code"} else f", {unit}"
    y = {"field": "name", "type": "nominal", "sort": None, "title": None,
         "axis": {"ticks": False, "domain": False, "offset": 4, "labelLimit": 330}}
    x = {"type": "quantitative", "title": f"change in the same future, on average{suffix}",
         "axis": {"tickCount": 3}}
    kinds = ["better", "worse", "open"]
    colour = {"field": "kind", "type": "nominal", "legend": None,
              "scale": {"domain": kinds, "range": [GOOD, BAD, BORDER]}}
    shape = {**colour, "scale": {"domain": kinds, "range": ["circle", "diamond", "square"]}}
    return {"width": WIDTH - 400, "height": {"step": ROW}, "data": {"values": rows}, "layer": [
        {"data": {"values": [{"zero": 0}]}, "mark": {"type": "rule", "color": BORDER},
         "encoding": {"x": {"field": "zero", "type": "quantitative"}}},
        {"mark": {"type": "rule", "strokeWidth": 3}, "encoding": {
            "x": {**x, "field": "low"}, "x2": {"field": "high"}, "y": y, "color": colour}},
        {"mark": {"type": "point", "filled": True, "size": 80, "opacity": 1}, "encoding": {
            "x": {**x, "field": "mean"}, "y": y, "color": colour, "shape": shape}},
        {"mark": {"type": "text", "align": "left", "dx": 10}, "encoding": {
            "x": {"value": WIDTH - 400}, "y": y, "text": {"field": "counts"}}}]}


def effects_of(found: Judged, mixes: Sequence[str]) -> list[tuple[str, Difference]]:
    """What the chart of effects shows: options of a grid, or mixes against the baseline."""
    if found.contrasts:
        return [(f"{plain(c.axis)}: {plain(c.option)} not {plain(c.against)}", c.found)
                for c in found.contrasts]
    return [(mix_words(d.mix), d) for d in found.differences if d.mix in mixes]


def parts_chart(found: Judged, policy: str, *, most: int = 8) -> Spec:
    """Parts of the variation that single numbers decide, beside what the mix decides."""
    shown = [p for p in found.parts if p.clear][:most]
    rows = [{"name": plain(p.factor), "part": max(0.0, p.part), "kind": "not known"}
            for p in shown]
    rows.append({"name": policy, "part": max(0.0, found.mix_share), "kind": "decided"})
    rows.sort(key=lambda r: -float(str(r["part"])))
    for row in rows:
        part = float(str(row["part"]))
        row["text"] = f"{part:.0%}" if part >= 0.005 else "under 1%"
    y = {"field": "name", "type": "nominal", "sort": None, "title": None,
         "axis": {"ticks": False, "domain": False, "offset": 4, "labelLimit": 330}}
    x = {"field": "part", "type": "quantitative", "title": "part of the variation over all games",
         "axis": {"format": "%", "tickCount": 5}, "scale": {"domainMin": 0}}
    return {"width": WIDTH - 330, "height": {"step": ROW}, "data": {"values": rows}, "layer": [
        {"mark": {"type": "bar", "height": 14}, "encoding": {"x": x, "y": y, "color": {
            "condition": {"test": "datum.kind == 'decided'", "value": HUES[1]}, "value": BORDER}}},
        {"mark": {"type": "text", "align": "left", "dx": 6},
         "encoding": {"x": x, "y": y, "text": {"field": "text"}}}]}


def box_chart(
    box: Box, points: Mapping[str, Array], marks: npt.NDArray[np.bool_], label: str,
    other: str, *, most: int = 700, seed: int = 1,
) -> Spec:
    """The futures of a kind and the others, in the two factors of a box, with its limits.

    A box of one factor shows what part of the futures is of the kind along it.
    """
    names = list(box.limits)[:2]
    if len(names) == 1:
        return _along(names[0], box, points[names[0]], marks, label)
    drawn = np.random.default_rng(seed).permutation(marks.size)[:most]
    rows = [{"x": float(points[names[0]][i]), "y": float(points[names[1]][i]),
             "kind": label if marks[i] else other} for i in drawn]
    (left, right), (bottom, top) = (
        (max(low, float(points[n].min())), min(high, float(points[n].max())))
        for n, (low, high) in ((n, box.limits[n]) for n in names))
    axis = {"type": "quantitative", "scale": {"zero": False, "nice": False}}
    x, y = ({**axis, "axis": {"title": plain(n), "grid": False, "tickCount": 6}} for n in names)
    return {"width": WIDTH - 200, "height": 300, "layer": [
        {"data": {"values": rows}, "mark": {"type": "point", "filled": True, "opacity": 0.75},
         "encoding": {"x": {**x, "field": "x"}, "y": {**y, "field": "y"},
                      "color": {"field": "kind", "type": "nominal", "title": None, "scale": {
                          "domain": [label, other], "range": [HUES[1], "#9AA6B2"]}},
                      "shape": {"field": "kind", "type": "nominal", "title": None, "scale": {
                          "domain": [label, other], "range": ["diamond", "circle"]}},
                      "size": {"condition": {"test": f"datum.kind == '{label}'", "value": 45},
                               "value": 18}}},
        {"data": {"values": [{"l": left, "r": right, "b": bottom, "t": top}]},
         "mark": {"type": "rect", "fillOpacity": 0, "stroke": TEXT, "strokeWidth": 2},
         "encoding": {"x": {**x, "field": "l"}, "x2": {"field": "r"}, "y": {**y, "field": "b"},
                      "y2": {"field": "t"}}}]}


def _along(
    name: str, box: Box, column: Array, marks: npt.NDArray[np.bool_], label: str,
) -> Spec:
    edges = np.quantile(column, np.linspace(0, 1, 13))
    places = np.clip(np.searchsorted(edges, column, "right") - 1, 0, 11)
    rows = [{"from": float(edges[i]), "to": float(edges[i + 1]),
             "part": float(marks[places == i].mean())}
            for i in range(12) if (places == i).any()]
    limits = [{"limit": v} for v in box.limits[name] if np.isfinite(v)]
    x = {"type": "quantitative", "scale": {"zero": False, "nice": False},
         "axis": {"title": plain(name), "grid": False, "tickCount": 6}}
    return {"width": WIDTH - 120, "height": 220, "layer": [
        {"data": {"values": rows}, "mark": {"type": "rect", "color": HUES[1], "opacity": 0.8,
                                            "stroke": "#FFFFFF"},
         "encoding": {"x": {**x, "field": "from"}, "x2": {"field": "to"}, "y": {
             "field": "part", "type": "quantitative", "scale": {"domain": [0, 1]},
             "axis": {"format": "%", "tickCount": 5, "title": f"futures {label}"}},
             "y2": {"datum": 0}}},
        {"data": {"values": limits}, "mark": {"type": "rule", "color": TEXT, "strokeWidth": 2,
                                              "strokeDash": [6, 4]},
         "encoding": {"x": {**x, "field": "limit"}}}]}


def path_chart(boxes: Sequence[Box], chosen: Box) -> Spec:
    """Coverage against density along the peeling path; the chosen box is marked."""
    rows = [{"coverage": b.coverage, "density": b.density, "factors": str(b.restricted)}
            for b in boxes]
    scale = {"type": "quantitative", "scale": {"domain": [0, 1]}}
    x = {**scale, "field": "coverage", "axis": {"format": "%", "title": "coverage: cases inside"}}
    y = {**scale, "field": "density", "axis": {"format": "%", "title": "density: cases of inside"}}
    return {"width": 300, "height": 220, "layer": [
        {"data": {"values": rows}, "mark": {"type": "line", "color": LINE},
         "encoding": {"x": x, "y": y, "order": {"field": "coverage"}}},
        {"data": {"values": rows}, "mark": {"type": "point", "filled": True, "size": 24,
                                            "color": BORDER}, "encoding": {"x": x, "y": y}},
        {"data": {"values": [{"coverage": chosen.coverage, "density": chosen.density}]},
         "mark": {"type": "point", "size": 160, "color": HUES[1], "strokeWidth": 3},
         "encoding": {"x": x, "y": y}}]}
