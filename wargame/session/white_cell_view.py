"""The white cell's view: everything, and what the next step waits for."""

from __future__ import annotations

from dataclasses import dataclass

from wargame.session.content import EffectOn
from wargame.session.dial import Dial
from wargame.session.phase import Phase
from wargame.session.projector_view import ActionView
from wargame.session.view import (
    AgreementView,
    LeverView,
    MessageView,
    NoteView,
    OrderView,
    RollView,
    Room,
    SeatSign,
)


@dataclass(frozen=True)
class SeatDesk:
    """A seat on the white cell's desk: who holds it, what stands in, and its order.

    ``breaks`` are agreements that the order, draft or sealed, would break; ``until_turn`` is the
    one turn for which somebody stands in, 0 where that goes on until the white cell ends it.
    """

    sign: SeatSign
    device: str
    last_seen: float | None
    stand_in: str
    strategy: str
    strategies: tuple[str, ...]
    order: OrderView
    help_wanted: bool
    levers: tuple[LeverView, ...] = ()
    breaks: tuple[str, ...] = ()
    until_turn: int = 0


@dataclass(frozen=True)
class InjectView:
    """An inject: ``state`` waiting, held, fired or skipped; ``when`` in words.

    ``effects`` are the words of ``values``; ``due`` is the turn at whose start it fires by itself,
    and one that ``watches`` fires once a figure gets somewhere. A ``revocable`` one was fired by
    hand and can still be taken back.
    """

    id: str
    title: str
    text: str
    to: tuple[str, ...]
    when: str
    effects: tuple[str, ...]
    state: str
    fired_turn: int | None = None
    notes: str = ""
    values: tuple[EffectOn, ...] = ()
    due: int | None = None
    watches: bool = False
    revocable: bool = False


@dataclass(frozen=True)
class RulingView:
    """An override: what the model had, what was set, why, and since which turn.

    ``became`` says both values in words.
    """

    id: str
    turn: int
    effect: str
    reason: str
    state: str
    model_value: float | None = None
    ruled_value: float | None = None
    became: str = ""


@dataclass(frozen=True)
class ChallengeView:
    """An objection, parked for the report, perhaps with a changed assumption."""

    number: int
    turn: int
    by: str
    text: str
    metric: str
    parameter: str
    value: float | None


@dataclass(frozen=True)
class FaultView:
    """A plugin's fault: the seat held."""

    turn: int
    seat: str
    plugin: str
    line: int
    reason: str


@dataclass(frozen=True)
class AdjustView:
    """A quantity that effects can change: its dial, and where it stands in the model's unit.

    ``members`` are pairs of an id and words, empty for a quantity of the whole world; ``present``
    has a value for each of them, or one. ``common`` ones are what the playbook's injects change.
    """

    name: str
    title: str
    meaning: str
    dial: Dial
    members: tuple[tuple[str, str], ...] = ()
    present: tuple[float, ...] = ()
    common: bool = False


@dataclass(frozen=True)
class LogLine:
    """One event in words, for the white cell's timeline."""

    index: int
    at: float
    by: str
    words: str


@dataclass(frozen=True)
class WhiteCellView:
    """The console. ``waits_for`` says what the next step waits for; empty when it may be taken.

    ``script`` is what the playbook suggests to say now; ``projector`` what the big screen shows,
    ``on_screen`` the free action that lies over it.
    """

    room: Room
    desks: tuple[SeatDesk, ...]
    next_phase: Phase | None
    waits_for: tuple[str, ...]
    injects: tuple[InjectView, ...]
    rulings: tuple[RulingView, ...]
    rolls: tuple[RollView, ...]
    free_actions: tuple[OrderView, ...]
    agreements: tuple[AgreementView, ...]
    messages: tuple[MessageView, ...]
    notes: tuple[NoteView, ...]
    challenges: tuple[ChallengeView, ...]
    faults: tuple[FaultView, ...]
    log: tuple[LogLine, ...]
    codes: dict[str, str]
    adjustable: tuple[str, ...]
    adjust: tuple[AdjustView, ...] = ()
    script: tuple[str, ...] = ()
    projector: str = ""
    projector_metric: str = ""
    on_screen: ActionView | None = None
