"""The timeline of a game: each turn with what happened, who moved what, and what was ruled."""

from __future__ import annotations

from wargame.session.debrief_view import DebriefView, SeatTurn, TurnStory
from wargame.ui.cast import Face
from wargame.ui.faces import faces_of
from wargame.ui.parts.badge import badge
from wargame.ui.safe import Html, html
from wargame.ui.theme import Palette


def timeline(view: DebriefView, palette: Palette) -> Html:
    """All turns, the first one first."""
    faces = faces_of(view.room.seats)
    rows = [_turn(view, turn, faces, palette) for turn in view.turns]
    return html("div", html("ol", rows, class_="timeline"), class_="wg")


def _turn(view: DebriefView, turn: TurnStory, faces: dict[str, Face], palette: Palette) -> Html:
    told = turn.told({a: f.name for a, f in faces.items()})
    head = told[0] if told else "Nothing moved."
    body: list[Html] = [
        html("div", f"Turn {turn.turn}, {turn.label}", class_="eyebrow"), html("h4", head),
        html("ul", [html("li", s) for s in told[1:]], class_="bullets small")]
    body += [_event("Inject", i.title, i.text) for i in view.injects
             if i.state == "fired" and i.fired_turn == turn.turn]
    body += [_event("Ruling", r.effect, r.reason) for r in view.rulings if r.turn == turn.turn]
    for roll in view.rolls:
        if roll.turn == turn.turn:
            name = faces[roll.seat].name if roll.seat in faces else roll.seat
            went = "succeeded" if roll.success else "failed"
            body.append(_event("Free action", f"{name}: {went}, odds {roll.odds} of 100",
                               roll.action))
    people = [s for s in turn.seats if s.by_people]
    others = [s for s in turn.seats if not s.by_people and (s.moved or s.free_action)]
    if people:
        body.append(html("ul", [_seat(s, faces, palette) for s in people], class_="moves"))
    if others:
        words = ("1 seat played by a strategy moved" if len(others) == 1 else
                 f"{len(others)} seats played by strategies moved")
        body.append(html("details", html("summary", words), html(
            "ul", [_seat(s, faces, palette) for s in others], class_="moves")))
    return html("li", body)


def _event(kind: str, title: str, text: str) -> Html:
    return html("div", html("span", kind, class_="tag warning"), " ", html(
        "span", title, class_="strong"), html("p", text, class_="said small"), class_="happening")


def _seat(seat: SeatTurn, faces: dict[str, Face], palette: Palette) -> Html:
    face = faces[seat.seat]
    changes = [html("li", f"{title}: ", html("span", before, class_="muted"), " \u2192 ",
                    html("span", after, class_="strong")) for title, before, after in seat.moved]
    parts: list[Html] = [
        html("div", html("span", face.name, class_="strong"), " ",
             html("small", seat.player, class_="muted")),
        html("ul", changes or html("li", "held everything", class_="muted"),
             class_="changes small")]
    if seat.reason:
        parts.append(html("blockquote", seat.reason, class_="small"))
    if seat.free_action:
        parts.append(html("p", f"Free action: {seat.free_action}", class_="said small"))
    return html("li", html("div", badge(face, palette)), html("div", parts))
