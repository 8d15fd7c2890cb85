"""Looks at what rivals keep to themselves, by the state behind the observation."""

from wargame.hooks import hookimpl
from wargame.strategies import Orders, Strategy, when


class Peeking(Strategy):
    name = "peeking"
    actor = "lab"
    title = "Peeking"
    claim = "Prices by what rivals hold in cash, which it cannot see"
    reason = "rivals hold {cash:.1f}"

    def decide(self, obs, luck, params):
        cash = 0.0
        for cell in obs._read.__closure__ or ():
            if callable(cell.cell_contents) and cell.cell_contents.__name__ == "members":
                cash = sum(cell.cell_contents("cash")) - obs.me["cash"]
        return Orders(price_stance=when(cash > 5, 0.6, 1.2)).note(cash=cash)


@hookimpl
def register_strategies(register):
    register(Peeking)
