"""The mix of workloads and organisations (M16)."""

from __future__ import annotations

import math

import pytest

from wargame.mechanisms import workloads
from wargame.testing.equations import World


def build(part: float | list[float], **parameters: float) -> World:
    return World(
        [workloads.declare], members={"segments": ["p", "q"]},
        values={"workload_weight": [0.75, 0.25]}, parameters=parameters,
        given={"open_share_of_segment": ("segments", "share", part),
               "segment_tokens": ("segments", "Mtok/yr", [1e7, 3e7]),
               "tokens": ("world", "Mtok/yr", 4e7)})


def test_token_and_workload_shares_weigh_segments_differently() -> None:
    world = build([0.2, 0.6])
    assert world.flow("open_token_share") == pytest.approx(0.25 * 0.2 + 0.75 * 0.6)
    assert world.flow("open_workload_share") == pytest.approx(0.75 * 0.2 + 0.25 * 0.6)


def test_organisations_are_hybrid_within_nine_to_one_odds() -> None:
    world = build(0.5, task_heterogeneity=1.0, organisation_spread=1.0)
    # At even odds an organisation is pure when its own odds pass 9 to 1 either way: chance 1/10.
    assert world.flow("pure_open_share") == pytest.approx(0.1)
    assert world.flow("pure_closed_share") == pytest.approx(0.1)
    assert world.flow("hybrid_share") == pytest.approx(0.8)


def test_an_enterprise_market_of_one_fifth_open_is_mixed_as_worked_by_hand() -> None:
    world = build(0.2, task_heterogeneity=0.7, organisation_spread=1.0)
    lean, band = math.log(4), 0.7 * math.log(9)
    closed_only = 1 / (1 + math.exp(band - lean))
    open_only = 1 / (1 + math.exp(band + lean))
    assert world.flow("hybrid_share") == pytest.approx(1 - closed_only - open_only, rel=1e-4)


@pytest.mark.parametrize("part", [0.05, 0.3, 0.5, 0.9])
def test_m16_more_varied_workloads_make_more_hybrid_organisations(part: float) -> None:
    alike, varied = (build(part, task_heterogeneity=h).flow("hybrid_share") for h in (0.3, 1.5))
    assert varied > alike


def test_the_three_kinds_of_organisation_sum_to_one() -> None:
    world = build([0.001, 0.97])
    total = sum(world.flow(n) for n in ("hybrid_share", "pure_open_share", "pure_closed_share"))
    assert total == pytest.approx(1.0)


def test_a_market_won_outright_is_still_finite() -> None:
    for part in (0.0, 1.0):
        assert 0 <= float(build(part).flow("hybrid_share")) < 0.05
