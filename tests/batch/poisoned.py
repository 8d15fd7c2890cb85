"""A plugin whose strategies fail in some futures: what a batch must survive."""

from __future__ import annotations

import os
import signal
from typing import Any, ClassVar

from pydantic import Field

from wargame.hooks import hookimpl
from wargame.strategies import Luck, Observation, Orders, Params, Strategy, when


class Chance(Params):
    """How often."""

    share: float = Field(0.0, ge=0, le=1, description="Part of the futures in which it fails")


class Raises(Strategy):
    """Raises in some futures."""

    name: ClassVar[str] = "poisoned_raises"
    actor = "lab"
    reason = "holds"
    Params = Chance

    def decide(self, obs: Observation, luck: Luck, params: Any) -> Orders:
        """Nothing, or an error."""
        if luck.uniform("bad") < params.share:
            raise ZeroDivisionError("poison")
        return Orders()


class Deadly(Raises):
    """Ends the process it runs in, in some futures."""

    name: ClassVar[str] = "poisoned_deadly"

    def decide(self, obs: Observation, luck: Luck, params: Any) -> Orders:
        """Nothing, or the end."""
        if luck.uniform("bad") < params.share:
            os.kill(os.getpid(), signal.SIGKILL)
        return Orders()


class NotANumber(Raises):
    """Orders what is no number, in some futures; it can be compiled."""

    name: ClassVar[str] = "poisoned_not_a_number"

    def decide(self, obs: Observation, luck: Luck, params: Any) -> Orders:
        """A share, or nothing over nothing."""
        bad = when(luck.uniform("bad") < params.share, 0.0, 1.0)
        return Orders(research_share=0.5 * bad / bad)


@hookimpl
def register_strategies(register: Any) -> None:
    """Offer all."""
    for strategy in (Raises, Deadly, NotANumber):
        register(strategy)
