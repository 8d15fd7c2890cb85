import numpy as np
import pytest

from wargame.batch.analysis.factors import Factor
from wargame.batch.analysis.gate import MissingRunsError
from wargame.batch.analysis.sensitivity import morris_study, sensitivity, sobol_study
from wargame.batch.analysis.study import game_sensitivity

ANGLES = [Factor(f"x{i}", -np.pi, np.pi) for i in (1, 2, 3)]


def ishigami(x, a=7.0, b=0.1):
    return np.sin(x[:, 0]) + a * np.sin(x[:, 1]) ** 2 + b * x[:, 2] ** 4 * np.sin(x[:, 0])


def by_name(found):
    return {i.factor: i for i in found.indices}


def test_ishigami_agrees_with_its_closed_form():
    study = sobol_study(ANGLES, 4096, seed=3)
    found = sensitivity(study, ishigami(study.points))
    a, b = 7.0, 0.1
    variance = a**2 / 8 + b * np.pi**4 / 5 + b**2 * np.pi**8 / 18 + 0.5
    first = [0.5 * (1 + b * np.pi**4 / 5) ** 2 / variance, a**2 / 8 / variance, 0.0]
    joint = 8 * b**2 * np.pi**8 / 225 / variance
    total = [first[0] + joint, first[1], joint]
    indices = by_name(found)
    for i, factor in enumerate(ANGLES):
        assert indices[factor.name].first == pytest.approx(first[i], abs=0.02)
        assert indices[factor.name].total == pytest.approx(total[i], abs=0.02)
        assert abs(indices[factor.name].first - first[i]) < 2 * indices[factor.name].first_half
    assert found.variance == pytest.approx(variance, rel=0.02)
    assert [i.factor for i in found.indices] == ["x1", "x2", "x3"]


def test_the_g_function_of_sobol_agrees_with_its_closed_form():
    a = np.array([0.0, 1.0, 4.5, 9.0, 99.0])
    study = sobol_study([Factor(f"x{i}", 0, 1) for i in range(5)], 4096, seed=1)
    values = np.prod((np.abs(4 * study.points - 2) + a) / (1 + a), axis=1)
    own = 1 / (3 * (1 + a) ** 2)
    variance = np.prod(1 + own) - 1
    indices = by_name(sensitivity(study, values))
    for i in range(5):
        total = own[i] * np.prod(np.delete(1 + own, i)) / variance
        assert indices[f"x{i}"].first == pytest.approx(own[i] / variance, abs=0.02)
        assert indices[f"x{i}"].total == pytest.approx(total, abs=0.02)


def test_morris_finds_the_linear_effects_and_the_inert_factor():
    study = morris_study([Factor("a", 0, 2), Factor("b", -1, 1), Factor("c", 0, 1)], 20)
    x = study.points
    found = by_name(sensitivity(study, 3 * x[:, 0] - 2 * x[:, 1]))
    assert found["a"].total == pytest.approx(6)
    assert found["b"].total == pytest.approx(4)
    assert found["c"].total == pytest.approx(0)
    assert found["a"].first == pytest.approx(0, abs=1e-9)


def test_one_missing_run_is_refused_with_its_number():
    study = sobol_study(ANGLES, 64)
    values = ishigami(study.points)
    values[7] = np.nan
    with pytest.raises(MissingRunsError, match=r"1 of 320 runs .* run 7\).*missing='drop'"):
        sensitivity(study, values, outcome="open_token_share")


def test_dropping_leaves_out_whole_blocks_says_so_and_stays_right():
    study = sobol_study(ANGLES, 2048, seed=2)
    values = ishigami(study.points)
    generator = np.random.default_rng(0)
    values[generator.choice(values.size, 20, replace=False)] = np.nan
    found = sensitivity(study, values, missing="drop")
    assert 1 <= found.dropped_blocks <= 20
    assert found.runs == (2048 - found.dropped_blocks) * 5
    assert f"{found.dropped_blocks} blocks of 5 runs were left out" in found.words
    assert by_name(found)["x1"].first == pytest.approx(0.314, abs=0.05)


def test_infinite_runs_are_missing_too_and_too_few_blocks_are_refused():
    study = sobol_study(ANGLES, 4)
    values = ishigami(study.points)
    values[0] = np.inf
    with pytest.raises(MissingRunsError, match="only 3 of 4 blocks"):
        sensitivity(study, values, missing="drop")


def test_an_outcome_that_never_changes_has_no_indices_instead_of_zeros():
    study = sobol_study(ANGLES, 8)
    found = sensitivity(study, np.full(40, 0.3), outcome="hybrid_share")
    assert found.constant
    assert found.indices == ()
    assert found.words == "hybrid share is the same in all 40 runs"


def test_whole_factors_take_every_number_equally_often():
    values = Factor("code", 0, 3, whole=True).at(np.linspace(0, 1, 4001))
    assert set(values) == {0, 1, 2, 3}
    assert np.ptp(np.bincount(values.astype(int))) <= 1
    with pytest.raises(ValueError, match="low below its high"):
        Factor("x", 1, 1)


@pytest.mark.parametrize("size", [0, 3, 6])
def test_a_sobol_study_wants_a_power_of_two(size):
    with pytest.raises(ValueError, match="power of two"):
        sobol_study(ANGLES, size)


def test_a_lever_nobody_feels_has_no_influence_and_luck_is_a_factor(games):
    quiet = games.seated({"meta": None})
    found = game_sensitivity(quiet, ["compute_growth", "uk.chip_control_tier"],
                             ["open_token_share"], size=4)["open_token_share"]
    indices = by_name(found)
    assert set(indices) == {"compute_growth", "uk.chip_control_tier", "luck"}
    assert found.runs == 4 * 5
    assert indices["uk.chip_control_tier"].total < indices["compute_growth"].total


def test_games_of_a_study_can_be_played_again_one_by_one(games):
    from wargame.batch.analysis.study import played

    study = morris_study([games.factor("us_regulator.liability_regime"),
                          games.factor("compute_growth")], 4)
    together = played(games, study, ["open_token_share"])["open_token_share"]
    at = 4
    alone = games.play([study.blocks[at]], ["open_token_share"], settings={
        f.name: study.points[at:at + 1, i] for i, f in enumerate(study.factors)})
    assert alone["open_token_share"][0] == together[at]
