"""Which single changes could turn an equilibrium at all: every knob at the ends of its range."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from wargame.batch.analysis.accounts import Payoff
from wargame.batch.analysis.games import Games
from wargame.batch.analysis.payoffs import Choice
from wargame.batch.analysis.tipping import best_deviation, present
from wargame.engine.scenario import ranges

Array = npt.NDArray[np.float64]
#: Stands for every knob there is.
ALL = "all"
#: Futures that knobs are screened on; those that turn something are looked at on all.
SCREENED = 128


def every_knob(games: Games) -> list[str]:
    """Every uncertain parameter, and every lever of all nations and of all regulators."""
    levers = [f"{lever.actors}.{name}" for name, lever in sorted(
        games.scenario.program.levers.items()) if lever.actors in {"nations", "regulators"}]
    return [*ranges(games.scenario), *levers]


def screened(
    games: Games, profile: Mapping[str, Choice], choices: Mapping[str, Sequence[Choice]],
    payoffs: Mapping[str, Payoff], knobs: Sequence[str], futures: int, *,
    parameters: Mapping[str, float | Array] | None = None,
) -> list[str]:
    """The knobs that turn the profile's standing at an end of their range, in their order.

    A knob that turns it only in the middle is not found.
    """
    found = []
    few = {n: v if np.ndim(v) == 0 else np.asarray(v)[..., :futures]
           for n, v in (parameters or {}).items()}
    for knob in knobs:
        factor = games.factor(knob)
        values = (present(games, knob), factor.low, factor.high)
        stands = [best_deviation(games, profile, choices, payoffs, knob, value, futures,
                                 few).gain <= 0 for value in values]
        if len(set(stands)) > 1:
            found.append(knob)
    return found
