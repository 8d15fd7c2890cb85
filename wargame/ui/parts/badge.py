"""An actor's badge: its code on its colour, in the shape of its kind."""

from __future__ import annotations

from wargame.ui.cast import Face
from wargame.ui.safe import Html, html
from wargame.ui.theme import Palette


def badge(face: Face, palette: Palette, *, large: bool = False) -> Html:
    """The badge; the name stands beside it, so readers skip it."""
    classes = f"badge {face.shape}" + (" large" if large else "")
    return html("span", face.code, class_=classes, aria_hidden="true",
                style=f"background:{face.colour(palette)}")
