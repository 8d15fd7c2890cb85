"""Mixes by addressed luck and remembers: nothing wrong with either."""

from typing import ClassVar

from pydantic import Field

from wargame.hooks import hookimpl
from wargame.strategies import Memory, Orders, Params, Strategy, greater, when


class MixedParams(Params):
    chance: float = Field(0.3, ge=0, le=1, description="Chance a turn of a lower price")


class MixedMemory(Strategy):
    name = "mixed_memory"
    actor = "lab"
    title = "Mixer"
    claim = "Lowers its price now and then, and for good once rivals are open"
    reason = "it drew {draw:.2f}"
    memory: ClassVar[dict[str, Memory]] = {"seen": Memory(0, 0, 1, "a rival was open")}
    Params = MixedParams

    def decide(self, obs, luck, params):
        seen = greater(obs.memory["seen"], when(obs.rivals.highest("openness") > 0, 1, 0))
        draw = luck.uniform("price")
        return Orders(price_stance=when((draw < params.chance) | (seen > 0.5), 0.8, 1)).remember(
            seen=seen).note(draw=draw)


@hookimpl
def register_strategies(register):
    register(MixedMemory)
