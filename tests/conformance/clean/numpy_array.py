"""Written with NumPy: many futures at once, and nothing wrong with it."""

import numpy as np

from wargame.hooks import hookimpl
from wargame.strategies import Orders, Strategy


class NumpyArray(Strategy):
    name = "numpy_array"
    actor = "lab"
    title = "Two signs"
    claim = "Cuts its price when two signs agree"
    reason = "signs: {signs:.0f}"

    def decide(self, obs, luck, params):
        both = np.logical_and(obs.me["openness"] > 0.5, obs.rivals.highest("openness") > 0.5)
        return Orders(price_stance=np.where(both, 0.7, 1.1)).note(signs=np.where(both, 1, 0))


@hookimpl
def register_strategies(register):
    register(NumpyArray)
