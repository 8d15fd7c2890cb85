"""Forecasts: what a seat expects of a number, between a low and a high value."""

from __future__ import annotations

import math

import streamlit as st

from wargame.session.content import Forecast
from wargame.session.figures import Figure
from wargame.session.titles import Title
from wargame.ui.drafting import MOST_FORECASTS, Drafting
from wargame.ui.games import scenario_of
from wargame.ui.safe import html, label, one_line
from wargame.ui.telling import tell
from wargame.ui.views.seat_orders import forecast_figure, metric_titles, unshown


def forecast_fields(draft: Drafting) -> None:
    """One forecast, and up to two more on demand."""
    titles = metric_titles(draft.view)
    if not titles:
        return
    st.html(html("div", html("h4", "Your forecast"), html(
        "p", "What will the room see at the end of this turn? Write the range in which you are "
        "nine tenths sure. It stays with you until the turn is resolved.",
        class_="small muted", style="margin-top:4px"), class_="wg"))
    more = f"{draft.prefix}-forecasts"
    shown = max(1, len(draft.forecasts), int(st.session_state.get(more, 1)))
    for at in range(min(shown, MOST_FORECASTS)):
        _forecast(draft, at, titles)
    if draft.writable and shown < MOST_FORECASTS and len(draft.forecasts) >= shown:
        st.button("Forecast another number", key=f"act-more-forecasts-{draft.view.room.turn}",
                  type="tertiary", on_click=lambda: st.session_state.update({more: shown + 1}))


def _forecast(draft: Drafting, at: int, titles: dict[str, Title]) -> None:
    kept = draft.forecasts.get(at)
    names = list(titles)
    first = names.index(kept.metric) if kept and kept.metric in titles else min(at, len(names) - 1)
    key = f"{draft.prefix}-metric-{at}"
    metric = str(st.selectbox(
        "Number to forecast", names, first, key=key, disabled=not draft.writable,
        format_func=lambda n: one_line(titles[n].words),
        on_change=lambda: draft.keep_forecast(at, None)) or names[first])
    now = next(s.values[-1] for s in draft.view.room.series if s.name == metric)
    figure = forecast_figure(titles[metric], now)
    stands = html("div", html("div", f"stands at {figure.text(now)}", class_="was"), class_="wg")
    low, high = st.columns(2)
    known = kept if kept and kept.metric == metric else None
    for side, column in (("low", low), ("high", high)):
        value = None if known is None else getattr(known, side)
        with column:
            _bound(draft, at, metric, side, figure, value)
    st.html(stands)


def _bound(
    draft: Drafting, at: int, metric: str, side: str, figure: Figure, value: float | None,
) -> None:
    words = "At least" if side == "low" else "At most"
    unit = figure.unit
    least, most = _range(draft, metric, figure)
    st.number_input(
        label(f"{words}, {unit}" if unit else words),
        min_value=least, max_value=most,
        value=None if value is None else _within(float(f"{figure.shown(value):.6g}"), least, most),
        key=_key(draft, at, metric, side), disabled=not draft.writable, format="%.6g",
        placeholder="a number", on_change=_keep, args=(draft, at, metric, figure))


def _range(draft: Drafting, metric: str, figure: Figure) -> tuple[float | None, float | None]:
    """The lowest and the highest that the model lets a metric be, as it is shown."""
    scenario = scenario_of(draft.view.room)
    variable = None if scenario is None else scenario.program.variables.get(metric)
    if variable is None:
        return None, None
    low, high = (figure.shown(v) if math.isfinite(v) else None
                 for v in (variable.low, variable.high))
    return low, high


def _within(value: float, least: float | None, most: float | None) -> float:
    value = value if least is None else max(value, least)
    return value if most is None else min(value, most)


def _key(draft: Drafting, at: int, metric: str, side: str) -> str:
    return f"{draft.prefix}-{side}-{at}-{metric}"


def _keep(draft: Drafting, at: int, metric: str, figure: Figure) -> None:
    low, high = (st.session_state.get(_key(draft, at, metric, side)) for side in ("low", "high"))
    if low is None or high is None:
        if at in draft.forecasts:
            draft.keep_forecast(at, None)
        return
    least, most = sorted((unshown(figure, float(low)), unshown(figure, float(high))))
    draft.keep_forecast(at, Forecast(metric=metric, low=least, high=most))
    if low > high:
        tell(f"\u201cAt least\u201d was above \u201cAt most\u201d: they were exchanged, and the "
             f"forecast is {figure.span(least, most, 'to')}.", good=True)
