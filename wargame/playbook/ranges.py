"""Checks that a quantity is within its variable's range, and in its unit."""

from __future__ import annotations

from collections.abc import Iterator

from wargame.playbook.errors import PlaybookError
from wargame.playbook.models import Playbook, Quantity
from wargame.playbook.source import Path
from wargame.playbook.wording import number, shown
from wargame.symbolic.declarations import Variable
from wargame.symbolic.units import PURE, UnitError, parse


def quantity_faults(
    playbook: Playbook, path: Path, variable: Variable, quantity: Quantity, strict_units: bool
) -> Iterator[PlaybookError]:
    """Value, low and high outside the variable's range, and a wrong or missing unit."""
    for field in ("value", "low", "high"):
        value = getattr(quantity, field)
        if value is not None and not variable.low <= value <= variable.high:
            unit = "" if variable.unit in PURE else f" {variable.unit}"
            yield playbook.origin.error(
                path if field == "value" else (*path, field), f"{number(value)} is outside "
                f"{number(variable.low)} to {number(variable.high)}{unit}",
                f"'{variable.name}' is {variable.meaning}")
    if strict_units and quantity.unit is None and parse(variable.unit):
        yield playbook.origin.error(path, "the unit is missing",
                                    f"write {{value: {number(quantity.value)}, "
                                    f"unit: {variable.unit}}}")
    yield from unit_faults(playbook, path, quantity.unit, variable.unit)


def unit_faults(
    playbook: Playbook, path: Path, given: str | None, wanted: str
) -> Iterator[PlaybookError]:
    """A unit that differs from the model's; none given means the model's."""
    if given is None or given == wanted:
        return
    try:
        same = parse(given) == parse(wanted)
    except UnitError as error:
        yield playbook.origin.error((*path, "unit"), str(error), f"the model counts in {wanted}")
        return
    if not same:
        yield playbook.origin.error((*path, "unit"), f"the unit is {shown(given)}",
                                    f"the model counts in {wanted}")
