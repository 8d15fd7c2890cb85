"""An adjudicated free action: arguments, odds, dice, and what followed."""

from __future__ import annotations

from collections.abc import Mapping

from wargame.session.view import RollView
from wargame.ui.cast import Face
from wargame.ui.faces import role_name
from wargame.ui.parts.badge import badge
from wargame.ui.safe import Html, html
from wargame.ui.theme import Palette

NEEDED = 7


def roll(view: RollView, faces: Mapping[str, Face], palette: Palette) -> Html:
    """The card of one adjudication."""
    sign = badge(faces[view.seat], palette) if view.seat in faces else ""
    total = sum(view.dice) + view.net
    verdict = html("span", "succeeds" if view.success else "fails",
                   class_=f"strong {'good' if view.success else 'bad'}")
    sums = (f"Dice {view.dice[0]} and {view.dice[1]}, {view.net:+d} for the arguments: {total} "
            f"against {NEEDED}; the odds were {view.odds} of 100. It ")
    body: list[Html] = [
        html("div", sign, html("div", html("span", role_name(view.seat, faces), class_="strong"),
                               html("small", f" free action, turn {view.turn}", class_="muted")),
             class_="row start"),
        html("p", view.action, class_="said")]
    for title, points in (("For", view.pros), ("Against", view.cons)):
        if points:
            body.append(html("p", html("span", f"{title}: ", class_="muted"), "; ".join(points),
                             class_="small"))
    body.append(html("p", sums, verdict, "."))
    if view.effects:
        body.append(html("p", "What followed: " + "; ".join(view.effects), class_="small"))
    return html("div", html("div", body, class_="paper"), class_="wg")
