"""An order on the white cell's desk: what it says, in a few lines."""

from __future__ import annotations

from wargame.session.white_cell_view import SeatDesk
from wargame.ui.parts.order_paper import TONES
from wargame.ui.safe import Html, html
from wargame.ui.views.next_step import ORDERS
from wargame.ui.views.seat_orders import lever_words, past_forecast

#: Stand-ins that need nobody.
PLAYED = ("hold", "repeat", "strategy")


def desk_order(desk: SeatDesk) -> Html:
    """The order's state, its levers in plain words, reason, forecast and free action."""
    order = desk.order
    words = ORDERS.get(order.state, order.state)
    if order.state == "none" and desk.stand_in in PLAYED:
        words = "plays by itself when the turn is resolved"
    state = html("span", words,
                 class_=f"tag {TONES.get(order.state, 'muted')}")
    by = html("small", f" by {order.by}", class_="muted") if order.by == "white_cell" else ""
    parts: list[Html] = [html("div", state, by)]
    if order.returned and order.state == "returned":
        parts.append(html("p", f"Returned: {order.returned}", class_="small warning"))
    parts += [html("p", words, class_="small warning strong") for words in desk.breaks]
    if order.reason:
        parts.append(html("blockquote", order.reason))
    moved = _moved(desk)
    if moved:
        parts.append(html("ul", moved, class_="small"))
    elif order.state != "none":
        parts.append(html("p", "No lever moved: everything holds.", class_="small muted"))
    forecasts = [past_forecast(f) for f in order.forecasts]
    if forecasts:
        parts.append(html("p", "Expects ", "; ".join(f"{f.title} {f.range}" for f in forecasts),
                          class_="small muted"))
    if order.free_action:
        parts += [html("div", "Free action", class_="eyebrow"),
                  html("p", order.free_action, class_="said small")]
    return html("div", html("div", parts, class_="desk-order"), class_="wg")


def _moved(desk: SeatDesk) -> list[Html]:
    known = {lever.name: lever for lever in desk.levers}
    rows = []
    for name, value in desk.order.levers.items():
        lever = known.get(name)
        if lever is None:
            rows.append(html("li", f"{name.replace('_', ' ')}: {value:g}"))
            continue
        words = lever_words(lever, desk.sign.kind)
        before = words.text(lever.present)
        rows.append(html("li", f"{words.title}: ", html(
            "span", f"{before} \u2192 ", class_="muted"), html(
            "span", words.text(value), class_="strong")))
    return rows
