"""Contributors and talent (M5), and the hub (M13)."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest

from wargame.mechanisms import capability, ecosystem
from wargame.symbolic.book import Book
from wargame.testing.equations import World

MEMBERS = {"labs": ["a", "b"], "nations": ["m", "n"]}
HOME = {"home": {"a": "m", "b": "n"}}
PARAMETERS = {
    "downloads_per_user": 10.0, "download_scale": 1.0, "legacy_openness": 0.5,
    "hub_innovation": 0.04, "hub_imitation": 0.4, "hub_potential": 1e7,
    "hub_without_hardware": 0.5, "derivative_rate": 0.5, "contribution_rate": 1e-4,
    "contributor_loss": 0.4, "community_weight": 0.05, "talent_draw": 0.2, "talent_half": 5000.0}


def build(
    values: dict[str, Any] | None = None, also: tuple[Callable[[Book], None], ...] = (),
    **given: Any,
) -> World:
    names: dict[str, tuple[str, str, Any]] = {
        "released_capability": ("labs", "nat", [1.0, 0.0]), "open_frontier": ("world", "nat", 1.0),
        "openness": ("labs", "share", [1.0, 1.0]), "licence_freedom": ("labs", "share", 1.0),
        "hardware_reach": ("world", "share", 0.2)}
    for name, value in given.items():
        names[name] = (names[name][0], names[name][1], value)
    return World(
        [ecosystem.declare, *also], members=MEMBERS, relations=HOME, parameters=PARAMETERS,
        values={"hub_users": 1e6, "hub_models": 1000.0, "economic_size": [0.7, 0.3],
                "contributors": 1000.0, **(values or {})}, given=names)


def test_downloads_go_to_better_and_freer_weights() -> None:
    world = build()
    # A lag of one nat halves the pull: 1 against .5, of ten downloads a user.
    assert world.flow("release_pull") == pytest.approx([1.0, 0.5])
    assert world.flow("downloads") == pytest.approx([1e7 * 2 / 3, 1e7 / 3])
    # 1000 + .25 * (1e-4 * downloads - .4 * 1000)
    assert world.next("contributors") == pytest.approx(
        [1000 + 0.25 * (2000 / 3 - 400), 1000 + 0.25 * (1000 / 3 - 400)])


def test_weights_that_were_never_released_are_not_downloaded() -> None:
    world = build(released_capability=[-10.0, -10.0], open_frontier=-10.0)
    assert list(world.flow("downloads")) == [0.0, 0.0]
    assert world.next("hub_models") == 1000.0


def test_weights_of_a_lab_that_closed_go_on_being_downloaded() -> None:
    assert build(openness=[0.0, 1.0]).flow("downloads")[0] > 0


def test_m5_more_downloads_bring_more_contributors_and_a_better_open_model() -> None:
    few, many = build(), build(values={"hub_users": 2e6})
    assert many.next("contributors")[0] > few.next("contributors")[0]
    gains = [float(build(values={"contributors": people}).flow("community_gain")[0])
             for people in (1000.0, 2000.0, 3000.0)]
    assert gains[0] == pytest.approx(0.05 * math.log(1001))
    assert gains[2] > gains[1] > gains[0]
    assert gains[2] - gains[1] < gains[1] - gains[0]


def test_m5_the_gain_of_a_community_is_a_level_of_capability() -> None:
    def next_model(gain: float) -> float:
        world = World(
            [capability.declare], members={"labs": ["a"]}, luck={"run_completion": 0.0},
            values={"capability": 0.0, "compute_in_run": 42.0},
            given={"community_gain": ("labs", "nat", gain), "talent": ("labs", "nat", 0.0),
                   "algorithms": ("labs", "nat", 0.0), "openness": ("labs", "share", 1.0),
                   "research_spend": ("labs", "USD bn/yr", 1.0), "catch_up": ("labs", "nat", 0.0),
                   "training_compute": ("labs", "YFLOP/yr", 40.0),
                   "safety_share": ("labs", "share", 0.0)})
        return float(world.next("capability")[0])

    assert next_model(0.3) - next_model(0.1) == pytest.approx(0.2)


def test_m5_a_large_community_draws_talent_to_open_labs_only() -> None:
    world = build(values={"contributors": 5000.0, "talent_base": [0.1, 0.1]}, openness=[1.0, 0.0])
    # Half of the draw of .2 at 5000 contributors.
    assert world.flow("talent") == pytest.approx([0.2, 0.1])


def test_migration_policy_moves_talent_at_home() -> None:
    def visas(book: Book) -> None:
        book.attribute("visas", "nations", "nat", -3, 3, "talent drawn in", "test")
        book.contribute("talent_supply", book["visas"], source="test")

    world = build(values={"visas": [-0.5, 0.0], "contributors": 0.0}, also=(visas,))
    assert world.flow("talent") == pytest.approx([-0.5, 0.0])


def test_hub_users_follow_bass() -> None:
    world = build()
    # Market 1e7 * (.5 + .5 * .2) = 6e6; (.04 + .4 * 1e6 / 1e7) * (6e6 - 1e6) a year.
    assert world.flow("hub_market") == pytest.approx(6e6)
    assert world.next("hub_users") == pytest.approx(1e6 + 0.25 * 0.08 * 5e6)


def test_m13_permissive_licences_raise_the_number_of_models() -> None:
    strict, free = build(licence_freedom=0.5), build(licence_freedom=1.0)
    assert free.next("hub_models") == pytest.approx(1000 + 0.25 * 0.5 * 1e6)
    assert strict.next("hub_models") == pytest.approx(1000 + 0.25 * 0.5 * 1e6 * 0.5)


def geoblock(book: Book) -> None:
    """A hub that serves only some nations."""
    book.attribute("served", "nations", "share", 0, 1, "nations the hub serves", "test", value=1.0)
    book.contribute("hub_access", book["served"], source="test")


def test_m13_geoblocking_the_hub_fragments_it() -> None:
    whole = build(also=(geoblock,))
    split = build(values={"served": [1.0, 0.0]}, also=(geoblock,))
    assert whole.flow("hub_fragmentation") == pytest.approx(0.0)
    # Two hubs of .7 and .3: 1 - .49 - .09.
    assert split.flow("hub_fragmentation") == pytest.approx(0.42)
    assert split.next("hub_users") < whole.next("hub_users")


def test_reach_of_hardware_widens_the_hub() -> None:
    assert build(hardware_reach=0.8).next("hub_users") > build().next("hub_users")
