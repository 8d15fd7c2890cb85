"""Which set each part of an equation lives on, and where gathering and reading elsewhere lead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import sympy as sp

from wargame.symbolic import operators as op
from wargame.symbolic.book import BookError
from wargame.symbolic.sets import CORE_SETS, Axes, over

SIDES = ("first", "second")


class SpaceError(BookError):
    """A value on the wrong set; whoever knows the equation adds its name."""


def is_pair(space: Axes) -> bool:
    """Whether a set occurs twice, as in nations*nations."""
    return len(set(space)) < len(space)


class Spaces:
    """Which set an expression lives on; products name core sets first, then others by name."""

    def __init__(
        self, known: Mapping[str, Axes], relations: Mapping[str, tuple[str, str]],
        sets: Iterable[str],
    ) -> None:
        self.known = known
        self.relations = relations
        self.order = (*CORE_SETS, *sorted(set(sets) - set(CORE_SETS)))

    def of(self, expression: Any) -> Axes:
        """The smallest product of sets on which the expression has values."""
        if isinstance(expression, sp.Symbol):
            return self.known[expression.name]
        if isinstance(expression, op.Over):
            kind, inner, by = expression.args
            return self.reduced(self.of(inner), str(kind), str(by))[2]
        if isinstance(expression, op.At):
            inner, where = expression.args
            return self.placed(self.of(inner), str(where))
        return self.union([self.of(a) for a in expression.args])

    def union(self, spaces: list[Axes]) -> Axes:
        """The smallest product that holds them all."""
        largest = max(spaces, key=len, default=())
        extra = {axis for space in spaces for axis in space} - set(largest)
        if not extra and not (is_pair(largest) and any(
                0 < len(space) < len(largest) for space in spaces)):
            return largest
        if any(is_pair(space) for space in spaces):
            raise SpaceError(f"values on {over(largest)} meet values on other sets; put these on "
                             "a side with at(..., 'first') or at(..., 'second')")
        return tuple(sorted(set(largest) | extra, key=self.order.index))

    def reduced(self, space: Axes, kind: str, by: str) -> tuple[int | None, str | None, Axes]:
        """Axis, relation and resulting set of a reduction."""
        if kind == "rank" or kind.startswith("others_"):
            return None, None, space
        if by == "world":
            return None, None, ()
        if by in SIDES:
            if not is_pair(space):
                raise SpaceError(f"'{by}' is a side of a pair, but the values to gather live on "
                                 f"{over(space)}")
            return SIDES.index(by), None, space[1:]
        source, target = self.relations.get(by, (by, None))
        if source not in space:
            raise SpaceError(f"cannot gather over '{by}': the values live on {over(space)}")
        if is_pair(space):
            raise SpaceError(f"cannot gather a pair over '{by}'; say 'first' or 'second'")
        axis = space.index(source)
        if target is None:
            return axis, None, tuple(a for a in space if a != by)
        return axis, by, tuple(target if i == axis else a for i, a in enumerate(space))

    def placed(self, space: Axes, where: str) -> Axes:
        """Resulting set of reading elsewhere."""
        if where in SIDES:
            if len(space) != 1:
                raise SpaceError(f"at(..., '{where}') puts the values of one set on a side of a "
                                 f"pair, but these live on {over(space)}")
            return space + space
        if where == "swapped":
            if not is_pair(space):
                raise SpaceError(f"only a pair can be 'swapped'; these values live on "
                                 f"{over(space)}")
            return space
        if where not in self.relations:
            raise SpaceError(f"no relation is called '{where}'")
        source, target = self.relations[where]
        if target not in space:
            raise SpaceError(
                f"'{where}' leads to {target}, but the values to read live on {over(space)}")
        if is_pair(space) or source in space:
            raise SpaceError(f"'{where}' cannot be read of values on {over(space)}: they have "
                             f"{source if source in space else target} once already")
        return tuple(source if a == target else a for a in space)
