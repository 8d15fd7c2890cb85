"""An order as it stands: its state, levers, reason, forecasts and free action, to be read."""

from __future__ import annotations

from wargame.session.view import OrderView, SeatView
from wargame.ui.safe import Html, html
from wargame.ui.views.seat_orders import STATES, moved_words, past_forecast

TONES = {"sealed": "good", "accepted": "good", "returned": "bad"}
SIGNS = {True: "\u2713", False: "\u00d7", None: "?"}


def order_state(order: OrderView) -> Html:
    """The state of an order as a tag."""
    return html("span", STATES.get(order.state, order.state),
                class_=f"tag {TONES.get(order.state, 'muted')}")


def order_paper(view: SeatView, order: OrderView) -> Html:
    """The whole order."""
    levers = [html("li", f"{title}: ", html("span", value, class_="strong"))
              for title, value in moved_words(view, order)]
    parts: list[Html] = [html("ul", levers) if levers else html(
        "p", "No lever moved: everything holds.", class_="muted")]
    if order.reason:
        parts.append(html("blockquote", order.reason))
    if order.free_action:
        parts += [html("div", "Free action", class_="eyebrow"),
                  html("p", order.free_action, class_="said")]
    forecasts = [past_forecast(f) for f in order.forecasts]
    if forecasts:
        rows = []
        for f in forecasts:
            tone = {True: "good", False: "bad", None: "muted"}[f.held]
            came = f"; came {f.outcome}" if f.outcome else ""
            rows.append(html("li", html("span", SIGNS[f.held], class_=f"sign little {tone}",
                                        aria_hidden="true"), html(
                "span", f"{f.title}: {f.range}{came}, ", html("span", f.verdict,
                                                             class_=f"strong {tone}"))))
        parts.append(html("ul", rows, class_="forecasts"))
    return html("div", parts, class_="paper")
