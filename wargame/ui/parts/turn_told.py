"""What a turn came to, told to the room: the finding, the figures, and who moved what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wargame.session.seat_moves import SeatMoves
from wargame.session.view import Room
from wargame.ui.safe import Html, html
from wargame.ui.views.room_headline import played

#: So many sentences stand in the open; the rest can be unfolded.
OPEN = 3


def turn_told(room: Room) -> Html:
    """The last turn that was resolved."""
    names = {s.actor: s.name for s in room.seats}
    moved = {names[m.actor] for m in room.moves}
    first, *rest = [line for line in room.happened or ("The turn has been resolved.",)
                    if line.partition(" moved ")[0] not in moved]
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
    if room.moves:
        body += [html("h3", "Who moved what", class_="as4", style="margin-top:12px"),
                 html("div", _who(room.moves, names), class_="movers")]
    return html("div", body, class_="wg")


def _who(moves: Sequence[SeatMoves], names: Mapping[str, str]) -> list[Html]:
    """A fold for each seat of people, and one for all that strategies play."""
    strategies = [m for m in moves if m.player.startswith("strategy")]
    found = [_seat(m, names) for m in moves if m not in strategies]
    if strategies:
        count = len(strategies)
        words = ("1 seat played by a strategy" if count == 1 else
                 f"{count} seats played by strategies")
        found.append(html("details", html("summary", words), html(
            "div", [_seat(m, names) for m in strategies])))
    return found


def _seat(moves: SeatMoves, names: Mapping[str, str]) -> Html:
    count = len(moves.moved)
    words = f"{names[moves.actor]}: {count} lever{'s' if count > 1 else ''}"
    head = html("thead", html("tr", [html("th", h, scope="col") for h in ("Lever", "From", "To")]))
    rows = [html("tr", html("td", title), html("td", before, class_="muted", data_name="From"),
                 html("td", after, class_="strong", data_name="To"))
            for title, before, after in moves.moved]
    by = "" if moves.player == "people" else f" {moves.player}"
    summary = html("summary", words, html("small", by, class_="muted"))
    return html("details", summary, html("table", head, html("tbody", rows), class_="levers"))
