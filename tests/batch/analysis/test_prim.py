from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wargame.batch.analysis.prim import prim, redrawn, simplified
from wargame.batch.analysis.resampling import resampled


def table(count=4000, seed=0, noise=0.1):
    generator = np.random.default_rng(seed)
    points = {f"u{i}": generator.random(count) for i in range(6)}
    good = (points["u1"] > 0.6) & (points["u3"] < 0.4) & (generator.random(count) > noise)
    return points, good


def test_a_planted_box_is_found_with_its_two_factors_and_limits():
    points, good = table()
    box = prim(points, good).best()
    assert set(box.limits) == {"u1", "u3"}
    assert box.limits["u1"] == (pytest.approx(0.6, abs=0.02), np.inf)
    assert box.limits["u3"] == (-np.inf, pytest.approx(0.4, abs=0.02))
    assert box.coverage > 0.93
    assert box.density > 0.86
    assert box.rule.startswith("u1 is at least 0.6") or "u1 is at least 0.5" in box.rule


def test_coverage_density_and_counts_are_those_of_the_points_inside():
    points, good = table(800, 3)
    for box in prim(points, good).boxes:
        inside = box.contains(points)
        assert box.inside == inside.sum()
        assert box.cases == good[inside].sum()
        assert box.coverage == box.cases / good.sum()
        assert box.density == box.cases / box.inside


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(40, 300), st.booleans())
def test_a_path_shrinks_step_by_step_and_never_below_the_least_mass(seed, count, ties):
    generator = np.random.default_rng(seed)
    points = {n: generator.random(count) for n in "abc"}
    if ties:
        points["a"] = np.floor(3 * points["a"])
    good = generator.random(count) < 0.3
    good[0] = True
    path = prim(points, good)
    insides = [b.contains(points) for b in path.boxes]
    for before, after in pairwise(insides):
        assert (after <= before).all()
        assert after.sum() < before.sum()
    assert all(i.sum() >= 0.05 * count for i in insides)
    assert path.boxes[0].coverage == 1


def test_equal_values_are_peeled_together():
    generator = np.random.default_rng(1)
    codes = generator.integers(0, 4, 600).astype(float)
    box = prim({"regime": codes, "other": generator.random(600)}, codes == 3).best()
    assert box.limits == {"regime": (3.0, np.inf)}
    assert (box.coverage, box.density) == (1.0, 1.0)


# Coverage and density of the workbench's boxes 30 to 43 on `table(3000, 7)`: EMA Workbench 2.5.3,
# peel_alpha .05, its default objective.
WORKBENCH = [
    (1.0, 0.6787), (1.0, 0.7148), (1.0, 0.7535), (1.0, 0.7937), (1.0, 0.8369), (1.0, 0.8814),
    (0.9582, 0.8901), (0.9188, 0.9), (0.877, 0.9043), (0.8376, 0.9093), (0.7981, 0.9125),
    (0.761, 0.9162), (0.7239, 0.9176), (0.6891, 0.9195)]


def test_our_boxes_are_those_that_the_workbench_once_found():
    boxes = prim(*table(3000, 7)).boxes[30:44]
    assert [(round(b.coverage, 4), round(b.density, 4)) for b in boxes] == WORKBENCH


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # of the workbench and what it imports
@pytest.mark.parametrize("seed", [7, 8, 9])
def test_our_boxes_are_those_of_the_workbench_installed(seed):
    pandas = pytest.importorskip("pandas")
    workbench = pytest.importorskip("ema_workbench.analysis.prim", exc_type=ImportError)
    points, good = table(3000, seed)
    theirs = workbench.Prim(pandas.DataFrame(points), good.astype(int), threshold=0.5,
                            peel_alpha=0.05, paste_alpha=0.05).find_box()
    trajectory = theirs.peeling_trajectory
    ours = prim(points, good).boxes
    # Further down, boxes are so small that a tie decides.
    for at in range(41):
        assert ours[at].coverage == pytest.approx(trajectory["coverage"][at], abs=1e-9)
        assert ours[at].density == pytest.approx(trajectory["density"][at], abs=1e-9)
    for factor, (low, high) in ours[36].limits.items():
        limits = theirs.box_lims[36][factor]
        assert np.isinf(low) or low == pytest.approx(limits[0], abs=0.005)
        assert np.isinf(high) or high == pytest.approx(limits[1], abs=0.005)


def test_restrictions_that_chance_could_have_made_are_taken_out():
    points, good = table(4000, 2)
    late = prim(points, good).boxes[-1]
    assert late.restricted > 2
    assert set(simplified(late, points, good, chance=1e-6).limits) == {"u1", "u3"}


def test_halves_of_the_futures_find_the_true_factors_and_not_noise():
    points, good = table(2000, 4)
    box = prim(points, good).best()
    check = resampled(points, good, box)
    assert check.holds(box)
    assert check.found["u1"] == check.found["u3"] == 10
    assert check.density == pytest.approx(box.density, abs=0.05)
    noise = np.random.default_rng(0).random(2000) < 0.2
    found = prim(points, noise).best(density=0.35)
    assert not resampled(points, noise, found).holds(found, share=0.95)
    assert resampled(points, noise, found).density < found.density


def test_a_box_tried_on_other_futures_keeps_its_limits():
    points, good = table(4000, 5)
    box = prim(points, good).best()
    fresh = redrawn(box, *table(4000, 6))
    assert fresh.limits == box.limits
    assert fresh.density == pytest.approx(box.density, abs=0.05)


@pytest.mark.parametrize(("points", "good", "words"), [
    ({}, [True], "a factor"), ({"a": [1.0, 2.0]}, [False, False], "nothing to find"),
    ({"a": [1.0, np.nan]}, [True, False], "finite"), ({"a": [1.0]}, [True, False], "do not pair"),
])
def test_what_cannot_be_peeled_is_refused(points, good, words):
    with pytest.raises(ValueError, match=words):
        prim({n: np.array(v) for n, v in points.items()}, np.array(good))
