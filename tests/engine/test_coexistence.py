"""Neither outcome is wired in: over the stated ranges the open share can end low, high, between."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from wargame.engine.many import play_many
from wargame.engine.play import Game


def final_shares(game: Game, seed: int, futures: int) -> npt.NDArray[np.float64]:
    """Open shares of tokens at the last quarter; parameters and starts over their ranges."""
    played = play_many(game.scenario, seed, range(futures), names=["open_token_share"],
                       parameters=game.sampled(seed, futures))
    return played.metrics[-1, 0]


def assert_both_ends_are_reached(shares: npt.NDArray[np.float64]) -> None:
    low, high = np.quantile(shares, [0.05, 0.95])
    between = np.mean((shares >= 0.2) & (shares <= 0.8))
    assert low <= 0.2, f"5th percentile {low:.3f}"
    assert high >= 0.8, f"95th percentile {high:.3f}"
    assert between >= 0.4, f"{between:.0%} of futures coexist"


def test_open_share_ends_low_high_and_in_between(long_view: Game) -> None:
    assert_both_ends_are_reached(final_shares(long_view, 1, 600))


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_open_share_ends_low_high_and_in_between_in_four_thousand_futures(
        seed: int, long_view: Game) -> None:
    assert_both_ends_are_reached(final_shares(long_view, seed, 4000))


def test_luck_alone_moves_the_outcome_less_than_the_ranges_do(long_view: Game) -> None:
    lucky = play_many(long_view.scenario, 1, range(200), names=["open_token_share"])
    assert 0 < np.std(lucky.metrics[-1, 0]) < np.std(final_shares(long_view, 1, 200))
