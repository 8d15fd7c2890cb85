"""A judged free action: the dice, the arguments, the odds, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping

from wargame.session.view import RollView
from wargame.ui.cast import Face
from wargame.ui.parts.badge import badge
from wargame.ui.safe import Html, html
from wargame.ui.theme import Palette

_FACES = "\u2680\u2681\u2682\u2683\u2684\u2685"


def roll(view: RollView, faces: Mapping[str, Face], palette: Palette) -> Html:
    """One throw."""
    face = faces.get(view.seat)
    total = sum(view.dice) + view.net
    thrown = html("div", [html("span", _FACES[d - 1], role="img", aria_label=str(d))
                          for d in view.dice], class_="dice")
    verdict = html("span", "It works" if view.success else "It fails",
                   class_=f"tag {'good' if view.success else 'bad'}")
    sums = html("small", f"{view.dice[0]} + {view.dice[1]} {view.net:+d} = {total}, 7 needed; the "
                f"odds were {view.odds} %", class_="muted")
    reasons = [html("li", f"+ {p}") for p in view.pros] + [html("li", f"\u2212 {c}")
                                                           for c in view.cons]
    changes = html("ul", [html("li", e) for e in view.effects], class_="small bullets") if (
        view.success and view.effects) else ""
    head = html("div", badge(face, palette) if face else "", html(
        "div", html("span", face.name if face else view.seat, class_="strong"), html(
            "small", f" turn {view.turn}", class_="muted")), class_="row")
    return html("div", html("div", head, html("p", view.action, class_="said"), html(
        "div", thrown, verdict, sums, class_="row"), html("ul", reasons, class_="small"), changes,
        class_="paper"), class_="wg")
