"""What a seat knows: its own quantities and the public world, in plain words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from wargame.session.figures import ARROWS, change_in_words, in_words
from wargame.session.knowledge import HOME, OWN, PUBLIC
from wargame.session.meanings import meaning_of
from wargame.session.titles import title_of
from wargame.strategies.seeing import Visible
from wargame.symbolic.declarations import Variable
from wargame.ui.run import Run
from wargame.ui.views.headline import headline_names

#: Quantities that add up to the one before them.
PARTS = frozenset({"complement_gain", "rival_gain", "ecosystem_gain", "rent_lost", "release_cost"})


@dataclass(frozen=True)
class Known:
    """One quantity as the seat sees it, with its change over the last turn.

    ``believed`` marks a range in place of a value; ``path`` holds its values by turn.
    """

    name: str
    title: str
    value: str
    change: str
    sign: int
    meaning: str
    part: bool = False
    believed: bool = False
    path: tuple[float, ...] = ()

    @property
    def arrow(self) -> str:
        """The change as a sign."""
        return ARROWS[self.sign]


@dataclass(frozen=True)
class Section:
    """A group of known quantities: the first ones, and the rest."""

    title: str
    first: tuple[Known, ...]
    rest: tuple[Known, ...] = ()


def sections(run: Run) -> tuple[Section, ...]:
    """What the seat of a run knows; for one who watches, the public world alone."""
    program, visible = run.scenario.program, Visible(run.scenario.program.variables,
                                                     run.scenario.program.levers)
    found = []
    seat = run.seat
    if seat is not None:
        names = [n for n in visible.names(seat.kind, "me") if n in program.variables]
        found.append(_section(run, "Your own position", OWN[seat.kind], names, seat.position))
        if seat.kind == "regulator":
            place = run.scenario.sizes.relations["jurisdiction"][seat.position]
            names = [n for n in visible.names("regulator", "home") if n in program.variables]
            face = run.cast.faces[seat.actor]
            found.append(_section(run, f"At home: {face.nation}", HOME, names, place))
    names = list(visible.names("lab", "world"))
    told = headline_names(run)
    public = [n for n in PUBLIC if n not in told]
    found.append(_section(run, "The public world", public, names, 0))
    return tuple(s for s in found if s.first or s.rest)


def _section(
    run: Run, title: str, wanted: Iterable[str], names: Iterable[str], position: int,
) -> Section:
    known = {n: _known(run, run.scenario.program.variables[n], position) for n in names}
    first = tuple(known[n] for n in wanted if n in known)
    moving = {v.name for v in first}
    rest = sorted((k for n, k in known.items() if n not in moving), key=lambda k: k.title)
    return Section(title, first, tuple(rest))


def _known(run: Run, variable: Variable, position: int) -> Known:
    title = title_of(variable.name, variable)
    now = _value(run, variable, position, -1)
    before = _value(run, variable, position, -2) if run.table.turn else now
    return Known(variable.name, title.words, in_words(title.figure, now),
                 change_in_words(title.figure, before, now), title.figure.sign(before, now),
                 meaning_of(variable), variable.name in PARTS)


def _value(run: Run, variable: Variable, position: int, back: int) -> float:
    values = np.asarray(run.table.snapshots[back].rows[variable.name]).reshape(-1)
    return float(values[position if variable.space else 0])
