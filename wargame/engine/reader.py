"""The numeric readings of a strategy: what its views are worth, on floats or on arrays."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from wargame.engine.scenario import Scenario, Seat
from wargame.strategies.aside import aside
from wargame.strategies.limit import limit_seconds, within
from wargame.strategies.reading import memory_row
from wargame.strategies.rules import greater, lesser, when
from wargame.strategies.seeing import Visible
from wargame.strategies.strategy import Strategy
from wargame.symbolic.numpy_backend import EMPTY
from wargame.world.observation import Luck, Observation, UnseenError

#: The values of a variable, one for each member in sorted order; a world value stands alone.
Members = Callable[[str], Sequence[Any]]


#: Draws one number of luck for each future, by purpose.
Draw = Callable[[str], Any]
#: What strategies have asked for so far: views with names, and purposes of luck.
_ASKED: dict[type[Strategy], tuple[dict[tuple[str, str], None], dict[str, None]]] = {}
#: Most different things that a strategy may ask for.
MOST = 2000


class SeatReader:
    """Decisions of one seat, over whatever ``members(name)`` returns: floats or arrays.

    A strategy is handed copies of what it asks for and may see, and holds nothing that leads
    further: neither the state nor the seed can be reached from its observation and its luck.
    """

    def __init__(self, scenario: Scenario, seat: Seat, visible: Visible) -> None:
        self._scenario = scenario
        self._seat = seat
        self._visible = visible

    def decide(self, members: Members, draw: Draw, *, seconds: float | None = None) -> Any:
        """What the seat's strategy returns; it is asked again until all it wants is laid out.

        Raises what the strategy raises, and `TimeLimitError` after ``seconds`` (by default the
        limit for a strategy that may loop, and none for one that was traced to its end).
        """
        strategy = self._seat.strategy
        assert strategy is not None
        if seconds is None and self._scenario.library.tiers.get(
                strategy.name, ("python", ""))[0] != "symbolic":
            seconds = limit_seconds()
        views, purposes = _ASKED.setdefault(strategy, ({}, {}))
        while True:
            desk = _Desk({key: self._value(members, *key) for key in tuple(views)},
                         {purpose: _own(draw(purpose)) for purpose in tuple(purposes)})
            orders, error = self._asked(strategy, desk, seconds)
            if desk.missing is None:
                if error is not None:
                    raise error
                return orders
            if isinstance(desk.missing, str):
                purposes[desk.missing] = None
            else:
                views[desk.missing] = None
            if len(views) + len(purposes) > MOST:
                _ASKED.pop(strategy)
                raise RuntimeError(f"it asks for more than {MOST} different things")

    def _asked(
        self, strategy: type[Strategy], desk: _Desk, seconds: float | None,
    ) -> tuple[Any, Exception | None]:
        observation, luck, parameters = Observation(desk.read), Luck(desk.draw), self.parameters()

        def call() -> Any:
            return strategy().decide(observation, luck, parameters)

        try:
            if seconds is not None:
                return within(seconds, call), None
            with aside():
                return call(), None
        except _NotLaidOutError:
            return None, None
        except Exception as error:  # noqa: BLE001  whether it counts depends on the desk
            return None, error

    def _value(self, members: Members, view: str, name: str) -> Any:
        """One quantity in one view, or the error of who may not see it."""
        seat = self._seat
        try:
            if view != "memory":
                self._visible.check(seat.kind, view, name)
                return _own(self._view(view, members(name)))
            strategy = seat.strategy
            if strategy is None or name not in strategy.memory:
                raise UnseenError(f"no memory is called '{name}'; declare it in the class: "
                                  f"memory = {{'{name}': Memory(initial, low, high, meaning)}}")
            return _own(members(memory_row(strategy.name, name))[seat.position])
        except UnseenError as error:
            return error

    def parameters(self) -> Any:
        """The seat's parameters as NumPy numbers.

        With those of Python ``~(params.bar > 0.5)`` would be -2, and a division by zero raise,
        where symbols and arrays go on.
        """
        strategy = self._seat.strategy
        assert strategy is not None
        numbers: dict[str, Any] = {n: np.asarray(v)[()] for n, v in self._seat.parameters.items()}
        return strategy.Params.model_construct(**numbers)

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


class _NotLaidOutError(BaseException):
    """A strategy asked for something for the first time."""


class _Desk:
    """What lies before a strategy; all that its observation and its luck lead to."""

    __slots__ = ("_draws", "_values", "missing")

    def __init__(self, values: dict[tuple[str, str], Any], draws: dict[str, Any]) -> None:
        self._values = values
        self._draws = draws
        self.missing: tuple[str, str] | str | None = None

    def read(self, view: str, name: str) -> Any:
        """A quantity that is laid out."""
        try:
            value = self._values[view, name]
        except KeyError:
            self.missing = (view, name)
            raise _NotLaidOutError from None
        if isinstance(value, UnseenError):
            raise UnseenError(*value.args)
        return value

    def draw(self, purpose: str) -> Any:
        """A draw that is laid out."""
        try:
            return self._draws[purpose]
        except KeyError:
            self.missing = purpose
            raise _NotLaidOutError from None


def _own(value: Any) -> Any:
    """A number as NumPy has it, so that x / 0 is infinite, or a copy that cannot be changed."""
    if not isinstance(value, np.ndarray):
        return np.float64(value)
    copy = np.array(value)
    copy.flags.writeable = False
    return copy


def fold(kind: str, values: Sequence[Any]) -> Any:
    """Left to right, as the operation list does it."""
    if kind == "mean":
        if len(values) == 0:
            return 0.0
        total, count = fold("total", values), fold("total", [1.0] * len(values))
        return when(count > 0, total / count, 0.0)
    if len(values) == 0:
        return EMPTY[kind]
    out = values[0]
    for value in values[1:]:
        out = (out + value if kind == "total"
               else greater(out, value) if kind == "highest" else lesser(out, value))
    return out


