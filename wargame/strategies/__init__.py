"""Strategies: what a seat orders, given what it sees.

Plugin authors import from here: the base class and the words that rules are written with.
"""

from wargame.strategies.rules import (
    between,
    clip,
    exp,
    greater,
    lesser,
    log,
    power,
    root,
    when,
)
from wargame.strategies.strategy import (
    CLOSED,
    GATED,
    OPEN_PERMISSIVE,
    OPEN_RESTRICTED,
    Memory,
    Orders,
    Params,
    Strategy,
)
from wargame.world.observation import Estimate, Luck, Observation, UnseenError

__all__ = [
    "CLOSED", "GATED", "OPEN_PERMISSIVE", "OPEN_RESTRICTED", "Estimate", "Luck", "Memory",
    "Observation", "Orders", "Params", "Strategy", "UnseenError", "between", "clip", "exp",
    "greater", "lesser", "log", "power", "root", "when",
]
