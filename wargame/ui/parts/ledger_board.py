"""The ledger for the whole room: what each kind of cause came to over the game, as bars."""

from __future__ import annotations

from collections.abc import Mapping

from wargame.session.figures import Figure
from wargame.ui.parts.ledger_table import TAGS
from wargame.ui.safe import Html, html
from wargame.ui.views.terms import part


def ledger_board(totals: Mapping[str, float], figure: Figure) -> Html:
    """Causes down, the largest first; bars go right for a rise and left for a fall."""
    found = sorted(((t, v) for t, v in totals.items() if v), key=lambda pair: -abs(pair[1]))
    low = -min((v for _, v in found), default=0.0) if any(v < 0 for _, v in found) else 0.0
    high = max((v for _, v in found), default=0.0) if any(v > 0 for _, v in found) else 0.0
    span = (low + high) or 1.0
    zero = 100 * low / span
    rows = []
    for tag, amount in found:
        wide = 100 * abs(amount) / span
        left = zero if amount > 0 else zero - wide
        bar = html("span", html("i", class_="up" if amount > 0 else "down",
                                style=f"left:{left:.2f}%;width:{wide:.2f}%"),
                   html("b", style=f"left:{zero:.2f}%"), class_="lane", aria_hidden="true")
        rows.append(html("li", html("span", TAGS[tag]), bar,
                         html("span", part(figure, amount), class_="strong amount")))
    return html("div", html("div", html("ul", rows, class_="causes"), class_="big"), class_="wg")
