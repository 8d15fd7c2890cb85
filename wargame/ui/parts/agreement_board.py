"""Agreements for the whole room: which were kept, which were broken, and by whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wargame.session.view import AgreementView
from wargame.ui.cast import Face
from wargame.ui.parts.badge import badge
from wargame.ui.safe import Html, html, one_line
from wargame.ui.theme import Palette

#: Agreements that have room on the screen.
MOST = 4
MADE = ("in force", "ended", "expired")


def agreement_board(found: Sequence[AgreementView], faces: Mapping[str, Face],
                    palette: Palette) -> Html:
    """Broken ones first; those that never came about are counted."""
    made = sorted((a for a in found if a.state in MADE), key=lambda a: not a.breaches)
    broken = sum(bool(a.breaches) for a in made)
    open_ = len(found) - len(made)
    if not made:
        title = "No agreement was made."
    else:
        many = f"{len(made)} agreement{'s' if len(made) > 1 else ''}"
        title = f"{many}: {len(made) - broken} kept, {broken} broken."
    note = html("p", f"{open_} more {'were' if open_ > 1 else 'was'} proposed and never agreed.",
                class_="muted") if open_ else ""
    shown = made if len(made) <= MOST else made[:MOST - 1]
    rows = [_agreement(a, faces, palette) for a in shown]
    if len(shown) < len(made):
        rows.append(html("li", html("span"), html("span", f"and {len(made) - len(shown)} more",
                                                  class_="muted")))
    return html("div", html("div", html("h2", title), note, html("ul", rows, class_="deals"),
                            class_="big finding"), class_="wg")


def _agreement(view: AgreementView, faces: Mapping[str, Face], palette: Palette) -> Html:
    parties = [badge(faces[p], palette) for p in view.parties if p in faces][:4]
    broken = bool(view.breaches)
    words = f"Broken: {one_line(view.breaches[0], 160)}" if broken else "Kept"
    return html("li", html("span", parties, class_="team"), html(
        "div", html("div", one_line(view.terms, 200), class_="clamp1"), html(
            "div", words, class_=f"strong clamp1 {'bad' if broken else 'good'}")))
