"""Algorithmic progress and spillover (M8)."""

from __future__ import annotations

from typing import Any

import pytest

from wargame.mechanisms import algorithms
from wargame.testing.equations import World

LABS = {"labs": ["a", "b"]}
PARAMETERS = {
    "algorithmic_progress": 1.0, "open_progress_share": 0.4, "distillation_diversion": 0.2,
    "publication_rate": 0.3, "academic_publication": 0.1, "open_obsolescence": 0.5}


def build(
    openness: list[float], stock: float = 1.0, start: Any = (1.0, 0.0), caught: Any = 0.1,
    distil: Any = 0.0,
) -> World:
    return World(
        [algorithms.declare], members=LABS, parameters=PARAMETERS,
        values={"open_stock": stock, "algorithms": list(start)},
        given={"openness": ("labs", "share", openness), "research_effort": ("labs", "share", 0.8),
               "catch_up_share": ("labs", "share", caught),
               "distil_effort": ("labs", "share", distil)})


def test_progress_is_own_research_open_work_and_copying() -> None:
    world = build([0.0, 1.0], distil=[0.0, 0.5])
    # At a stock of 1 open work reaches half way, so that .6 + .8 * .5 = 1; effort .8.
    assert world.flow("open_breadth") == pytest.approx(0.5)
    leader = 1.0 + 0.25 * 0.8
    follower = 0.0 + 0.25 * 0.8 * 0.9 + 0.1 * (1.0 - 0.0)
    assert world.next("algorithms") == pytest.approx([leader, follower])
    # One open lab publishes .3 * .8, academia .1, and half of the stock grows stale.
    assert world.next("open_stock") == pytest.approx(1 + 0.25 * (0.24 + 0.1 - 0.5))


def play(openness: list[float], ticks: int = 20) -> World:
    """The last of some ticks, with catching up that grows with open work."""
    stock, levels = 1.0, [1.0, 0.0]
    for _ in range(ticks):
        caught = 0.1 * stock / (1 + stock)
        world = build(openness, stock, levels, caught)
        stock, levels = float(world.next("open_stock")), list(world.next("algorithms"))
    return world


def test_m8_more_openness_raises_world_algorithms_and_shrinks_the_leaders_lead() -> None:
    closed, open_ = play([0.0, 0.0]), play([1.0, 1.0])
    assert open_.flow("open_stock") > closed.flow("open_stock")
    assert open_.flow("world_algorithms") > closed.flow("world_algorithms")
    assert open_.flow("algorithmic_lead") < closed.flow("algorithmic_lead")


def test_without_effort_or_catching_up_nothing_improves() -> None:
    world = World(
        [algorithms.declare], members=LABS, values={"algorithms": [1.0, 0.0]},
        given={"openness": ("labs", "share", 1.0), "research_effort": ("labs", "share", 0.0),
               "catch_up_share": ("labs", "share", 0.0), "distil_effort": ("labs", "share", 0.0)})
    assert list(world.next("algorithms")) == [1.0, 0.0]
