"""Messages that a role may read, newest first, literally as they were written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wargame.session.view import MessageView
from wargame.ui.cast import Face
from wargame.ui.faces import role_name
from wargame.ui.parts.badge import badge
from wargame.ui.safe import Html, html
from wargame.ui.theme import Palette


def messages(
    found: Sequence[MessageView], faces: Mapping[str, Face], palette: Palette, own: str = "",
) -> Html:
    """The list; ``own`` is the reader's actor."""
    rows = [_message(m, faces, palette, own) for m in sorted(found, key=lambda m: -m.number)]
    return html("div", html("ul", rows, class_="moves"), class_="wg")


def _message(
    message: MessageView, faces: Mapping[str, Face], palette: Palette, own: str,
) -> Html:
    actor = message.sender.removeprefix("seat:")
    face = faces.get(actor)
    sign = badge(face, palette) if face else html("span", "WC", class_="badge plain",
                                                  aria_hidden="true")
    sender = "You" if own and actor == own else role_name(message.sender, faces)
    named = [a for a in message.to if a != actor]
    to = ", ".join("you" if a == own else role_name(a, faces) for a in named) or "everybody"
    head = html("div", html("span", sender, class_="strong"),
                html("small", f" to {to}; turn {message.turn}, {message.phase}", class_="muted"))
    return html("li", html("div", sign), html("div", head, html("p", message.text, class_="said")),
                class_="own" if own and actor == own else None)
