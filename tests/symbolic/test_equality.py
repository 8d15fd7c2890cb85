"""Plain floats, arrays and compiled code give the same bits on any book of equations.

The books are random, so every combination of operations, sets and backends comes up. A small
fused kernel takes seconds to compile; most of those run under the mark ``slow``.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import sympy as sp
from hypothesis import given, settings
from hypothesis import strategies as st

from wargame.engine.kernel import Order
from wargame.symbolic import operators as op
from wargame.symbolic.book import Book
from wargame.symbolic.sets import Sizes

from .author import Author
from .bench import MEMBERS, RELATED, SMALLER, SMALLER_RELATED, Bench, assert_equal_bits

WORLDS: tuple[dict[str, Any], ...] = (
    {}, {"members": SMALLER, "related": SMALLER_RELATED})
SEEDS = st.integers(0, 2**32 - 1)
FUTURES = (0, 1, 5, 31, 32, 1000, 2**63)
HELD = (Order(1, "l0", 0, 1.75), Order(-1, "l1", 0, 0.1), Order(0, "l1", 0, 9.0))


def among(rows: dict[str, Any], place: int) -> dict[str, Any]:
    """One future of many."""
    return {n: v[..., place:place + 1] for n, v in rows.items()}


@settings(max_examples=30, deadline=None)
@given(SEEDS, st.sampled_from(WORLDS), st.integers(0, 6))
def test_a_future_on_floats_on_arrays_and_among_many_has_the_same_bits(
    seed: int, world: dict[str, Any], place: int,
) -> None:
    bench = Author(seed).bench(6, orders=HELD, **world)
    many = bench.played(FUTURES)
    alone = bench.played(FUTURES[place:place + 1])
    assert set(alone) == set(bench.program.rows)
    assert_equal_bits(alone, among(many, place))
    assert_equal_bits(bench.played(FUTURES[place:place + 1], scalar=True), alone)


@settings(max_examples=10, deadline=None)
@given(SEEDS, st.permutations(range(12)))
def test_the_order_of_futures_changes_no_bit(seed: int, turned: list[int]) -> None:
    bench = Author(seed).bench(4)
    straight, mixed = bench.played(range(12)), bench.played(turned)
    assert_equal_bits(mixed, {n: v[..., turned] for n, v in straight.items()})


@settings(max_examples=10, deadline=None)
@given(SEEDS, st.randoms(use_true_random=False))
def test_the_order_in_which_members_are_listed_changes_no_bit(seed: int, random: Any) -> None:
    bench = Author(seed).bench(4)
    expected = bench.played(FUTURES)
    members = {name: random.sample(ids, len(ids)) for name, ids in MEMBERS.items()}
    related = {name: dict(random.sample(list(pairs.items()), len(pairs)))
               for name, pairs in RELATED.items()}
    bench.sizes = Sizes.of(members, related, bench.program.relations)
    assert_equal_bits(bench.played(FUTURES), expected)


@pytest.mark.parametrize("seed", range(3))
def test_a_small_fused_kernel_has_the_bits_of_numpy(seed: int) -> None:
    assert_fused(Author(seed).bench(4, 1, 2, orders=HELD, **WORLDS[seed % 2]))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 124))
def test_larger_fused_kernels_have_the_bits_of_numpy(seed: int) -> None:
    assert_fused(Author(seed).bench(12, 3, 3, orders=HELD, **WORLDS[seed % 2]))


def assert_fused(bench: Bench) -> None:
    """Every row after several ticks, in one block and in two, and alone."""
    many = list(range(37))
    expected = bench.played(many)
    assert_equal_bits(bench.fused(many), expected)
    assert_equal_bits(bench.fused((36,)), among(expected, 36))
    assert_equal_bits(bench.fused((5, 0), seed=3), bench.played((5, 0), seed=3))


def moves(book: Book, **world: Any) -> Bench:
    """Every way to gather and to read elsewhere, over sets, relations, products and pairs."""
    spaces = {"lab": "labs", "nation": "nations", "regulator": "regulators",
              "both": "labs*segments", "market": "nations*segments", "pair": "nations*nations",
              "turned": "segments*nations", "sold": "segments*labs"}
    lab, nation, regulator, both, market, pair, turned, sold = (
        book.attribute(name, over, "1", -9, 9, "m", "s") for name, over in spaces.items())
    made: list[tuple[str, Any]] = [
        ("labs", op.at(nation, "home")), ("regulators", op.at(nation, "jurisdiction")),
        ("labs*segments", op.at(market, "home")), ("nations*nations", op.at(pair, "swapped")),
        ("nations*nations", op.at(nation, "first") - op.at(nation, "second") * pair),
        ("labs", op.rank(lab)), ("labs*segments", op.rank(both)),
        ("segments*labs", op.at(turned, "home")), ("labs*segments", sold * both),
    ]
    for kind in (op.total, op.highest):
        made += [
            ("nations", kind(lab, "home")), ("nations", kind(regulator, "jurisdiction")),
            ("nations*segments", kind(both, "home")), ("segments*nations", kind(sold, "home")),
            ("labs", kind(both, "segments")), ("segments", kind(both, "labs")),
            ("nations", kind(pair, "first")), ("nations", kind(pair, "second")),
            ("world", kind(both)), ("world", kind(regulator)),
            ("labs", op.Over(sp.Symbol(f"others_{kind.__name__}"), lab, sp.Symbol("world"))),
        ]
    made += [("nations", op.lowest(lab, "home")), ("world", op.lowest(both))]
    for number, (over, expression) in enumerate(made):
        book.flow(f"f{number}", over, "1", -9, 9, "m", "s", expression)
    random = np.random.default_rng(1)
    sizes = Sizes.of(world.get("members", MEMBERS), {}, {})
    start = {n: random.normal(size=sizes.shape(tuple(s.split("*")))) for n, s in spaces.items()}
    return Bench.of(book, start=start, varied=("lab", "both", "pair"), ticks=1, **world)


@pytest.mark.parametrize("world", [
    WORLDS[0], pytest.param(WORLDS[1], marks=pytest.mark.slow)], ids=["several", "one or none"])
def test_all_backends_gather_and_read_elsewhere_alike(book: Book, world: dict[str, Any]) -> None:
    bench = moves(book, **world)
    found = bench.played((3, 4))
    assert_equal_bits(bench.fused((3, 4)), found)
    assert_equal_bits(bench.played((4,), scalar=True), among(found, 1))


def edges(book: Book) -> Bench:
    """Operations on zeros of both signs, large, infinite and missing numbers.

    Exponentials, powers and quantiles are tried on such numbers in `test_arithmetic`.
    """
    x = book.attribute("x", "labs", "1", -9, 9, "m", "s")
    y = book.attribute("y", "labs", "1", -9, 9, "m", "s")
    made = {
        "floor": op.floor(x), "minus_floor": -op.floor(x * y), "floor_square": op.floor(x) ** 2,
        "add": x + y, "sub": x - y, "mul": x * y, "div": x / y, "ratio": op.ratio(x, y),
        "abs": sp.Abs(x), "neg": -x, "root": sp.sqrt(x), "greater": op.greater(x, y),
        "lesser": op.lesser(x, y), "ninth": x**9, "inverse": x**-2, "half": x ** sp.Rational(3, 2),
        "select": op.select(sp.Or(sp.And(x > y, x <= 1), sp.Not(sp.Ne(x, y))), x, y),
        "equal": op.select(sp.Eq(x, y), 1, -x), "rank": op.rank(x),
    }
    for name, expression in made.items():
        book.flow(f"f_{name}", "labs", "1", -9, 9, "m", "s", expression)
    for kind in ("total", "highest", "lowest", "others_total", "others_highest", "others_lowest"):
        over = "labs" if kind.startswith("others") else "world"
        book.flow(f"f_{kind}", over, "1", -9, 9, "m", "s",
                  op.Over(sp.Symbol(kind), x, sp.Symbol("world")))
    book.stock("clamped", "labs", "1", 0, 9, "m", "s", initial=1.0, next=x * y)
    values = np.array([0.0, -0.0, 0.5, -0.5, 7.0, -3.25, 2.0**53 + 2, 1e19, 1e300, -1e300, 5e-324,
                       np.inf, -np.inf, np.nan])
    pairs = np.array(np.meshgrid(values, values)).reshape(2, -1)
    names = tuple(f"m{number:03}" for number in range(pairs.shape[1]))
    members = {**MEMBERS, "labs": names}
    related = {**RELATED, "home": dict.fromkeys(names, "n")}
    return Bench.of(book, members, related, {"x": pairs[0], "y": pairs[1]}, ticks=1)


def test_all_backends_agree_on_zeros_of_both_signs_infinities_and_nan(book: Book) -> None:
    bench = edges(book)
    assert_equal_bits(bench.fused(), bench.played())


def test_floats_and_arrays_agree_on_zeros_of_both_signs_infinities_and_nan(book: Book) -> None:
    bench = edges(book)
    found = bench.played()
    assert_equal_bits(bench.played(scalar=True), found)
    floors = dict(zip(map(repr, found["x"][:, 0].tolist()), found["f_floor"][:, 0], strict=True))
    assert not np.signbit(floors["0.0"])
    assert np.signbit(floors["-0.0"])
    assert floors["1e+300"] == 1e300
    assert np.isnan(floors["nan"])


def test_of_two_zeros_the_later_one_is_the_highest_and_the_lowest(book: Book) -> None:
    zero = book.attribute("zero", "segments", "1", -1, 1, "m", "s", value=0.0)
    for kind in (op.highest, op.lowest):
        book.flow(kind.__name__ + "_zero", "world", "1", -1, 1, "m", "s", kind(zero))
    for values in ([0.0, -0.0], [-0.0, 0.0]):
        bench = Bench.of(book, start={"zero": values}, ticks=0)
        found = bench.played()
        assert_equal_bits(bench.played(scalar=True), found)
        for name in ("highest_zero", "lowest_zero"):
            assert np.signbit(found[name]).tolist() == [np.signbit(values[1])]


def test_a_stock_stays_within_its_bounds_whatever_its_equation_gives(book: Book) -> None:
    held = edges(book).played()["clamped"]
    assert held.min() == 0.0
    assert held.max() == 9.0
    assert not np.signbit(held).any()
    assert not np.isnan(held).any()
