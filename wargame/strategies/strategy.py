"""The base class of strategies: from what a seat sees to what it orders."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict

from wargame.world.observation import Luck, Observation

ActorKind = Literal["lab", "nation", "regulator"]
SET_OF: Mapping[str, str] = {"lab": "labs", "nation": "nations", "regulator": "regulators"}

#: Codes of the release modes (lever ``release_mode``).
CLOSED, GATED, OPEN_RESTRICTED, OPEN_PERMISSIVE = 0, 1, 2, 3


class Params(BaseModel):
    """Parameters of a strategy: numbers with bounds and a description each."""

    model_config = ConfigDict(frozen=True, extra="forbid")


@dataclass(frozen=True)
class Memory:
    """A private number that a strategy keeps from turn to turn, held within [low, high]."""

    initial: float
    low: float
    high: float
    meaning: str


class Orders:
    """Levers set for one turn, what to remember, and notes that fill in the reason.

    ``Orders(release_mode=OPEN_PERMISSIVE, price_stance=0.8).remember(grudge=1).note(gap=gap)``.
    Levers left out keep their present value.
    """

    __slots__ = ("levers", "memory", "notes")

    def __init__(self, **levers: Any) -> None:
        self.levers: dict[str, Any] = levers
        self.memory: dict[str, Any] = {}
        self.notes: dict[str, Any] = {}

    def remember(self, **memory: Any) -> Orders:
        """Values of the strategy's memory for its next decision."""
        self.memory.update(memory)
        return self

    def note(self, **notes: Any) -> Orders:
        """Values that the reason may mention."""
        self.notes.update(notes)
        return self

    def __repr__(self) -> str:
        return f"Orders({', '.join(f'{k}={v!r}' for k, v in self.levers.items())})"


class Strategy:
    """One way to play a seat.

    Subclasses set the class attributes and write ``decide``. It is read three ways: on floats
    at the table, on arrays in a batch, and on symbols, so that its rule can be printed and fused
    into the kernel. Branch with ``when(condition, a, b)``; a strategy that uses ``if`` on what it
    sees still plays, one future at a time.
    """

    name: ClassVar[str]
    actor: ClassVar[ActorKind]
    title: ClassVar[str] = ""
    claim: ClassVar[str] = ""
    source: ClassVar[str] = "assumed"
    reason: ClassVar[str] = "no reason given"
    memory: ClassVar[Mapping[str, Memory]] = {}
    #: Levers of instruments that may not be loaded; orders for them are then dropped.
    optional_levers: ClassVar[frozenset[str]] = frozenset()
    Params: ClassVar[type[Params]] = Params

    def decide(self, obs: Observation, luck: Luck, params: Any) -> Orders:
        """Orders for the coming turn; the start-of-turn state is all there is to go by.

        ``self`` holds nothing: what a strategy must remember is in ``obs.memory``.
        """
        raise NotImplementedError

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "name" in cls.__dict__ and getattr(cls, "actor", None) not in SET_OF:
            raise TypeError(
                f"strategy '{cls.__dict__['name']}': actor must be 'lab', 'nation' or 'regulator'")


def parameter_ranges(strategy: type[Strategy]) -> dict[str, tuple[float, float]]:
    """Low and high of each parameter, from its pydantic bounds; infinite where it has none."""
    ranges: dict[str, tuple[float, float]] = {}
    for name, info in strategy.Params.model_fields.items():
        low, high = float("-inf"), float("inf")
        for rule in info.metadata:
            low = float(_bound(rule, ("ge", "gt"), low))
            high = float(_bound(rule, ("le", "lt"), high))
        ranges[name] = (low, high)
    return ranges


def _bound(rule: Any, names: tuple[str, ...], otherwise: float) -> Any:
    for name in names:
        found = getattr(rule, name, None)
        if found is not None:
            return found
    return otherwise
