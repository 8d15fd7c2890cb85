"""Books of random equations over all core sets."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import sympy as sp

from wargame.symbolic import operators as op
from wargame.symbolic.book import Book
from wargame.symbolic.sets import Axes, over

from .bench import MEMBERS, Array, Bench

SIDES = ("first", "second")
#: What SymPy makes of a division by zero, or of complex numbers.
IMPOSSIBLE = (sp.zoo, sp.nan, sp.oo, sp.I, sp.re, sp.im)


class Author:
    """Writes books of random equations over all core sets, everything a pure number."""

    SPACES: tuple[Axes, ...] = (
        (), ("labs",), ("nations",), ("regulators",), ("segments",), ("labs", "segments"),
        ("nations", "segments"), ("nations", "nations"))
    NUMBERS = (-3, -2, -1, 1, 2, 3, 7, sp.Rational(1, 2), sp.Rational(-2, 3), 0.1, 2.5, -0.75)
    VALUES = (0.0, -0.0, 0.3, 1.0, -1.5, 2.25, -4.0, 7.5, 0.001)

    def __init__(self, seed: int, *, smooth: bool = False) -> None:
        self.random = np.random.default_rng(seed)
        self.smooth = smooth
        self.names: dict[Axes, list[str]] = {space: [] for space in self.SPACES}
        self.draws: dict[Axes, list[str]] = {space: [] for space in self.SPACES}

    def pick(self, options: Sequence[Any]) -> Any:
        """One of the options."""
        return options[int(self.random.integers(len(options)))]

    def bench(self, flows: int, stocks: int = 2, depth: int = 3, **more: Any) -> Bench:
        """A book with this many flows and stocks besides levers, luck and slots."""
        book = Book()
        book.owner = "author"
        for number, space in enumerate(self.SPACES):
            self._know(space, book.attribute(
                f"a{number}", over(space), "1", -10, 10, "given", "test", value=0.5))
        rate = book.parameter("rate", 0.8, 0, 1, "1/yr", "pace", "test")
        for number in range(2):
            self._know((), book.parameter(
                f"p{number}", 0.7 + number, 0, 9, "1", "number", "test"))
        for number, actors in enumerate(("labs", "nations", "regulators")):
            self._know((actors,), book.lever(
                f"l{number}", actors, 0, 2, 0.5 + number / 4, "1", "lever", "test",
                cost=float(number)))
        for number, space in enumerate(self.SPACES[:4]):
            book.luck(f"u{number}", over(space), "luck")
            self.draws[space].append(f"u{number}")
        changing = [self.pick(self.SPACES) for _ in range(stocks)]
        for number, space in enumerate(changing):
            self._know(space, book.stock(
                f"x{number}", over(space), "1", -5, 5, "state", "test"))
        for number in range(flows):
            space = self.pick(self.SPACES)
            name = f"f{number}"
            if number % 4 == 3:
                book.slot(name, over(space), self.pick(("sum", "product")), "1", -9, 9, "m", "test")
                for key in ("z", "b"):
                    book.contribute(
                        name, self.expression(space, depth - 1), source="test", key=key)
            else:
                book.flow(name, over(space), "1", -9, 9, "m", "test",
                          self.expression(space, depth))
            self._know(space, name)
        scale = book.parameter("scale", 1.5, 0, 9, "USD bn/yr", "scale", "test")
        book.budget("nations", scale * self.expression(("nations",), 1))
        for number, space in enumerate(changing):
            step = self.expression(space, depth) * rate * book["tick_years"]
            book.define(f"x{number}", book[f"x{number}"] + step)
        start = {n: self._values(v.space, more.get("members", MEMBERS))
                 for n, v in book.variables.items() if v.kind in ("stock", "attribute")}
        if self.smooth:
            # Equal levers are ties, and ties are kinks.
            start |= {n: np.abs(self._values((lever.actors,), more.get("members", MEMBERS)))
                      for n, lever in book.levers.items()}
        return Bench.of(book, start=start, varied=("a1", "a5", "p0", "x0"), **more)

    def _values(self, space: Axes, members: Mapping[str, Sequence[str]]) -> Array:
        shape = tuple(len(members[axis]) for axis in space)
        return (self.random.uniform(-3, 3, shape) if self.smooth
                else self.random.choice(self.VALUES, shape))

    def _know(self, space: Axes, name: Any) -> None:
        # What changes in a game is read more often than what is fixed.
        self.names[space] += [str(name)] * (1 if str(name)[0] in "ap" else 3)

    def expression(self, space: Axes, depth: int) -> Any:
        """A random expression with values on ``space`` or a part of it."""
        for _ in range(20):
            made = self._leaf(space) if depth <= 0 else self._node(space, depth - 1)
            if (depth <= 0 or made.free_symbols) and not made.has(*IMPOSSIBLE):
                return made
        return self._leaf(space)

    def _leaf(self, space: Axes) -> Any:
        if self.random.random() < 0.15:
            return sp.sympify(self.pick(self.NUMBERS))
        if space == ("nations", "nations") and self.random.random() < 0.6:
            return op.at(sp.Symbol(self.pick(self.names[("nations",)])), self.pick(SIDES))
        pair = len(set(space)) < len(space)
        parts = [s for s in self.SPACES
                 if s in ((), space) or (not pair and set(s) < set(space) and len(s) == 1)]
        return sp.Symbol(self.pick([n for s in parts for n in self.names[s]]))

    def _draw(self, space: Axes) -> Any:
        single = len(space) == len(set(space))
        parts = [s for s in self.SPACES[:4] if single and set(s) <= set(space)]
        return sp.Symbol(self.pick([n for s in parts or [()] for n in self.draws[s]]))

    def _node(self, space: Axes, depth: int) -> Any:
        def part(at: Axes = space) -> Any:
            return self.expression(at, depth)

        draw = self._draw(space)
        choices: list[Callable[[], Any]] = [
            lambda: part() + part() - part(), lambda: part() * part(), lambda: -part() * part(),
            lambda: op.ratio(part(), part()), lambda: op.greater(part(), part()),
            lambda: op.lesser(part(), part()), lambda: sp.exp(part() / 4),
            lambda: op.logistic(part()), lambda: sp.Abs(part()),
            lambda: sp.log(sp.Abs(part()) + 0.5), lambda: part() / (part() ** 2 + 0.3),
            lambda: part() ** self.pick((2, 3, 5, 9)), lambda: sp.sqrt(sp.Abs(part())),
            lambda: (part() ** 2 + sp.Rational(1, 10)) ** sp.Rational(self.pick((-3, -1, 3)), 2),
            lambda: (sp.Abs(part()) + 0.2) ** part(), lambda: op.normal(draw) * part(),
            lambda: op.select(self._condition(space, depth), part(), part()),
            lambda: op.pareto(draw, sp.Abs(part()) + 0.5, 20), lambda: op.clip(part(), -1, 2),
            lambda: op.floor(3 * part()),
        ]
        if not self.smooth:
            choices += [
                lambda: op.poisson(draw, part()), lambda: -op.floor(part() / part()),
                lambda: part() / part(), lambda: sp.exp(part()), lambda: sp.log(part()),
                lambda: part() ** part(), lambda: op.normal(part()), lambda: sp.sqrt(part()),
                lambda: part() ** self.pick((-1, -2, -9)),
            ]
        if self.random.random() < 0.3:
            choices = self._moves(space, part)
        return self.pick(choices)()

    def _condition(self, space: Axes, depth: int) -> Any:
        a, b, c, d = (self.expression(space, depth - 1) for _ in range(4))
        simple = [a > b, a <= b, sp.And(a > b, c < d), sp.Or(a >= b, c < d)]
        return self.pick(simple if self.smooth else [
            *simple, sp.Eq(a, b), sp.Ne(a, b), sp.Not(sp.And(a > b, c <= d))])

    def _moves(self, space: Axes, part: Callable[..., Any]) -> list[Callable[[], Any]]:
        """Values gathered from, or read at, other sets."""
        kinds = ("total", "highest", "lowest")
        gather = {k: getattr(op, k) for k in kinds} | {"mean": op.mean}
        kind = gather[self.pick((*kinds, "mean"))]

        def full(*at: str) -> Any:
            own = sp.Symbol(f"a{self.SPACES.index(at)}")
            made = part(at) + own
            return made if made.has(own) else own

        def against(name: str) -> Any:
            return op.Over(sp.Symbol(name), part(), sp.Symbol("world"))

        return [lambda: kind(part(self.pick(self.SPACES))), *{
            ("labs",): [lambda: op.at(full("nations"), "home"),
                        lambda: kind(full("labs", "segments"), "segments")],
            ("nations",): [lambda: kind(full("labs"), "home"),
                           lambda: kind(full("regulators"), "jurisdiction"),
                           lambda: kind(full("nations", "nations"), self.pick(SIDES))],
            ("regulators",): [lambda: op.at(full("nations"), "jurisdiction")],
            ("segments",): [lambda: kind(full("labs", "segments"), "labs"),
                            lambda: kind(full("nations", "segments"), "nations")],
            ("labs", "segments"): [lambda: op.at(full("nations", "segments"), "home"),
                                   lambda: op.share(full("labs", "segments"), "segments")],
            ("nations", "segments"): [lambda: kind(full("labs", "segments"), "home")],
            ("nations", "nations"): [lambda: op.at(full(*space), "swapped"),
                                     lambda: op.at(full("nations"), self.pick(SIDES))],
        }.get(space, []), lambda: op.rank(part()), lambda: against(f"others_{self.pick(kinds)}")]
