"""Dice of matrix adjudication: thrown by the session's own luck, so that anybody can check."""

from __future__ import annotations

from wargame.world.luck import uniform

TARGET = 7
SIDES = 6


def throw(seed: int, tick: int, seat: str, turn: int) -> tuple[int, int]:
    """Two dice for the free action of a seat in a turn, at their own address.

    One action has one throw: asking again, or undoing the turn, gives the same dice.
    """
    first, second = (
        1 + int(uniform(seed, 0, tick, seat, f"adjudication of turn {turn}, die {die}") * SIDES)
        for die in (1, 2))
    return first, second


def odds(net: int) -> int:
    """Chance that two dice plus ``net`` reach 7, in whole percent."""
    ways = sum(a + b + net >= TARGET for a in range(1, SIDES + 1) for b in range(1, SIDES + 1))
    return round(100 * ways / SIDES**2)
