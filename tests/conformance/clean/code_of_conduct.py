"""An instrument of nations that acts through two slots, with a strategy for it and one for labs."""

from wargame.hooks import hookimpl
from wargame.strategies import OPEN_RESTRICTED, Orders, Strategy, clip


@hookimpl
def register_equations(book):
    from wargame.symbolic.operators import at

    code = book.lever("conduct_code", "nations", 0, 1, 0, "share", "How binding a code is",
                      "assumed")
    care = book.parameter("conduct_care", 0.2, 0, 0.5, "share", "Incidents avoided", "assumed")
    price = book.parameter("conduct_price", 0.02, 0, 0.1, "USD bn/yr", "Its cost to a lab",
                           "assumed")
    book.contribute("incident_factor", 1 - care * code, source="assumed")
    book.contribute("release_cost", price * at(code, "home"), source="assumed")


class Host(Strategy):
    name = "code_host"
    actor = "nation"
    title = "Host"
    claim = "Makes the code more binding as its public is alarmed"
    reason = "alarm stands at {alarm:.2f}"

    def decide(self, obs, luck, params):
        alarm = clip(obs.me["alarm_felt"], 0, 1)
        return Orders(conduct_code=alarm).note(alarm=alarm)


class Signatory(Strategy):
    name = "code_signatory"
    actor = "lab"
    title = "Signatory"
    claim = "Releases under a licence, and puts more into safety where its nation's code binds"
    reason = "the code at home binds by {code:.0%}"

    def decide(self, obs, luck, params):
        code = obs.home["conduct_code"]
        return Orders(release_mode=OPEN_RESTRICTED, safety_share=0.1 + 0.3 * code).note(code=code)


@hookimpl
def register_strategies(register):
    register(Host)
    register(Signatory)
