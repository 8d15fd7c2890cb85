"""What people and the white cell put into a turn; with scenario and seed, all that a game needs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from wargame.engine.effect import Effect, effect_from
from wargame.engine.scenario import ScenarioError

FIELDS = ("commands", "effects", "players")


@dataclass(frozen=True)
class TurnInput:
    """One turn: people's orders, effects, and who plays instead of the scenario's strategies.

    ``commands`` are levers by actor; an actor named there is not decided by a strategy, and its
    other levers stay as they are. ``players`` seats a strategy, by name, for this turn, or lets
    the actor hold (None). A strategy that takes a seat over begins with fresh memory; the
    scenario's own returns with what it remembered.
    """

    commands: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    effects: tuple[Effect, ...] = ()
    players: Mapping[str, str | None] = field(default_factory=dict)

    def without_effects(self, *origins: str) -> TurnInput:
        """The same turn without effects of these origins; without any, if none is named."""
        kept = tuple(e for e in self.effects if origins and e.origin not in origins)
        return TurnInput(self.commands, kept, self.players)

    def as_json(self) -> dict[str, Any]:
        """Plain data; `input_from` reads it."""
        return {
            "commands": {a: {n: float(v) for n, v in sorted(levers.items())}
                         for a, levers in sorted(self.commands.items())},
            "effects": [effect.as_json() for effect in self.effects],
            "players": dict(sorted(self.players.items())),
        }

    @property
    def text(self) -> str:
        """The same as one line of JSON: equal texts mean equal turns."""
        return json.dumps(self.as_json(), sort_keys=True, separators=(",", ":"))


def input_from(data: Mapping[str, Any] | str) -> TurnInput:
    """A turn's input from plain data or its JSON text. Raises `ScenarioError`."""
    try:
        found = json.loads(data) if isinstance(data, str) else data
        if strange := sorted(set(found) - set(FIELDS)):
            raise ScenarioError(f"a turn's input has {', '.join(FIELDS)}, not '{strange[0]}'")
        return TurnInput(
            {str(a): {str(n): float(v) for n, v in levers.items()}
             for a, levers in found.get("commands", {}).items()},
            tuple(effect_from(e) for e in found.get("effects", ())),
            {str(a): p if p is None else str(p) for a, p in found.get("players", {}).items()})
    except (TypeError, ValueError, AttributeError) as error:
        if isinstance(error, ScenarioError):
            raise
        raise ScenarioError(f"this is no turn's input: {error}") from None
