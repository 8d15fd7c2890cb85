"""What a turn came to, told to the room: the finding, the figures, and who moved what."""

from __future__ import annotations

from wargame.session.view import Room
from wargame.ui.safe import Html, html
from wargame.ui.views.room_headline import played

#: So many sentences stand in the open; the rest can be unfolded.
OPEN = 3


def turn_told(room: Room) -> Html:
    """The last turn that was resolved."""
    first, *rest = room.happened or ("The turn has been resolved.",)
    shown, more = rest[:OPEN], rest[OPEN:]
    body: list[Html] = [
        html("div", f"Turn {played(room)} of {room.turns}", class_="eyebrow"),
        html("h2", first, class_="as3", style="margin:4px 0 8px")]
    if shown:
        body.append(html("ul", [html("li", line, class_="said") for line in shown],
                         class_="bullets"))
    if more:
        words = "1 more line" if len(more) == 1 else f"{len(more)} more lines"
        body.append(html("details", html("summary", words), html(
            "ul", [html("li", line, class_="said") for line in more], class_="bullets small")))
    return html("div", body, class_="wg")
