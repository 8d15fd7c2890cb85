"""Checks that a playbook fits a model: every name is known and every number in range."""

from __future__ import annotations

from collections.abc import Iterator

from wargame.playbook.errors import PlaybookError
from wargame.playbook.facilitation import inject_faults, session_faults
from wargame.playbook.facts import ModelFacts, StrategyInfo
from wargame.playbook.models import KIND_RELATIONS, KIND_SETS, Playbook
from wargame.playbook.overrides import parameter_faults
from wargame.playbook.references import reference_faults
from wargame.playbook.seats import lever_code, seat_faults
from wargame.playbook.source import first_of
from wargame.playbook.values import absent_values, value_faults
from wargame.playbook.wording import nearest, shown

__all__ = [
    "ModelFacts", "StrategyInfo", "check_against", "lever_code", "playbook_faults",
    "plugin_faults",
]

#: Sets that a game can do without.
MAY_BE_EMPTY = ("regulators",)


def check_against(playbook: Playbook, model: ModelFacts, *, strict_units: bool = False) -> None:
    """Raise the first PlaybookError by line, with the rest in its ``others``; or do nothing."""
    worst = first_of(playbook_faults(playbook, model, strict_units=strict_units))
    if worst is not None:
        raise worst


def playbook_faults(
    playbook: Playbook, model: ModelFacts, *, strict_units: bool = False
) -> list[PlaybookError]:
    """Every fault of a playbook against a model, in the order of the file's lines.

    With ``strict_units`` each value of a variable that is not a pure number must state its unit.
    """
    faults = [
        *reference_faults(playbook),
        *plugin_faults(playbook, model),
        *_set_faults(playbook, model),
        *value_faults(playbook, model, strict_units),
        *absent_values(playbook, model),
        *parameter_faults(playbook, model),
        *_relation_faults(playbook, model),
        *seat_faults(playbook, model),
        *_outcome_faults(playbook, model),
        *inject_faults(playbook, model),
        *session_faults(playbook),
    ]
    return sorted(faults, key=lambda error: error.line)


def plugin_faults(playbook: Playbook, model: ModelFacts) -> Iterator[PlaybookError]:
    """Plugins that are not installed."""
    for position, name in enumerate(playbook.plugins):
        if name not in model.plugins:
            yield playbook.origin.error(("plugins", position), f"no plugin is called {shown(name)}",
                                        nearest(name, model.plugins, "installed plugins"))


def _set_faults(playbook: Playbook, model: ModelFacts) -> Iterator[PlaybookError]:
    played = set(KIND_SETS.values())
    for name in playbook.members:
        if name not in model.sets:
            others = [other for other in model.sets if other not in played]
            yield playbook.origin.error(("members", name), f"no set is called {shown(name)}",
                                        nearest(name, others, "sets that nobody plays"))
    ids = playbook.member_ids()
    used = {axis for variable in model.variables.values() for axis in variable.space}
    for name in sorted(used - set(MAY_BE_EMPTY)):
        if not ids.get(name):
            place = "actors" if name in played else "members"
            yield playbook.origin.error((place,), f"the set '{name}' has no members",
                                        f"add one under '{place}'")


def _relation_faults(playbook: Playbook, model: ModelFacts) -> Iterator[PlaybookError]:
    error = playbook.origin.error
    ids = playbook.member_ids()
    own = set(KIND_RELATIONS.values())
    further = {name: sets for name, sets in model.relations.items() if name not in own}
    for name, table in playbook.relations.items():
        if name in own:
            continue
        if name not in further:
            yield error(("relations", name), f"no relation is called {shown(name)}",
                        nearest(name, further, "relations that plugins declare"))
            continue
        source, target = further[name]
        for start, end in table.items():
            for member, axis in ((start, source), (end, target)):
                if member not in ids.get(axis, ()):
                    yield error(("relations", name, start), f"{shown(member)} is not one of {axis}",
                                nearest(member, ids.get(axis, ()), f"{axis} here"))
    for name, (source, target) in further.items():
        for member in ids.get(source, ()):
            if member not in playbook.relations.get(name, {}):
                yield error(("relations", name), f"'{member}' is related to none of {target}",
                            f"add '{member}:' with the id of one of {target}")


def _outcome_faults(playbook: Playbook, model: ModelFacts) -> Iterator[PlaybookError]:
    metrics = {name: v for name, v in model.variables.items() if v.metric}
    for position, outcome in enumerate(playbook.outcomes):
        for place, test in enumerate(outcome.tests):
            if test.metric not in metrics:
                known = test.metric in model.variables
                yield playbook.origin.error(
                    ("outcomes", position, "tests", place, "metric"),
                    f"'{test.metric}' is a variable, not a metric" if known
                    else f"no metric is called {shown(test.metric)}",
                    nearest(test.metric, metrics, "metrics"))
