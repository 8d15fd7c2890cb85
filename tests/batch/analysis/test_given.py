import numpy as np
import pytest

from wargame.batch.analysis.given import mix_part, parts


def test_parts_of_plain_runs_agree_with_ishigamis_closed_form():
    x = np.random.default_rng(1).uniform(-np.pi, np.pi, (20_000, 3))
    y = np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])
    found = {p.factor: p for p in parts({f"x{i}": x[:, i] for i in range(3)}, y)}
    assert found["x1"].part == pytest.approx(0.4424, abs=0.02)
    assert found["x0"].part == pytest.approx(0.3139, abs=0.02)
    assert found["x2"].part == pytest.approx(0, abs=0.01)


def test_noise_stands_out_about_one_time_in_twenty():
    generator = np.random.default_rng(2)
    points = {f"n{i}": generator.random(500) for i in range(400)}
    found = parts(points, generator.normal(size=500))
    assert 8 <= sum(p.clear for p in found) <= 34
    assert np.mean([p.part for p in found]) == pytest.approx(0, abs=0.005)


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
