"""Has no answer for one state that is seldom met."""

from wargame.hooks import hookimpl
from wargame.strategies import Orders, Strategy


class Brittle(Strategy):
    name = "brittle"
    actor = "lab"
    title = "Brittle"
    claim = "Prices by the public's trust, by a table"
    reason = "trust is {trust:.0%}"

    def decide(self, obs, luck, params):
        trust = obs.home["trust"]
        table = {0: 1.2, 1: 1.1, 2: 1.0, 3: 0.9}
        return Orders(price_stance=table[int(trust * 4)]).note(trust=trust)


@hookimpl
def register_strategies(register):
    register(Brittle)
