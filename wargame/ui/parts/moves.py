"""Who moved what, and why."""

from __future__ import annotations

from collections.abc import Sequence

from wargame.ui.cast import Face
from wargame.ui.parts.badge import badge
from wargame.ui.safe import Html, html
from wargame.ui.theme import Palette
from wargame.ui.views.orders import Moved
from wargame.ui.views.turn import Move


def moves(found: Sequence[Move], palette: Palette) -> Html:
    """One entry for each seat that moved a lever."""
    return html("div", html("ul", [_move(m, palette) for m in found], class_="moves"), class_="wg")


def held(faces: Sequence[Face], palette: Palette) -> Html:
    """The seats that held."""
    names = [html("span", badge(f, palette), " ", html("span", f.name, class_="small"),
                  style="display:inline-flex;align-items:center;gap:6px") for f in faces]
    return html("div", html("div", html("span", "Held their orders:", class_="small muted"), names,
                            class_="held"), class_="wg")


def change(moved: Moved) -> Html:
    """One lever, from where to where."""
    return html("li", f"{moved.title}: ", html("span", moved.before, class_="muted"), " \u2192 ",
                html("span", moved.after, class_="strong"))


def _move(move: Move, palette: Palette) -> Html:
    name = html("div", html("span", "You: " if move.own else "", class_="accent strong"),
                html("span", move.face.name, class_="strong"), " ",
                html("small", move.player if not move.own else "", class_="muted"))
    changes = html("ul", [change(c) for c in move.changes], class_="changes")
    reason = html("blockquote", move.reason, class_="small") if move.reason else ""
    return html("li", html("div", badge(move.face, palette)), html("div", name, changes, reason),
                class_="own" if move.own else None)
