"""An instrument with a lever, an equation and a strategy."""

from wargame.hooks import hookimpl
from wargame.strategies import Orders, Strategy, when


@hookimpl
def register_equations(book):
    from wargame.symbolic.operators import at, total

    duty = book.lever("reporting_duty", "regulators", 0, 1, 0, "share", "Reports owed", "assumed")
    cost = book.parameter("reporting_cost", 0.01, 0, 0.1, "USD bn/yr", "Cost of reports", "assumed")
    book.contribute("closed_cost", cost * at(total(duty, "jurisdiction"), "home"), source="assumed")


class Curious(Strategy):
    name = "curious"
    actor = "regulator"
    title = "Curious"
    claim = "Asks for reports once harm is salient"
    reason = "salience is {salience:.2f}"

    def decide(self, obs, luck, params):
        salience = obs.home["salience"]
        return Orders(reporting_duty=when(salience > 0.3, 1, 0)).note(salience=salience)


@hookimpl
def register_strategies(register):
    register(Curious)
