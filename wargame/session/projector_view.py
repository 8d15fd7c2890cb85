"""What the big screen may show: the room, and what the white cell has chosen for it."""

from __future__ import annotations

from dataclasses import dataclass

from wargame.session.chance import Chance
from wargame.session.fork import Fork
from wargame.session.ledger import Ledger
from wargame.session.view import AgreementView, ForecastView, Room


@dataclass(frozen=True)
class ActionView:
    """A free action as the room reads it; ``dice`` are None until they are thrown.

    ``net`` is how many more reasons speak for it than against, ``odds`` how many of 100 worlds it
    works in. What it changes in the world is not in it.
    """

    turn: int
    seat: str
    text: str
    pros: tuple[str, ...]
    cons: tuple[str, ...]
    net: int
    odds: int
    dice: tuple[int, int] | None = None
    success: bool = False


@dataclass(frozen=True)
class ProjectorView:
    """The big screen.

    ``shows`` is blank, state, happened, chart, claims or join, and in the debrief also luck,
    what_if, ledger, forecasts or agreements.
    ``action`` is a free action that lies over it for a while. ``forecasts`` (each with its turn and
    seat) and ``agreements`` are there while they are shown.
    """

    room: Room
    shows: str
    metric: str
    claims: tuple[tuple[str, str, str], ...]
    action: ActionView | None = None
    forecasts: tuple[tuple[int, str, ForecastView], ...] = ()
    agreements: tuple[AgreementView, ...] = ()


@dataclass(frozen=True, eq=False)
class LookedBack:
    """What had to be worked out for a view of the debrief: a metric, and one of the others.

    ``without`` is where the metric had ended without rulings and dice, ``ruled`` whether there
    were any.
    """

    metric: str
    chance: Chance | None = None
    fork: Fork | None = None
    ledger: Ledger | None = None
    without: float = 0.0
    ruled: bool = False
