"""Around the table: all seats with their public positions."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.ui.parts.badge import badge
from wargame.ui.safe import Html, html
from wargame.ui.theme import Palette
from wargame.ui.views.table_map import Place, Row


def table_map(rows: Sequence[Row], palette: Palette) -> Html:
    """One list for each kind of actor."""
    return html("div", [html("div", html("h4", row.title, style="margin:16px 0 4px"), html(
        "ul", [_place(p, palette) for p in row.places], class_="moves")) for row in rows],
        class_="wg")


def _place(place: Place, palette: Palette) -> Html:
    name = html("div", html("span", place.face.name, class_="strong"), " ",
                html("small", f"played by {place.player}", class_="muted"))
    stands: list[Html] = []
    for at, (title, value) in enumerate(place.stands):
        stands += [html("span", "; " if at else ""), html("span", f"{title}: ", class_="muted"),
                   html("span", value)]
    words = html("div", stands or html("span", "everything at its usual position",
                                       class_="muted"), class_="small")
    return html("li", html("div", badge(place.face, palette)), html("div", name, words),
                class_="own" if place.own else None)
