"""Checks of a playbook's injects, teams and session against the model and the calendar."""

from __future__ import annotations

from collections.abc import Iterator

from wargame.playbook.effect import effect_fault
from wargame.playbook.errors import PlaybookError
from wargame.playbook.facts import ModelFacts
from wargame.playbook.models import Playbook
from wargame.playbook.source import Path
from wargame.playbook.wording import nearest, shown


def inject_faults(playbook: Playbook, model: ModelFacts) -> Iterator[PlaybookError]:
    """Effects that cannot be applied, and conditions on what is no metric."""
    metrics = {name: v for name, v in model.variables.items() if v.metric}
    ids = playbook.member_ids()
    for position, inject in enumerate(playbook.injects):
        path: Path = ("injects", position)
        when = inject.when
        if when is not None and when.metric is not None and when.metric not in metrics:
            known = when.metric in model.variables
            yield playbook.origin.error(
                (*path, "when", "metric"), f"'{when.metric}' is a variable, not a metric" if known
                else f"no metric is called {shown(when.metric)}",
                nearest(when.metric, metrics, "metrics"))
        for place, effect in enumerate(inject.effects):
            found = effect_fault(model, ids, effect.name, effect.member, effect.operation,
                                 effect.value)
            if found is not None:
                field, reason, fix = found
                at = effect.operation if field in ("operation", "value") else field
                yield playbook.origin.error((*path, "effects", place, at), reason, fix)


def session_faults(playbook: Playbook) -> Iterator[PlaybookError]:
    """Injects for and teams of actors that are not there, and turns beyond the calendar."""
    error = playbook.origin.error
    actors = [spec.id for spec in playbook.actors]
    turns = playbook.calendar.turns
    named: list[tuple[Path, str]] = [
        (("teams", n), actor) for n, actor in enumerate(playbook.teams)]
    for position, inject in enumerate(playbook.injects):
        if inject.to != "all":
            named += [(("injects", position, "to", n), a) for n, a in enumerate(inject.to)]
    for path, actor in named:
        if actor not in actors:
            yield error(path, f"no actor is called {shown(actor)}",
                        nearest(actor, actors, "actors here"))
    for position, inject in enumerate(playbook.injects):
        if inject.when is not None and (inject.when.turn or 0) > turns:
            yield error(("injects", position, "when", "turn"),
                        f"turn {inject.when.turn} is after the last", f"turns are 1 to {turns}")
    session = playbook.session
    if session.turns is not None and session.turns > turns:
        yield error(("session", "turns"), f"a session of {session.turns} turns is longer than the "
                    "game", f"the calendar has {turns} turns")
    for position, line in enumerate(session.script):
        if (line.turn or 0) > turns:
            yield error(("session", "script", position, "turn"),
                        f"turn {line.turn} is after the last", f"turns are 1 to {turns}")
