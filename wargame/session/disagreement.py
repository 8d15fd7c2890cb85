"""Does our disagreement matter? Contested parameters by view, and which order each view prefers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from wargame.engine.arrays import ArrayGame
from wargame.engine.input import TurnInput
from wargame.engine.kernel import Kernel
from wargame.engine.onward import continue_many
from wargame.engine.play import Table
from wargame.engine.scenario import Scenario, ScenarioError, ranges
from wargame.hooks.search import suggestion
from wargame.session.beliefs import LARGEST_SEED, Beliefs
from wargame.world.luck import digest

Array = npt.NDArray[np.float64]
FUTURES = 500
#: More contested parameters than this are a different model, not a disagreement.
MOST = 3
#: The view of those who contest nothing: every parameter as it is.
AS_IT_IS = "as it is"
Better = Literal["higher", "lower"]


@dataclass(frozen=True, eq=False)
class ViewResult:
    """One view: its parameter values, and the ends of the metric under each option, in its unit.

    ``preferred`` is the option that is better than every other in more futures than it is worse;
    empty where there is none.
    """

    view: str
    values: Mapping[str, float]
    ends: Mapping[str, Array]
    preferred: str

    def wins(self, option: str, other: str, better: Better) -> int:
        """Futures in which an option ends better than another."""
        one, two = self.ends[option], self.ends[other]
        return int(np.sum(one > two if better == "higher" else one < two))


@dataclass(frozen=True)
class Disagreement:
    """What each view prefers, over the same futures; `AS_IT_IS` is among the views."""

    metric: str
    better: Better
    parameters: tuple[str, ...]
    options: tuple[str, ...]
    views: tuple[ViewResult, ...]
    futures: int

    @property
    def flips(self) -> bool:
        """Whether two views prefer different options."""
        return len({view.preferred for view in self.views}) > 1

    @property
    def words(self) -> str:
        """The answer for a room."""
        contested = " and ".join(name.replace("_", " ") for name in self.parameters)
        if not self.flips:
            said = self.views[0].preferred
            return (f"It does not matter here: every view of {contested} prefers {said}."
                    if said else f"No view of {contested} prefers any option.")
        said = ", ".join(f"'{v.view}' {v.preferred or 'none'}" for v in self.views)
        return f"It matters: which option is preferred depends on {contested} ({said})."


def disagreement(
    position: Table | Beliefs, views: Mapping[str, Mapping[str, float]],
    options: Mapping[str, Mapping[str, Mapping[str, float]]], metric: str, *,
    better: Better | None = None, futures: int = FUTURES, seed: int | None = None,
    kernel: Kernel | None = None,
) -> Disagreement:
    """Run every view on the same futures, under each option.

    ``views`` give values for at most three contested parameters between them; a view that says
    nothing of one leaves it as it is. ``options`` are orders by name, actor and lever, given in
    the coming turn and held to the end by the actors that any option names. A metric that is
    neither better high nor low needs ``better``. From a `Table` the true present is used (for the
    white cell, and for all in the debrief), on a seed of its own, and once its game is over the
    position before the last turn; from `Beliefs` the seat's worlds. Raises `ScenarioError`.
    """
    if isinstance(position, Table) and position.over and position.turn:
        position = position.undone()
    scenario = position.scenario
    parameters = tuple(dict.fromkeys(name for values in views.values() for name in values))
    _check(scenario, views, parameters, options, metric)
    way = better or scenario.program.variables[metric].better
    if way == "neither":
        raise ScenarioError(f"'{metric}' is neither better high nor low; say which is meant")
    game, numbers = _start(position, futures)
    luck = game.seed if isinstance(position, Beliefs) else digest(
        f"disagreement {scenario.playbook.id} {position.turn}") & LARGEST_SEED
    actors = sorted({actor for orders in options.values() for actor in orders})
    held: dict[str, dict[str, float]] = {actor: {} for actor in actors}
    turns = scenario.turns - game.tick // scenario.ticks_per_turn
    if turns < 1:
        raise ScenarioError("these beliefs are of the end of the game; take those of an "
                            "earlier turn")
    results = []
    for view, values in {AS_IT_IS: {}, **views}.items():
        ends = {}
        for option, orders in options.items():
            first = TurnInput({**held, **orders})
            many = continue_many(
                game, numbers, [first, *[TurnInput(held)] * (turns - 1)],
                seed=luck if seed is None else seed, values=values, home=scenario, kernel=kernel,
                names=(metric,))
            ends[option] = many.metrics[-1, 0]
        results.append(ViewResult(view, dict(values), ends, _preferred(ends, way)))
    return Disagreement(metric, way, parameters, tuple(options), tuple(results), numbers.size)


def _start(position: Table | Beliefs, futures: int) -> tuple[ArrayGame, npt.NDArray[np.uint64]]:
    if isinstance(position, Beliefs):
        return position.game, position.game.futures
    return position.game, np.arange(futures, dtype=np.uint64)


def _check(
    scenario: Scenario, views: Mapping[str, Mapping[str, float]], parameters: tuple[str, ...],
    options: Mapping[str, object], metric: str,
) -> None:
    bounds = ranges(scenario)
    if not 1 <= len(parameters) <= MOST:
        raise ScenarioError(f"a disagreement is about one to {MOST} parameters, not "
                            f"{len(parameters)}")
    if len(options) < 2:
        raise ScenarioError("a disagreement is between two options or more")
    if metric not in scenario.program.metrics:
        raise ScenarioError(f"no metric is called '{metric}'"
                            + suggestion(metric, scenario.program.metrics))
    if AS_IT_IS in views:
        raise ScenarioError(f"'{AS_IT_IS}' is the view of those who contest nothing; name this "
                            "view otherwise")
    for view, values in views.items():
        for name, value in values.items():
            if name not in bounds:
                raise ScenarioError(f"view '{view}': no parameter that may vary is called "
                                    f"'{name}'" + suggestion(name, bounds))
            low, high = bounds[name]
            if not low <= value <= high:
                raise ScenarioError(f"view '{view}': '{name}' is {value:g}, outside its range "
                                    f"{low:g} to {high:g}")


def _preferred(ends: Mapping[str, Array], better: Better) -> str:
    """The option that beats every other in more futures than it loses to it."""
    sign = 1 if better == "higher" else -1
    for option, values in ends.items():
        if all(np.sum(sign * values > sign * other) > np.sum(sign * values < sign * other)
               for name, other in ends.items() if name != option):
            return option
    return ""
