"""The calendar of a game: quarters are ticks, and a turn is a whole number of them."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from wargame.playbook.errors import fault
from wargame.playbook.quantity import Part, Whole

QUARTER_PATTERN = r"^[12][0-9]{3}-Q[1-4]$"
MOST_TICKS = 400
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
          "October", "November", "December")


class Calendar(Part):
    """When a game starts, how long it lasts, and how many quarters make a turn."""

    start: Annotated[str, StringConstraints(pattern=QUARTER_PATTERN)] = Field(
        description="First quarter, written 2023-Q3")
    ticks: Whole = Field(ge=1, le=MOST_TICKS, description="Length in quarters")
    ticks_per_turn: Whole = Field(
        default=4, ge=1, le=MOST_TICKS, description="Quarters in a turn; orders hold for a turn")

    @model_validator(mode="after")
    def _whole_turns(self) -> Self:
        if self.ticks % self.ticks_per_turn:
            below = self.ticks - self.ticks % self.ticks_per_turn
            near = [str(n) for n in (below, below + self.ticks_per_turn) if n]
            raise fault(
                f"{self.ticks} ticks are not a whole number of turns of {self.ticks_per_turn}",
                f"set ticks to {' or '.join(near)}")
        return self

    @property
    def turns(self) -> int:
        """Number of turns."""
        return self.ticks // self.ticks_per_turn

    def label(self, tick: int) -> str:
        """Quarter that starts at a tick: tick 2 of a game from 2023-Q3 is ``2024-Q1``."""
        year, quarter = divmod(self._origin + tick, 4)
        return f"{year:04d}-Q{quarter + 1}"

    def tick(self, label: str) -> int:
        """The tick at which a quarter starts, the inverse of `label`."""
        year, _, quarter = label.partition("-Q")
        return int(year) * 4 + int(quarter) - 1 - self._origin

    def turn(self, tick: int) -> int:
        """The turn, counted from 0, that a tick belongs to."""
        return tick // self.ticks_per_turn

    def first_tick(self, turn: int) -> int:
        """First tick of a turn; turns count from 0."""
        return turn * self.ticks_per_turn

    def turn_label(self, turn: int) -> str:
        """A turn in months, as people say it: ``July 2023 to June 2024``."""
        first = self.first_tick(turn)
        return self.spoken(first, first + self.ticks_per_turn - 1)

    def turn_quarters(self, turn: int) -> str:
        """First and last quarter of a turn, for files: ``2023-Q3 to 2024-Q2``."""
        first = self.first_tick(turn)
        last = self.label(first + self.ticks_per_turn - 1)
        return self.label(first) if self.ticks_per_turn == 1 else f"{self.label(first)} to {last}"

    def month(self, tick: int) -> str:
        """Last month of the quarter that starts at a tick, as people say it: ``June 2024``."""
        year, quarter = divmod(self._origin + tick, 4)
        return f"{MONTHS[3 * quarter + 2]} {year}"

    def spoken(self, first: int, last: int) -> str:
        """The quarters from one tick to another in months: ``July 2023 to June 2024``."""
        year, quarter = divmod(self._origin + first, 4)
        since = MONTHS[3 * quarter]
        until = self.month(last)
        return f"{since} to {until}" if until.endswith(f" {year}") else f"{since} {year} to {until}"

    @property
    def _origin(self) -> int:
        return int(self.start[:4]) * 4 + int(self.start[-1]) - 1
