"""Injects of a playbook at the table: which fire now, and the effects they bring."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from wargame.engine.effect import Effect
from wargame.playbook.inject import InjectSpec
from wargame.playbook.models import Playbook


def due(
    playbook: Playbook, turn: int, metrics: Mapping[str, float], fired: Collection[str] = (),
) -> tuple[InjectSpec, ...]:
    """The injects that fire at the start of a turn (counted from 1), in the playbook's order.

    ``metrics`` are those of the position then; those ``fired`` already, by id, fire no more, and
    those without a condition fire by hand only.
    """
    return tuple(
        inject for inject in playbook.injects
        if inject.when is not None and inject.id not in fired
        and inject.when.holds(turn, metrics[inject.when.metric] if inject.when.metric else 0.0))


def effects_of_inject(inject: InjectSpec) -> tuple[Effect, ...]:
    """What an inject does to the world, labelled with its title."""
    return tuple(Effect(e.name, e.member, e.operation, e.value, "inject", inject.title)
                 for e in inject.effects)
