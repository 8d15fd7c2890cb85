"""The mark of the app: a fan of futures from one point, as a picture without a file."""

from __future__ import annotations

import base64

from wargame.ui.safe import Html, html
from wargame.ui.theme import LIGHT, Palette

_DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" width="32" height="32">'
    '<path d="M4 16 28 3v26z" fill="{colour}" fill-opacity=".3"/>'
    '<path d="M4 16 28 10v12z" fill="{colour}" fill-opacity=".55"/>'
    '<path d="M4 16h24" stroke="{colour}" stroke-width="2.5" stroke-linecap="round"/>'
    '<circle cx="4.5" cy="16" r="3.5" fill="{colour}"/></svg>')


def picture(drawing: str) -> str:
    """An SVG drawing as an address that needs no server."""
    return "data:image/svg+xml;base64," + base64.b64encode(drawing.encode()).decode()


def icon() -> str:
    """The page's icon."""
    return picture(_DRAWING.format(colour=LIGHT.primary))


def mark(palette: Palette) -> Html:
    """The mark with the app's name."""
    image = html("img", src=picture(_DRAWING.format(colour=palette.primary)), alt="", width=32,
                 height=32)
    return html("div", image, html("span", "wargame", class_="word"), class_="mast")
