"""The whole game in a page: a paragraph a turn, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass

from wargame.ui.run import Run
from wargame.ui.views.claims import Claim, claims, summary
from wargame.ui.views.headline import Headline, headlines, telling
from wargame.ui.views.turn import Move, turn_view


@dataclass(frozen=True)
class Chapter:
    """One turn of the story."""

    turn: int
    label: str
    finding: str
    sentences: tuple[str, ...]
    moves: tuple[Move, ...]


@dataclass(frozen=True)
class Story:
    """A finished game."""

    title: str
    question: str
    span: str
    opening: str
    chapters: tuple[Chapter, ...]
    headlines: tuple[Headline, ...]
    claims: tuple[Claim, ...]
    verdict: str


def story(run: Run) -> Story:
    """What happened from the first turn to the last that was played."""
    playbook = run.scenario.playbook
    calendar = playbook.calendar
    span = calendar.spoken(0, run.scenario.ticks - 1)
    who = "You watched" if run.seat is None else f"You played {run.cast.name(run.seat.actor)}"
    return Story(
        run.cast.masked(playbook.title), run.cast.masked(playbook.question), span,
        f"{who}, seed {run.journal.seed}, {run.table.turn} turns.",
        tuple(_chapter(run, turn) for turn in range(1, run.table.turn + 1)), headlines(run),
        claims(run), summary(run))


def _chapter(run: Run, turn: int) -> Chapter:
    view = turn_view(run, turn)
    words = tuple(h.words for h in telling(run, turn)[1:])
    return Chapter(turn, view.label, view.finding, words, view.moves)
