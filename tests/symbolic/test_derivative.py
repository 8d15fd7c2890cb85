"""Derivatives in closed form and along a direction agree with each other and with differences."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
import sympy as sp

from wargame.symbolic import operators as op
from wargame.symbolic.book import Book
from wargame.symbolic.compile import compile_book
from wargame.symbolic.derivative import Tangents, partial
from wargame.symbolic.numpy_backend import NumpyMachine
from wargame.symbolic.program import sources

from .author import Author
from .bench import Array, Bench

Rows = dict[str, Array]
X, Y = sp.symbols("x y")


def after(bench: Bench, name: str, rows: Rows) -> Array:
    """One flow, from the rows its equation reads; NaN where numbers too large for it come up.

    Those are mostly the lowest and highest of nothing.
    """
    statements = bench.program.statements_of(name)
    rows = {n: rows[n] for n in sources(list(statements)) & set(rows)}
    NumpyMachine(bench.program, bench.sizes).prepare(statements)(rows, 1)
    large = any(not np.all(np.abs(row) < 1e12) for row in rows.values())
    return np.full_like(rows[name], np.nan) if large else rows[name]


def difference(bench: Bench, name: str, rows: Rows, along: Mapping[str, Array]) -> Array:
    """Central differences, extrapolated; NaN where steps disagree and at kinks.

    At a kink the slopes to both sides do not come nearer to each other as steps shrink.
    """
    here = after(bench, name, rows)

    def slopes(step: float) -> tuple[Array, Array]:
        up, down = (after(bench, name, {
            **rows, **{n: rows[n] + sign * step * d for n, d in along.items()}}) - here
            for sign in (1, -1))
        return (up - down) / (2 * step), np.abs(up + down) / step

    found = [slopes(step) for step in (8e-4, 4e-4, 2e-4, 1e-4)]
    better = [(4 * b - a) / 3 for (a, _), (b, _) in pairwise(found)]
    best, size = better[-1], np.abs(better[-1])
    sure = [np.abs(each - best) <= 1e-7 * size + 1e-12 for each in better]
    smooth = [b <= 0.75 * a + 1e-8 * size for (_, a), (_, b) in pairwise(found)]
    return np.where(np.logical_and.reduce([*sure, *smooth]), best, np.nan)


def pushed(bench: Bench, name: str, rows: Rows, along: Mapping[str, Array]) -> Array:
    return Tangents(bench.program, bench.sizes).push(
        bench.program.statements_of(name), rows, along, name)


def agree(found: Array, expected: Array) -> int:
    """Asserts agreement to 1e-6 where a difference can be trusted, and counts those places."""
    sure = np.isfinite(expected)
    assert found.shape == expected.shape
    np.testing.assert_allclose(found[sure], expected[sure], rtol=1e-6, atol=1e-9)
    return int(sure.sum())


def checked(seed: int) -> tuple[int, int]:
    """Every flow of a random book along a random direction of all its inputs."""
    bench = Author(seed, smooth=True).bench(6, ticks=0)
    rows = bench.played()
    random = np.random.default_rng(seed)
    trusted = there = 0
    with np.errstate(all="ignore"):
        for name in bench.program.equation_of:
            statements = bench.program.statements_of(name)
            inputs = sorted(sources(list(statements)) - {s.out for s in statements})
            along = {n: random.normal(size=rows[n].shape) for n in inputs}
            expected = difference(bench, name, rows, along)
            trusted += agree(pushed(bench, name, rows, along), expected)
            there += expected.size
    return trusted, there


@pytest.mark.parametrize("first", [0, 20])
def test_a_push_along_a_direction_is_the_limit_of_differences(first: int) -> None:
    counts = np.array([checked(seed) for seed in range(first, first + 20)])
    assert counts[:, 0].sum() > 0.75 * counts[:, 1].sum()


@pytest.mark.slow
@pytest.mark.parametrize("first", range(1000, 1500, 100))
def test_many_more_pushes_are_the_limit_of_differences(first: int) -> None:
    counts = np.array([checked(seed) for seed in range(first, first + 100)])
    assert counts[:, 0].sum() > 0.75 * counts[:, 1].sum()


def closed_form(bench: Bench, name: str, by: str, rows: Rows) -> Array | None:
    """The partial derivative, evaluated as an equation of its own."""
    try:
        expression = partial(bench.book, name, by)
    except NotImplementedError:
        return None
    book = Book()
    book.__dict__.update({k: v.copy() if isinstance(v, dict) else v
                          for k, v in vars(bench.book).items()})
    book.equations[name] = expression
    other = Bench(book, compile_book(book), bench.sizes, bench.start, bench.parameters)
    return after(other, name, rows)


@pytest.mark.parametrize("first", [0, 12])
def test_closed_forms_and_pushes_are_the_same_derivatives(first: int) -> None:
    compared = 0
    for seed in range(first, first + 12):
        bench = Author(seed, smooth=True).bench(5, ticks=0)
        rows = bench.played()
        with np.errstate(all="ignore"):
            for name in [n for n in bench.program.equation_of if n in bench.book.equations]:
                if np.isnan(after(bench, name, rows)).any():
                    continue
                # Moving every member at once is what a derivative by a name means.
                for by in sorted(str(s) for s in bench.book.equations[name].free_symbols
                                 if str(s) in bench.program.rows):
                    expected = closed_form(bench, name, by, rows)
                    if expected is None:
                        continue
                    found = pushed(bench, name, rows, {by: np.ones_like(rows[by])})
                    compared += agree(found, expected)
    assert compared > 150


SMOOTH: dict[str, tuple[Any, list[float], list[float]]] = {
    "add": (X + Y, [2, 3], [1, 1]), "sub": (X - Y, [2, 3], [1, -1]),
    "mul": (X * Y, [2, 3], [3, 2]), "div": (X / Y, [2, 4], [0.25, -0.125]),
    "neg": (-X, [2, 0], [-1, 0]), "abs": (sp.Abs(X), [-2, 0], [-1, 0]),
    "root": (sp.sqrt(X), [4, 0], [0.25, 0]), "root of less than 0": (sp.sqrt(X), [-4, 0], [0, 0]),
    "exp": (sp.exp(X), [0, 0], [1, 0]), "exp at its ends": (sp.exp(X), [800, 0], [0, 0]),
    "log": (sp.log(X), [4, 0], [0.25, 0]), "log of nothing": (sp.log(X), [0, 0], [0, 0]),
    "power": (X**Y, [2, 3], [12, 8 * np.log(2)]), "power of 0": (X**Y, [0, 3], [0, 0]),
    "cube": (X**3, [-2, 0], [12, 0]),
    "greater": (op.greater(X, Y), [2, 3], [0, 1]), "lesser": (op.lesser(X, Y), [2, 3], [1, 0]),
    "greater at a tie": (op.greater(X, Y), [2, 2], [0, 1]),
    "clip inside": (op.clip(X, 0, 1), [0.5, 0], [1, 0]),
    "clip outside": (op.clip(X, 0, 1), [1.5, 0], [0, 0]),
    "select": (op.select(X > Y, X * Y, Y), [3, 2], [2, 3]),
    "select otherwise": (op.select(X > Y, X * Y, Y), [1, 2], [0, 1]),
    "ratio": (op.ratio(X, Y), [2, 4], [0.25, -0.125]),
    "ratio by 0": (op.ratio(X, Y), [2, 0], [0, 0]),
    "floor": (op.floor(X), [2.5, 0], [0, 0]), "poisson": (op.poisson(X, Y), [0.3, 2], [0, 0]),
    "rank": (op.rank(X), [2, 0], [0, 0]),
}


@pytest.mark.parametrize("case", SMOOTH)
def test_each_operation_has_its_textbook_rates(case: str, bench_of: Callable[..., Bench]) -> None:
    expression, at, rates = SMOOTH[case]
    bench = bench_of(expression)
    rows = bench.played()
    rows |= {"x": np.full((3, 1), float(at[0])), "y": np.full((3, 1), float(at[1]))}
    for by, rate in zip(("x", "y"), rates, strict=True):
        found = pushed(bench, "out", rows, {by: np.ones((3, 1))})
        assert found == pytest.approx(np.full((3, 1), rate), rel=1e-12)
        closed = closed_form(bench, "out", by, rows)
        if "0" not in case and "less" not in case and "nothing" not in case and "ends" not in case:
            assert closed == pytest.approx(np.full((3, 1), rate), rel=1e-12)


@pytest.fixture
def bench_of() -> Callable[..., Bench]:
    def make(expression: Any, over: str = "labs", **start: Any) -> Bench:
        book = Book()
        for name in ("x", "y"):
            book.attribute(name, "labs", "1", -9, 9, "m", "s", value=0.5)
        book.flow("out", over, "1", -9, 9, "m", "s", expression)
        return Bench.of(book, ticks=0, start=start)

    return make


@pytest.mark.parametrize("scale", [1.0, 1e-9, 1e12])
def test_extremes_follow_the_member_that_leads_at_any_scale(
    scale: float, bench_of: Callable[..., Bench],
) -> None:
    values, moves = np.array([[1.0], [5.0], [3.0]]) * scale, np.array([[0.1], [0.7], [0.3]])
    expected = {"highest": 0.7, "lowest": 0.1}
    for kind, rate in expected.items():
        bench = bench_of(getattr(op, kind)(X), "world")
        rows = {**bench.played(), "x": values}
        assert pushed(bench, "out", rows, {"x": moves}).tolist() == [rate]
    bench = bench_of(op.highest(X, "home"), "nations")
    rows = {**bench.played(), "x": values}
    assert pushed(bench, "out", rows, {"x": moves}).tolist() == [[0.7], [0.3]]
    others = op.Over(sp.Symbol("others_highest"), X, sp.Symbol("world"))
    bench = bench_of(others)
    assert pushed(bench, "out", rows, {"x": moves}).tolist() == [[0.7], [0.3], [0.7]]


def test_an_empty_group_does_not_move(bench_of: Callable[..., Bench]) -> None:
    book = Book()
    book.attribute("x", "regulators", "1", -9, 9, "m", "s", value=0.5)
    book.flow("out", "nations", "1", -9, 9, "m", "s", op.highest(X, "jurisdiction"))
    bench = Bench.of(book, ticks=0)
    found = pushed(bench, "out", bench.played(), {"x": np.ones((1, 1))})
    assert found.tolist() == [[0.0], [1.0]]


@pytest.mark.parametrize("u", [1e-12, 0.01, 0.3, 0.5, 0.77, 0.999])
def test_quantiles_move_as_their_inverse_functions_do(
    u: float, bench_of: Callable[..., Bench],
) -> None:
    bench = bench_of(op.normal(X) + op.pareto(X, 1 + Y, 20 + Y))
    rows = {**bench.played(), "x": np.full((3, 1), u), "y": np.full((3, 1), 0.5)}
    density = np.exp(-(after(bench_of(op.normal(X)), "out", rows) ** 2) / 2) / np.sqrt(2 * np.pi)
    alone = pushed(bench_of(op.normal(X)), "out", rows, {"x": np.ones((3, 1))})
    assert alone == pytest.approx(1 / density, rel=1e-12)
    for by, step in (("x", u * 1e-5 if u < 0.5 else (1 - u) * 1e-5), ("y", 1e-5)):
        up, down = ({**rows, by: rows[by] + sign * step} for sign in (1, -1))
        slope = (after(bench, "out", up) - after(bench, "out", down)) / (2 * step)
        found = pushed(bench, "out", rows, {by: np.ones((3, 1))})
        assert found == pytest.approx(slope, rel=1e-6)
        closed = closed_form(bench, "out", by, rows)
        assert closed == pytest.approx(found, rel=1e-9)


def test_a_row_without_a_direction_stands_still(bench_of: Callable[..., Bench]) -> None:
    bench = bench_of(op.total(X) + op.highest(Y) + op.rank(X))
    rows = bench.played()
    assert pushed(bench, "out", rows, {}).tolist() == [[0.0]] * 3


def test_a_derivative_of_what_does_not_exist_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        partial(Book(), "nothing", "x")


def test_branches_with_equal_slopes_need_no_condition() -> None:
    assert op.select(X > Y, 1, 2).diff(X) == 0
    assert op.greater(3, Y).diff(X) == 0
    assert op.select(X > Y, 2 * X, 2 * X + Y).diff(X) == 2
