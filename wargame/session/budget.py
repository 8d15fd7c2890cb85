"""What a seat can pay: the model's own rule, asked for orders without bounds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from wargame.engine.arrays import ArrayGame
from wargame.engine.scenario import Scenario, Seat
from wargame.session.figures import INCOME, in_words
from wargame.symbolic.declarations import Lever
from wargame.symbolic.numpy_backend import NumpyMachine

SMALL = 1e-9
HUGE = 1e9


def budget_of(scenario: Scenario, game: ArrayGame, seat: Seat) -> float | None:
    """What the seat can pay for costed levers, USD bn a year; None where nothing limits it.

    The model settles orders by the part of them that an actor can afford; asked for orders
    without bounds, that part times their cost is the budget.
    """
    name = f"affordable {seat.kind}s"
    program = scenario.program
    if name not in program.rows:
        return None
    costed = [lever for lever in program.levers.values()
              if lever.actors == f"{seat.kind}s" and lever.cost]
    levers = set(program.levers)
    statements = [s for s in program.settle if s.out not in levers]
    rows = {n: np.asarray(v) for n, v in game.rows.items()}
    for lever in costed:
        rows[lever.name] = np.full_like(rows[lever.name], HUGE)
    NumpyMachine(program, scenario.sizes).prepare(statements)(rows, 1)
    part = float(rows[name].reshape(-1)[seat.position])
    return part * sum(lever.cost for lever in costed) * HUGE


def cost_of(levers: Sequence[Lever], present: Mapping[str, float],
            ordered: Mapping[str, float]) -> float:
    """What levers cost under an order, USD bn a year; those left out stay as they are."""
    return sum(v.cost * ordered.get(v.name, present[v.name]) for v in levers if v.cost)


def money_words(cost: float, budget: float) -> str:
    """What is asked for and what there is."""
    spent = in_words(INCOME, cost) if cost > 0 else "nothing extra"
    at_hand = in_words(INCOME, budget) if budget > 0 else "nothing"
    return f"These orders cost {spent}, and {at_hand} is at hand."
