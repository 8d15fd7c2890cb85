"""Lobbies with money that it does not have."""

from wargame.hooks import hookimpl
from wargame.strategies import Orders, Strategy


class Lavish(Strategy):
    name = "lavish"
    actor = "lab"
    title = "Lavish"
    claim = "Spends the most on lobbying, whatever it has"
    reason = "influence is worth any price"

    def decide(self, obs, luck, params):
        return Orders(lobby_spend=0.5, price_stance=1)


@hookimpl
def register_strategies(register):
    register(Lavish)
