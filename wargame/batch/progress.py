"""How far a batch is, for whoever watches: a terminal, a notebook, a page of the app."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Progress:
    """Games ``done`` of ``total``, of which ``failed``; ``here`` were played since ``seconds``."""

    done: int
    total: int
    failed: int
    here: int
    seconds: float

    @property
    def rate(self) -> float:
        """Games a second."""
        return self.here / self.seconds if self.seconds > 0 else 0.0

    @property
    def left(self) -> float | None:
        """Seconds still to go, once there is a rate."""
        return (self.total - self.done) / self.rate if self.rate > 0 else None

    @property
    def words(self) -> str:
        """One line."""
        line = f"{self.done:,} of {self.total:,} games"
        if self.here:
            line += f", {self.rate:,.0f} a second"
        if self.left is not None and self.done < self.total:
            line += f", {duration(self.left)} left"
        return line + (f", {self.failed:,} failed" if self.failed else "")


Watcher = Callable[[Progress], None]


def duration(seconds: float) -> str:
    """A time span as people say it."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
