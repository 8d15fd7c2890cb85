"""The state of a session: what a fold over its events has come to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from wargame.engine.input import TurnInput
from wargame.session.agreements import AgreementState
from wargame.session.content import OtherOrder
from wargame.session.event import Adjudicated, Resolved
from wargame.session.injects import InjectState
from wargame.session.messages import MessageState
from wargame.session.notes import ChallengeState, NoteState
from wargame.session.orders import OrderState
from wargame.session.phase import Phase
from wargame.session.rulings import RulingState
from wargame.session.seats import SeatState
from wargame.session.showing import ActionState
from wargame.session.timer import TimerState


@dataclass(frozen=True)
class UndoneState:
    """Turns from ``turn`` on that were taken back; ``order`` is the index of the event."""

    turn: int
    reason: str
    order: int


@dataclass(frozen=True)
class State:
    """Everything that the log says; replaced, never changed.

    ``count`` events lead here, the last of digest ``head``. ``resolved`` are the turns played,
    ``inputs`` the same for the engine. ``generations`` count how often a role's code was replaced.
    ``rules`` are those that the session was begun under; ``action`` the free action that the room
    reads.
    """

    session: str
    count: int
    head: str
    phase: Phase
    turn: int
    seats: Mapping[str, SeatState]
    injects: Mapping[str, InjectState]
    timer: TimerState | None = None
    orders: Mapping[tuple[int, str], OrderState] = field(default_factory=dict)
    rulings: tuple[RulingState, ...] = ()
    rolls: tuple[Adjudicated, ...] = ()
    messages: tuple[MessageState, ...] = ()
    agreements: Mapping[str, AgreementState] = field(default_factory=dict)
    notes: tuple[NoteState, ...] = ()
    challenges: tuple[ChallengeState, ...] = ()
    resolved: tuple[Resolved, ...] = ()
    inputs: tuple[TurnInput, ...] = ()
    undone: tuple[UndoneState, ...] = ()
    generations: Mapping[str, int] = field(default_factory=dict)
    previews: bool = True
    shows: str = "join"
    shown_metric: str = ""
    shown_other: OtherOrder | None = None
    action: ActionState | None = None
    rules: int = 1

    @property
    def coming_turn(self) -> int:
        """The turn that the next resolution plays."""
        return len(self.resolved) + 1

    @property
    def revealed(self) -> bool:
        """Whether the game is over, so that everybody may know everything."""
        return self.phase in ("debrief", "closed")

    def order(self, turn: int, seat: str) -> OrderState:
        """A seat's order for a turn."""
        return self.orders.get((turn, seat), OrderState(turn, seat))

    def with_order(self, order: OrderState) -> State:
        """The state with one order changed."""
        return replace(self, orders={**self.orders, (order.turn, order.seat): order})

    def generation(self, role: str) -> int:
        """How often the code of a role was replaced."""
        return self.generations.get(role, 0)
