"""Join slips: a page to print and cut, with a code and a QR code for every seat."""

from __future__ import annotations

from wargame.session.white_cell_view import WhiteCellView
from wargame.ui.faces import faces_of, role_name
from wargame.ui.parts.qr import qr
from wargame.ui.safe import Html, html
from wargame.ui.theme import BODY_FONT, MONO_FONT, font_faces

_RULES = """
@page { margin: 12mm; }
body { font: 16px/1.4 %(body)s; color: #000; background: #fff; margin: 0; }
ul { list-style: none; margin: 0; padding: 0; display: grid; grid-template-columns: 1fr 1fr; }
li { border: 1px dashed #999; padding: 16px; display: grid; grid-template-columns: auto 1fr;
  gap: 16px; align-items: center; break-inside: avoid; }
h1 { font-size: 20px; margin: 0 0 4px; } p { margin: 4px 0; }
code { font: 700 16px %(mono)s; } img { width: 44mm; height: 44mm; }
"""


def slips(view: WhiteCellView, address: str) -> str:
    """The page: seats for people first, then projector and observer."""
    people = [s.actor for s in view.room.seats if s.for_people]
    roles = [r for r in (*(f"seat:{a}" for a in people), "projector", "observer")
             if r in view.codes]
    faces = faces_of(view.room.seats)
    rows = [_slip(role_name(role, faces), view.codes[role], view.room.title, address)
            for role in roles]
    sheet = font_faces() + _RULES % {"body": BODY_FONT, "mono": MONO_FONT}
    head = html("head", Html('<meta charset="utf-8">'),
                html("title", f"Join slips: {view.room.title}"), html("style", Html(sheet)))
    return f"<!doctype html>{html('html', head, html('body', html('ul', rows)), lang='en')}"


def _slip(name: str, code: str, title: str, address: str) -> Html:
    link = f"{address}/join/{code}"
    words = html("div", html("h1", name), html("p", title), html("p", "Scan, or open ", html(
        "strong", f"{address}/join"), " and type"), html("p", html("code", code)))
    return html("li", qr(link, f"QR code of the join link of {name}"), words)
