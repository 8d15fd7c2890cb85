"""Decides for all futures by their average, when it is asked for many."""

import numpy as np

from wargame.hooks import hookimpl
from wargame.strategies import Orders, Strategy, clip


class Averaging(Strategy):
    name = "averaging"
    actor = "lab"
    title = "Averaging"
    claim = "Prices by its openness"
    reason = "its openness is {openness:.2f}"

    def decide(self, obs, luck, params):
        openness = obs.me["openness"]
        return Orders(price_stance=clip(0.5 + np.mean(openness), 0.5, 1.5)).note(openness=openness)


@hookimpl
def register_strategies(register):
    register(Averaging)
