"""Headline metrics of a run: where they stand, how they moved in words, and the way there."""

from __future__ import annotations

from wargame.session import headlines as told
from wargame.session.headlines import Headline
from wargame.ui.run import Run

__all__ = ["Headline", "also", "headline", "headline_names", "headlines", "telling"]


def headlines(run: Run, turn: int | None = None) -> tuple[Headline, ...]:
    """The headline metrics after a turn (None: the last one played; 0: the start)."""
    return told.headlines(run.table, turn)


def headline_names(run: Run) -> tuple[str, ...]:
    """The usual headlines first, then what the playbook's claims are tested by."""
    return told.headline_names(run.scenario)


def headline(run: Run, name: str, turn: int | None = None) -> Headline:
    """One metric after a turn."""
    return told.headline(run.table, name, turn)


def telling(run: Run, turn: int, most: int = 3) -> tuple[Headline, ...]:
    """The first headline if it moved, then those that moved most."""
    return told.telling(run.table, turn, most)


def also(run: Run, turn: int, most: int = 6) -> tuple[Headline, ...]:
    """Metrics besides the headlines that moved in a turn, those of claims first."""
    tested = [t.metric for o in run.scenario.playbook.outcomes for t in o.tests]
    shown = headline_names(run)
    names = dict.fromkeys(n for n in (*tested, *run.scenario.program.metrics) if n not in shown)
    return tuple(h for h in (headline(run, n, turn) for n in names) if h.sign)[:most]
