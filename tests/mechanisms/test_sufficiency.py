"""Sufficiency of open models (M17)."""

from __future__ import annotations

import math

import pytest

from wargame.mechanisms import sufficiency
from wargame.testing.equations import World


def build(frontier: float, elapsed: float = 0.0, **parameters: float) -> World:
    return World(
        [sufficiency.declare], members={"segments": ["p", "q"]},
        values={"task_threshold": [0.0, 3.0]},
        parameters={"task_difficulty_spread": 1.5, "new_task_pace": 2.0, **parameters},
        given={"open_frontier": ("world", "nat", frontier),
               "segment_tokens": ("segments", "Mtok/yr", [3e7, 1e7]),
               "tokens": ("world", "Mtok/yr", 4e7),
               "tier_price": ("segments", "share", [0.1, 1.0])},
        elapsed=elapsed)


def test_half_of_tasks_are_done_at_the_threshold() -> None:
    world = build(3.0)
    # (3 - 0) / 1.5 = 2 spreads above the first threshold, at the second
    easy = 1 / (1 + math.exp(-2))
    assert world.flow("sufficiency") == pytest.approx([easy, 0.5])
    assert world.flow("sufficiency_by_count") == pytest.approx(0.75 * easy + 0.25 * 0.5)
    # worth .3 against 1: 3e7 * .1 and 1e7 * 1
    assert world.flow("sufficiency_by_value") == pytest.approx((3 * easy + 10 * 0.5) / 13)


def test_m17_better_open_models_suffice_for_more_tasks() -> None:
    assert (build(2.0).flow("sufficiency") > build(1.0).flow("sufficiency")).all()


def test_m17_a_faster_pace_of_new_tasks_lowers_sufficiency() -> None:
    slow, fast = (build(2.0, 3.0, new_task_pace=r).flow("sufficiency") for r in (0.5, 3.4))
    assert (fast < slow).all()


def test_open_models_that_keep_the_pace_of_new_tasks_stay_as_sufficient() -> None:
    assert build(1.0 + 2.0 * 4, 4.0).flow("sufficiency") == pytest.approx(
        build(1.0).flow("sufficiency"))
