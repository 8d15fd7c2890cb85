from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from wargame.batch.analysis.equilibrium import (
    Deviation,
    dominant,
    is_pure,
    mixed_equilibria,
    mixed_with_error,
    pure_equilibria,
    stability,
)
from wargame.batch.analysis.payoffs import PayoffTable
from wargame.batch.analysis.replicator import replicate

# Rows, columns, (row's payoff, column's payoff).
DILEMMA = np.array([[[3, 3], [0, 5]], [[5, 0], [1, 1]]], dtype=float)
BATTLE = np.array([[[3, 2], [0, 0]], [[0, 0], [2, 3]]], dtype=float)
PENNIES = np.array([[[1, -1], [-1, 1]], [[-1, 1], [1, -1]]], dtype=float)
CHICKEN = np.array([[[0, 0], [7, 2]], [[2, 7], [6, 6]]], dtype=float)
ROCK = np.array([[[0, 0], [-1, 1], [1, -1]], [[1, -1], [0, 0], [-1, 1]], [[-1, 1], [1, -1], [0, 0]]
                 ], dtype=float)
KNOWN = {"dilemma": DILEMMA, "battle": BATTLE, "pennies": PENNIES, "chicken": CHICKEN,
         "rock": ROCK}


def table_of(mean, futures=50, noise=0.0, seed=0):
    generator = np.random.default_rng(seed)
    values = mean[..., None] + noise * generator.normal(size=(*mean.shape, futures))
    seats = tuple(f"s{i}" for i in range(mean.shape[-1]))
    return PayoffTable(seats, tuple(tuple(f"c{j}" for j in range(n)) for n in mean.shape[:-1]),
                       values)


def rounded(found):
    return sorted(tuple(np.round(np.concatenate(pair), 6)) for pair in found)


@pytest.mark.parametrize("name", KNOWN)
def test_pure_and_mixed_equilibria_agree_with_two_other_solvers(name):
    quantecon = pytest.importorskip("quantecon.game_theory")
    gambit = pytest.importorskip("pygambit")
    game = KNOWN[name]
    found = mixed_equilibria(game)
    peer = quantecon.NormalFormGame([quantecon.Player(game[..., 0].copy()),
                                     quantecon.Player(game[..., 1].T.copy())])
    assert rounded(found) == rounded(quantecon.vertex_enumeration(peer))
    pure = [p for p in product(*map(range, game.shape[:-1])) if is_pure(game, p)]
    assert sorted(pure) == sorted(quantecon.pure_nash_brute(peer))
    oracle = gambit.Game.from_arrays(game[..., 0], game[..., 1])
    theirs = gambit.nash.enummixed_solve(oracle, rational=False).equilibria
    sides = [[[float(p[s]) for s in player.strategies] for player in oracle.players]
             for p in theirs]
    assert rounded(found) == rounded([tuple(map(np.array, s)) for s in sides])


def test_the_dilemma_is_one_equilibrium_and_a_dominant_choice_for_both():
    found, = pure_equilibria(table_of(DILEMMA, noise=0.1))
    assert found.profile == {"s0": "c1", "s1": "c1"}
    assert found.standing == "equilibrium"
    assert found.holds_in == found.futures == 50
    assert dominant(table_of(DILEMMA)) == {"s0": "c1", "s1": "c1"}
    assert dominant(table_of(BATTLE)) == {}


def test_cooperation_is_broken_and_the_words_name_who_moves():
    found = stability(table_of(DILEMMA, noise=0.1), (0, 0))
    assert found.standing == "broken"
    assert found.strongest is not None
    assert found.strongest.gain == pytest.approx(2, abs=0.1)
    assert "is no equilibrium" in found.words
    assert "would gain by c1 instead of c0 in 50 of 50 futures; over all of them it gains on " \
        "average: +" in found.words


def test_a_choice_that_rarely_pays_is_told_to_lose_on_average():
    told = Deviation("alibaba", "open", "closed", -7.03, -9.47, -4.59, 9, 60).words
    assert told == ("alibaba would gain by closed instead of open in 9 of 60 futures; over all of "
                    "them it loses on average: −7.03 (−9.47 to −4.59)")


def test_a_difference_that_the_futures_cannot_tell_stays_open():
    level = np.zeros((2, 1, 2))
    found = stability(table_of(level, futures=20, noise=1.0), (0, 0))
    assert found.standing == "open"
    assert "more futures would tell" in found.words


def test_three_seats_and_futures_that_a_profile_missed():
    mean = np.zeros((2, 2, 2, 3))
    mean[1, 1, 1] = 1
    table = table_of(mean, futures=10)
    table.values[0, 1, 0, 2, 4] = np.nan
    assert table.complete.sum() == 9
    found = {tuple(s.profile.values()) for s in pure_equilibria(table)}
    assert ("c1", "c1", "c1") in found
    assert ("c1", "c1", "c0") not in found
    assert stability(table, (1, 1, 1)).futures == 9


def test_mixed_equilibria_carry_their_sampling_error():
    third = mixed_with_error(table_of(BATTLE, futures=400, noise=1.0), resamples=40)
    assert len(third) == 3
    mixed = next(m for m in third if all(0.1 < p < 0.9 for p in m.chances[0].values()))
    # The row player makes the column indifferent: 2p = 3(1 - p).
    assert mixed.chances[0]["c0"] == pytest.approx(0.6, abs=0.05)
    assert mixed.low[0]["c0"] < mixed.chances[0]["c0"] < mixed.high[0]["c0"]
    assert mixed.high[0]["c0"] - mixed.low[0]["c0"] < 0.15
    assert mixed.seen == 40


def test_replicators_go_to_defection_and_split_over_the_two_pure_battles():
    everywhere, = replicate(table_of(DILEMMA, noise=0.1))
    assert (everywhere.runs, everywhere.of) == (100, 100)
    assert everywhere.shares["s0"]["c1"] > 0.99
    found = replicate(table_of(BATTLE), starts=100, resamples=1)
    ends = {tuple(max(s, key=s.get) for s in r.shares.values()) for r in found[:2]}
    assert ends == {("c0", "c0"), ("c1", "c1")}
    assert sum(r.runs for r in found[:2]) >= 95


@given(arrays(np.float64, (2, 3, 2), elements=st.integers(-4, 4).map(float)))
def test_a_profile_is_nash_exactly_if_no_deviation_gains(mean):
    table = table_of(mean, futures=3)
    for profile in table.profiles():
        assert stability(table, profile).is_nash == is_pure(mean, profile)


@given(arrays(np.float64, (2, 2, 2), elements=st.integers(-4, 4).map(float)), st.floats(0.5, 4),
       st.floats(-5, 5))
def test_scaling_and_shifting_one_seats_payoffs_moves_no_equilibrium(mean, factor, shift):
    moved = mean.copy()
    moved[..., 0] = factor * moved[..., 0] + shift
    for profile in product(range(2), range(2)):
        assert is_pure(mean, profile) == is_pure(np.round(moved, 9), profile)


def test_what_is_no_table_is_refused():
    with pytest.raises(ValueError, match="two seats"):
        mixed_equilibria(np.zeros((2, 2, 2, 3)))
    with pytest.raises(ValueError, match="do not hold"):
        PayoffTable(("a",), (("x", "y"),), np.zeros((3, 1, 5)))
    with pytest.raises(ValueError, match="two are needed"):
        stability(table_of(DILEMMA, futures=1), (0, 0))
    with pytest.raises(ValueError, match="not 'z'"):
        table_of(DILEMMA).position({"s0": "z", "s1": "c0"})
