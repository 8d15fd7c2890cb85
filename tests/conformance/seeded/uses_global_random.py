"""Throws its own dice."""

import random  # noqa: TID251  the fault

from wargame.hooks import hookimpl
from wargame.strategies import Orders, Strategy


class Dicing(Strategy):
    name = "dicing"
    actor = "lab"
    title = "Dicing"
    claim = "Prices at random"
    reason = "the dice fell so"

    def decide(self, obs, luck, params):
        return Orders(price_stance=0.5 + random.random())


@hookimpl
def register_strategies(register):
    register(Dicing)
