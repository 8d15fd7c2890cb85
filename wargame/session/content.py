"""The content of commands: text that people type, effects, forecasts and bound levers."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat, StringConstraints

#: Text that people type. Control characters are refused, but for line breaks in paragraphs.
Line = Annotated[str, StringConstraints(
    strip_whitespace=True, max_length=300, pattern=r"^[^\x00-\x1f\x7f]*$")]
Paragraph = Annotated[str, StringConstraints(
    strip_whitespace=True, max_length=4000, pattern=r"^[^\x00-\x08\x0b-\x1f\x7f]*$")]
Reason = Annotated[str, StringConstraints(
    strip_whitespace=True, min_length=1, max_length=300, pattern=r"^[^\x00-\x1f\x7f]*$")]
Name = Annotated[str, StringConstraints(min_length=1, max_length=120)]
Turn = Annotated[int, Field(ge=1, le=100)]
Operation = Literal["set", "add", "scale"]
#: Who plays a seat instead of its people; ``people`` ends any stand-in.
StandInKind = Literal["hold", "repeat", "strategy", "white_cell", "people"]


class Content(BaseModel):
    """The base of all that a command holds."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class EffectOn(Content):
    """A bounded change of a stock, attribute or parameter at the start of a turn."""

    name: Name
    member: Name | None = None
    operation: Operation
    value: FiniteFloat


class Forecast(Content):
    """What a seat expects of a metric after the turn: between ``low`` and ``high``, its unit."""

    metric: Name
    low: FiniteFloat
    high: FiniteFloat


#: Views of the debrief that the projector can show, and all that it can show.
LookingBack = Literal["luck", "what_if", "ledger", "forecasts", "agreements"]
Shows = Literal["blank", "state", "happened", "chart", "claims", "join"] | LookingBack


class OtherOrder(Content):
    """Another order of a seat in a turn that was played: its levers, or none for holding."""

    turn: Turn
    seat: Name
    levers: dict[Name, FiniteFloat] = Field(default_factory=dict, max_length=200)


class Binding(Content):
    """A lever that an agreement binds a seat to keep within [low, high]."""

    seat: Name
    lever: Name
    low: FiniteFloat
    high: FiniteFloat
