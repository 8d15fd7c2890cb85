"""Who plays a turn: seats that change hands, and what a newcomer finds in its rows."""

from __future__ import annotations

from collections.abc import Mapping

from wargame.engine.scenario import Scenario, ScenarioError
from wargame.strategies.reading import memory_row, parameter_row


def seated(home: Scenario, players: Mapping[str, str | None]) -> Scenario:
    """The scenario with these strategies in some seats; itself where that changes nothing.

    Raises `ScenarioError` for an actor or strategy that is not there.
    """
    playing = {}
    for actor, name in players.items():
        strategy = home.seat(actor).strategy
        if name != (strategy.name if strategy else None):
            playing[actor] = name
    if not playing:
        return home
    if any(name is not None and not isinstance(name, str) for name in playing.values()):
        raise ScenarioError("players are strategies by name, or None for a seat that holds")
    return home.replacing(playing)


def take_over(
    before: Scenario, after: Scenario, home: Scenario,
) -> dict[tuple[str, int], float]:
    """Strategy parameters and memory to be set where a seat changes hands: (row, position).

    A newcomer's memory is fresh; the seat's own strategy, when it returns, has kept its own.
    """
    found: dict[tuple[str, int], float] = {}
    for old, new, own in zip(before.seats, after.seats, home.seats, strict=True):
        if new.strategy is None or new == old:
            continue
        for name, value in new.parameters.items():
            found[parameter_row(new.strategy.name, name), new.position] = float(value)
        if old.strategy is not new.strategy and own.strategy is not new.strategy:
            for name, memory in new.strategy.memory.items():
                found[memory_row(new.strategy.name, name), new.position] = float(memory.initial)
    return found
