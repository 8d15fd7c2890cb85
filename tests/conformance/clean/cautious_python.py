"""Written with `if`: one future at a time, and nothing wrong with it."""

from wargame.hooks import hookimpl
from wargame.strategies import CLOSED, OPEN_RESTRICTED, Orders, Strategy


class CautiousPython(Strategy):
    name = "cautious_python"
    actor = "lab"
    title = "Cautious"
    claim = "Opens only while it is behind and solvent"
    reason = "it is {lag:.1f} nat behind"

    def decide(self, obs, luck, params):
        lag = obs.me["lag_to_frontier"]
        mode = OPEN_RESTRICTED if lag > 0.5 and obs.me["runway"] > 12 else CLOSED
        return Orders(release_mode=mode).note(lag=lag)


@hookimpl
def register_strategies(register):
    register(CautiousPython)
