"""Plain Python over a few steps ahead: slow in a batch, and nothing wrong with it."""

import math

from wargame.hooks import hookimpl
from wargame.strategies import Orders, Strategy


def best_price(gap):
    """The price stance with the highest guess of profit among a few."""
    best, found = -math.inf, 1.0
    for step in range(8):
        stance = 0.5 + 0.1 * step
        guess = stance * math.exp(-stance / (1 + max(gap, 0.0)))
        if guess > best:
            best, found = guess, stance
    return found


class LoopingPython(Strategy):
    name = "looping_python"
    actor = "lab"
    title = "Looks ahead"
    claim = "Tries eight prices and takes the best by a rule of thumb"
    reason = "buyers see a gap of {gap:.1f} nat"

    def decide(self, obs, luck, params):
        gap = obs.world["perceived_gap"]
        return Orders(price_stance=best_price(float(gap))).note(gap=gap)


@hookimpl
def register_strategies(register):
    register(LoopingPython)
