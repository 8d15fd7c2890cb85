"""The whole game in one view: the white cell's at any time, and everybody's once it is over.

The debrief and the after-action report read it and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wargame.session.view import (
    AgreementView,
    ForecastView,
    MessageView,
    NoteView,
    RollView,
    Room,
)
from wargame.session.white_cell_view import (
    ChallengeView,
    FaultView,
    InjectView,
    LogLine,
    RulingView,
)


@dataclass(frozen=True)
class SeatTurn:
    """What one seat did in a turn: ``moved`` holds levers in words, before and after.

    ``player`` says who gave the order: people, a strategy, or who stood in.
    """

    seat: str
    player: str
    by_people: bool
    moved: tuple[tuple[str, str, str], ...]
    reason: str
    forecasts: tuple[ForecastView, ...]
    free_action: str
    versions: int = 1


@dataclass(frozen=True)
class TurnStory:
    """One turn that was played; ``happened`` tells it in sentences."""

    turn: int
    label: str
    happened: tuple[str, ...]
    seats: tuple[SeatTurn, ...]
    state_hash: str

    def told(self, names: Mapping[str, str]) -> tuple[str, ...]:
        """The sentences that are not about one seat's moves; ``names`` are those of actors."""
        return tuple(line for line in self.happened
                     if line.partition(" moved ")[0] not in names.values())


@dataclass(frozen=True)
class ClaimView:
    """A claim of the playbook against this game; ``tests`` are words, value, bound, passed."""

    claim: str
    text: str
    words: str
    needs_batch: bool
    why: str
    tests: tuple[tuple[str, str, str, bool], ...]


@dataclass(frozen=True)
class DebriefView:
    """Everything that happened, in the order in which a room looks back on it."""

    room: Room
    objectives: tuple[tuple[str, tuple[str, ...]], ...]
    turns: tuple[TurnStory, ...]
    claims: tuple[ClaimView, ...]
    injects: tuple[InjectView, ...]
    rulings: tuple[RulingView, ...]
    rolls: tuple[RollView, ...]
    agreements: tuple[AgreementView, ...]
    messages: tuple[MessageView, ...]
    notes: tuple[NoteView, ...]
    challenges: tuple[ChallengeView, ...]
    faults: tuple[FaultView, ...]
    log: tuple[LogLine, ...]
