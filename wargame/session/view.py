"""Views: what one role may see, already stripped of everything that it may not.

Screens, exports and reports read views and nothing else. All are frozen and hold plain values.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from wargame.session.phase import Phase
from wargame.session.seat_moves import SeatMoves


@dataclass(frozen=True)
class Timer:
    """The shared timer: seconds left at ``now`` (both from the session's clock)."""

    left: float
    paused: bool
    now: float

    @property
    def over(self) -> bool:
        """Whether the time is up."""
        return self.left <= 0


@dataclass(frozen=True)
class SeatSign:
    """A seat as the whole room sees it.

    ``player`` says who plays: ``people``, or a stand-in in words. ``state`` is free, taken or
    away; ``ready`` whether an order is sealed for the turn.
    """

    actor: str
    name: str
    code: str
    kind: str
    for_people: bool
    state: str
    player: str
    ready: bool


@dataclass(frozen=True)
class Series:
    """A public metric over the quarters played: ``values[0]`` is the start."""

    name: str
    title: str
    unit: str
    meaning: str
    better: str
    values: tuple[float, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Notice:
    """Something the room is told: an undo, an inject, a public ruling."""

    turn: int
    title: str
    text: str
    kind: str


@dataclass(frozen=True)
class Room:
    """What everybody knows: ``head`` of the log's chain; ``seed`` is empty until the end.

    ``headline`` names the metrics that matter most; ``happened`` are sentences about the last
    turn, the finding first, ``moves`` the public levers that seats moved in it. At the end ``seed``
    is the seed and its salt, whose SHA-256 with a space between them is ``seed_hash``.
    """

    session: str
    version: int
    title: str
    question: str
    summary: str
    playbook: str
    phase: Phase
    turn: int
    turns: int
    label: str
    timer: Timer | None
    seats: tuple[SeatSign, ...]
    series: tuple[Series, ...]
    headline: tuple[str, ...]
    happened: tuple[str, ...]
    notices: tuple[Notice, ...]
    head: str
    seed_hash: str
    seed: str
    previews: bool
    minutes: dict[str, float] = field(default_factory=dict)
    moves: tuple[SeatMoves, ...] = ()


@dataclass(frozen=True)
class LeverView:
    """A lever of the seat: where it stands and its bounds; ``cost`` in USD bn a year a unit."""

    name: str
    title: str
    meaning: str
    source: str
    owner: str
    unit: str
    low: float
    high: float
    present: float
    cost: float
    choices: tuple[str, ...]
    public: bool


@dataclass(frozen=True)
class ForecastView:
    """A forecast and, once the turn is resolved, what came."""

    metric: str
    title: str
    unit: str
    low: float
    high: float
    outcome: float | None = None

    @property
    def held(self) -> bool | None:
        """Whether the outcome lay inside; None before it is known."""
        return None if self.outcome is None else self.low <= self.outcome <= self.high


@dataclass(frozen=True)
class OrderView:
    """A seat's order in one turn; ``state`` is none, draft, sealed, returned or accepted.

    ``returned`` is the white cell's reason for giving it back, ``earlier`` the versions that were
    sealed before; ``by`` who wrote it, and once the turn is played who played the seat.
    """

    seat: str
    turn: int
    state: str
    levers: dict[str, float]
    reason: str
    forecasts: tuple[ForecastView, ...]
    free_action: str
    returned: str = ""
    by: str = ""
    version: int = 0
    earlier: tuple[OrderView, ...] = ()


@dataclass(frozen=True)
class Known:
    """A quantity as the seat sees it: exact (``sd`` 0) or believed with a standard deviation.

    ``values`` are those at the starts of turns, the last one now; ``group`` is own, home or world.
    """

    name: str
    title: str
    unit: str
    meaning: str
    values: tuple[float, ...]
    sd: float = 0.0
    group: str = ""


@dataclass(frozen=True)
class RivalView:
    """Another actor as this seat sees it: public quantities and levers only."""

    actor: str
    name: str
    kind: str
    known: tuple[Known, ...]
    levers: dict[str, float]


@dataclass(frozen=True)
class MessageView:
    """A message that this role may read; ``to`` empty means everybody.

    The sender is a role; readers are actors by id, or ``white_cell`` alone.
    """

    number: int
    turn: int
    phase: Phase
    sender: str
    to: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class AgreementView:
    """Terms between seats; ``state`` is proposed, in force, refused, ended or expired.

    ``breaches`` are for the white cell (and, in the debrief, for all).
    """

    id: str
    turn: int
    terms: str
    parties: tuple[str, ...]
    agreed: tuple[str, ...]
    secret: bool
    until_turn: int | None
    binds: tuple[str, ...]
    state: str
    breaches: tuple[str, ...] = ()


@dataclass(frozen=True)
class RollView:
    """An adjudicated free action: dice, net points, odds in percent, and what followed.

    ``revocable`` says whether the white cell may still take the judgement back.
    """

    turn: int
    seat: str
    action: str
    pros: tuple[str, ...]
    cons: tuple[str, ...]
    dice: tuple[int, int]
    net: int
    odds: int
    success: bool
    effects: tuple[str, ...]
    revocable: bool = False


@dataclass(frozen=True)
class SeatView:
    """Everything one seat may see. ``read_only`` says why this device cannot act, or is empty.

    ``breaks`` are agreements that the order, as it stands, would break.
    """

    room: Room
    seat: SeatSign
    brief: str
    objectives: tuple[str, ...]
    levers: tuple[LeverView, ...]
    budget: float | None
    order: OrderView
    past: tuple[OrderView, ...]
    knows: tuple[Known, ...]
    rivals: tuple[RivalView, ...]
    messages: tuple[MessageView, ...]
    agreements: tuple[AgreementView, ...]
    notices: tuple[Notice, ...]
    rolls: tuple[RollView, ...]
    metrics: tuple[str, ...]
    help_wanted: bool
    read_only: str = ""
    breaks: tuple[str, ...] = ()


@dataclass(frozen=True)
class NoteView:
    """An observation tied to its moment."""

    number: int
    turn: int
    phase: Phase
    by: str
    seat: str
    text: str


@dataclass(frozen=True)
class ObserverView:
    """An observer: the public room, and notes of its own."""

    room: Room
    notes: tuple[NoteView, ...]
