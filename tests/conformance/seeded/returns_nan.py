"""Divides without looking."""

from wargame.hooks import hookimpl
from wargame.strategies import Orders, Strategy


class Dividing(Strategy):
    name = "unguarded"
    actor = "lab"
    title = "Unguarded"
    claim = "Prices by its part of all research"
    reason = "it does {part:.0%} of the research of the others"

    def decide(self, obs, luck, params):
        others = obs.rivals.total("openness")
        part = obs.me["openness"] / others
        return Orders(price_stance=0.5 + part * 0).note(part=part)


@hookimpl
def register_strategies(register):
    register(Dividing)
