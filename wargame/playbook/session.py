"""How a playbook suggests to be played: turns, minutes for each phase, and what to say."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from wargame.playbook.quantity import Number, Paragraph, Part, Whole

PhaseName = Literal["briefing", "orders", "negotiation", "resolution", "discussion"]
#: The phases of a turn, and how long each takes where a playbook does not say, in minutes.
MINUTES: Mapping[PhaseName, float] = {
    "briefing": 3, "orders": 12, "negotiation": 8, "resolution": 3, "discussion": 7}


class PhaseMinutes(Part):
    """Minutes for each phase of a turn; 0 leaves a phase out of the clock."""

    briefing: Number = Field(default=MINUTES["briefing"], ge=0, le=240,
                             description="News and injects, for the room")
    orders: Number = Field(default=MINUTES["orders"], ge=0, le=240,
                           description="Teams draft and submit orders")
    negotiation: Number = Field(default=MINUTES["negotiation"], ge=0, le=240,
                                description="Teams talk to one another")
    resolution: Number = Field(default=MINUTES["resolution"], ge=0, le=240,
                               description="Orders are locked and resolved")
    discussion: Number = Field(default=MINUTES["discussion"], ge=0, le=240,
                               description="What happened, and why")

    @property
    def total(self) -> float:
        """Minutes in a turn."""
        return sum(float(getattr(self, name)) for name in MINUTES)


class ScriptLine(Part):
    """What the facilitator says or does at one moment."""

    turn: Whole | None = Field(
        default=None, ge=0, description="In this turn; 0 is before the first; every turn if left "
        "out")
    phase: PhaseName = Field(description="In this phase")
    say: Paragraph = Field(description="Words, or what to do")


class SessionSpec(Part):
    """A facilitated session of this playbook."""

    turns: Whole | None = Field(
        default=None, ge=1, description="Turns to play, if fewer than the calendar has")
    minutes: PhaseMinutes = Field(
        default_factory=PhaseMinutes, description="Minutes for each phase of a turn")
    script: tuple[ScriptLine, ...] = Field(
        default=(), description="What the facilitator says, in order")

    def script_of(self, turn: int, phase: str) -> tuple[str, ...]:
        """What is said in a phase of a turn (0: before the first)."""
        return tuple(line.say for line in self.script
                     if line.phase == phase and line.turn in (None, turn)
                     and (line.turn is not None or turn > 0))
