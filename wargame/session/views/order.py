"""Orders as views: what was written, and once it was played what came of the forecasts."""

from __future__ import annotations

from wargame.session.content import Forecast
from wargame.session.facts import Facts
from wargame.session.orders import AS_IT_STOOD, OrderState, OrderText
from wargame.session.state import State
from wargame.session.titles import title_of
from wargame.session.view import ForecastView, OrderView

BY = {"white_cell": "stand-in: white cell", AS_IT_STOOD: "stand-in: its draft as it stood"}


def order_view(facts: Facts, state: State, turn: int, actor: str) -> OrderView:
    """A seat's order for a turn."""
    order = state.order(turn, actor)
    played = state.resolved[turn - 1] if 0 < turn <= len(state.resolved) else None
    outcomes = {} if played is None else played.metrics
    written = BY.get(order.by, "people" if order.by else "")
    by = written if played is None else played.played.get(actor, written)
    before = order.versions[:-1] if order.sealed else order.versions
    earlier = tuple(_view(facts, order, text, "sealed", {}, number)
                    for number, text in enumerate(before, 1))
    shown = _view(facts, order, order.text, order.state, outcomes, len(before) + 1)
    return OrderView(**{**vars(shown), "by": by, "earlier": earlier, "returned": order.returned
                        if order.state == "returned" or order.returned else ""})


def _view(facts: Facts, order: OrderState, text: OrderText, standing: str,
          outcomes: dict[str, float], version: int) -> OrderView:
    return OrderView(
        order.seat, order.turn, standing, dict(text.levers), text.reason,
        tuple(_forecast(facts, f, outcomes) for f in text.forecasts), text.free_action,
        by=order.by, version=version)


def _forecast(facts: Facts, forecast: Forecast, outcomes: dict[str, float]) -> ForecastView:
    variable = facts.scenario.program.variables.get(forecast.metric)
    return ForecastView(
        forecast.metric, title_of(forecast.metric, variable).words,
        variable.unit if variable else "", forecast.low, forecast.high,
        outcomes.get(forecast.metric))
