"""QR codes of join links, dark on white in every theme, with their quiet zone."""

from __future__ import annotations

import io
from functools import lru_cache

import segno

from wargame.ui.parts.mark import picture
from wargame.ui.safe import Html, html


def qr(address: str, words: str, *, size: int = 148) -> Html:
    """The code of an address as a picture of ``size`` pixels; ``words`` say what it opens."""
    return html("img", src=_drawn(address), alt=words, width=size, height=size, class_="qr")


@lru_cache(maxsize=64)
def _drawn(address: str) -> str:
    """The picture, drawn once: a page of them took longer than all else on it."""
    drawing = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawing, kind="svg", border=4, dark="#000000", light="#ffffff", xmldecl=False,
        svgns=True, omitsize=True)
    return picture(drawing.getvalue().decode())
