"""Changes what it was shown."""

from wargame.hooks import hookimpl
from wargame.strategies import Orders, Strategy, clip


class Mutating(Strategy):
    name = "mutating"
    actor = "lab"
    title = "Mutating"
    claim = "Prices by the gap, doubled in place"
    reason = "the gap it sees is {gap:.1f}"

    def decide(self, obs, luck, params):
        gap = obs.world["perceived_gap"]
        gap *= 0.5
        return Orders(price_stance=clip(gap, 0.5, 1.5)).note(gap=gap)


@hookimpl
def register_strategies(register):
    register(Mutating)
