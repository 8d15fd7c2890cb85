"""One decision in a situation that a test spells out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from wargame.strategies.strategy import Orders, Strategy
from wargame.world.observation import Luck, Observation


def orders_of(
    cls: type[Strategy], seen: Mapping[str, float], *, luck: Mapping[str, float] | None = None,
    **parameters: float,
) -> Orders:
    """What a strategy orders when it sees ``{"me.openness": 1, "rivals.highest.openness": 0}``.

    Names are those of the views: ``me.x``, ``world.x``, ``home.x``, ``memory.x``, and with total,
    highest, lowest or mean ``labs.mean.x`` and so on. Raises KeyError with what else it reads.
    """
    def read(view: str, name: str) -> Any:
        return np.float64(_given(cls, seen, f"{view}.{name}"))

    draws = luck or {}
    return cls().decide(
        Observation(read), Luck(lambda purpose: np.float64(_given(cls, draws, purpose))),
        cls.Params(**parameters))


def _given(cls: type[Strategy], values: Mapping[str, float], name: str) -> float:
    if name not in values:
        raise KeyError(f"strategy '{cls.name}' also reads '{name}'; say what it is")
    return values[name]
