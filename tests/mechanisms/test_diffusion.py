"""Weights across borders (M29), and effective access (M31)."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest

from wargame.mechanisms import (
    algorithms,
    capability,
    catch_up,
    compute,
    diffusion,
    ecosystem,
    lab_levers,
)
from wargame.symbolic.book import Book
from wargame.testing.equations import World

MEMBERS = {"labs": ["a", "b"], "nations": ["m", "n"]}
HOME = {"home": {"a": "m", "b": "n"}}


def law(book: Book) -> None:
    """A ban on the use of open weights, and controls on access to closed ones, by nation."""
    for name, slot in (("lawful", "diffusion_allowed"), ("served", "api_access")):
        book.attribute(name, "nations", "share", 0, 1, "what the law leaves", "test", value=1.0)
        book.contribute(slot, book[name], source="test")


def build(values: dict[str, Any] | None = None, **given: Any) -> World:
    names: dict[str, tuple[str, str, Any]] = {
        "download_share": ("labs", "share", [1.0, 0.0]), "capability": ("labs", "nat", [3.0, 0.0]),
        "open_frontier": ("world", "nat", 2.0),
        "offered_capability": ("labs", "nat", [3.0, 0.0]),
        "economic_size": ("nations", "share", [0.64, 0.36])}
    for name, value in given.items():
        names[name] = (names[name][0], names[name][1], value)
    return World(
        [diffusion.declare, law], members=MEMBERS, relations=HOME,
        parameters={"diffusion_rate": 2.0, "diffusion_leak": 0.25, "adoption_lag": 2.0,
                    "denial_loss": 6.0},
        values={"closeness": [1.0, 0.5, 0.5, 1.0], "adoption": [0.2, 0.1], **(values or {})},
        given=names)


def test_weights_spread_by_size_and_closeness() -> None:
    world = build()
    # 2 * .8 * 1 at the source and 2 * .6 * .5 abroad, a year.
    assert world.flow("diffusion_pull") == pytest.approx([1.6, 0.6])
    assert world.next("adoption") == pytest.approx([0.2 + 0.4 * 0.8, 0.1 + 0.15 * 0.9])


def test_m29_adoption_never_falls_even_when_nothing_is_released() -> None:
    world = build(download_share=[0.0, 0.0])
    assert list(world.next("adoption")) == [0.2, 0.1]


@pytest.mark.parametrize("lawful", [0.0, 0.5, 1.0])
def test_m29_once_released_weights_spread_whatever_the_law(lawful: float) -> None:
    world = build(values={"lawful": lawful})
    assert (world.next("adoption") > [0.2, 0.1]).all()


def test_m29_a_ban_slows_adoption_and_stops_only_lawful_use() -> None:
    free, banned = build(), build(values={"lawful": [1.0, 0.0]})
    assert banned.next("adoption")[0] == free.next("adoption")[0]
    assert 0.1 < banned.next("adoption")[1] < free.next("adoption")[1]
    assert banned.flow("diffusion_pull")[1] == pytest.approx(0.25 * 0.6)
    assert list(banned.flow("lawful_adoption")) == [0.2, 0.0]


def test_effective_access_is_the_best_of_own_open_and_sold() -> None:
    world = build(values={"served": [1.0, 0.0]})
    # Abroad: own 0, open 2 - 2 * .9, sold 3 - 6.
    assert world.flow("effective_access") == pytest.approx([3.0, 0.2])
    assert build().flow("effective_access") == pytest.approx([3.0, 3.0])
    assert build(values={"served": 0.0, "adoption": 1.0}).flow(
        "effective_access") == pytest.approx([3.0, 2.0])


def test_a_nation_without_labs_lives_on_open_and_sold_models() -> None:
    world = World(
        [diffusion.declare], members=MEMBERS, relations={"home": {"a": "m", "b": "m"}},
        values={"adoption": 1.0, "api_reach": 0.0},
        given={"economic_size": ("nations", "share", 0.5),
               "download_share": ("labs", "share", 0.5), "capability": ("labs", "nat", 1.0),
               "open_frontier": ("world", "nat", 0.5), "offered_capability": ("labs", "nat", 1.0)})
    assert list(world.flow("domestic_capability")) == [1.0, -10.0]
    assert world.flow("effective_access")[1] == pytest.approx(0.5)


SUPPLY: list[Callable[[Book], None]] = [
    lab_levers.declare, capability.declare, algorithms.declare, catch_up.declare,
    ecosystem.declare, diffusion.declare, compute.declare]


def controls(book: Book) -> None:
    """Chip controls on the second nation, and the market's slot."""
    book.slot("closed_utility", "labs", "sum", "nat", -99, 99, "utility of closed models", "test")
    book.attribute("left", "nations", "share", 0, 1, "imports that controls leave", "test")
    book.contribute("compute_supply", book["left"], source="test")


def rival(left: float, mode: int, ticks: int = 16) -> tuple[float, float, float]:
    """Mean access and own capability, and last inference scale, of the nation under controls."""
    access = own = 0.0
    values: dict[str, Any] = {
        "capability": [0.0, -2.0], "aged_capability": [0.0, -2.0],
        "released_capability": [-10.0, -10.0], "algorithms": [0.7, 0.3],
        "compute_in_run": [30.0, 10.0], "national_compute": [5e5, 2e4],
        "chip_demand_share": [0.7, 0.2], "domestic_chip_share": [0.0, 0.1],
        "economic_size": [0.6, 0.4], "closeness": [1.0, 0.6, 0.4, 1.0], "adoption": [0.1, 0.05],
        "api_reach": [1.0, 0.3], "left": [1.0, left]}
    for tick in range(ticks):
        world = World(
            [*SUPPLY, controls], members=MEMBERS, relations=HOME, values=values,
            levers={"release_mode": [mode, 0], "distil_effort": [0, 0.3]}, elapsed=0.25 * tick,
            luck={"run_completion": [0.2 if tick % 2 else 0.9, 0.9 if tick % 3 else 0.2]},
            given={"research_spend": ("labs", "USD bn/yr", [
                        1.5 * math.exp(0.2 * tick), 0.4 * math.exp(0.2 * tick)]),
                   "tokens": ("world", "Mtok/yr", 5e7), "hardware_reach": ("world", "share", 0.3),
                   "open_token_share": ("world", "share", 0.3)})
        stocks = [n for n, v in world.book.variables.items() if v.kind == "stock"]
        values |= {name: world.next(name).ravel() for name in stocks}
        access += float(world.flow("effective_access")[1]) / ticks
        own += float(world.flow("capability")[1]) / ticks
    return access, own, float(world.flow("inference_scale")[1])


def test_m31_open_weights_blunt_chip_controls_on_capability_but_not_on_inference_scale() -> None:
    closed = [rival(left, 0) for left in (1.0, 0.2)]
    open_ = [rival(left, 3) for left in (1.0, 0.2)]
    access_lost, capability_lost, scale_lost = _losses(closed, open_)
    assert access_lost[0] > 0
    assert access_lost[1] < access_lost[0]
    assert capability_lost[1] < capability_lost[0]
    assert scale_lost[1] == pytest.approx(scale_lost[0])
    assert scale_lost[0] > 0


def _losses(
    closed: list[tuple[float, float, float]], open_: list[tuple[float, float, float]],
) -> list[tuple[float, float]]:
    """What controls cost the rival, by measure: where the leader is closed, and where open."""
    return [(closed[0][i] - closed[1][i], open_[0][i] - open_[1][i]) for i in range(3)]
