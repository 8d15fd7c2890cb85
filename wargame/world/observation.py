"""What a seat may see: its own state, the public world, and no more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, Never

#: Reads one named quantity in one view; the view is how the seat looks at it.
Reader = Callable[[str, str], Any]


class Estimate(NamedTuple):
    """What a seat believes of a hidden quantity: a mean and a standard deviation in its unit."""

    mean: Any
    sd: Any


class View:
    """Quantities seen one way, by name: ``view["open_price"]``."""

    __slots__ = ("_read", "_view")

    def __init__(self, read: Reader, view: str) -> None:
        self._read = read
        self._view = view

    def __getitem__(self, name: str) -> Any:
        """The value; raises `UnseenError` for what the seat cannot see."""
        return self._read(self._view, name)

    def __getattr__(self, name: str) -> Never:
        """Say how it is written."""
        if name.startswith("_"):
            raise AttributeError(name)
        raise MisreadError(f"obs.{self._view} has no attribute '{name}'; write "
                          f'obs.{self._view}["{name}"]')


class Group:
    """A quantity over many actors, seen only as a whole."""

    __slots__ = ("_read", "_view")

    def __init__(self, read: Reader, view: str) -> None:
        self._read = read
        self._view = view

    def total(self, name: str) -> Any:
        """Sum over the group."""
        return self._read(f"{self._view}.total", name)

    def highest(self, name: str) -> Any:
        """Largest value in the group."""
        return self._read(f"{self._view}.highest", name)

    def lowest(self, name: str) -> Any:
        """Smallest value in the group."""
        return self._read(f"{self._view}.lowest", name)

    def mean(self, name: str) -> Any:
        """Arithmetic mean over the group."""
        return self._read(f"{self._view}.mean", name)

    def __getitem__(self, name: object) -> Never:
        """Nobody is seen alone; says what to write instead."""
        raise UnseenError(self._whole(f"obs.{self._view}[{name!r}] cannot be read"))

    def __getattr__(self, name: str) -> Never:
        """Say what a group has."""
        if name.startswith("_"):
            raise AttributeError(name)
        raise MisreadError(self._whole(f"obs.{self._view} has no '{name}'"))

    def _whole(self, what: str) -> str:
        return (f"{what}: a seat sees {self._view} as a whole, never one of them; write "
                f'obs.{self._view}.highest("openness"), .lowest(...), .mean(...) or .total(...)')


class UnseenError(LookupError):
    """A strategy asked for something its seat cannot see, or that does not exist."""


class MisreadError(UnseenError, AttributeError):
    """A view was read as an attribute; says how it is read."""


class Observation:
    """The start-of-turn state as one seat sees it.

    ``me`` is the seat's own state, orders and attributes; ``world`` the public figures of the
    whole; ``home`` the nation of a lab or the jurisdiction of a regulator; ``labs``, ``nations``
    and ``regulators`` public figures over all actors of a kind; ``rivals`` the same over the
    other actors of the seat's own kind; ``domestic`` the labs at home in a nation (or in a
    regulator's jurisdiction); ``memory`` what the strategy remembered. Flows are those of the
    last tick.
    """

    __slots__ = ("_read", "domestic", "home", "labs", "me", "memory", "nations", "regulators",
                 "rivals", "world")

    def __init__(self, read: Reader) -> None:
        self._read = read
        self.me = View(read, "me")
        self.world = View(read, "world")
        self.home = View(read, "home")
        self.labs = Group(read, "labs")
        self.nations = Group(read, "nations")
        self.regulators = Group(read, "regulators")
        self.rivals = Group(read, "rivals")
        self.domestic = Group(read, "domestic")
        self.memory = View(read, "memory")

    @property
    def years(self) -> Any:
        """Years since the game began."""
        return self._read("world", "elapsed")

    def estimate(self, name: str) -> Estimate:
        """The published belief about a hidden world quantity: ``name_mean`` and ``name_sd``."""
        return Estimate(self._read("world", f"{name}_mean"), self._read("world", f"{name}_sd"))


class Luck:
    """A strategy's own draws, by purpose; each has its own address."""

    __slots__ = ("_draw",)

    def __init__(self, draw: Callable[[str], Any]) -> None:
        self._draw = draw

    def uniform(self, purpose: str) -> Any:
        """A number strictly between 0 and 1."""
        return self._draw(purpose)
