import numpy as np
import pytest

from wargame.batch.analysis.accounts import LAB, Payoff, accounts, default_payoff
from wargame.batch.analysis.factors import Factor
from wargame.batch.analysis.games import Games
from wargame.batch.analysis.payoffs import Choice, play_payoffs
from wargame.batch.analysis.robustness import Threshold
from wargame.batch.analysis.search import Objective, robust_search, search
from wargame.batch.analysis.tipping import present, tipping
from wargame.engine.scenario import ScenarioError


def test_games_with_their_own_levers_are_those_of_games_that_hold_them(games):
    codes = np.array([0.0, 3, 0, 2])
    together = games.play(range(4), ["open_token_share", "meta.cash"],
                          settings={"us_regulator.liability_regime": codes})
    for at, code in enumerate(codes):
        alone = games.holding(**{"us_regulator.liability_regime": code}).play(
            [at], ["open_token_share", "meta.cash"])
        assert {n: v[at] for n, v in together.items()} == {n: v[0] for n, v in alone.items()}


def test_a_set_before_the_dot_means_all_its_actors(games):
    every = games.holding(**{"regulators.liability_regime": 3.0})
    each = games.holding(**{f"{r}.liability_regime": 3.0 for r in (
        "us_regulator", "eu_regulator", "china_regulator")})
    assert np.array_equal(every.play(range(3), ["incident_rate"])["incident_rate"],
                          each.play(range(3), ["incident_rate"])["incident_rate"])
    assert games.factor("regulators.liability_regime").whole


def test_a_strategys_parameter_moves_only_its_seat(games):
    found = games.play([0, 0], ["meta.cash"], settings={"meta.resolve": np.array([0.5, 0.5])})
    assert np.array_equal(found["meta.cash"], np.repeat(games.play([0], ["meta.cash"])["meta.cash"],
                                                        2))


@pytest.mark.parametrize(("outcome", "words"), [
    ("open_token_shar", "open_token_share"), ("nobody.cash", "no value for 'nobody'")])
def test_an_unknown_outcome_is_one_line(games, outcome, words):
    with pytest.raises(ScenarioError, match=words):
        games.play([0], [outcome])


def test_what_a_seat_gets_is_its_cash_and_its_yearly_flows_added_up(games, long_view):
    payoffs = {"meta": Payoff(end={"cash": 1.0}), "openai": Payoff(yearly={"api_revenue": 2.0})}
    cash, revenue = accounts(games, payoffs, [0])[:, 0]
    table = long_view.table(1)
    added = 0.0
    labs = list(long_view.scenario.sizes.names(("labs",)))
    while not table.over:
        table.play_turn()
        added += 2 * float(table.game.rows["api_revenue"][labs.index("openai"), 0])
    assert cash == table.game.rows["cash"][labs.index("meta"), 0]
    assert revenue == pytest.approx(added)


def test_payoffs_are_the_same_bits_with_and_without_the_kernel(games):
    if games.kernel is None:
        pytest.skip("the fused kernel is not compiled here")
    plain = Games(games.scenario, games.seed)
    assert np.array_equal(accounts(games, {"meta": LAB}, range(3)),
                          accounts(plain, {"meta": LAB}, range(3)))


def test_a_regulators_payoff_must_be_declared(games):
    assert default_payoff(games, "meta") is LAB
    with pytest.raises(ScenarioError, match="declare its payoff"):
        default_payoff(games, "us_regulator")


def test_a_payoff_table_holds_the_played_payoffs_of_each_profile(games):
    choices = {"meta": [Choice("closed", levers={"release_mode": 0}),
                        Choice("open", levers={"release_mode": 3})]}
    table = play_payoffs(games, choices, {"meta": LAB}, 3)
    again = accounts(games.holding(**{"meta.release_mode": 3}), {"meta": LAB}, range(3))
    assert np.array_equal(table.values[1], again)


def test_the_value_that_breaks_an_equilibrium_is_found_between_two_others(games):
    """The payoff is the knob itself, so the answer is known."""
    choices = {"meta": [Choice("stay", levers={"release_mode": 0}),
                        Choice("leave", levers={"release_mode": 1})]}
    # Leaving pays release_mode (1) and costs cross_elasticity times a constant: flips at .2.
    payoff = Payoff(end={"release_mode": -0.2, "release_mode*cross_elasticity": 1.0})
    found = tipping(games, {"meta": choices["meta"][0]}, choices, {"meta": payoff},
                    "cross_elasticity", 2)
    assert found.breaks
    assert found.now == present(games, "cross_elasticity") == 0.04
    assert found.low <= 0.2 <= found.high
    assert found.high - found.low < 0.002
    assert (found.seat, found.other, found.sure) == ("meta", "leave", found.resamples)
    assert "breaks the equilibrium: meta then gains by leave" in found.words


def test_a_knob_that_changes_nothing_is_said_to(games):
    choices = {"meta": [Choice("stay", levers={"release_mode": 0}),
                        Choice("leave", levers={"release_mode": 1})]}
    found = tipping(games, {"meta": choices["meta"][0]}, choices,
                    {"meta": Payoff(end={"release_mode": -1.0})},
                    "us_regulator.liability_regime", 1)
    assert found.value is None
    assert "keeps it an equilibrium" in found.words


def test_search_finds_the_front_of_a_problem_with_a_known_one():
    """Schaffer's problem: x^2 and (x - 2)^2 trade off for x from 0 to 2 and nowhere else."""
    def evaluate(points):
        x = points[:, :1]
        return {"a": np.repeat(x**2, 3, axis=1), "b": np.repeat((x - 2) ** 2, 3, axis=1)}

    aims = [Objective("a", "lower", "mean"), Objective("b", "lower", "mean")]
    found = search(evaluate, [Factor("x", -10, 10)], aims, population=24, generations=30, seed=2)
    assert found.levers.min() > -0.05
    assert found.levers.max() < 2.05
    assert np.ptp(found.levers) > 1.5
    assert np.allclose(found.scores[:, 0], found.levers[:, 0] ** 2)
    again = search(evaluate, [Factor("x", -10, 10)], aims, population=24, generations=30, seed=2)
    assert np.array_equal(found.levers, again.levers)


def test_robust_search_scores_are_those_of_the_games_played_alone(games):
    aims = [Objective("open_token_share", measure="mean"),
            Objective("incident_rate", "lower", "mean")]
    found = robust_search(games, ["regulators.liability_regime"], aims, futures=3, population=4,
                          generations=1)
    code = found.levers[0, 0]
    alone = games.holding(**{"regulators.liability_regime": code}).play(
        range(3), ["open_token_share", "incident_rate"])
    assert found.scores[0] == pytest.approx([alone["open_token_share"].mean(),
                                             alone["incident_rate"].mean()])
    assert found.games == 12


def test_a_candidate_without_a_value_loses_and_a_share_needs_a_threshold():
    values = np.array([[1.0, 2.0], [np.nan, 9.0]])
    assert Objective("x", "higher", "mean").score(values)[1] == -np.inf
    assert Objective("x", "lower", "low_tail").score(values)[1] == np.inf
    shares = Objective("x", "higher", "share", Threshold(low=2)).score(values)
    assert list(shares) == [0.5, 0.5]
    with pytest.raises(ValueError, match="threshold"):
        Objective("x", measure="share")


def test_screening_finds_the_one_knob_of_all_that_can_turn_the_profile(games):
    from wargame.batch.analysis.screening import every_knob, screened

    choices = {"meta": [Choice("stay", levers={"release_mode": 0}),
                        Choice("leave", levers={"release_mode": 1})]}
    payoff = Payoff(end={"release_mode": -0.2, "release_mode*cross_elasticity": 1.0})
    knobs = every_knob(games)
    assert {"cross_elasticity", "regulators.liability_regime"} <= set(knobs)
    some = ["appropriability", "cross_elasticity", "regulators.liability_regime"]
    assert screened(games, {"meta": choices["meta"][0]}, choices, {"meta": payoff}, some,
                    2) == ["cross_elasticity"]


def test_a_knob_starts_from_where_a_schedule_holds_it(games):
    from dataclasses import replace

    from wargame.engine.kernel import Order

    seat = games.scenario.seat("us_regulator")
    held = replace(games, schedule=(Order(0, "liability_regime", seat.position, 3.0),))
    assert present(held, "us_regulator.liability_regime") == 3
    assert present(games, "us_regulator.liability_regime") == 0
