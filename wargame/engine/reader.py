"""The numeric readings of a strategy: what its views are worth, on floats or on arrays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from wargame.engine.scenario import Scenario, Seat
from wargame.strategies.reading import memory_row
from wargame.strategies.rules import greater, lesser, when
from wargame.strategies.seeing import Visible
from wargame.symbolic.numpy_backend import EMPTY
from wargame.world.observation import Luck, Observation, UnseenError

#: The values of a variable, one for each member in sorted order; a world value stands alone.
Members = Callable[[str], Sequence[Any]]


class SeatReader:
    """Observations for one seat, over whatever ``members(name)`` returns: floats or arrays."""

    def __init__(self, scenario: Scenario, seat: Seat, visible: Visible) -> None:
        self._scenario = scenario
        self._seat = seat
        self._visible = visible

    def observe(self, members: Members) -> Observation:
        """What the seat sees of the state behind ``members``."""
        seat = self._seat

        def read(view: str, name: str) -> Any:
            if view == "memory":
                strategy = seat.strategy
                if strategy is None or name not in strategy.memory:
                    raise UnseenError(f"no memory is called '{name}'")
                return members(memory_row(strategy.name, name))[seat.position]
            self._visible.check(seat.kind, view, name)
            return self._view(view, members(name))

        return Observation(read)

    def luck(self, draw: Callable[[str], Any]) -> Luck:
        """The seat's own draws."""
        return Luck(draw)

    def parameters(self) -> Any:
        """The seat's parameters as NumPy numbers.

        With those of Python ``~(params.bar > 0.5)`` would be -2, and a division by zero raise,
        where symbols and arrays go on.
        """
        strategy = self._seat.strategy
        assert strategy is not None
        return strategy.Params.model_construct(
            **{n: np.asarray(v)[()] for n, v in self._seat.parameters.items()})

    def _view(self, view: str, values: Sequence[Any]) -> Any:
        head, _, kind = view.partition(".")
        seat, relations = self._seat, self._scenario.sizes.relations
        if head == "me":
            return values[seat.position]
        if head == "world":
            return values[0]
        nation = {"lab": "home", "regulator": "jurisdiction"}.get(seat.kind)
        place = seat.position if nation is None else relations[nation][seat.position]
        if head == "home":
            return values[place]
        if head == "rivals":
            return fold(kind, [v for i, v in enumerate(values) if i != seat.position])
        if head == "domestic":
            homes = relations["home"]
            return fold(kind, [v for v, home in zip(values, homes, strict=True) if home == place])
        return fold(kind, values)


def fold(kind: str, values: Sequence[Any]) -> Any:
    """Left to right, as the operation list does it."""
    if kind == "mean":
        if not values:
            return 0.0
        total, count = fold("total", values), fold("total", [1.0] * len(values))
        return when(count > 0, total / count, 0.0)
    if not values:
        return EMPTY[kind]
    out = values[0]
    for value in values[1:]:
        out = (out + value if kind == "total"
               else greater(out, value) if kind == "highest" else lesser(out, value))
    return out


