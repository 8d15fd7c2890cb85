"""The moment at which a sponsor gives up open releases (M27), as a rule that strategies share."""

from __future__ import annotations

from typing import Any

from wargame.strategies.rules import exp, when
from wargame.strategies.strategy import Memory
from wargame.world.observation import Luck, Observation

#: The memory that strategies with such a rule declare.
GIVEN_UP = {"given_up": Memory(0, 0, 1, "1 once it has given up open releases, until it returns")}


def given_up(
    obs: Observation, luck: Luck, *, resolve: Any, turn_years: Any, return_chance: Any,
) -> Any:
    """1 where pressure makes the lab give up open releases now or keeps it from returning, else 0.

    Proportional hazard (Cox 1972): the chance within a turn is ``1 - exp(-hazard * years)``, with
    the lab's ``defection_pressure`` (1/yr) less the part that its leadership shrugs off. Later it
    returns with a fixed chance a turn.
    """
    out = obs.memory["given_up"] > 0.5
    exposed = (obs.me["release_mode"] > 1.5) & ~out
    hazard = obs.me["defection_pressure"] * (1 - resolve)
    strikes = exposed & (luck.uniform("defection") < 1 - exp(-(hazard * turn_years)))
    stays = out & (luck.uniform("return") > return_chance)
    return when(strikes | stays, 1, 0)
