"""Checks of the values in a playbook against the variables of a model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from wargame.playbook.errors import PlaybookError
from wargame.playbook.facts import ModelFacts
from wargame.playbook.models import KIND_SETS, Playbook, Quantity
from wargame.playbook.ranges import quantity_faults
from wargame.playbook.source import Path
from wargame.playbook.wording import listed, nearest, number, shown
from wargame.symbolic.declarations import Variable
from wargame.symbolic.sets import over
from wargame.symbolic.units import PURE

GIVEN = ("stock", "attribute")


def value_faults(
    playbook: Playbook, model: ModelFacts, strict_units: bool = False
) -> Iterator[PlaybookError]:
    """Faults of the values of actors, members, pairs and the world.

    With ``strict_units`` each value of a variable that is not a pure number must state its unit.
    """
    for path, owner, space, values in _holders(playbook):
        for name, quantity in values.items():
            where = (*path, name)
            variable = model.variables.get(name)
            if variable is None:
                yield playbook.origin.error(
                    where, f"no variable is called {shown(name)}",
                    nearest(name, settable(model, space), "variables here"))
            elif variable.kind not in GIVEN:
                yield playbook.origin.error(
                    where, f"'{name}' is a {variable.kind}, worked out in each tick",
                    "remove it; only stocks and attributes are given")
            elif variable.space != space:
                yield playbook.origin.error(
                    where, f"'{name}' belongs to {_of(variable)}, and {owner}", _place(variable))
            else:
                yield from quantity_faults(playbook, where, variable, quantity, strict_units)
    yield from _pair_faults(playbook, model, strict_units)


def settable(model: ModelFacts, space: tuple[str, ...]) -> list[str]:
    """Names of the stocks and attributes that live on a set, product or the world."""
    return [n for n, v in model.variables.items() if v.kind in GIVEN and v.space == space]


def absent_values(playbook: Playbook, model: ModelFacts) -> Iterator[PlaybookError]:
    """Stocks and attributes without a value for some member, and without one in the model."""
    ids = playbook.member_ids()
    for name, variable in model.variables.items():
        if variable.kind not in GIVEN or variable.initial is not None:
            continue
        given = playbook.values(name)
        wanted = ["|".join(key) for key in product(*(ids.get(s, ()) for s in variable.space))]
        lacking = [key for key in (wanted if variable.space else ["world"]) if key not in given]
        if lacking:
            unit = "" if variable.unit in PURE else f", in {variable.unit}"
            yield playbook.origin.error(
                _lacking_at(playbook, variable, lacking[0]),
                f"the {variable.kind} '{name}' has no value for {listed(lacking)}",
                f"add '{name}:' ({variable.meaning}; {number(variable.low)} to "
                f"{number(variable.high)}{unit})")


def _holders(
    playbook: Playbook,
) -> Iterator[tuple[Path, str, tuple[str, ...], Mapping[str, Quantity]]]:
    for position, actor in enumerate(playbook.actors):
        yield (("actors", position, "values"), f"'{actor.id}' is a {actor.kind}", (actor.set,),
               actor.values)
    for name, members in playbook.members.items():
        if name not in KIND_SETS.values():
            for position, member in enumerate(members):
                yield (("members", name, position, "values"), f"'{member.id}' is one of {name}",
                       (name,), member.values)
    yield ("world",), "this is the world", (), playbook.world


def _pair_faults(
    playbook: Playbook, model: ModelFacts, strict_units: bool
) -> Iterator[PlaybookError]:
    ids = playbook.member_ids()
    products = [n for n, v in model.variables.items() if v.kind in GIVEN and len(v.space) > 1]
    for name, table in playbook.pairs.items():
        path: Path = ("pairs", name)
        variable = model.variables.get(name)
        if variable is None or variable.kind not in GIVEN:
            yield playbook.origin.error(path, f"no stock or attribute is called {shown(name)}",
                                        nearest(name, products, "variables on products of sets"))
            continue
        if len(variable.space) < 2:
            yield playbook.origin.error(
                path, f"'{name}' belongs to {_of(variable)}, not to a product", _place(variable))
            continue
        for key, quantity in table.items():
            where: Path = (*path, key)
            parts = key.split("|")
            if len(parts) != len(variable.space):
                yield playbook.origin.error(
                    where, f"{shown(key)} does not name one member of each of "
                    f"{over(variable.space)}", "join the ids with |, in that order")
                continue
            for part, axis in zip(parts, variable.space, strict=True):
                if part not in ids.get(axis, ()):
                    yield playbook.origin.error(
                        where, f"{shown(part)} is not one of {axis}",
                        nearest(part, ids.get(axis, ()), f"{axis} here"))
            yield from quantity_faults(playbook, where, variable, quantity, strict_units)


def _of(variable: Variable) -> str:
    return "the world" if not variable.space else over(variable.space)


def _place(variable: Variable) -> str:
    if not variable.space:
        return "write it under 'world'"
    if len(variable.space) > 1:
        return "write it under 'pairs'"
    name = variable.space[0]
    if name in KIND_SETS.values():
        return f"write it under the values of the {name}"
    return f"write it under the values of members.{name}"


def _lacking_at(playbook: Playbook, variable: Variable, key: str) -> Path:
    if not variable.space:
        return ("world",)
    if len(variable.space) > 1:
        return ("pairs", variable.name)
    for position, actor in enumerate(playbook.actors):
        if actor.set == variable.space[0] and actor.id == key:
            return ("actors", position, "values")
    members = playbook.members.get(variable.space[0], ())
    for position, member in enumerate(members):
        if member.id == key:
            return ("members", variable.space[0], position, "values")
    return ()
