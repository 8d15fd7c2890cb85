"""The game on arrays: one future at the table, thousands in a preview, with the same bits."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from wargame.engine.address import Draws, Uints
from wargame.engine.decide import Deciders, applied
from wargame.engine.effect import Effect, EffectRecord, apply_effects
from wargame.engine.faults import Fault, FaultMode
from wargame.engine.players import take_over
from wargame.engine.scenario import Scenario
from wargame.engine.table import TableRows

Array = npt.NDArray[np.float64]
#: Levers set by people: actor -> lever -> value.
Commands = Mapping[str, Mapping[str, float]]


class ArrayGame:
    """Plays a scenario turn by turn over any number of futures with NumPy.

    ``futures`` are numbers of futures, 0 being the table's own; ``parameters`` may hold other
    parameters or starting values, alone or as arrays that end in the futures. Rows are replaced
    and never changed in place, so a copy of ``rows`` is a snapshot. One future runs on plain
    floats, more on arrays. ``faults`` says what becomes of decisions that fail.
    """

    def __init__(
        self, scenario: Scenario, seed: int, futures: Sequence[int] | Uints = (0,),
        parameters: Mapping[str, float | Array] | None = None, *, faults: FaultMode = "record",
    ) -> None:
        self.scenario = scenario
        self.seed = seed
        self.futures: Uints = np.asarray(futures, dtype=np.uint64)
        self.tick = 0
        self.deciders = Deciders(scenario, faults)
        program, sizes = scenario.program, scenario.sizes
        count = self.futures.size
        self._phases = scenario.library.phases(sizes, one_future=count == 1)
        self._draws = Draws.of(program, sizes, program.draws)
        self.rows: Any = TableRows(program, sizes) if count == 1 else {}
        #: With luck stilled every uniform draw is one half; explanations compare against that.
        self.still = False
        #: The rows as the flows of the last tick read them: stocks as they were before it.
        self.read: Any = {}
        for name, values in scenario.start.items():
            self.rows[name] = np.broadcast_to(values[..., None], (*values.shape, count))
        for name, value in {**scenario.parameters, **(parameters or {})}.items():
            shape = (*sizes.shape(program.rows[name].space), count)
            self.rows[name] = np.broadcast_to(np.asarray(value, dtype=np.float64), shape)
        self._phases.fixed(self.rows, count)
        # Starting positions were checked with the playbook, so nothing is settled before the start.
        self._tick_flows()
        self.read = self.rows.copy()

    @property
    def faults(self) -> list[Fault]:
        """Decisions that failed; the seats held."""
        return self.deciders.faults

    def play_turn(
        self, commands: Commands | None = None, *, fixed: Sequence[tuple[str, int, float]] = (),
        each_tick: Callable[[ArrayGame], None] | None = None,
    ) -> None:
        """One turn: observe, decide, settle, then its ticks.

        ``commands`` are people's orders; actors named there are not decided by a strategy.
        ``fixed`` are levers (name, position, value) held whatever a seat decides. Raises
        `ScenarioError` for orders that nobody there can give.
        """
        self.decide(commands or {}, fixed)
        for _ in range(self.scenario.ticks_per_turn):
            self.play_tick()
            if each_tick is not None:
                each_tick(self)

    def apply(self, effects: Sequence[Effect]) -> tuple[EffectRecord, ...]:
        """Effects at the start of a turn; see `wargame.engine.effect`."""
        return apply_effects(self.scenario, self.rows, self.read, self._phases, effects)

    def seat(self, scenario: Scenario, home: Scenario) -> None:
        """Let the seats of a scenario play on; ``home`` is the one the game began with."""
        if scenario is not self.scenario:
            applied(self.rows, take_over(self.scenario, scenario, home))
            self.scenario = self.deciders.scenario = scenario

    def place(self, rows: Mapping[str, Array]) -> None:
        """Put whole rows in place of the game's own, as seen from here on; the flows stay."""
        self.rows.update(rows)
        self._phases.fixed(self.rows, self.futures.size)
        self.read = self.rows.copy()

    def part(self, some: slice) -> ArrayGame:
        """Some of the futures of the same position; a game of one future is all of its parts."""
        if self.futures.size == 1 or some == slice(None):
            return self
        twin = self.copy()
        twin.futures = self.futures[some]
        for name in ("rows", "read"):
            setattr(twin, name, {n: v[..., some] for n, v in getattr(self, name).items()})
        return twin

    def spread(
        self, futures: Sequence[int] | Uints, *, seed: int | None = None,
        values: Mapping[str, float | Array] | None = None,
    ) -> ArrayGame:
        """The same position in other futures, from here on, alone or with other ``values``.

        A game of one future goes into any number; one of many only into as many. Decisions that
        fail are not recorded.
        """
        twin = object.__new__(ArrayGame)
        twin.__dict__.update(self.__dict__)
        program, sizes = self.scenario.program, self.scenario.sizes
        twin.futures = np.asarray(futures, dtype=np.uint64)
        twin.seed = self.seed if seed is None else seed
        twin.deciders = Deciders(self.scenario, "off")
        count = twin.futures.size
        twin._phases = self.scenario.library.phases(sizes, one_future=count == 1)
        for name in ("rows", "read"):
            rows: Any = TableRows(program, sizes) if count == 1 else {}
            for row, array in getattr(self, name).items():
                rows[row] = np.broadcast_to(array, (*array.shape[:-1], count))
            for row, value in (values or {}).items():
                shape = (*sizes.shape(program.rows[row].space), count)
                rows[row] = np.broadcast_to(np.asarray(value, dtype=np.float64), shape)
            setattr(twin, name, rows)
        if values:
            twin._phases.fixed(twin.rows, count)
        return twin

    def decide(self, commands: Commands, fixed: Sequence[tuple[str, int, float]] = ()) -> None:
        """All seats decide on the same state, at once."""
        ordered = [*self.scenario.commanded(commands), *fixed]
        self._phases.observe(self.rows, self.futures.size)
        orders = self.deciders.decide(
            self.rows, self.seed, self.tick + 1, self.futures, frozenset(commands))
        applied(self.rows, {(row, at): value for row, at, value in [*orders, *ordered]})
        self._phases.settle(self.rows, self.futures.size)

    def play_tick(self) -> None:
        """One quarter under the orders in force."""
        self.tick += 1
        self._tick_flows()
        self.read = self.rows.copy()
        self._phases.advance(self.rows, self.futures.size)
        for name in self.scenario.program.stocks:
            self.rows[name] = self.rows[f"next {name}"]

    def value(self, name: str) -> Array:
        """A variable over (members of each axis..., futures); (futures,) for the world."""
        values: Array = self.rows[name]
        return values

    def copy(self) -> ArrayGame:
        """The same position, to be played on separately."""
        twin = object.__new__(ArrayGame)
        twin.__dict__.update(self.__dict__)
        twin.rows = self.rows.copy()
        twin.deciders = self.deciders.copy()
        return twin

    def state_hash(self) -> str:
        """Digest of every variable, lever and memory, by name."""
        return hash_rows(self.rows, hashed_names(self.scenario))

    def _tick_flows(self) -> None:
        count = self.futures.size
        self.rows["elapsed"] = np.full(count, self.tick * 0.25)
        luck = self._draws.draw(self.seed, self.tick, self.futures)
        self.rows.update({n: np.full_like(v, 0.5) for n, v in luck.items()} if self.still else luck)
        self._phases.flows(self.rows, count)


def hashed_names(scenario: Scenario) -> list[str]:
    """What belongs to the state: variables, levers and memory, in sorted order."""
    program = scenario.program
    roles = {"stock", "flow", "lever", "memory", "attribute"}
    return sorted(n for n, row in program.rows.items() if row.role in roles)


def hash_rows(rows: Mapping[str, Array], names: Sequence[str]) -> str:
    """BLAKE2b over names and little-endian doubles."""
    digest = hashlib.blake2b(digest_size=16)
    for name in names:
        digest.update(name.encode() + b"\0")
        digest.update(np.ascontiguousarray(rows[name], dtype="<f8").tobytes())
    return digest.hexdigest()
