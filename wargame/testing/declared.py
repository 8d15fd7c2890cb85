"""Checks of what a strategy says of itself: names, claims, and parameters with bounds."""

from __future__ import annotations

import math
from collections.abc import Iterator

from pydantic import ValidationError

from wargame.strategies.strategy import Strategy, parameter_ranges
from wargame.testing.finding import Finding, place_of


def check_declared(cls: type[Strategy]) -> Iterator[Finding]:
    """Findings in the class attributes."""
    place = place_of(cls)
    try:
        cls.Params()
    except ValidationError as error:
        first = error.errors()[0]
        yield Finding("error", "parameters", "its parameters have no valid defaults: "
                      f"{'.'.join(map(str, first['loc']))}: {first['msg']}", place_of(cls.Params),
                      "give every parameter a default within its bounds")
        return
    for attribute in ("title", "claim"):
        if not getattr(cls, attribute):
            yield Finding("warning", "declared", f"strategy '{cls.name}' has no {attribute}", place,
                          f'write {attribute} = "..." in the class: screens and reports show it')
    if cls.reason == Strategy.reason:
        yield Finding("warning", "declared", f"strategy '{cls.name}' gives no reason", place,
                      'write reason = "..." with {names} of levers, memory and notes')
    for name, memory in cls.memory.items():
        if not memory.low <= memory.initial <= memory.high:
            yield Finding("error", "memory", f"memory '{name}' begins at {memory.initial:g}, "
                          f"outside [{memory.low:g}, {memory.high:g}]", place,
                          "write Memory(initial, low, high, meaning) with low <= initial <= high")
    ranges = parameter_ranges(cls)
    for name, info in cls.Params.model_fields.items():
        if not info.description:
            yield Finding("warning", "parameters", f"parameter '{name}' has no description",
                          place_of(cls.Params), "write Field(..., description='what, its unit')")
        if not all(math.isfinite(b) for b in ranges[name]):
            yield Finding("warning", "parameters", f"parameter '{name}' lacks bounds",
                          place_of(cls.Params), "write Field(..., ge=lowest, le=highest): screens "
                          "and batches draw from the range")
