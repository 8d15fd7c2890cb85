"""Forecasts: what a seat expects of a number, between a low and a high value."""

from __future__ import annotations

import streamlit as st

from wargame.session.content import Forecast
from wargame.session.figures import Figure
from wargame.session.titles import Title
from wargame.ui.drafting import MOST_FORECASTS, Drafting
from wargame.ui.safe import html, label, one_line
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
    st.number_input(
        label(f"{words}, {unit}" if unit else words),
        value=None if value is None else float(f"{figure.shown(value):.6g}"),
        key=_key(draft, at, metric, side), disabled=not draft.writable, format="%.6g",
        placeholder="a number", on_change=_keep, args=(draft, at, metric, figure))


def _key(draft: Drafting, at: int, metric: str, side: str) -> str:
    return f"{draft.prefix}-{side}-{at}-{metric}"


def _keep(draft: Drafting, at: int, metric: str, figure: Figure) -> None:
    low, high = (st.session_state.get(_key(draft, at, metric, side)) for side in ("low", "high"))
    if low is None or high is None:
        if at in draft.forecasts:
            draft.keep_forecast(at, None)
        return
    low, high = sorted((unshown(figure, float(low)), unshown(figure, float(high))))
    draft.keep_forecast(at, Forecast(metric=metric, low=low, high=high))
