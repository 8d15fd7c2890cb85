"""Checks of strategies and starting positions against a model."""

from __future__ import annotations

from collections.abc import Iterator

from wargame.playbook.errors import PlaybookError
from wargame.playbook.facts import ModelFacts
from wargame.playbook.models import ActorSpec, LeverValue, Playbook
from wargame.playbook.source import Path
from wargame.playbook.wording import listed, nearest, number, shown
from wargame.symbolic.declarations import Lever


def seat_faults(playbook: Playbook, model: ModelFacts) -> Iterator[PlaybookError]:
    """Unknown or unfit strategies, strategy parameters and levers of each actor."""
    for position, actor in enumerate(playbook.actors):
        yield from _strategy_faults(playbook, model, actor, ("actors", position, "strategy"))
        yield from _lever_faults(playbook, model, actor, ("actors", position, "levers"))


def lever_code(lever: Lever, value: LeverValue) -> float:
    """The number that stands for a lever's value: a choice's code, or the number itself.

    Raises KeyError for a name that is not one of its choices.
    """
    if isinstance(value, str):
        if value not in lever.choices:
            raise KeyError(value)
        return float(lever.choices.index(value))
    return float(value)


def _strategy_faults(
    playbook: Playbook, model: ModelFacts, actor: ActorSpec, path: Path
) -> Iterator[PlaybookError]:
    error = playbook.origin.error
    use = actor.strategy
    if use is None:
        return
    fit = [name for name, info in model.strategies.items() if info.actor == actor.kind]
    strategy = model.strategies.get(use.use)
    if strategy is None:
        yield error(path, f"no strategy is called {shown(use.use)}",
                    nearest(use.use, fit, f"strategies of a {actor.kind}"))
        return
    if strategy.actor != actor.kind:
        yield error(path, f"'{use.use}' is a strategy of a {strategy.actor}, and "
                    f"'{actor.id}' is a {actor.kind}",
                    f"strategies of a {actor.kind} are {listed(fit)}")
        return
    for name, value in use.parameters.items():
        bounds = strategy.parameters.get(name)
        if bounds is None:
            yield error((*path, name), f"'{use.use}' has no parameter {shown(name)}",
                        nearest(name, strategy.parameters, "its parameters"))
        elif not bounds[0] <= value <= bounds[1]:
            yield error((*path, name), f"{number(value)} is outside {number(bounds[0])} to "
                        f"{number(bounds[1])}", "choose a value in that range")


def _lever_faults(
    playbook: Playbook, model: ModelFacts, actor: ActorSpec, path: Path
) -> Iterator[PlaybookError]:
    own = [name for name, lever in model.levers.items() if lever.actors == actor.set]
    for name, value in actor.levers.items():
        where = (*path, name)
        lever = model.levers.get(name)
        if lever is None:
            yield playbook.origin.error(where, f"no lever is called {shown(name)}",
                                        nearest(name, own, f"levers of a {actor.kind}"))
        elif lever.actors != actor.set:
            yield playbook.origin.error(
                where, f"'{name}' is a lever of {lever.actors}, and '{actor.id}' is a "
                f"{actor.kind}", f"levers of a {actor.kind} are {listed(own)}")
        elif problem := _position_fault(lever, value):
            yield playbook.origin.error(where, *problem)


def _position_fault(lever: Lever, value: LeverValue) -> tuple[str, str] | None:
    if isinstance(value, str):
        if not lever.choices:
            return (f"should be a number, not {shown(value)}",
                    f"write one from {number(lever.low)} to {number(lever.high)}")
        if value not in lever.choices:
            return f"{shown(value)} is not a choice", nearest(value, lever.choices, "choices")
        return None
    inside = lever.low <= value <= lever.high
    if lever.choices and not (inside and value == int(value)):
        return f"{number(value)} is not a choice", f"choices are {listed(lever.choices)}"
    if not inside:
        return (f"{number(value)} is outside {number(lever.low)} to {number(lever.high)}",
                f"'{lever.name}' is {lever.meaning}")
    return None
