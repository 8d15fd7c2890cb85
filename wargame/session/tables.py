"""Tables by their inputs: a game is played once, and each turn only once."""

from __future__ import annotations

import threading
from collections import OrderedDict

from wargame.engine.input import TurnInput
from wargame.engine.play import Table
from wargame.engine.scenario import Scenario

MOST = 12


class Tables:
    """Plays inputs on a scenario and a seed; what was played lately is kept."""

    def __init__(self, scenario: Scenario, seed: int) -> None:
        self._scenario, self._seed = scenario, seed
        self._kept: OrderedDict[tuple[str, ...], Table] = OrderedDict()
        self._lock = threading.RLock()

    def __call__(self, inputs: tuple[TurnInput, ...]) -> Table:
        """The table after these turns; nobody may play it on. Raises `ScenarioError`."""
        key = tuple(given.text for given in inputs)
        with self._lock:
            found = self._kept.get(key)
            if found is None:
                found = self._played(key, inputs)
                self._kept[key] = found
                while len(self._kept) > MOST:
                    self._kept.popitem(last=False)
            self._kept.move_to_end(key)
            return found

    def _played(self, key: tuple[str, ...], inputs: tuple[TurnInput, ...]) -> Table:
        for kept, table in self._kept.items():
            if len(kept) > len(key) and kept[:len(key)] == key:
                return table.at(len(key))
        if not inputs:
            return Table(self._scenario, self._seed)
        before = self(inputs[:-1])
        table = before.at(before.turn)
        table.play(inputs[-1])
        return table
