"""What a seat knows, as lists of quantities with their changes."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.ui.parts.headlines import sparkline
from wargame.ui.parts.mark import picture
from wargame.ui.safe import Html, html
from wargame.ui.theme import Palette
from wargame.ui.views.knowledge import Known, Section

#: A trend is drawn once there are more values than this.
TREND = 2


def knowledge(section: Section, *, started: bool, palette: Palette | None = None) -> Html:
    """One section: the first quantities, and the rest on demand; with a palette, trends too."""
    parts: list[Html] = [html("h4", section.title), _list(section.first, started, palette)]
    if section.rest:
        words = f"All {len(section.first) + len(section.rest)} quantities that you see"
        parts.append(html("details", html("summary", words), _list(section.rest, started, None)))
    return html("div", html("div", parts, class_="panel"), class_="wg")


def _list(known: Sequence[Known], started: bool, palette: Palette | None) -> Html:
    return html("dl", [_row(k, started, palette) for k in known], class_="facts")


def _row(known: Known, started: bool, palette: Palette | None) -> Html:
    change = ""
    if started:
        change = f"{known.arrow} {known.change}" if known.sign else "no change"
    if known.believed:
        change = f"as we believe; {change}" if change else "as we believe"
    trend: Html | str = ""
    if palette is not None and len(known.path) > TREND:
        trend = html("img", src=picture(sparkline(known.path, palette)), alt="turn by turn")
    value = html("dd", trend, " ", known.value, html("small", change) if change else "")
    return html("div", html("dt", _title(known)), value, class_="part" if known.part else None)


def _title(known: Known) -> Html | str:
    """The title, which unfolds what it means."""
    if not known.meaning:
        return known.title
    return html("details", html("summary", known.title), html(
        "small", f"{known.meaning[:1].upper()}{known.meaning[1:]}.", class_="muted"),
        class_="hint")
