"""Explore: what a batch found, mix by mix: spread, time, regret, trade-offs, narrowed futures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import streamlit as st

from wargame.batch.analysis.contrasts import axes_of
from wargame.batch.analysis.wording import mix_words, plain
from wargame.batch.spec import BatchError
from wargame.reports.batch import explore_charts
from wargame.reports.batch.style import HUES
from wargame.session.figures import number
from wargame.session.titles import in_sentence
from wargame.ui import results
from wargame.ui.parts.chart import config, draw
from wargame.ui.parts.header import masthead
from wargame.ui.parts.mix_table import mix_table
from wargame.ui.parts.notice import empty, notice
from wargame.ui.safe import html, label, one_line
from wargame.ui.theme import Palette
from wargame.ui.views import explored

if TYPE_CHECKING:
    import pandas as pd

    from wargame.batch.analysis.explore import Explorer

FOLDER, METRIC, AGAINST, MIXES, FACTOR = (
    "explore-folder", "explore-metric", "explore-against", "explore-mixes", "explore-factor")
SHOWN = 5
REGRET, QUANTILES = ("worst", "p90", "mean"), ("q05", "q25", "q50", "q75", "q95")
Ranges = dict[str, tuple[float, float]]


def show(palette: Palette) -> None:
    """Draw the screen."""
    st.html(masthead(palette))
    folder = str(st.text_input(
        "Folder of results on this computer", results.offered(), key=FOLDER,
        placeholder="wild_card_results", help="What 'wargame batch run' wrote") or "")
    if not folder:
        st.html(empty("No results chosen", "Name the folder that a batch was written to, or start "
                      "the app with --results."))
        return
    try:
        explorer = results.explorer_of(folder)
        _explore(explorer, palette)
    except BatchError as error:
        st.html(notice(f"These results cannot be shown: {error}."))


def _explore(explorer: Explorer, palette: Palette) -> None:
    found = explorer.results
    runs = f"{number(len(explorer.mixes), 0)} mixes, {number(found.scenarios, 0)} futures each"
    unfinished = "" if found.complete else "; the batch is not finished yet"
    st.html(html("div", html("h1", found.experiment.title or "Results"), html(
        "p", f"{runs}{unfinished}. Every mix meets the same futures with the same luck.",
        class_="muted"), class_="wg"))
    names = _metrics(explorer)
    titles = {n: explored.titled_metric(explorer, n).words for n in names}
    first, second, third = st.columns(3)
    with first:
        metric = str(st.selectbox("Number", names, key=METRIC,
                                  format_func=lambda n: one_line(titles[n])))
    with second:
        others = [n for n in names if n != metric]
        against = st.selectbox("Against", others, key=AGAINST,
                               format_func=lambda n: one_line(titles[n])) if others else None
    with third:
        where = _narrowed(explorer)
    axes = axes_of(explorer.mixes)
    if axes:
        st.html(html("p", "Charts call mixes by " + " \u00b7 ".join(plain(a) for a in axes) + ".",
                     class_="wg small muted"))
    _spread(explorer, metric, where, palette)
    _over_time(explorer, metric, palette)
    left, right = st.columns(2, gap="large")
    with left:
        frame = explorer.regret(metric, where)
        _chart(explored.regret_finding(explorer, metric, frame), "Ring: the worst future. Dot: "
               "nine of ten futures are at most here. Tick: the mean.",
               explore_charts.explore_regret(*_scaled(explorer, metric, frame, REGRET)), palette,
               "regret")
    with right:
        if against is not None:
            both = explorer.tradeoff(metric, str(against), where)
            _chart(explored.tradeoff_finding(explorer, metric, str(against), both),
                   "Middle futures with their quartiles; mixes that none beats are named.",
                   explore_charts.explore_tradeoff(
                       _both(explorer, metric, str(against), both), metric, str(against)),
                   palette, "tradeoff")


def _metrics(explorer: Explorer) -> list[str]:
    """The experiment's outcomes first, then everything else that was kept."""
    named = [o.metric for o in explorer.outcomes]
    return list(dict.fromkeys([*named, *explorer.results.metrics]))


def _narrowed(explorer: Explorer) -> Ranges:
    """Only futures in which one uncertain number lies within a range."""
    varied = [n for n, (low, high) in explorer.factors.items() if low < high]
    if not varied:
        return {}
    name = st.selectbox("Only where", [None, *varied], key=FACTOR,
                        format_func=lambda n: "all futures" if n is None else one_line(plain(n)))
    if name is None:
        return {}
    low, high = explorer.factors[name]
    chosen = st.slider(label(f"{plain(name)} lies between"), low, high, (low, high),
                       (high - low) / 50, key=f"explore-range-{name}")
    return {name: (float(chosen[0]), float(chosen[1]))}


def _spread(explorer: Explorer, metric: str, where: Ranges, palette: Palette) -> None:
    frame = explorer.summary(metric, where)
    finding = explored.summary_finding(explorer, metric, frame)
    enough = explored.threshold_words(explorer, metric)
    counted = [t for t in (explored.met_finding(frame, enough),
                           explored.enough_finding(explorer, where)) if t]
    st.html(html("div", html("h2", finding, class_="as3"), [
        html("p", text, class_="strong") for text in counted], class_="wg"))
    changes = explorer.changes(metric, where)
    left, right = st.columns([6, 6], gap="large")
    with left:
        if changes.empty:
            bars = explorer.distribution(metric, where)
            _draw(explore_charts.explore_distribution(
                *_scaled(explorer, metric, bars, ("low", "high"))), palette, "spread", finding)
        else:
            scaled, unit = explored.changes_on_scale(explorer, metric, changes)
            _chart(explored.changes_finding(explorer, metric, changes), "Mark: the mean change; "
                   "line: its 95 % interval; grey: not to be told from no change. Counts are of "
                   f"{number(int(changes['futures'].max()), 0)} futures.",
                   explore_charts.explore_changes(
                       scaled, metric, unit, judged=explorer.judges(metric) is not None,
                       every=explorer.mixes),
                   palette, "spread")
    with right:
        st.html(mix_table(frame, explored.figure_for(explorer, metric, frame), enough))


def _over_time(explorer: Explorer, metric: str, palette: Palette) -> None:
    chosen = st.multiselect("Mixes over time", list(explorer.mixes), _first(explorer, metric),
                            key=MIXES,
                            max_selections=SHOWN, format_func=lambda m: one_line(mix_words(m)),
                            placeholder="Choose up to five")
    if not chosen:
        return
    words = in_sentence(explored.titled_metric(explorer, metric).words)
    _chart(f"How {words} comes about, turn by turn",
           f"Lines are middle futures; the band holds nine of ten of \u201c{mix_words(chosen[0])}"
           "\u201d, the first that is chosen. Narrowing does not change them.",
           _fan(explorer, metric, chosen), palette, "fan")


def _first(explorer: Explorer, metric: str) -> list[str]:
    """The baseline, and the mix that moves the metric most in the better direction, or at all."""
    base = explorer.results.baseline
    changes = explorer.changes(metric)
    if changes.empty:
        return [base]
    outcome = explorer.judges(metric)
    gain = (changes["mean"].abs() if outcome is None
            else changes["mean"] * (-1 if outcome.direction == "lower" else 1))
    return [base, str(changes.loc[gain.idxmax(), "mix_name"])]


def _scaled(explorer: Explorer, metric: str, frame: pd.DataFrame, columns: Sequence[str],
            ) -> tuple[pd.DataFrame, str, str]:
    found, unit = explored.on_scale(explorer, metric, frame, columns)
    return found, metric, unit


def _fan(explorer: Explorer, metric: str, chosen: Sequence[str]) -> dict[str, Any]:
    frame, _, unit = _scaled(explorer, metric, explorer.fan(metric, chosen), QUANTILES)
    return explore_charts.explore_fan(frame, metric, chosen, unit, every=explorer.mixes)


def _both(explorer: Explorer, first: str, second: str, frame: pd.DataFrame) -> pd.DataFrame:
    for metric, axis in ((first, "x"), (second, "y")):
        frame, _ = explored.on_scale(explorer, metric, frame, [f"{axis}{q}" for q in (25, 50, 75)])
    return frame


def _chart(title: str, note: str, spec: dict[str, Any], palette: Palette, key: str) -> None:
    st.html(html("div", html("h3", title, class_="as4"), html(
        "p", note, class_="small muted", style="margin-top:4px"), class_="wg"))
    _draw(spec, palette, key, title)


def _draw(spec: dict[str, Any], palette: Palette, key: str, alt: str) -> None:
    drawn = explored.recoloured(spec, palette, HUES)
    drawn.pop("width", None)
    look = config(palette)
    look["axis"] = {**look["axis"], "tickCount": 6}
    draw({**drawn, "config": look, "autosize": {"type": "fit-x", "contains": "padding"}},
         key=f"explore-chart-{key}", alt=alt)
