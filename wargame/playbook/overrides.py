"""Checks of a playbook's parameter overrides against the parameters of a model."""

from __future__ import annotations

from collections.abc import Iterator

from wargame.playbook.errors import PlaybookError
from wargame.playbook.facts import ModelFacts
from wargame.playbook.models import ParameterOverride, Playbook
from wargame.playbook.ranges import unit_faults
from wargame.playbook.source import Path
from wargame.playbook.wording import nearest, number, shown
from wargame.symbolic.declarations import Parameter


def parameter_faults(playbook: Playbook, model: ModelFacts) -> Iterator[PlaybookError]:
    """Unknown parameters, and values or ranges that the model cannot take."""
    for name, given in playbook.parameters.items():
        path: Path = ("parameters", name)
        parameter = model.parameters.get(name)
        if parameter is None:
            yield playbook.origin.error(path, f"no parameter is called {shown(name)}",
                                        nearest(name, model.parameters, "parameters"))
            continue
        yield from unit_faults(playbook, path, given.unit, parameter.unit)
        yield from _override_faults(playbook, path, parameter, given)


def _override_faults(
    playbook: Playbook, path: Path, parameter: Parameter, given: ParameterOverride
) -> Iterator[PlaybookError]:
    error = playbook.origin.error
    low, high = parameter.low, parameter.high
    if low == high:
        yield error(path, f"'{parameter.name}' is fixed at {number(low)}", "remove it")
        return
    if given.low is None:
        if given.value is not None and not low <= given.value <= high:
            yield error(
                path, f"{number(given.value)} is outside {number(low)} to {number(high)}",
                "stay inside, or give 'low' and 'high' too, with a source for the wider range")
        return
    # The equations rely on signs: a rate that turns negative or a divisor that reaches zero
    # would break them, whatever the source says.
    if (low > 0 and given.low <= 0) or (low == 0 and given.low < 0):
        yield error((*path, "low"), f"{number(given.low)} changes the sign of a parameter that "
                    f"starts at {number(low)}", "keep it " + ("above 0" if low else "at least 0"))
    if given.value is None and given.high is not None and not (
            given.low <= parameter.value <= given.high):
        yield error(path, f"the model's value {number(parameter.value)} is outside this range",
                    "give 'value' too")
