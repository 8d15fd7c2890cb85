"""Thinks for too long."""

import time

from wargame.hooks import hookimpl
from wargame.strategies import Orders, Strategy


class Sleeping(Strategy):
    name = "sleeping"
    actor = "lab"
    title = "Sleeping"
    claim = "Waits before it decides"
    reason = "it slept on it"

    def decide(self, obs, luck, params):
        time.sleep(30)
        return Orders(price_stance=1)


@hookimpl
def register_strategies(register):
    register(Sleeping)
