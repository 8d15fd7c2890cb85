"""The equation book: everything that mechanisms and instruments declare, in one place.

A mechanism is a function ``declare(book)``. It declares variables with their set, unit, range,
meaning and source, and gives each one equation as a SymPy expression over names. Names may be
used before they are declared: ``book["compute"]`` is a symbol, checked when the book is closed.
"""

from __future__ import annotations

import difflib
import math
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Literal

from wargame.symbolic.declarations import (
    Better,
    Contribution,
    Draw,
    Lever,
    Parameter,
    Seen,
    Variable,
)
from wargame.symbolic.sets import CORE_RELATIONS, CORE_SETS, Axes, axes

#: Words that equations use for axes and reductions.
RESERVED = frozenset({
    "world", "first", "second", "swapped", "total", "highest", "lowest", "rank", "others_total",
    "others_highest", "others_lowest"})

Operation = Literal["sum", "product"]


class BookError(ValueError):
    """A fault in the equations; the message names them."""


class Book:
    """Variables, parameters, levers, slots, draws and equations of one model."""

    def __init__(self) -> None:
        self.sets: list[str] = list(CORE_SETS)
        self.relations: dict[str, tuple[str, str]] = dict(CORE_RELATIONS)
        self.variables: dict[str, Variable] = {}
        self.parameters: dict[str, Parameter] = {}
        self.levers: dict[str, Lever] = {}
        self.draws: dict[str, Draw] = {}
        self.slots: dict[str, Operation] = {}
        self.contributions: dict[tuple[str, str], tuple[Contribution, Any]] = {}
        self.equations: dict[str, Any] = {}
        self.budgets: dict[str, Any] = {}
        self.owner = ""
        self.parameter(
            "tick_years", 0.25, 0.25, 0.25, "yr", "Length of a tick", "definition: a quarter"
        )
        self.flow("elapsed", "world", "yr", 0, 1000, "Time since the game began", "definition")

    @contextmanager
    def owned(self, owner: str) -> Iterator[None]:
        """Everything declared inside belongs to ``owner`` (a mechanism or plugin name)."""
        before, self.owner = self.owner, owner
        try:
            yield
        finally:
            self.owner = before

    def include(self, owner: str, declare: Callable[[Book], None]) -> None:
        """Run one mechanism's declaration under its name."""
        with self.owned(owner):
            declare(self)

    def __getitem__(self, name: str) -> Any:
        """The symbol of a variable, parameter, lever or draw, declared now or later."""
        import sympy as sp

        return sp.Symbol(name)

    def new_set(self, name: str) -> None:
        """Declare one more set; playbooks give its members."""
        if name not in self.sets:
            self._new(name)
            self.sets.append(name)

    def relation(self, name: str, source: str, target: str) -> None:
        """Declare a many-to-one relation between two sets; playbooks give its pairs."""
        known = self.relations.get(name)
        if known not in (None, (source, target)):
            raise BookError(f"relation '{name}' is declared twice, with different sets")
        for end in (source, target):
            if end not in self.sets:
                raise BookError(f"relation '{name}' joins '{end}', but no set is called so")
        if known is None:
            self._new(name)
        self.relations[name] = (source, target)

    def stock(
        self, name: str, over: str, unit: str, low: float, high: float, meaning: str, source: str,
        *, initial: float | None = None, seen: Seen = "public", label: str = "", next: Any = None,  # noqa: A002  the equation reads so
    ) -> Any:
        """Declare a stock; ``next`` is its value at the next tick. Returns its symbol.

        ``over`` is a set, such as ``labs``, or ``world``. Without ``initial`` the playbook must
        give a value for each member.
        """
        return self._declare(
            Variable(name, "stock", self._space(over, name), unit, low, high, meaning, source,
                     initial, seen, label, self.owner), next)

    def flow(
        self, name: str, over: str, unit: str, low: float, high: float, meaning: str, source: str,
        equation: Any = None, *, seen: Seen = "public", label: str = "",
    ) -> Any:
        """Declare a flow, computed in each tick from stocks, levers, luck and other flows.

        Its ``equation`` may also follow later, by ``book.define(name, equation)``.
        """
        return self._declare(
            Variable(name, "flow", self._space(over, name), unit, low, high, meaning, source,
                     None, seen, label, self.owner), equation)

    def metric(
        self, name: str, unit: str, low: float, high: float, meaning: str, source: str,
        equation: Any, *, better: Better = "neither", label: str = "",
    ) -> Any:
        """Declare a named outcome: a flow of the world that runs keep and screens show."""
        return self._declare(
            Variable(name, "flow", (), unit, low, high, meaning, source, None, "public", label,
                     self.owner, True, better), equation)

    def attribute(
        self, name: str, over: str, unit: str, low: float, high: float, meaning: str, source: str,
        *, value: float | None = None, seen: Seen = "public", label: str = "",
    ) -> Any:
        """Declare a number that playbooks give for each member and that never changes."""
        return self._declare(
            Variable(name, "attribute", self._space(over, name), unit, low, high, meaning, source,
                     value, seen, label, self.owner), None)

    def parameter(
        self, name: str, value: float, low: float, high: float, unit: str, meaning: str,
        source: str,
    ) -> Any:
        """Declare a parameter with its range and source (or the word ``assumed``)."""
        _bounded(f"parameter '{name}'", low, high)
        if not low <= value <= high:
            raise BookError(f"parameter '{name}': {value} is outside [{low}, {high}]")
        if not source:
            raise BookError(f"parameter '{name}' has no source; write 'assumed' if it has none")
        self._new(name)
        self.parameters[name] = Parameter(
            name, value, low, high, unit, meaning, source, self.owner)
        return self[name]

    def lever(
        self, name: str, actors: str, low: float, high: float, default: float, unit: str,
        meaning: str, source: str, *, cost: float = 0.0, choices: tuple[str, ...] = (),
        seen: Seen = "public", label: str = "",
    ) -> Any:
        """Declare a lever of all ``labs``, ``nations`` or ``regulators``.

        ``cost`` is what a unit of it takes of the seat's money, USD bn a year. With ``choices`` an
        order is the number of one, from 0 on, and ``low`` and ``high`` do not count.
        """
        if actors not in ("labs", "nations", "regulators"):
            raise BookError(f"lever '{name}': only labs, nations and regulators have levers")
        if choices:
            low, high = 0.0, float(len(choices) - 1)
            if cost:
                raise BookError(f"lever '{name}': a named choice has no cost for each unit; "
                                "contribute what it costs to a slot")
        _bounded(f"lever '{name}'", low, high)
        if not low <= default <= high:
            raise BookError(f"lever '{name}': default {default} is outside [{low}, {high}]")
        self._new(name)
        self.levers[name] = Lever(
            name, actors, low, high, default, unit, meaning, source, cost, tuple(choices), seen,
            label, self.owner)
        return self[name]

    def budget(self, actors: str, expression: Any) -> None:
        """What an actor of this kind can pay for costed levers, USD bn a year."""
        if actors in self.budgets:
            raise BookError(f"the budget of {actors} is declared twice")
        self.budgets[actors] = expression

    def luck(self, name: str, over: str, meaning: str) -> Any:
        """Declare a uniform draw in (0, 1) with its own address; see `normal`, `poisson`."""
        self._new(name)
        self.draws[name] = Draw(name, self._space(over, name), meaning, self.owner)
        return self[name]

    def slot(
        self, name: str, over: str, operation: Operation, unit: str, low: float, high: float,
        meaning: str, source: str, *, label: str = "",
    ) -> Any:
        """Declare a slot: 0 plus, or 1 times, whatever mechanisms and plugins contribute."""
        self.slots[name] = operation
        return self._declare(
            Variable(name, "slot", self._space(over, name), unit, low, high, meaning, source,
                     None, "public", label, self.owner), None)

    def contribute(self, slot: str, expression: Any, *, source: str, key: str = "") -> None:
        """Add a term (or factor) to a slot; one per owner unless ``key`` tells them apart."""
        import sympy as sp

        full = f"{self.owner}.{key}" if key else self.owner
        if (slot, full) in self.contributions:
            raise BookError(f"'{full}' contributes twice to slot '{slot}'; give each a key")
        self.contributions[slot, full] = (
            Contribution(slot, full, source, self.owner), sp.sympify(expression))

    def define(self, name: Any, expression: Any) -> None:
        """Give a declared flow its equation, or a stock its next value."""
        import sympy as sp

        name = str(name)
        if name in self.equations:
            owner = self.variables[name].owner if name in self.variables else "?"
            raise BookError(
                f"write conflict: '{name}' (declared by {owner}) already has an equation, and "
                f"'{self.owner}' gives it another")
        self.equations[name] = sp.sympify(expression)

    def metrics(self) -> tuple[Variable, ...]:
        """The named outcomes, by name."""
        return tuple(v for _, v in sorted(self.variables.items()) if v.metric)

    def known(self) -> Mapping[str, Axes]:
        """The set of every name that equations may use."""
        known: dict[str, Axes] = {n: v.space for n, v in self.variables.items()}
        known |= dict.fromkeys(self.parameters, ())
        known |= {n: (lever.actors,) for n, lever in self.levers.items()}
        return known | {n: d.space for n, d in self.draws.items()}

    def suggest(self, name: str) -> str:
        """A hint for a misspelt name, or nothing."""
        close = difflib.get_close_matches(name, self.known(), n=1)
        return f"; did you mean '{close[0]}'?" if close else ""

    def _space(self, over: str, name: str) -> Axes:
        space = axes(over)
        for axis in space:
            if axis not in self.sets:
                raise BookError(f"'{name}' lives on '{over}', but no set is called '{axis}'")
        return space

    def _new(self, name: str) -> None:
        if name in self.known():
            raise BookError(f"'{name}' is declared twice (again by '{self.owner}')")
        if name in RESERVED or name in self.sets or name in self.relations:
            raise BookError(f"'{name}' is the name of a set, relation or axis; choose another")
        if not name.replace("_", "").isalnum() or name[0].isdigit():
            raise BookError(f"'{name}' is not a name: use letters, digits and underscores")

    def _declare(self, variable: Variable, expression: Any) -> Any:
        self._new(variable.name)
        if not variable.unit:
            raise BookError(f"variable '{variable.name}' has no unit; a pure number is '1'")
        low, high, initial = variable.low, variable.high, variable.initial
        _bounded(f"variable '{variable.name}'", low, high)
        if initial is not None and not low <= initial <= high:
            raise BookError(
                f"variable '{variable.name}' begins at {initial}, outside [{low}, {high}]")
        self.variables[variable.name] = variable
        if expression is not None:
            self.define(variable.name, expression)
        return self[variable.name]


def _bounded(what: str, low: float, high: float) -> None:
    if not (math.isfinite(low) and math.isfinite(high) and low <= high):
        raise BookError(f"{what} needs finite bounds in order, not [{low}, {high}]")
