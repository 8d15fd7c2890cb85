"""Nations, labs and regulators as Mesa agents: they observe, decide, and hold until told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import mesa
import numpy as np

from wargame.engine.faults import fault_of
from wargame.engine.reader import Members, SeatReader
from wargame.engine.scenario import Seat
from wargame.strategies.limit import TimeLimitError
from wargame.strategies.reading import luck_row
from wargame.world.luck import key, row_states, uniforms

if TYPE_CHECKING:
    from wargame.engine.model import WargameModel


class Actor(mesa.Agent):  # type: ignore[misc]
    """An actor with a seat; its state lives in the model's rows, under its position."""

    kind: ClassVar[str] = ""

    def __init__(self, model: WargameModel, seat: Seat) -> None:
        super().__init__(model)
        self.seat = seat
        self.actor = seat.actor
        self.reader = SeatReader(model.scenario, seat, model.visible)
        self.looks_at: Members | None = None
        self.orders: list[tuple[str, int, float]] = []

    def observe(self) -> None:
        """Look at the start-of-turn state; everybody looks before anybody decides."""
        self.looks_at = self.model.members

    def decide(self) -> None:
        """Set orders for the turn. A strategy that fails leaves the seat as it is."""
        strategy = self.seat.strategy
        self.orders = []
        if strategy is None or self.looks_at is None:
            return
        name = strategy.name
        if name in self.model.deciders.stopped:
            unasked = self.model.deciders.unasked(self.seat, strategy, self.model.tick + 1)
            if unasked is not None:
                self.model.faults.append(unasked)
            return

        def draw(purpose: str) -> Any:
            address = np.array([key(self.actor, luck_row(name, purpose))], dtype=np.uint64)
            states = row_states(self.model.game_seed, self.model.tick + 1, address)
            return uniforms(states, self.model.futures)[0, 0]

        try:
            with np.errstate(all="ignore"):
                orders = self.reader.decide(self.looks_at, draw)
            self.orders = self.model.deciders.checked(self.seat, strategy, orders)
        except TimeLimitError as error:
            fault = fault_of(self.seat, strategy, self.model.tick + 1, error)
            self.model.deciders.stopped[name] = fault
            self.model.deciders.told.add(self.actor)
            self.model.faults.append(fault)
        except Exception as error:  # noqa: BLE001  a fault of a plugin never ends a game
            self.model.faults.append(fault_of(self.seat, strategy, self.model.tick + 1, error))

    def value(self, name: str) -> float:
        """One of the actor's own quantities, now."""
        return float(self.model.rows[name][self.seat.position])


class Nation(Actor):
    """A nation."""

    kind = "nation"


class Lab(Actor):
    """A lab."""

    kind = "lab"


class Regulator(Actor):
    """A regulator of one nation."""

    kind = "regulator"


AGENTS: dict[str, type[Actor]] = {a.kind: a for a in (Nation, Lab, Regulator)}

