"""A seat's order as its form shows it: levers, forecasts, and what is still missing."""

from __future__ import annotations

import math
from dataclasses import dataclass

from wargame.session.figures import Figure
from wargame.session.levers import LeverWords, words_of
from wargame.session.titles import Title, titled
from wargame.session.view import ForecastView, LeverView, OrderView, SeatView
from wargame.symbolic.declarations import Lever
from wargame.ui.views.orders import Field, Group, OrderForm
from wargame.ui.views.room_headline import headline_names

STATES = {
    "none": "Nothing written yet", "draft": "Draft", "sealed": "Sealed",
    "returned": "Returned to you", "accepted": "Accepted by the white cell"}
#: Phases in which orders can be written.
OPEN = ("briefing", "orders")


@dataclass(frozen=True)
class Missing:
    """What a seat must still do before it can seal its order."""

    reason: bool
    forecast: bool

    @property
    def words(self) -> str:
        """One sentence, empty where nothing is missing."""
        found = [words for lacks, words in (
            (self.reason, "why"), (self.forecast, "a forecast")) if lacks]
        return f"Still missing: {' and '.join(found)}." if found else ""


def lever_words(lever: LeverView, kind: str) -> LeverWords:
    """The plain words of a lever of a view."""
    return words_of(Lever(
        lever.name, f"{kind}s", lever.low, lever.high, lever.present, lever.unit, lever.meaning,
        lever.source, lever.cost, lever.choices, "public" if lever.public else "own",
        lever.title if lever.title != lever.name.replace("_", " ") else "", lever.owner))


def seat_form(view: SeatView) -> OrderForm:
    """Everything the seat can order this turn."""
    groups: dict[str, list[Field]] = {}
    for lever in view.levers:
        words = lever_words(lever, view.seat.kind)
        groups.setdefault(words.group, []).append(Field(words, lever.present))
    return OrderForm(view.room.turn, view.room.label,
                     tuple(Group(title, tuple(fields)) for title, fields in groups.items()),
                     view.budget)


def missing(order: OrderView) -> Missing:
    """What a draft lacks."""
    return Missing(not order.reason.strip(), not order.forecasts)


def can_write(view: SeatView) -> bool:
    """Whether the seat can change its order now, on this device."""
    return (view.room.phase in OPEN and not view.read_only
            and view.order.state not in ("sealed", "accepted"))


def metric_titles(view: SeatView) -> dict[str, Title]:
    """Words for every metric that can be forecast, headlines first."""
    series = {s.name: s for s in view.room.series}
    first = headline_names(view.room)
    names = [*first, *sorted(n for n in view.metrics if n not in first)]
    return {n: titled(n, series[n].title, series[n].unit) for n in names
            if n in series and titled(n, series[n].title, series[n].unit).figure.kind != "flag"}


def unshown(figure: Figure, shown: float) -> float:
    """The model's value of a number on the scale that people read."""
    if figure.kind == "level":
        return math.log(max(shown, math.exp(-700.0)))
    return shown / figure.factor


def forecast_figure(title: Title, now: float) -> Figure:
    """The scale on which a metric is forecast: that of its present value."""
    return title.figure.fitted(now)


@dataclass(frozen=True)
class PastForecast:
    """One forecast of the past with what came; ``held`` is None before it is known."""

    title: str
    range: str
    outcome: str
    held: bool | None

    @property
    def verdict(self) -> str:
        """In words."""
        return {None: "not known yet", True: "inside", False: "outside"}[self.held]


def past_forecast(forecast: ForecastView) -> PastForecast:
    """A forecast in words."""
    title = titled(forecast.metric, forecast.title, forecast.unit)
    figure = title.figure.fitted(max(abs(forecast.low), abs(forecast.high)))
    outcome = "" if forecast.outcome is None else figure.text(forecast.outcome)
    span = (figure.text(forecast.low) if figure.text(forecast.low) == figure.text(forecast.high)
            else figure.span(forecast.low, forecast.high, "to"))
    return PastForecast(title.words, span, outcome, forecast.held)


def moved_words(view: SeatView, order: OrderView) -> tuple[tuple[str, str], ...]:
    """The levers that an order sets, with their positions, in words."""
    known = {lever.name: lever for lever in view.levers}
    return tuple((words.title, words.text(value))
                 for words, value in ((lever_words(known[n], view.seat.kind), v)
                                      for n, v in order.levers.items() if n in known))
