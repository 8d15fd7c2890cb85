"""The frontier gap and release (M9), and distillation (M10)."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import pytest

from wargame.mechanisms import catch_up, lab_levers
from wargame.symbolic.book import Book
from wargame.testing.equations import World

MEMBERS = {"labs": ["a", "b"], "nations": ["n"]}
HOME = {"home": {"a": "n", "b": "n"}}
PARAMETERS = {
    "catch_up_base": 0.5, "catch_up_publication": 0.6, "catch_up_distillation": 0.8,
    "distillation_detection": 0.1, "reference_exposure": 5e7, "exposure_ceiling": 2.0,
    "identity_friction": 0.1}


def market(book: Book) -> None:
    """The slot of the market that this mechanism adds to, and identity checks to vary."""
    book.slot("closed_utility", "labs", "sum", "nat", -99, 99, "utility of closed models", "test")
    checks = book.attribute("checks", "labs", "share", 0, 1, "identity checks", "test", value=0.0)
    book.contribute("identity_checks", checks, source="test")


def build(
    values: dict[str, Any] | None = None, levers: dict[str, Any] | None = None,
    parameters: dict[str, float] | None = None, also: tuple[Callable[[Book], None], ...] = (),
    luck_gain: Any = 0.0, **given: Any,
) -> World:
    starts = {"capability": [2.0, 0.0], "aged_capability": [2.0, 0.0],
              "released_capability": [-10.0, 0.0], **(values or {})}
    best = starts["capability"]
    gains = luck_gain if isinstance(luck_gain, list) else [luck_gain, luck_gain]
    names: dict[str, tuple[str, str, Any]] = {
        "capability": ("labs", "nat", best),
        "trained_capability": ("labs", "nat", [b + g for b, g in zip(best, gains, strict=True)]),
        "effective_access": ("nations", "nat", max(best)),
        "research_effort": ("labs", "share", 1.0),
        "open_breadth": ("world", "share", 0.5), "tokens": ("world", "Mtok/yr", 1e8),
        "open_token_share": ("world", "share", 0.5), "compute_growth": ("world", "1/yr", 1.6),
        "algorithmic_progress": ("world", "1/yr", 1.04)}
    for name, value in given.items():
        names[name] = (names[name][0], names[name][1], value)
    return World(
        [lab_levers.declare, catch_up.declare, market, *also], members=MEMBERS, relations=HOME,
        values={k: v for k, v in starts.items() if k != "capability"},
        levers={"release_mode": [0, 3], "release_delay": 0, "distil_effort": 0, **(levers or {})},
        parameters={**PARAMETERS, **(parameters or {})}, given=names)


def test_the_gap_is_the_best_model_over_the_best_open_weights() -> None:
    world = build()
    assert world.flow("closed_frontier") == 2.0
    assert world.flow("open_frontier") == 0.0
    assert world.flow("frontier_gap") == 2.0
    # A year of progress at trend is 1.6 + 1.04 = 2.64 nat.
    assert world.flow("gap_months") == pytest.approx(2.0 / 2.64 * 12)
    assert list(world.flow("lag_to_frontier")) == [0.0, 2.0]


def test_a_follower_makes_good_part_of_its_lag() -> None:
    world = build()
    # .5 + .6 * .5 = .8 a year without distillation; 1 - exp(-.2) of a lag of 2 in a quarter.
    assert world.flow("catch_up_rate")[1] == pytest.approx(0.8)
    assert world.flow("catch_up") == pytest.approx([0.0, 2 * (1 - math.exp(-0.2))])


def test_weights_stay_released_after_a_lab_closes() -> None:
    world = build(levers={"release_mode": [0, 0]}, luck_gain=1.0)
    assert list(world.next("released_capability")) == [-10.0, 0.0]


def test_weights_are_out_at_once_without_a_delay() -> None:
    world = build(luck_gain=[0.0, 0.7])
    assert world.next("released_capability")[1] == pytest.approx(0.7)


def test_a_closed_lab_that_opens_releases_what_is_old_enough() -> None:
    world = build(values={"aged_capability": [1.5, 0.0]}, levers={"release_mode": [3, 3]})
    assert world.next("released_capability")[0] == pytest.approx(2.0)
    late = build(values={"aged_capability": [1.5, 0.0]},
                 levers={"release_mode": [3, 3], "release_delay": 4})
    # A fifth of the way from 1.5 to 2.
    assert late.next("released_capability")[0] == pytest.approx(1.6)


def test_released_weights_lag_a_steady_lab_by_the_delay() -> None:
    slope, aged = 0.5, 0.0
    for tick in range(60):
        world = build(values={"capability": [0.0, slope * tick], "aged_capability": [0.0, aged],
                              "released_capability": [-10.0, aged]},
                      levers={"release_delay": 3}, luck_gain=slope)
        aged = float(world.next("aged_capability")[1])
    # Three quarters at .5 a quarter.
    assert slope * 60 - world.next("released_capability")[1] == pytest.approx(1.5, abs=1e-3)


def test_a_ban_stops_release_for_as_long_as_it_holds() -> None:
    def ban(book: Book) -> None:
        book.contribute("release_allowed", 0, source="test")

    world = build(luck_gain=1.0, also=(ban,))
    assert world.next("released_capability")[1] == 0.0


def test_pre_release_review_holds_back_what_is_sold() -> None:
    def review(book: Book) -> None:
        book.contribute("offer_delay", 2, source="test")

    # Two quarters of 2.64 nat a year.
    assert build(also=(review,)).flow("offered_capability") == pytest.approx([0.68, -1.32])
    assert list(build().flow("offered_capability")) == [2.0, 0.0]


def gaps(base: float, ticks: int = 24) -> list[float]:
    """Gaps while the closed leader jumps .65 a quarter on average and the open one only learns."""
    leader, follower, aged, out = 2.0, 0.0, 0.0, 0.0
    found = []
    for tick in range(ticks):
        world = build(values={"capability": [leader, follower], "aged_capability": [leader, aged],
                              "released_capability": [-10.0, out]},
                      parameters={"catch_up_base": base, "catch_up_publication": 0.0})
        found.append(float(world.flow("frontier_gap")))
        leader += 1.3 * (tick % 2)
        follower += float(world.flow("catch_up")[1])
        aged = out = follower
    return found


def test_m9_secrecy_raises_the_mean_gap_which_fluctuates_and_never_vanishes() -> None:
    secret, leaky = gaps(0.5), gaps(3.0)
    assert sum(secret) / len(secret) > sum(leaky) / len(leaky)
    assert min(leaky) > 0.0
    assert len({round(gap, 6) for gap in leaky[8:]}) > 1


def test_m9_published_work_speeds_up_catching_up() -> None:
    little, much = build(open_breadth=0.1), build(open_breadth=0.6)
    assert much.flow("catch_up_rate")[1] > little.flow("catch_up_rate")[1]


def test_distillation_grows_with_the_root_of_what_is_sold_until_a_ceiling() -> None:
    # Half of 1e8 is sold by closed labs: sqrt(1) * (1 - .1).
    world = build(levers={"distil_effort": [0, 1]})
    assert world.flow("distillation_reach") == pytest.approx(0.9)
    assert world.flow("catch_up_rate")[1] == pytest.approx(0.8 + 0.8 * 0.9)
    double = build(tokens=2e8).flow("distillation_reach")
    assert double == pytest.approx(0.9 * math.sqrt(2))
    assert build(tokens=1e12).flow("distillation_reach") == pytest.approx(1.8)


def test_m10_identity_checks_slow_catching_up_and_cost_closed_labs_some_sales() -> None:
    effort = {"distil_effort": [0, 1]}
    free = build(levers=effort)
    checked = build(levers=effort, values={"checks": [0.5, 0.0]})
    # The only closed lab checks half: .1 + .9 * .5 is found.
    assert checked.flow("detection") == pytest.approx(0.55)
    assert checked.flow("catch_up_rate")[1] < free.flow("catch_up_rate")[1]
    assert checked.flow("closed_utility") == pytest.approx([-0.05, 0.0])
    assert list(free.flow("closed_utility")) == [0.0, 0.0]


def test_nobody_catches_up_without_effort_or_past_what_reaches_home() -> None:
    assert list(build(research_effort=0.0).flow("catch_up")) == [0.0, 0.0]
    assert list(build(effective_access=-3.0).flow("catch_up")) == [0.0, 0.0]


def test_all_labs_open_leaves_detection_finite() -> None:
    world = build(levers={"release_mode": [3, 3]}, values={"checks": [1.0, 1.0]})
    assert world.flow("detection") == pytest.approx(0.1)
