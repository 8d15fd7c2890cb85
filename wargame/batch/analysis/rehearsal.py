"""A playbook rehearsed by batch: injects that never fire or never matter."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from wargame.batch.analysis.wording import counted, plain, rounded
from wargame.engine.arrays import ArrayGame
from wargame.engine.injects import effects_of_inject
from wargame.engine.scenario import Scenario
from wargame.playbook.inject import InjectSpec
from wargame.playbook.models import OutcomeTest

Array = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
#: Part of a metric's spread over futures that an inject must move it by to matter.
LEAST = 0.05


@dataclass(frozen=True)
class InjectFinding:
    """One inject over many games: how often it fires, and what it changes.

    ``fired`` counts the futures in which it fires, ``turns`` how many of them by turn (from 1).
    Without its effects, and everything else the same, ``moved`` is the metric of a claim that
    differs most, by ``shift`` times its spread over futures; ``turned`` counts the futures in
    which the verdict on some claim is another. An inject fired by hand is tried in the middle turn.
    """

    inject: str
    title: str
    by_hand: bool
    has_effects: bool
    fired: int
    turns: Mapping[int, int]
    moved: str
    shift: float
    turned: int
    futures: int

    @property
    def never_fires(self) -> bool:
        """Whether no game brings it up."""
        return self.fired == 0

    @property
    def never_matters(self) -> bool:
        """Whether it has effects, fires, and changes nothing that a claim looks at."""
        return (self.has_effects and self.fired > 0 and self.turned == 0 and self.shift < LEAST)

    @property
    def words(self) -> str:
        """One sentence, with the advice if there is some."""
        if self.never_fires:
            return (f"'{self.title}' never fires in {self.futures:,} futures: ease its condition, "
                    "give it a turn, or fire it by hand")
        when = "tried in the middle turn" if self.by_hand else (
            f"fires in {counted(self.fired, self.futures)}, most often in turn "
            f"{max(self.turns, key=lambda t: self.turns[t])}")
        if not self.has_effects:
            return f"'{self.title}' {when}; it tells the room something and changes no number"
        if self.never_matters:
            return (f"'{self.title}' {when} and never matters: it turns no claim, and moves "
                    f"{plain(self.moved)} by {rounded(self.shift, 2)} of its spread at most")
        return (f"'{self.title}' {when}; it turns a claim in {counted(self.turned, self.futures)} "
                f"and moves {plain(self.moved)} by {rounded(self.shift, 2)} of its spread")


@dataclass(frozen=True)
class _Run:
    final: Mapping[str, Array]
    fired: Mapping[str, npt.NDArray[np.int64]]


def rehearse_injects(
    scenario: Scenario, futures: int, *, seed: int = 1,
    parameters: Mapping[str, float | Array] | None = None,
) -> tuple[InjectFinding, ...]:
    """Play the playbook with all its injects, and once more without the effects of each.

    Injects fire by themselves at the start of the turn in which their condition first holds, as
    they do in a session; every game meets the same luck. Raises ValueError below two futures.
    """
    if futures < 2:
        raise ValueError("a rehearsal needs two futures")
    playbook = scenario.playbook
    tests = [t for claim in playbook.outcomes for t in claim.tests]
    full = _play(scenario, futures, seed, parameters or {}, ())
    found = []
    for inject in playbook.injects:
        by_hand = inject.when is None
        alone = _play(scenario, futures, seed, parameters or {},
                      () if by_hand else (inject.id,), (inject,) if by_hand else ())
        # One by hand is added to the full game, any other is taken out of it.
        with_it, without = (alone, full) if by_hand else (full, alone)
        fired = np.full(futures, scenario.turns // 2 + 1) if by_hand else full.fired[inject.id]
        found.append(_finding(inject, tests, with_it, without, fired, by_hand, futures))
    return tuple(found)


def _finding(
    inject: InjectSpec, tests: list[OutcomeTest], with_it: _Run, without: _Run,
    fired: npt.NDArray[np.int64], by_hand: bool, futures: int,
) -> InjectFinding:
    moved, shift = "", 0.0
    turned = np.zeros(futures, dtype=np.bool_)
    for test in tests:
        after, before = with_it.final[test.metric], without.final[test.metric]
        spread = float(before.std()) or 1.0
        size = float(np.abs(after - before).mean()) / spread
        if size >= shift:
            moved, shift = test.metric, size
        turned |= _holds(test, after) != _holds(test, before)
    count = {int(t): int(np.sum(fired == t)) for t in np.unique(fired) if t > 0}
    return InjectFinding(inject.id, inject.title, by_hand, bool(inject.effects),
                         int(np.sum(fired > 0)), count, moved, shift, int(turned.sum()), futures)


def _holds(test: OutcomeTest, values: Array) -> Bools:
    found: Bools = (values >= test.low) & (values <= test.high)
    return found


def _play(
    scenario: Scenario, futures: int, seed: int, parameters: Mapping[str, float | Array],
    silent: Collection[str], by_hand: Collection[InjectSpec] = (),
) -> _Run:
    """Play with the injects that fire; ``fired`` holds the turn from 1, or 0, by future."""
    game = ArrayGame(scenario, seed, range(futures), parameters)
    fired = {i.id: np.zeros(futures, dtype=np.int64) for i in scenario.playbook.injects}
    for turn in range(1, scenario.turns + 1):
        for inject in scenario.playbook.injects:
            now = _due(inject, game, turn) & (fired[inject.id] == 0)
            fired[inject.id][now] = turn
            if inject.id not in silent:
                _bring(game, inject, now)
        if turn == scenario.turns // 2 + 1:
            for inject in by_hand:
                _bring(game, inject, np.ones(futures, dtype=np.bool_))
        game.play_turn()
    return _Run({n: np.asarray(game.rows[n]) for n in scenario.program.metrics}, fired)


def _due(inject: InjectSpec, game: ArrayGame, turn: int) -> Bools:
    when, futures = inject.when, game.futures.size
    if when is None:
        return np.zeros(futures, dtype=np.bool_)
    if when.metric is None:
        return np.full(futures, when.turn == turn)
    values = np.asarray(game.rows[when.metric])
    low = -np.inf if when.at_least is None else when.at_least
    high = np.inf if when.at_most is None else when.at_most
    due: Bools = (values >= low) & (values <= high)
    return due


def _bring(game: ArrayGame, inject: InjectSpec, where: Bools) -> None:
    """Apply an inject's effects in some of the futures."""
    if not inject.effects or not where.any():
        return
    twin = game.copy()
    twin.apply(effects_of_inject(inject))
    for name, values in twin.rows.items():
        before = game.rows[name]
        if values is not before:
            game.rows[name] = np.where(where, values, before)
