"""The game at the table: one future, turn by turn, with records and snapshots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wargame.engine.arrays import ArrayGame
from wargame.engine.effect import Effect
from wargame.engine.input import TurnInput
from wargame.engine.kernel import Order
from wargame.engine.outcomes import Verdict, judge
from wargame.engine.players import seated
from wargame.engine.record import TurnRecord, levers_of, metrics_of, order_record, reason_of
from wargame.engine.scenario import Scenario, ScenarioError


class Table:
    """A game at the table: one future of its seed (0 unless said), turn by turn, with records.

    ``held`` are levers held whatever their seats decide, as in a batch. ``snapshots[k]`` is the
    position at the start of turn k (the last one is the present); ``trace[t]`` holds the metrics
    and ``read[t]`` the rows behind them at tick t.
    """

    def __init__(
        self, scenario: Scenario, seed: int, *, future: int = 0, held: Sequence[Order] = (),
    ) -> None:
        self.scenario = scenario
        self.seed = seed
        self.held = tuple(held)
        self.game = ArrayGame(scenario, seed, (future,))
        self.turns: list[TurnRecord] = []
        self.snapshots: list[ArrayGame] = [self.game.copy()]
        self.inputs: list[TurnInput] = []
        self.trace: list[Mapping[str, float]] = [metrics_of(self.game)]
        self.read: list[Any] = [self.game.read]

    def __repr__(self) -> str:
        return f"<table {self.scenario!r}, seed {self.seed}, {self.turn} turns played>"

    @property
    def turn(self) -> int:
        """Turns played."""
        return len(self.turns)

    @property
    def over(self) -> bool:
        """Whether the last turn has been played."""
        return self.turn >= self.scenario.turns

    @property
    def commands(self) -> list[Mapping[str, Mapping[str, float]]]:
        """People's orders, turn by turn."""
        return [given.commands for given in self.inputs]

    def play_turn(
        self, commands: Mapping[str, Mapping[str, float | str]] | None = None, *,
        effects: Sequence[Effect] = (),
        players: Mapping[str, str | None] | None = None,
    ) -> TurnRecord:
        """Play one turn under people's orders (by actor and lever) and strategies' decisions.

        An order is a number, held within the lever's bounds, or the name of a choice. Effects
        come first, before anybody observes; ``players`` play for this turn instead of the
        scenario's own strategies. Raises `ScenarioError`, and changes nothing, when the game is
        over or something cannot be given.
        """
        return self.play(TurnInput(
            {a: {n: self._code(n, value) for n, value in levers.items()}
             for a, levers in (commands or {}).items()}, tuple(effects), dict(players or {})))

    def _code(self, name: str, value: Any) -> Any:
        lever = self.scenario.program.levers.get(name)
        named = lever is not None and isinstance(value, str) and value in lever.choices
        return float(lever.choices.index(value)) if lever is not None and named else value

    def play(self, given: TurnInput) -> TurnRecord:
        """Play one turn; see `play_turn`."""
        if self.over:
            raise ScenarioError(f"the game is over; it has {self.scenario.turns} turns")
        calendar = self.scenario.playbook.calendar
        scenario = seated(self.scenario, given.players)
        scenario.commanded(given.commands)
        game, first = self.game, self.game.tick
        before = {s.actor: levers_of(game, s) for s in scenario.seats}
        metrics, known = metrics_of(game), len(game.faults)
        effects = game.apply(given.effects)
        game.seat(scenario, self.scenario)
        reasons = {s.actor: "" if s.actor in given.commands else reason_of(scenario, game, s)
                   for s in scenario.seats}
        fixed = [(o.lever, o.position, o.value) for o in self.held if o.turn in (-1, self.turn)]
        game.play_turn(given.commands, fixed=fixed, each_tick=self._keep)
        record = TurnRecord(
            self.turn + 1, calendar.turn_label(self.turn), first + 1, game.tick,
            tuple(order_record(game, s, before[s.actor], reasons[s.actor],
                               by_people=s.actor in given.commands) for s in scenario.seats),
            metrics, metrics_of(game), tuple(game.faults[known:]), game.state_hash(), effects)
        self.turns.append(record)
        self.inputs.append(given)
        self.snapshots.append(game.copy())
        return record

    def at(self, turn: int) -> Table:
        """A table of its own that stands where this one stood after so many turns.

        Raises `ScenarioError` for a number of turns that has not been played.
        """
        if not 0 <= turn <= self.turn:
            raise ScenarioError(f"turn {turn} has not been played; there are {self.turn} turns")
        twin = object.__new__(Table)
        twin.__dict__.update(self.__dict__)
        ticks = turn * self.scenario.ticks_per_turn
        twin.turns = self.turns[:turn]
        twin.inputs = self.inputs[:turn]
        twin.snapshots = self.snapshots[:turn + 1]
        twin.trace = self.trace[:ticks + 1]
        twin.read = self.read[:ticks + 1]
        twin.game = twin.snapshots[-1].copy()
        return twin

    def undone(self) -> Table:
        """The table without its last turn. Raises `ScenarioError` before the first."""
        return self.at(self.turn - 1)

    def _keep(self, game: ArrayGame) -> None:
        self.trace.append(metrics_of(game))
        self.read.append(game.read)

    def verdicts(self) -> tuple[Verdict, ...]:
        """The claims against the position now."""
        return judge(self.scenario.playbook,
                     {n: self.game.rows[n] for n in self.scenario.program.metrics})


def replayed(scenario: Scenario, seed: int, inputs: Sequence[TurnInput]) -> Table:
    """A whole game again: the table after these turns. Raises `ScenarioError`."""
    table = Table(scenario, seed)
    for given in inputs:
        table.play(given)
    return table
