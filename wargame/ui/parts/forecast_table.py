"""Every team's forecasts against what came."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.ui.parts.badge import badge
from wargame.ui.safe import Html, html
from wargame.ui.theme import Palette
from wargame.ui.views.debriefed import SeatForecasts

SIGNS = {True: "\u2713", False: "\u00d7", None: "?"}
TONES = {True: "good", False: "bad", None: "muted"}


def forecast_table(found: Sequence[SeatForecasts], palette: Palette) -> Html:
    """One table for each team."""
    return html("div", [_seat(s, palette) for s in found], class_="wg")


def _seat(seat: SeatForecasts, palette: Palette) -> Html:
    head = html("div", badge(seat.face, palette), html("div", html("h4", seat.face.name), html(
        "small", seat.words, class_="muted")), class_="row")
    titles = html("thead", html("tr", [html("th", h, scope="col") for h in
                                       ("Turn", "Number", "Forecast", "Came", "Verdict")]))
    rows = [html("tr", html("td", f"{turn}", data_name="Turn"), html("td", f.title,
                                                                    data_name="Number"),
                 html("td", f.range, data_name="Forecast"), html(
        "td", f.outcome or "not yet", class_="strong", data_name="Came"), html(
        "td", html("span", SIGNS[f.held], class_="sign little", aria_hidden="true"),
        f" {f.verdict}", class_=TONES[f.held], data_name="Verdict")) for turn, f in seat.rows]
    return html("section", head, html("table", titles, html("tbody", rows)),
                style="margin-bottom:24px")
