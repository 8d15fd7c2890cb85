"""Agreements as cards: terms, parties, who has agreed, what binds, and how they stand."""

from __future__ import annotations

from collections.abc import Mapping

from wargame.session.view import AgreementView
from wargame.ui.cast import Face
from wargame.ui.faces import role_name
from wargame.ui.parts.badge import badge
from wargame.ui.safe import Html, html
from wargame.ui.theme import Palette

TONES = {"in force": "good", "refused": "bad", "proposed": "warning"}


def agreement(view: AgreementView, faces: Mapping[str, Face], palette: Palette) -> Html:
    """One agreement."""
    parties = [html("li", badge(faces[p], palette) if p in faces else "", html(
        "span", role_name(p, faces), html(
            "small", " has agreed" if p in view.agreed else " has not agreed yet"
            if view.state == "proposed" else "", class_="muted")), class_="row")
        for p in view.parties]
    until = f"until the end of turn {view.until_turn}" if view.until_turn else "until it is ended"
    facts = f"Proposed in turn {view.turn}; {'secret' if view.secret else 'public'}; {until}."
    body: list[Html] = [
        html("div", html("span", view.state, class_=f"tag {TONES.get(view.state, 'muted')}")),
        html("p", view.terms, class_="said strong"), html("ul", parties, class_="parties")]
    if view.binds:
        body.append(html("ul", [html("li", f"Binds {b}") for b in view.binds], class_="small"))
    body.append(html("p", facts, class_="small muted"))
    if view.breaches:
        body.append(html("ul", [html("li", f"Broken: {b}", class_="bad") for b in view.breaches]))
    return html("div", html("div", body, class_="paper"), class_="wg")
