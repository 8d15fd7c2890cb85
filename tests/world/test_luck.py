"""Addressed luck: uniform, independent along every part of the address, and fixed for good."""

import itertools
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats

from wargame.world import luck

Array = NDArray[np.float64]
ADDRESS: dict[str, Any] = {
    "seed": 7,
    "future": 0,
    "tick": 4,
    "actor": "usa",
    "purpose": "shock",
}
DIGEST = 0xC386C4D68E8FDAE3
KEY = 0x444F0BA0623A6EA7
ROW = 0xBBE33819293B1318
KNOWN: dict[tuple[Any, ...], float] = {
    (7, 0, 4, "usa", "shock"): 0.3857706659351189,
    (7, 1, 4, "usa", "shock"): 0.11803824148059994,
    (8, 0, 4, "usa", "shock"): 0.12930402486354053,
    (7, 0, 5, "usa", "shock"): 0.6426871978919365,
    (7, 0, 4, "shock", "usa"): 0.2875191358928312,
    ("workshop", 999999, 79, "lab_é", "breakthrough"): 0.8684221456085789,
    (-(2**70), 2**40, 0, "", ""): 0.2735746204493369,
}
# One hundred values of each part: small, neighbouring, and alike, as they are in play.
VALUES: dict[str, list[Any]] = {
    "seed": list(range(100)),
    "future": list(range(100)),
    "tick": list(range(100)),
    "actor": [f"lab_{number}" for number in range(100)],
    "purpose": [f"purpose_{number}" for number in range(100)],
}


def rows_along(part: str) -> NDArray[np.uint64]:
    """Return the row states, (100,), as one part (not the future) runs over its values."""
    rows = []
    for value in VALUES[part]:
        address = {**ADDRESS, part: value}
        key = luck.key(address["actor"], address["purpose"])
        rows.append(luck.row_state(address["seed"], address["tick"], key))
    return np.array(rows, dtype=np.uint64)


def grid(part: str) -> Array:
    """Return the draws, (100, 20000): one part along rows, futures along columns."""
    if part == "future":
        row = rows_along("seed")[:1]
        return luck.uniforms(row, np.arange(2_000_000, dtype=np.uint64)).reshape(20_000, 100).T
    return luck.uniforms(rows_along(part), np.arange(20_000, dtype=np.uint64))


def test_known_draws_never_change() -> None:
    assert luck.digest("usa") == DIGEST
    assert luck.key("usa", "shock") == KEY
    assert luck.row_state(7, 4, luck.key("usa", "shock")) == ROW
    for address, draw in KNOWN.items():
        assert luck.uniform(*address) == draw


@given(
    st.one_of(st.integers(), st.text()),
    st.integers(0, 2**40),
    st.integers(0, 10**6),
    st.text(),
    st.text(),
)
def test_the_definition_and_numpy_agree_to_the_bit_inside_the_unit_interval(
    seed: int | str, future: int, tick: int, actor: str, purpose: str
) -> None:
    draw = luck.uniform(seed, future, tick, actor, purpose)
    assert 0.0 < draw < 1.0
    keys = np.array([luck.key(actor, purpose)], dtype=np.uint64)
    rows = luck.row_states(seed, tick, keys)
    assert int(rows[0]) == luck.row_state(seed, tick, int(keys[0]))
    found = luck.uniforms(rows, np.array([future], dtype=np.uint64))
    assert found.shape == (1, 1) and found[0, 0] == draw


def test_a_large_block_agrees_to_the_bit_and_leaves_its_inputs_alone() -> None:
    keys = np.array([luck.key("usa", "shock"), luck.key("eu", "shock")], dtype=np.uint64)
    rows = luck.row_states("workshop", 9, keys)
    futures = np.arange(50_001, dtype=np.uint64)
    before = keys.copy(), rows.copy(), futures.copy()
    found = luck.uniforms(rows, futures)
    for after, kept in zip((keys, rows, futures), before, strict=True):
        assert np.array_equal(after, kept)
    assert found.shape == (2, 50_001) and found.dtype == np.float64
    expected = [luck.uniform("workshop", future, 9, "eu", "shock") for future in range(50_001)]
    assert np.array_equal(found[1].view(np.int64), np.array(expected).view(np.int64))


def test_the_ends_of_the_range_are_exact() -> None:
    def draw(mixed: int) -> float:
        return ((mixed >> 12) + 0.5) * 2.0**-52

    assert draw(0) == 2.0**-53 and draw(2**64 - 1) == 1.0 - 2.0**-53


def test_names_do_not_commute_and_do_not_run_together() -> None:
    pairs = [("a", "b"), ("b", "a"), ("ab", ""), ("", "ab"), ("a", "a"), ("b", "b")]
    assert len({luck.key(*pair) for pair in pairs}) == len(pairs)


def test_a_draw_does_not_depend_on_who_else_draws() -> None:
    many = np.array([luck.key(f"lab_{n}", "shock") for n in range(30)], dtype=np.uint64)
    futures = np.arange(64, dtype=np.uint64)
    together = luck.uniforms(luck.row_states(3, 2, many), futures)
    alone = luck.uniforms(luck.row_states(3, 2, many[17:18]), futures[40:41])
    assert alone[0, 0] == together[17, 40]


@pytest.mark.parametrize("part", list(ADDRESS))
def test_draws_are_uniform_along_every_part(part: str) -> None:
    draws = grid(part)
    found = np.bincount((draws * 1000).astype(int).ravel(), minlength=1000)
    assert stats.chisquare(found).pvalue > 1e-3
    assert stats.kstest(draws[:, :200].ravel(), "uniform").pvalue > 1e-3
    columns = [stats.chisquare(np.bincount((c * 10).astype(int), minlength=10)) for c in draws]
    assert stats.kstest([each.pvalue for each in columns], "uniform").pvalue > 1e-3


@pytest.mark.parametrize("part", list(ADDRESS))
def test_draws_are_uncorrelated_between_any_two_values_of_every_part(part: str) -> None:
    draws = grid(part)
    table = np.corrcoef(draws) * draws.shape[1] ** 0.5
    scores = table[np.triu_indices(100, 1)]
    assert np.abs(scores).max() < 5.0
    assert abs(scores.std() - 1.0) < 0.05 and abs(scores.mean()) < 0.06
    squares = np.corrcoef((draws - 0.5) ** 2) * draws.shape[1] ** 0.5
    assert np.abs(squares[np.triu_indices(100, 1)]).max() < 5.0


@pytest.mark.parametrize("part", list(ADDRESS))
def test_pairs_of_neighbours_fill_the_square_evenly(part: str) -> None:
    cells = (grid(part) * 32).astype(int)
    for first, second in ((cells[:-1], cells[1:]), (cells[:, :-1], cells[:, 1:])):
        # Every other pair only, since pairs that share a draw are not independent.
        thinned = (first * 32 + second)[::2, ::2]
        found = np.bincount(thinned.ravel(), minlength=1024)
        assert stats.chisquare(found).pvalue > 1e-3


def test_serial_correlation_is_absent_at_every_lag() -> None:
    draws = grid("future").T.ravel()[: 2**20] - 0.5
    spectrum = np.abs(np.fft.rfft(draws, 2**21)) ** 2
    correlation = np.fft.irfft(spectrum)[1:2000] / (draws @ draws) * draws.size**0.5
    assert np.abs(correlation).max() < 5.0


def test_one_flipped_bit_flips_half_of_the_result() -> None:
    generator = np.random.default_rng(1)
    for _ in range(3):
        start = int(generator.integers(0, 2**63))
        flips = [luck.mix(start) ^ luck.mix(start ^ (1 << bit)) for bit in range(64)]
        ones = [flip.bit_count() for flip in flips]
        assert 31 < np.mean(ones) < 33 and min(ones) > 12


@pytest.mark.parametrize("part", list(ADDRESS))
def test_the_next_value_of_every_part_flips_half_of_the_bits(part: str) -> None:
    states = (grid(part) * 2.0**52).astype(np.uint64)
    changed = np.bitwise_count(states[1:] ^ states[:-1])
    assert abs(changed.mean() - 26.0) < 0.02 and abs(changed.var() - 13.0) < 0.1
    for bit in range(52):
        flipped = ((states[1:] ^ states[:-1]) >> np.uint64(bit)) & np.uint64(1)
        assert abs(flipped.mean() - 0.5) < 5 * 0.5 / flipped.size**0.5


def test_no_two_addresses_share_a_row() -> None:
    rows = {
        luck.row_state(seed, tick, luck.key(actor, purpose))
        for seed, tick, actor, purpose in itertools.product(
            range(10), range(20), VALUES["actor"][:20], VALUES["purpose"][:10]
        )
    }
    assert len(rows) == 10 * 20 * 20 * 10
