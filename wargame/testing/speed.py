"""How fast a strategy decides, on this computer."""

from __future__ import annotations

import time
from dataclasses import dataclass

from wargame.strategies.reading import Tier
from wargame.testing.asking import Inquiry

#: Most that a decision of one seat may take on average, in seconds.
SLOW = 0.005
#: Decisions that are timed in any case: the computer may stand still in one of them.
FEWEST = 5


@dataclass(frozen=True)
class Speed:
    """Seconds for a decision at the table, and in a batch for each future where it plays so."""

    strategy: str
    tier: Tier
    why: str
    alone: float
    each: float | None

    def __str__(self) -> str:
        batch = "" if self.each is None else f", {self.each * 1e6:.2f} us a future on arrays"
        why = f" ({self.why})" if self.why else ""
        return (f"{self.strategy}: {self.tier} tier{why}; {self.alone * 1e6:.0f} us a decision"
                f"{batch}")


def measure(inquiry: Inquiry, tier: Tier, why: str, *, decisions: int = 20) -> Speed:
    """Time a few decisions of the first seat; stops early at a strategy that is slow."""
    seat = inquiry.seats[0]
    inquiry.ask(seat, 0)
    taken: list[float] = []
    while len(taken) < decisions and (len(taken) < FEWEST or sum(taken) < 20 * SLOW):
        started = time.perf_counter()
        inquiry.ask(seat, len(taken) % inquiry.situations.count)
        taken.append(time.perf_counter() - started)
    # Other work of the computer slows some decisions, never the half of them.
    alone = sorted(taken)[len(taken) // 2]
    each = None
    if tier != "python" and alone < SLOW:
        started = time.perf_counter()
        inquiry.ask_all(seat)
        each = (time.perf_counter() - started) / inquiry.situations.count
    return Speed(inquiry.strategy.name, tier, why, alone, each)
