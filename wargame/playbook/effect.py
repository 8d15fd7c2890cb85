"""What changes a world from outside its equations: which names it may move, and how."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import product
from typing import Literal, Self

from pydantic import Field, model_validator

from wargame.playbook.errors import fault
from wargame.playbook.facts import ModelFacts
from wargame.playbook.quantity import Number, Part, Text
from wargame.playbook.wording import listed, nearest, number, shown
from wargame.symbolic.sets import over

Operation = Literal["set", "add", "scale"]
OPERATIONS: tuple[Operation, ...] = ("set", "add", "scale")
#: Most names that advice on a flow lists.
MOST_INPUTS = 6


class EffectSpec(Part):
    """A change to a stock, an attribute or a parameter, made at the start of a turn."""

    name: Text = Field(description="Stock, attribute or parameter")
    member: Text | None = Field(
        default=None, description="Whose: an id, ids joined with `|` for a product of sets; "
        "all members if left out")
    set: Number | None = Field(default=None, description="The value it gets")
    add: Number | None = Field(default=None, description="What is added to it, in its unit")
    scale: Number | None = Field(default=None, description="What it is multiplied by")

    @model_validator(mode="after")
    def _one_operation(self) -> Self:
        given = [name for name in OPERATIONS if getattr(self, name) is not None]
        if len(given) != 1:
            have = " and ".join(given) if given else "none"
            raise fault(f"an effect has one of set, add and scale; this one has {have}",
                        "give one of them, with a number")
        return self

    @property
    def operation(self) -> Operation:
        """How the value is changed."""
        return next(name for name in OPERATIONS if getattr(self, name) is not None)

    @property
    def value(self) -> float:
        """The number of the operation."""
        return float(getattr(self, self.operation))


def effect_fault(
    model: ModelFacts, ids: Mapping[str, Sequence[str]], name: str, member: str | None,
    operation: str, value: object,
) -> tuple[str, str, str] | None:
    """The field at fault (name, member, operation or value), what is wrong and what to do.

    ``ids`` are the members of each set. None when the effect can be applied.
    """
    if operation not in OPERATIONS:
        return ("operation", f"no operation is called {shown(operation)}",
                "operations are set, add, scale")
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        return "value", f"{shown(value)} is not a finite number", "give a number"
    if name in model.parameters:
        parameter = model.parameters[name]
        if parameter.low == parameter.high:
            return ("name", f"the parameter '{name}' is fixed at {number(parameter.low)}",
                    "choose another")
        if member is not None:
            return ("member", f"'{name}' is a parameter of the whole world",
                    "leave out the member")
        return None
    variable = model.variables.get(name)
    if variable is None:
        return "name", *_unknown(model, name)
    if variable.kind not in ("stock", "attribute"):
        inputs = model.inputs(name)
        return ("name", f"'{name}' is a {variable.kind}, worked out in each tick",
                f"change what it is worked out from: {listed(inputs, MOST_INPUTS)}" if inputs
                else "choose a stock or a parameter")
    if member is None:
        return None
    names = members_of(ids, variable.space)
    if member in names:
        return None
    if not variable.space:
        return "member", f"'{name}' belongs to the world", "leave out the member"
    fix = nearest(member, names, f"members of {over(variable.space)}")
    return "member", f"'{name}' has no member {shown(member)}", fix


def members_of(ids: Mapping[str, Sequence[str]], space: Sequence[str]) -> tuple[str, ...]:
    """Ids of the members of a set or product, joined with ``|``; ``world`` for the world."""
    if not space:
        return ("world",)
    return tuple("|".join(key) for key in product(*(sorted(ids.get(s, ())) for s in space)))


def _unknown(model: ModelFacts, name: str) -> tuple[str, str]:
    if name in model.levers:
        return (f"'{name}' is a lever, set by its actor's orders",
                "give it as an order, or choose a stock or a parameter")
    settable = [*model.parameters, *(
        n for n, v in model.variables.items() if v.kind in ("stock", "attribute"))]
    return (f"no stock, attribute or parameter is called {shown(name)}",
            nearest(name, settable, "they"))
