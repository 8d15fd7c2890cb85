"""A playbook as a PettingZoo parallel environment: one step is one turn, orders are sealed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np

from wargame.batch.analysis.accounts import Payoff, default_payoff
from wargame.batch.analysis.equilibrium import MissingLibraryError
from wargame.batch.analysis.games import Games
from wargame.batch.bridges.seat_view import SeatView, seat_levers, seat_view
from wargame.engine.arrays import ArrayGame
from wargame.engine.play import Game, load
from wargame.engine.scenario import ScenarioError

try:
    from gymnasium import spaces
    from pettingzoo import ParallelEnv
except ImportError as error:
    raise MissingLibraryError("this bridge needs pettingzoo; install wargame[games]") from error

Actions = Literal["dict", "flat"]


@dataclass
class _Seat:
    view: SeatView
    levers: Mapping[str, Any]
    payoff: Payoff | None
    observations: Any
    actions: Any


class WargameParallelEnv(ParallelEnv):  # type: ignore[misc]
    """A game of one playbook, all seats deciding at once, a turn a step.

    ``agents`` are the seats that actions come for; the others are played by the playbook's
    strategies. An observation is what the seat may see, as float64 within declared bounds
    (`SeatView.names` says what is where). An action is a mapping from lever to value (``dict``)
    or one array on [0, 1] over the levers in alphabetical order (``flat``). The reward of a turn
    is the change of the seat's payoff; regulators get 0 unless ``payoffs`` names one.

    ``reset(seed=...)`` starts the table's future of that seed; without a seed the next future of
    the last one, so that episodes differ and each can be played again: ``infos`` carry seed and
    future. Every seat terminates with the last turn.
    """

    metadata: dict[str, Any] = {"name": "wargame_v0", "render_modes": []}  # noqa: RUF012

    def __init__(
        self, game: Game, agents: Sequence[str] | None = None, *,
        payoffs: Mapping[str, Payoff] | None = None, actions: Actions = "dict",
    ) -> None:
        self.game = game
        self.flat = actions == "flat"
        self.render_mode = None
        scenario = game.scenario
        names = list(agents) if agents is not None else [s.actor for s in scenario.seats]
        self.possible_agents = names
        self.agents: list[str] = []
        games = Games(scenario)
        self._seats = {name: self._seat(games, name, (payoffs or {}).get(name)) for name in names}
        self._seed, self._future = scenario.playbook.seed, 0
        self._play: ArrayGame | None = None
        self._years = scenario.ticks_per_turn / 4

    def _seat(self, games: Games, name: str, payoff: Payoff | None) -> _Seat:
        scenario = games.scenario
        seat = scenario.seat(name)
        if payoff is None and seat.kind != "regulator":
            payoff = default_payoff(games, name)
        view, levers = seat_view(scenario, seat), seat_levers(scenario, seat)
        for term in [*(payoff.end if payoff else ()), *(payoff.yearly if payoff else ())]:
            for part in term.split("*"):
                if part not in scenario.program.rows:
                    raise ScenarioError(f"the payoff of '{name}' names '{part}', which is not "
                                        "there")
        boxes: dict[str, Any] = {n: spaces.Discrete(len(v.choices)) if v.choices else
                 spaces.Box(v.low, v.high, (), np.float64) for n, v in levers.items()}
        acting = (spaces.Box(0.0, 1.0, (len(levers),), np.float64) if self.flat
                  else spaces.Dict(boxes))
        seeing = spaces.Box(view.low, view.high, dtype=np.float64)
        return _Seat(view, levers, payoff, seeing, acting)

    def observation_space(self, agent: str) -> Any:
        """What the seat's observations are."""
        return self._seats[agent].observations

    def action_space(self, agent: str) -> Any:
        """What the seat's orders are."""
        return self._seats[agent].actions

    def reset(
        self, seed: int | None = None, options: Mapping[str, Any] | None = None,
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        """Start a game; see the class for what a seed means."""
        if seed is None:
            self._future += self._play is not None
        else:
            self._seed, self._future = seed, 0
        self._play = ArrayGame(self.game.scenario, self._seed, [self._future])
        self.agents = list(self.possible_agents)
        return self._seen(), self._told()

    def step(self, actions: Mapping[str, Any]) -> tuple[dict[str, Any], ...]:
        """Play a turn under everybody's orders."""
        if self._play is None or not self.agents:
            raise ScenarioError("the game is over, or was never started; call reset")
        before = {a: self._worth(a) for a in self.agents}
        self._play.play_turn({a: self._orders(a, actions[a]) for a in self.agents if a in actions})
        rewards = {a: self._reward(a, before[a]) for a in self.agents}
        over = self._play.tick >= self.game.scenario.ticks
        ended = dict.fromkeys(self.agents, over)
        found = (self._seen(), rewards, ended, dict.fromkeys(self.agents, False), self._told())
        if over:
            self.agents = []
        return found

    def render(self) -> None:
        """Nothing is drawn; `wargame app` shows games."""

    def close(self) -> None:
        """Nothing is held open."""

    def _orders(self, agent: str, action: Any) -> dict[str, float]:
        levers = self._seats[agent].levers
        if not self.flat:
            return {n: float(action[n]) for n in levers if n in action}
        orders = {}
        for share, (name, lever) in zip(np.asarray(action), levers.items(), strict=True):
            if lever.choices:
                orders[name] = float(min(int(share * len(lever.choices)), len(lever.choices) - 1))
            else:
                orders[name] = float(lever.low + share * (lever.high - lever.low))
        return orders

    def _seen(self) -> dict[str, Any]:
        assert self._play is not None
        return {a: self._seats[a].view.read(self._play.rows) for a in self.agents}

    def _told(self) -> dict[str, Any]:
        assert self._play is not None
        return {a: {"seed": self._seed, "future": self._future, "tick": self._play.tick}
                for a in self.agents}

    def _terms(self, agent: str, weights: Mapping[str, float]) -> float:
        assert self._play is not None
        program, position = self.game.scenario.program, self.game.scenario.seat(agent).position
        total = 0.0
        for term, weight in weights.items():
            value = weight
            for part in term.split("*"):
                row = self._play.rows[part].reshape(-1)
                value *= float(row[position if program.rows[part].space else 0])
            total += value
        return total

    def _worth(self, agent: str) -> float:
        payoff = self._seats[agent].payoff
        return self._terms(agent, payoff.end) if payoff else 0.0

    def _reward(self, agent: str, before: float) -> float:
        payoff = self._seats[agent].payoff
        if payoff is None:
            return 0.0
        return (self._terms(agent, payoff.end) - before
                + self._years * self._terms(agent, payoff.yearly))


def parallel_env(
    playbook: str | Path | Game = "long_view", agents: Sequence[str] | None = None,
    **options: Any,
) -> WargameParallelEnv:
    """The environment of a playbook; see `WargameParallelEnv`."""
    game = playbook if isinstance(playbook, Game) else load(playbook)
    return WargameParallelEnv(game, agents, **options)
