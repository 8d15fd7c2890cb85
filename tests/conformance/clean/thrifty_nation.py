"""A nation that spends within its purse."""

from wargame.hooks import hookimpl
from wargame.strategies import Orders, Strategy, clip, lesser


class ThriftyNation(Strategy):
    name = "thrifty_nation"
    actor = "nation"
    title = "Thrifty"
    claim = "Enforces chip controls by how far its labs lead, within its purse"
    reason = "its labs lead by {lead:.1f} nat"
    optional_levers = frozenset({"chip_control_tier", "chip_enforcement"})

    def decide(self, obs, luck, params):
        lead = obs.me["domestic_capability"] - obs.rivals.highest("domestic_capability")
        wish = clip(lead / 3, 0, 1)
        return Orders(
            chip_control_tier=1, chip_enforcement=lesser(wish, obs.me["public_purse"] / 0.3),
        ).note(lead=lead)


@hookimpl
def register_strategies(register):
    register(ThriftyNation)
