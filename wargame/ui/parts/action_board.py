"""A free action for the whole room: what speaks for and against it, its odds, and the dice."""

from __future__ import annotations

from collections.abc import Mapping

from wargame.session.dice import TARGET
from wargame.session.projector_view import ActionView
from wargame.session.wording import possessive
from wargame.ui.cast import Face
from wargame.ui.faces import role_name
from wargame.ui.parts.badge import badge
from wargame.ui.safe import Html, html, one_line
from wargame.ui.theme import Palette

#: Reasons that are shown of each side, and characters of the action; the rest is with the white
#: cell.
REASONS, MOST = 3, 180
#: Places of the pips on a grid of three by three, by what a die shows.
PIPS: Mapping[int, tuple[int, ...]] = {
    1: (4,), 2: (0, 8), 3: (0, 4, 8), 4: (0, 2, 6, 8), 5: (0, 2, 4, 6, 8), 6: (0, 2, 3, 5, 6, 8)}


def action_board(view: ActionView, faces: Mapping[str, Face], palette: Palette) -> Html:
    """The board, as large as the screen."""
    name = role_name(view.seat, faces)
    sign = badge(faces[view.seat], palette) if view.seat in faces else ""
    whose = html("div", sign, html("span", f"{possessive(name)} free action", class_="strong"),
                 class_="action")
    reasons = html("div", _side("For it", "+", view.pros), _side(
        "Against it", "\u2212", view.cons), class_="reasons") if view.pros or view.cons else ""
    body = [whose, html("h2", one_line(view.text, MOST), class_="clamp3"), reasons,
            _odds(view) if view.dice is None else _throw(view, view.dice)]
    return html("div", html("div", body, class_="big"), class_="wg")


def _side(title: str, sign: str, reasons: tuple[str, ...]) -> Html:
    shown = reasons if len(reasons) <= REASONS else reasons[:REASONS - 1]
    rows = [html("li", html("b", sign, aria_hidden="true"), html(
        "div", one_line(reason, 120), class_="clamp1")) for reason in shown]
    if len(shown) < len(reasons):
        rows.append(html("li", f"and {len(reasons) - len(shown)} more", class_="muted"))
    return html("div", html("div", f"{title}: {len(reasons)}", class_="head"),
                html("ul", rows))


def _plus(net: int) -> str:
    """What the arguments add to the dice: `` + 2``, `` − 1``, or nothing."""
    return f" {'+' if net > 0 else chr(0x2212)} {abs(net)}" if net else ""


def _odds(view: ActionView) -> Html:
    words = f"Two dice{_plus(view.net)} must reach {TARGET}: it works in {view.odds} of 100 worlds."
    worlds = [html("i", class_="works" if at < view.odds else None) for at in range(100)]
    return html("div", html("p", words, class_="strong"),
                html("div", worlds, class_="chances", aria_hidden="true"))


def _throw(view: ActionView, dice: tuple[int, int]) -> Html:
    total = sum(dice) + view.net
    verdict = "it works" if view.success else "it fails"
    words = html("div", html("div", f"{dice[0]} + {dice[1]}{_plus(view.net)} = {total}: ", html(
        "span", verdict, class_="good" if view.success else "bad"), class_="sum"),
        html("div", f"It needed {TARGET}; that works in {view.odds} of 100 worlds",
             class_="muted"))
    return html("div", _die(dice[0]), _die(dice[1]), words, class_="throw")


def _die(shown: int) -> Html:
    pips = [html("i") if at in PIPS[shown] else html("span") for at in range(9)]
    return html("div", pips, class_="die", role="img", aria_label=f"A die shows {shown}")
