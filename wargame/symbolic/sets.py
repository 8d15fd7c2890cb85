"""Sets that variables live on, their products, and the relations between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

Axes = tuple[str, ...]
WORLD: Axes = ()

#: The sets every game has, in the order in which products name them.
CORE_SETS = ("labs", "nations", "regulators", "segments", "layers")
#: Relations every game has: name -> (from set, to set).
CORE_RELATIONS = {"home": ("labs", "nations"), "jurisdiction": ("regulators", "nations")}


def axes(over: str) -> Axes:
    """``"labs*segments"`` as ``("labs", "segments")``; ``"world"`` as ``()``."""
    return () if over in ("", "world") else tuple(part.strip() for part in over.split("*"))


def over(space: Axes) -> str:
    """The inverse of `axes`."""
    return "*".join(space) if space else "world"


@dataclass(frozen=True)
class Sizes:
    """Members of each set, by stable id in sorted order, and the relations as positions.

    Sorting here is what makes a permutation of the actors in a playbook change no bit.
    """

    members: Mapping[str, tuple[str, ...]]
    relations: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        members: Mapping[str, Sequence[str]],
        related: Mapping[str, Mapping[str, str]],
        relations: Mapping[str, tuple[str, str]],
    ) -> Sizes:
        """Sort the members and turn ``{"home": {"meta": "us"}}`` into positions.

        Raises KeyError with the relation and member when one points nowhere.
        """
        ordered = {name: tuple(sorted(ids)) for name, ids in members.items()}
        positions: dict[str, tuple[int, ...]] = {}
        for name, (source, target) in relations.items():
            index = {member: at for at, member in enumerate(ordered.get(target, ()))}
            table = related.get(name, {})
            for member in ordered.get(source, ()):
                if table.get(member) not in index:
                    raise KeyError(f"'{name}' of '{member}' points to no member of {target}")
            positions[name] = tuple(index[table[m]] for m in ordered.get(source, ()))
        return cls(ordered, positions)

    def shape(self, space: Axes) -> tuple[int, ...]:
        """Number of members along each axis."""
        return tuple(len(self.members[axis]) for axis in space)

    def count(self, space: Axes) -> int:
        """Number of members of a product of sets; the world has one."""
        total = 1
        for size in self.shape(space):
            total *= size
        return total

    def names(self, space: Axes) -> tuple[str, ...]:
        """Member ids in row order; members of products are joined with ``|``."""
        if not space:
            return ("world",)
        return tuple("|".join(ids) for ids in product(*(self.members[axis] for axis in space)))

    def position(self, space: Axes, name: str) -> int:
        """Row of one member."""
        return self.names(space).index(name)
