"""The reference engine: a Mesa model that plays one future, a quarter a step."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import mesa
import numpy as np

from wargame.engine.address import Draws
from wargame.engine.agents import AGENTS, Actor
from wargame.engine.arrays import Commands, hash_rows, hashed_names
from wargame.engine.decide import Deciders
from wargame.engine.effect import Effect, EffectRecord, apply_effects
from wargame.engine.faults import Fault
from wargame.engine.scenario import Scenario
from wargame.engine.table import TableRows
from wargame.strategies.seeing import Visible
from wargame.symbolic.numpy_backend import Rows
from wargame.symbolic.scalar_backend import State


class WargameModel(mesa.Model):  # type: ignore[misc]
    """One future of a playbook, in Mesa's conventions.

    ``playbook`` is the name or path of one, or a bound `Scenario`. ``game_seed`` and ``future``
    address the luck; Mesa's own generator is not used. Further keywords name actors and the
    strategies that play them, so that ``mesa.batch_run`` can vary them:
    ``WargameModel("long_view", game_seed=3, meta="fast_follower")``. The data collector has a row
    for each quarter played; one more, for the start, would make Mesa 3.3's ``batch_run`` lose the
    last.
    """

    def __init__(
        self, playbook: str | Scenario = "long_view", *, game_seed: int = 1, future: int = 0,
        rng: Any = None, **strategies: str,
    ) -> None:
        super().__init__(rng=game_seed if rng is None else rng)
        if isinstance(playbook, str):
            from wargame.engine.play import scenario_of

            playbook = scenario_of(playbook)
        self.scenario: Scenario = playbook.replacing(strategies) if strategies else playbook
        self.game_seed = game_seed
        self.futures = np.array([future], dtype=np.uint64)
        self.tick = 0
        self.faults: list[Fault] = []
        program, sizes = self.scenario.program, self.scenario.sizes
        self.visible = Visible(program.variables, program.levers)
        self.deciders = Deciders(self.scenario)
        self._phases = self.scenario.library.phases(sizes, one_future=True)
        self._draws = Draws.of(program, sizes, program.draws)
        self._world = TableRows(program, sizes)
        self.rows: State = self._world.state
        for name, values in self.scenario.start.items():
            self.rows[name] = [float(v) for v in values.reshape(-1)]
        for name, value in self.scenario.parameters.items():
            self.rows[name] = [float(value)]
        for seat in self.scenario.seats:
            AGENTS[seat.kind](self, seat)
        self._phases.fixed(self._world, 1)
        self._luck()
        self._phases.flows(self._world, 1)
        self._read = self._world.copy()
        self.datacollector = mesa.DataCollector(
            model_reporters={n: _reporter(n) for n in program.metrics})

    def members(self, name: str) -> Sequence[np.float64]:
        """The values of a variable over its set, for observations."""
        return [np.float64(v) for v in self.rows[name]]

    def step(self) -> None:
        """Play one quarter; at the start of a turn all actors observe, then decide at once."""
        if self.tick % self.scenario.ticks_per_turn == 0:
            self.decide({})
        self.tick += 1
        self._luck()
        self._phases.flows(self._world, 1)
        self._read = self._world.copy()
        self._phases.advance(self._world, 1)
        for name in self.scenario.program.stocks:
            self.rows[name] = self.rows[f"next {name}"]
        self.datacollector.collect(self)
        if self.tick >= self.scenario.ticks:
            self.running = False

    def apply(self, effects: Sequence[Effect]) -> tuple[EffectRecord, ...]:
        """Injects and rulings, before the step that begins a turn. Raises `ScenarioError`."""
        return apply_effects(self.scenario, self._world, self._read, self._phases, effects)

    def decide(self, commands: Commands) -> None:
        """Sealed decisions of all actors; ``commands`` are people's orders."""
        ordered = self.scenario.commanded(commands)
        deciding = self.agents.select(lambda agent: agent.actor not in commands)
        deciding.do("observe")
        deciding.do("decide")
        orders = [o for a in deciding if isinstance(a, Actor) for o in a.orders] + ordered
        for name in {name for name, _, _ in orders}:
            self.rows[name] = list(self.rows[name])
        for name, position, value in orders:
            self.rows[name][position] = float(value)
        self._phases.settle(self._world, 1)

    def value(self, name: str) -> float:
        """A world value, now."""
        return self.rows[name][0]

    def arrays(self) -> Rows:
        """The state as arrays shaped (members of each axis..., 1)."""
        program, sizes = self.scenario.program, self.scenario.sizes
        return {n: np.array(v).reshape(*sizes.shape(program.rows[n].space), 1)
                for n, v in self.rows.items()}

    def state_hash(self) -> str:
        """Digest of every variable, lever and memory: equal to the other engines'."""
        return hash_rows(self.arrays(), hashed_names(self.scenario))

    def _luck(self) -> None:
        self.rows["elapsed"] = [self.tick * 0.25]
        for name, values in self._draws.draw(self.game_seed, self.tick, self.futures).items():
            self.rows[name] = values.reshape(-1).tolist()


def _reporter(name: str) -> Any:
    return lambda model: model.rows[name][0]
