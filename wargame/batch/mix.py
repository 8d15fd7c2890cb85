"""Policy mixes as a file writes them: who plays what, and which levers are held, turn by turn."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PlainSerializer

from wargame.playbook.actor import LeverValue, StrategyUse
from wargame.playbook.errors import fault
from wargame.playbook.quantity import Part, Text
from wargame.playbook.wording import shown

#: A seat that keeps its levers where they are.
HOLD = "hold"


def _schedule(value: Any) -> Any:
    """A bare value holds from the first turn on."""
    if not isinstance(value, Mapping):
        return {1: value}
    for turn in value:
        text = str(turn)
        if not (text.isdecimal() and int(text) >= 1):
            raise fault(f"{shown(turn)} is no turn", "write the turn's number, from 1 on, before "
                        "each value: {1: none, 3: full}")
    if not value:
        raise fault("the schedule is empty", "write {1: value}, or the value alone")
    return {int(str(turn)): given for turn, given in value.items()}


def _shortest(value: Mapping[int, Any]) -> Any:
    return value[1] if set(value) == {1} else dict(value)


#: From turn (counted from 1) to the value held from then on; before the first, the seat decides.
Schedule = Annotated[
    Mapping[int, LeverValue],
    BeforeValidator(_schedule, json_schema_input_type=float | str | dict[str, float | str]),
    PlainSerializer(_shortest)]


class Assignment(Part):
    """Strategies and fixed levers, by actor or by set (labs, nations, regulators)."""

    strategies: Mapping[str, StrategyUse] = Field(
        default_factory=dict,
        description="Who plays a seat: actor or set, and a strategy's name, or 'hold'")
    levers: Mapping[str, Mapping[str, Schedule]] = Field(
        default_factory=dict,
        description="Levers held, whatever the seat decides: actor or set, lever, and a value or "
                    "a schedule {turn: value}")


class MixSpec(Assignment):
    """One mix under its name; with nothing else, the playbook as it stands."""

    name: Text = Field(description="Name of the mix, for tables and charts")

