import numpy as np
import pytest

from wargame.batch.analysis.given import mix_part, parts, point_part


def test_parts_of_plain_runs_agree_with_ishigamis_closed_form():
    x = np.random.default_rng(1).uniform(-np.pi, np.pi, (20_000, 3))
    y = np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])
    found = {p.factor: p for p in parts({f"x{i}": x[:, i] for i in range(3)}, y)}
    assert found["x1"].part == pytest.approx(0.4424, abs=0.02)
    assert found["x0"].part == pytest.approx(0.3139, abs=0.02)
    assert found["x2"].part == pytest.approx(0, abs=0.01)


@pytest.mark.parametrize("heavy", [False, True])
def test_one_sample_in_twenty_of_pure_noise_shows_any_clear_part(heavy):
    generator = np.random.default_rng(2)
    alarms = 0
    for _ in range(40):
        points = {f"n{i}": generator.random(300) for i in range(100)}
        values = generator.normal(size=300)
        found = parts(points, np.exp(2 * values) if heavy else values)
        assert np.mean([p.part for p in found]) == pytest.approx(0, abs=0.02)
        alarms += any(p.clear for p in found)
    assert alarms <= 6


def test_futures_of_one_point_are_one_observation_of_its_numbers():
    generator = np.random.default_rng(4)
    points = {f"n{i}": np.repeat(generator.random(120), 8) for i in range(60)}
    own = np.repeat(generator.normal(size=120), 8)  # moved by the point, by no number of it
    groups = np.repeat(np.arange(120), 8)
    found = parts(points, own + generator.normal(size=960), groups)
    assert not any(p.clear for p in found)
    assert abs(sum(p.part for p in found)) < 1
    moved = parts(points, own + 3 * points["n7"], groups)
    assert moved[0].factor == "n7"
    assert moved[0].clear
    with pytest.raises(ValueError, match="39 points with a value are too few"):
        parts(points, np.where(groups < 39, own, np.nan), groups)


def test_the_points_part_leaves_luck_within_points_out():
    values = np.array([[0.0, 2.0, 10.0, 12.0]])
    assert point_part(values, np.array([0, 0, 1, 1])) == pytest.approx(25 / 26)
    assert point_part(values) == 1
    assert np.isnan(point_part(np.zeros((2, 3))))


def test_missing_runs_are_left_out_and_constants_have_no_parts():
    generator = np.random.default_rng(3)
    x = generator.random(1000)
    y = np.where(generator.random(1000) < 0.3, np.nan, -x)
    found, = parts({"x": x}, y)
    assert found.part > 0.98
    assert found.rises == -1
    assert found.clear
    assert parts({"x": x}, np.full(1000, 0.1)) == ()
    with pytest.raises(ValueError, match="too few"):
        parts({"x": x}, np.full(1000, np.nan))


def test_the_mix_and_the_future_share_the_variance_of_an_additive_table():
    mixes, futures = np.array([[0.0], [2.0]]), np.array([[0.0, 4.0, 8.0]])
    # Variances 1 and 32/3 add up to 35/3.
    assert mix_part(mixes + futures) == pytest.approx((3 / 35, 32 / 35))
    assert np.isnan(mix_part(np.zeros((2, 3)))).all()
