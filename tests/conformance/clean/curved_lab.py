"""A lab whose rule uses every function there is."""

from wargame.hooks import hookimpl
from wargame.strategies import (
    Orders,
    Strategy,
    between,
    clip,
    exp,
    greater,
    log,
    power,
    root,
    when,
)


class CurvedLab(Strategy):
    name = "curved_lab"
    actor = "lab"
    title = "Curved"
    claim = "Lets research, price and safety follow its distance to the frontier along curves"
    reason = "the urge is {urge:.2f}"

    def decide(self, obs, luck, params):
        lag = greater(obs.me["lag_to_frontier"], 0)
        urge = 1 - exp(-(lag / 2))
        return Orders(
            research_share=clip(0.4 + 0.4 * urge, 0, 1),
            price_stance=clip(1.2 - 0.2 * log(1 + lag), 0.3, 2),
            safety_share=clip(0.3 * power(1 - urge, 1.5), 0, 0.5),
            distil_effort=when(between(lag, 0.2, 3), clip(root(lag) / 2, 0, 1), 0),
        ).note(urge=urge)


@hookimpl
def register_strategies(register):
    register(CurvedLab)
