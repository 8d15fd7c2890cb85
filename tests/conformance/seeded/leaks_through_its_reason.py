"""Tells in its reason what the seat before it ordered, which is sealed."""

from wargame.hooks import hookimpl
from wargame.strategies import Orders, Strategy, clip

LAST = {"price": 1.0}


class Gossip(Strategy):
    name = "gossip"
    actor = "lab"
    title = "Gossip"
    claim = "Prices by the gap, and tells what another lab just ordered"
    reason = "the lab before it asks {heard:.2f}"

    def decide(self, obs, luck, params):
        heard = LAST["price"]
        price = clip(0.5 + obs.me["openness"] * 0.5, 0.5, 1.5)
        LAST["price"] = price
        return Orders(price_stance=price).note(heard=heard)


@hookimpl
def register_strategies(register):
    register(Gossip)
