"""Benchmark noise (M14) and the gap that buyers believe in."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from wargame.mechanisms import perception
from wargame.symbolic.book import Book
from wargame.testing.equations import World

QUIET = {"benchmark_noise": 0.3, "gap_drift": 0.4, "benchmark_gaming": 0.1}
Build = Callable[..., World]


def seen(gap: float, belief: float, *, luck: float = 0.5, **parameters: float) -> World:
    return World([perception.declare], members={}, values={"gap_belief": belief},
                 parameters={**QUIET, **parameters}, luck={"benchmark_error": luck},
                 given={"frontier_gap": ("world", "nat", gap)})


def open_share(build: Build, gap: float, sigma: float) -> float:
    """Open share of all demand when buyers, who expect a gap of 2, learn it with error sigma."""
    world = build(
        also=(perception.declare,), drop=("perceived_gap",), values={"gap_belief": 2.0},
        parameters={"benchmark_noise": sigma, "benchmark_gaming": 0.0, "gap_drift": 0.4},
        given={"frontier_gap": ("world", "nat", gap)})
    return float(world.flow("open_share_of_segment").mean())


def test_belief_moves_towards_the_signal_by_its_weight() -> None:
    world = seen(3.1, 1.0)
    # drift^2 / (drift^2 + noise^2) = .16 / .25 = .64; the signal is 3.1 - .1
    assert world.flow("signal_weight") == pytest.approx(0.64)
    assert world.flow("perceived_gap") == pytest.approx(0.36 * 1.0 + 0.64 * 3.0)
    assert world.next("gap_belief") == pytest.approx(2.28)


def test_a_lucky_draw_shifts_what_is_seen_by_a_standard_error() -> None:
    one_sigma = 0.8413447460685429
    shift = seen(3.1, 1.0, luck=one_sigma).flow("perceived_gap") - seen(3.1, 1.0).flow(
        "perceived_gap")
    assert shift == pytest.approx(0.64 * 0.3)


def test_m14_less_noise_raises_open_share_when_the_gap_is_small(demand_world: Build) -> None:
    assert open_share(demand_world, 0.3, 0.2) > open_share(demand_world, 0.3, 1.5)


def test_m14_less_noise_lowers_open_share_when_the_gap_is_large(demand_world: Build) -> None:
    assert open_share(demand_world, 5.0, 0.2) < open_share(demand_world, 5.0, 1.5)


def test_m14_gaming_of_tests_hides_part_of_the_gap() -> None:
    assert seen(3.0, 1.0, benchmark_gaming=0.6).flow("perceived_gap") < seen(
        3.0, 1.0, benchmark_gaming=0.0).flow("perceived_gap")


def test_m14_evaluation_institutes_sharpen_the_signal() -> None:
    def institute(book: Book) -> None:
        book.contribute("evaluation_noise", 0.5, source="test")

    given = {"frontier_gap": ("world", "nat", 1.0)}
    plain = World([perception.declare], members={}, parameters=QUIET, given=given)
    sharper = World([perception.declare, institute], members={}, parameters=QUIET, given=given)
    # .16 / (.16 + .0225) instead of .64
    assert sharper.flow("signal_weight") == pytest.approx(0.16 / 0.1825)
    assert sharper.flow("signal_weight") > plain.flow("signal_weight")
