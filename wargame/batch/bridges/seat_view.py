"""What a seat sees and may do, as flat arrays with declared bounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from wargame.engine.scenario import Scenario, Seat
from wargame.strategies.seeing import Visible
from wargame.strategies.strategy import SET_OF
from wargame.symbolic.declarations import Lever

Array = npt.NDArray[np.float64]
SETS = ("labs", "nations", "regulators")


@dataclass(frozen=True)
class SeatView:
    """The quantities a seat may see: names, bounds, and where each is read.

    They are the world's public figures, the seat's own state and orders, its home nation's public
    figures, and the public figures of every other actor. ``names`` read ``world.token_volume``,
    ``me.cash``, ``labs.openai.closed_price``.
    """

    names: tuple[str, ...]
    low: Array
    high: Array
    places: tuple[tuple[str, int], ...]

    def read(self, rows: Mapping[str, Array]) -> Array:
        """The values now, within the bounds, from the rows of a game of one future."""
        values = np.array([rows[row].reshape(-1)[at] for row, at in self.places])
        return np.asarray(np.clip(values, self.low, self.high), dtype=np.float64)


def seat_view(scenario: Scenario, seat: Seat) -> SeatView:
    """Everything that this seat may see."""
    program, sizes = scenario.program, scenario.sizes
    visible = Visible(program.variables, program.levers)
    names: list[str] = []
    places: list[tuple[str, int]] = []
    mine = SET_OF[seat.kind]
    for name in visible.names(seat.kind, "world"):
        names.append(f"world.{name}")
        places.append((name, 0))
    for name in visible.names(seat.kind, "me"):
        names.append(f"me.{name}")
        places.append((name, seat.position))
    for set_ in SETS:
        public = [n for n in visible.names(seat.kind, set_) if n in program.rows]
        for at, member in enumerate(sizes.names((set_,))):
            if set_ != mine or at != seat.position:
                names += [f"{set_}.{member}.{n}" for n in public]
                places += [(n, at) for n in public]
    declared = [program.variables.get(n) or program.levers[n] for n, _ in places]
    return SeatView(tuple(names), np.array([d.low for d in declared], dtype=np.float64),
                    np.array([d.high for d in declared], dtype=np.float64), tuple(places))


def seat_levers(scenario: Scenario, seat: Seat) -> dict[str, Lever]:
    """The levers of a seat, by name."""
    return {n: lever for n, lever in sorted(scenario.program.levers.items())
            if lever.actors == SET_OF[seat.kind]}
