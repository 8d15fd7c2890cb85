"""What a seat believes of the present: what it sees, and for the rest worlds that may lie behind.

The worlds are played from the playbook's start, on a seed that says nothing of the session's: with
parameters and starting values drawn from their published ranges, with the orders that the seat saw,
and with every other seat played by the strategy that the playbook names. Then what the seat sees is
put in place of what was played, and what it does not see is moved by as much as goes with that (see
`wargame.session.conditioning`). Nothing else of the true state comes near them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from wargame.engine.arrays import ArrayGame
from wargame.engine.effect import Effect
from wargame.engine.input import TurnInput
from wargame.engine.kernel import Kernel, Order
from wargame.engine.many import Many
from wargame.engine.onward import carried_rows, continue_many
from wargame.engine.play import Game, Table
from wargame.engine.scenario import Scenario
from wargame.session.conditioning import conditioned
from wargame.strategies.strategy import SET_OF
from wargame.world.luck import digest

Array = npt.NDArray[np.float64]
FUTURES = 1000
LARGEST_SEED = 2**63 - 1


@dataclass(frozen=True)
class Seen:
    """All that a preview may know of a table: values by row and position, and orders.

    ``orders`` are the levers in force in each turn played, as far as the seat sees levers;
    ``told`` the effects of which it was told, turn by turn; one entry more are those of the coming
    turn.
    """

    actor: str
    turn: int
    values: Mapping[tuple[str, int], float]
    orders: tuple[Order, ...]
    told: tuple[tuple[Effect, ...], ...] = ()


@dataclass(frozen=True, eq=False)
class Beliefs:
    """Worlds that fit what a seat sees: a position of many futures, to be played on.

    Keep it for a seat and a turn: the branch in which the seat holds is played once.
    """

    seen: Seen
    scenario: Scenario
    game: ArrayGame
    _held: dict[tuple[str, ...], Many] = field(default_factory=dict, repr=False)

    @property
    def futures(self) -> int:
        """Number of worlds."""
        return int(self.game.futures.size)

    def branch(
        self, levers: Mapping[str, float], others: Mapping[str, Mapping[str, float]] | None = None,
        *, kernel: Kernel | None = None, names: Sequence[str] | None = None,
    ) -> Many:
        """The rest of the game if the seat gives this order now and holds from then on.

        ``others`` are orders that other seats are supposed to give. Raises `ScenarioError`.
        """
        actor = self.seen.actor
        given = {**(others or {}), actor: levers}
        turns = self.scenario.turns - self.seen.turn
        news = next(iter(self.seen.told[self.seen.turn:]), ())
        inputs = [TurnInput(given, news)] + [TurnInput({actor: {}})] * (turns - 1) if turns else []
        return continue_many(self.game, self.game.futures, inputs, home=self.scenario,
                             kernel=kernel, names=names)

    def held(
        self, others: Mapping[str, Mapping[str, float]] | None = None, *,
        kernel: Kernel | None = None, names: Sequence[str] | None = None,
    ) -> Many:
        """The rest of the game if the seat holds; played once for each supposition."""
        key = (TurnInput(others or {}).text, *(names or ()))
        if key not in self._held:
            self._held[key] = self.branch({}, others, kernel=kernel, names=names)
        return self._held[key]


def seen_by(
    table: Table, actor: str, told: Sequence[Sequence[Effect]] = (),
) -> Seen:
    """What a seat sees of a table: public rows, its own rows, and nothing hidden.

    ``told`` are effects, turn by turn, that the seat was told of, those of the coming turn, which
    has not been played, among them. Raises `ScenarioError` for an
    actor that is not there.
    """
    scenario = table.scenario
    places = visible_places(scenario, actor)
    rows = table.game.rows
    values = {(name, at): float(np.asarray(rows[name]).reshape(-1)[at])
              for name, positions in places.items() for at in positions}
    orders = tuple(
        Order(turn, name, at, float(np.asarray(after.rows[name]).reshape(-1)[at]))
        for turn, after in enumerate(table.snapshots[1:])
        for name in sorted(scenario.program.levers) for at in places.get(name, ()))
    return Seen(actor, table.turn, values, orders, tuple(tuple(turn) for turn in told))


def visible_places(scenario: Scenario, actor: str) -> dict[str, tuple[int, ...]]:
    """Positions in each variable and lever that a seat sees: all public ones, and its own."""
    seat = scenario.seat(actor)
    mine = (SET_OF[seat.kind],)
    program, found = scenario.program, {}
    spaces = [(n, v.space, v.seen) for n, v in program.variables.items()]
    spaces += [(n, (lever.actors,), lever.seen) for n, lever in program.levers.items()]
    for name, space, seen in spaces:
        if seen == "public":
            found[name] = tuple(range(scenario.sizes.count(space)))
        elif seen == "own" and space == mine:
            found[name] = (seat.position,)
    return found


def published(scenario: Scenario) -> Scenario:
    """The scenario as its playbook has it: parameters and seats, whatever a session changed."""
    program, playbook = scenario.program, scenario.playbook
    values = {n: p.value for n, p in program.parameters.items()}
    values |= {n: o.value for n, o in playbook.parameters.items() if o.value is not None}
    seats = {spec.id: spec.strategy for spec in playbook.actors}
    return replace(scenario, parameters=values).replacing(seats)


def preview_seed(scenario: Scenario, actor: str, turn: int) -> int:
    """The seed of a seat's previews in a turn; public names make it, and no session's seed does."""
    return digest(f"preview {scenario.playbook.id} {actor} {turn}") & LARGEST_SEED


def believe(
    scenario: Scenario, seen: Seen, *, futures: int = FUTURES, seed: int | None = None,
    kernel: Kernel | None = None,
) -> Beliefs:
    """Worlds that fit what a seat sees; see the head of this file.

    The first world has the published parameters and starting values, the others draw them. With
    the kernel or without, the bits are the same.
    """
    public = published(scenario)
    number = preview_seed(scenario, seen.actor, seen.turn) if seed is None else seed
    every = np.arange(futures, dtype=np.uint64)
    game = ArrayGame(public, number, every, Game(public).sampled(number, futures), faults="off")
    program = public.program
    if seen.turn:
        kept = sorted(carried_rows(program) | set(program.metrics))
        told = [TurnInput({}, effects) for effects in seen.told[:seen.turn]]
        played = continue_many(game, every, told, orders=seen.orders, turns=seen.turn,
                               kernel=kernel, names=(), final=kept)
        game.place(played.final)
        game.tick = seen.turn * public.ticks_per_turn
        game.rows.update(conditioned(game, seen.values))
    game.place(_known(game, seen))
    return Beliefs(seen, public, game)


def _known(game: ArrayGame, seen: Seen) -> dict[str, Array]:
    """What was played, with what is seen in its place: the rows that hold any of it."""
    found: dict[str, Array] = {}
    sizes, rows = game.scenario.sizes, game.scenario.program.rows
    places: dict[str, dict[int, float]] = {}
    for (name, at), value in seen.values.items():
        places.setdefault(name, {})[at] = value
    futures = game.futures.size
    for name, values in places.items():
        shape, count = sizes.shape(rows[name].space), sizes.count(rows[name].space)
        if len(values) == count:
            column = np.array([values[at] for at in range(count)]).reshape(*shape, 1)
            found[name] = np.broadcast_to(column, (*shape, futures))
            continue
        flat = np.array(game.rows[name], dtype=np.float64).reshape(count, futures)
        for at, value in values.items():
            flat[at] = value
        found[name] = flat.reshape(*shape, futures)
    return found
