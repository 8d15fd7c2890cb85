"""The head of the page: who you are, which game this is, and how far it has come."""

from __future__ import annotations

from wargame.ui.parts.badge import badge
from wargame.ui.parts.mark import mark
from wargame.ui.run import Run
from wargame.ui.safe import Html, html
from wargame.ui.theme import Palette


def header(run: Run, palette: Palette) -> Html:
    """Seat, playbook and calendar; the seat's name and colour stand there at all times."""
    playbook, cast = run.scenario.playbook, run.cast
    if run.seat is None:
        face, who = Html(""), "You watch; strategies play every seat"
    else:
        actor = cast.faces[run.seat.actor]
        face, who = badge(actor, palette), f"You play {actor.name}"
    title = html("div", html("h3", cast.masked(playbook.title)),
                 html("small", who, class_="muted"))
    return html("div", html("div", html("div", face, title, class_="who"), _time(run),
                            class_="bar"), class_="wg")


def masthead(palette: Palette) -> Html:
    """The head of the first page."""
    return html("div", mark(palette), class_="wg")


def _time(run: Run) -> Html:
    calendar, table = run.scenario.playbook.calendar, run.table
    steps = [html("li", class_="done" if at < table.turn else "now" if at == table.turn else None)
             for at in range(run.scenario.turns)]
    if table.over:
        now = "The game is over"
    else:
        now = f"Turn {table.turn + 1} of {run.scenario.turns}: {calendar.turn_label(table.turn)}"
    last = calendar.month(run.scenario.ticks - 1)
    words = html("div", html("span", now, class_="strong"),
                 html("span", f"ends {last}", class_="muted"), class_="small")
    return html("div", html("ol", steps, class_="steps", aria_hidden="true"), words, class_="time")
