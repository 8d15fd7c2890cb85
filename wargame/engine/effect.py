"""Effects: changes from outside the equations, by injects, rulings and matrix adjudication.

An effect is applied at the start of a turn, before anybody observes. Stocks, attributes and
parameters change at once. The flows that seats see are those of the last quarter, restated as
they would have been had its stocks been higher or lower by as much: so figures agree with one
another, and what an effect cannot reach keeps its bits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, MutableMapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
import numpy.typing as npt

from wargame.engine.phases import Phases
from wargame.engine.scenario import Scenario, ScenarioError, ranges
from wargame.playbook.effect import Operation, effect_fault

Array = npt.NDArray[np.float64]
Rows = MutableMapping[str, Array]
Origin = Literal["rule", "inject", "ruling", "matrix"]
ORIGINS: tuple[str, ...] = get_args(Origin)
_WORDS = {"set": "set to", "add": "moved by", "scale": "multiplied by"}


@dataclass(frozen=True)
class Effect:
    """One change: of one member of a stock, attribute or parameter, or of all (None).

    The result is held within the variable's bounds, or the parameter's stated range. ``origin``
    says who made it; effects with the same origin and ``label`` count as one cause.
    """

    name: str
    member: str | None
    operation: Operation
    value: float
    origin: Origin = "ruling"
    label: str = ""

    @property
    def title(self) -> str:
        """The label, or the effect in words."""
        if self.label:
            return self.label
        whose = f" of {self.member}" if self.member else ""
        return (f"{self.name.replace('_', ' ')}{whose} {_WORDS.get(self.operation, '')} "
                f"{self.value:g}")

    def as_json(self) -> dict[str, Any]:
        """Plain data; `effect_from` reads it."""
        return {"name": self.name, "member": self.member, "operation": self.operation,
                "value": self.value, "origin": self.origin, "label": self.label}


@dataclass(frozen=True)
class EffectRecord:
    """What an effect came to for one member, in future 0.

    ``model`` is the value that the model had at the start of the turn, before any effect;
    ``before`` and ``after`` are those around this one.
    """

    effect: Effect
    member: str
    model: float
    before: float
    after: float


def effect_from(data: Mapping[str, Any]) -> Effect:
    """An effect from plain data. Raises `ScenarioError` for fields that it does not have."""
    try:
        return Effect(**{**data, "value": float(data["value"])})
    except (TypeError, ValueError, KeyError) as error:
        raise ScenarioError(f"an effect has name, member, operation, value, origin and label: "
                            f"{error}") from None


def check_effects(scenario: Scenario, effects: Iterable[Effect]) -> None:
    """Raise `ScenarioError`, one line with advice, for the first effect that cannot be applied."""
    for effect in effects:
        found = effect_fault(scenario.library, scenario.sizes.members, effect.name, effect.member,
                             effect.operation, effect.value)
        if found is not None:
            field, reason, fix = found
            raise ScenarioError(f"effect on '{effect.name}', {field}: {reason}; {fix}")
        if effect.origin not in ORIGINS:
            raise ScenarioError(f"effect on '{effect.name}', origin: nothing is called "
                                f"'{effect.origin}'; origins are {', '.join(ORIGINS)}")


def apply_effects(
    scenario: Scenario, rows: Rows, read: Rows, phases: Phases, effects: Sequence[Effect],
) -> tuple[EffectRecord, ...]:
    """Change ``rows``, the start of a turn, and restate the flows in them; records of future 0.

    ``read`` are the rows that the last tick's flows read; it is not changed. Effects follow one
    another in the order given. Where they come to nothing no bit changes. Raises `ScenarioError`,
    and changes nothing, for an effect that cannot be applied.
    """
    check_effects(scenario, effects)
    program, sizes = scenario.program, scenario.sizes
    bounds = ranges(scenario)
    old: dict[str, Array] = {e.name: np.asarray(rows[e.name]) for e in effects}
    now = {n: np.array(v, dtype=np.float64) for n, v in old.items()}
    records = []
    for effect in effects:
        names = sizes.names(program.rows[effect.name].space)
        if effect.name in program.parameters:
            low, high = bounds[effect.name]
        else:
            low, high = (program.variables[effect.name].low, program.variables[effect.name].high)
        values = now[effect.name].reshape(len(names), -1)
        model = old[effect.name].reshape(len(names), -1)
        for at, name in enumerate(names):
            if effect.member in (None, name):
                before = values[at].copy()
                values[at] = _changed(effect, before, low, high)
                records.append(EffectRecord(
                    effect, name, float(model[at, 0]), float(before[0]), float(values[at, 0])))
    moved = {n: v for n, v in now.items() if v.tobytes() != old[n].tobytes()}
    if moved:
        _restate(scenario, rows, read, phases, moved)
    return tuple(records)


def _changed(effect: Effect, before: Array, low: float, high: float) -> Array:
    if effect.operation == "set":
        raw = np.full_like(before, effect.value)
    else:
        raw = before + effect.value if effect.operation == "add" else before * effect.value
    # A value that was outside its range already and is not moved stays where it was.
    return np.where(raw == before, before, np.minimum(np.maximum(raw, low), high))


def _restate(
    scenario: Scenario, rows: Rows, read: Rows, phases: Phases, moved: Mapping[str, Array],
) -> None:
    """Put the changed values into the rows, and what the last tick shows under them."""
    program = scenario.program
    last: Any = copy(read)
    futures = int(next(iter(moved.values())).shape[-1])
    for name, values in moved.items():
        present, past = np.asarray(rows[name]), np.asarray(read[name])
        shifted = past + (values - present)
        if name in program.variables:
            variable = program.variables[name]
            shifted = np.minimum(np.maximum(shifted, variable.low), variable.high)
        last[name] = np.where(past == present, values, np.where(values == present, past, shifted))
    phases.fixed(last, futures)
    phases.flows(last, futures)
    for statement in (*program.fixed, *program.flows):
        rows[statement.out] = last[statement.out]
    for name, values in moved.items():
        rows[name] = values
