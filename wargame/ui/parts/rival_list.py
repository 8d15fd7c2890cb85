"""Other actors of one kind, as a seat sees them."""

from __future__ import annotations

from wargame.session.figures import ARROWS
from wargame.ui.parts.badge import badge
from wargame.ui.safe import Html, html
from wargame.ui.theme import Palette
from wargame.ui.views.rivals import Rival, Rivals


def rival_list(group: Rivals, palette: Palette) -> Html:
    """One entry for each actor."""
    return html("div", html("ul", [_rival(r, palette) for r in group.members], class_="moves"),
                class_="wg")


def _rival(rival: Rival, palette: Palette) -> Html:
    name = html("div", html("span", rival.face.name, class_="strong"), " ",
                html("small", rival.player, class_="muted"))
    facts = html("dl", [html("div", html("dt", k.title, title=k.meaning), html(
        "dd", k.value, html("small", f"{ARROWS[k.sign]} {k.change}") if k.sign else ""))
        for k in rival.known], class_="facts small")
    stands: list[Html] = []
    for at, (title, value) in enumerate(rival.stands):
        stands += [html("span", "; " if at else ""), html("span", f"{title}: ", class_="muted"),
                   html("span", value)]
    words = html("p", stands or html("span", "Every public lever at its usual position",
                                     class_="muted"), class_="small")
    return html("li", html("div", badge(rival.face, palette)), html("div", name, words, facts))
