"""What a mechanism or instrument declares: variables, parameters, levers, slots, draws."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from wargame.symbolic.sets import Axes

Kind = Literal["stock", "flow", "attribute", "slot"]
Seen = Literal["public", "own", "hidden"]
Better = Literal["higher", "lower", "neither"]


@dataclass(frozen=True)
class Variable:
    """A quantity of the world over a set.

    A *stock* is carried from tick to tick and held within [low, high]; a *flow* is computed in
    each tick; an *attribute* is fixed for a game; a *slot* is a flow that others add to.
    """

    name: str
    kind: Kind
    space: Axes
    unit: str
    low: float
    high: float
    meaning: str
    source: str
    initial: float | None = None
    seen: Seen = "public"
    label: str = ""
    owner: str = ""
    metric: bool = False
    better: Better = "neither"

    @property
    def title(self) -> str:
        """Words for a screen."""
        return self.label or self.name.replace("_", " ")


@dataclass(frozen=True)
class Parameter:
    """A number of the model with its plausible range; scalar for the whole world."""

    name: str
    value: float
    low: float
    high: float
    unit: str
    meaning: str
    source: str
    owner: str = ""


@dataclass(frozen=True)
class Lever:
    """What an order sets: a bounded number or a named choice (codes 0, 1, ...), with its cost.

    ``cost`` is in USD bn a year for each unit of the lever, paid by the actor; 0 is free.
    """

    name: str
    actors: str
    low: float
    high: float
    default: float
    unit: str
    meaning: str
    source: str
    cost: float = 0.0
    choices: tuple[str, ...] = ()
    seen: Seen = "public"
    label: str = ""
    owner: str = ""

    @property
    def title(self) -> str:
        """Words for a screen."""
        return self.label or self.name.replace("_", " ")


@dataclass(frozen=True)
class Draw:
    """A uniform draw of luck, once a tick for every member; its name is the purpose."""

    name: str
    space: Axes
    meaning: str
    owner: str = ""


@dataclass(frozen=True)
class Contribution:
    """What one owner adds to (or multiplies into) a slot; the key orders contributions."""

    slot: str
    key: str
    source: str
    owner: str
