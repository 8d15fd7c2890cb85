"""Our own functions: equal bits in three namespaces, and right against mpmath and SciPy."""

import math
import sys
import warnings
from collections.abc import Callable
from typing import Any

import mpmath
import numba
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from scipy import stats

from wargame.symbolic import arithmetic
from wargame.world import luck

POINTS = 100_001
SCALAR = arithmetic.scalar_functions()
NUMPY = arithmetic.numpy_functions()
NUMBA = arithmetic.numba_functions()
EXTREMES = [
    *(0.0, -0.0, 1.0, -1.0, 0.5, 12.0, 5e-324, -5e-324, 2.2250738585072014e-308, 2.0**-53),
    *(math.nextafter(1.0, 0.0), math.nextafter(1.0, 2.0), math.nextafter(12.0, 0.0), 1e15, 1e16),
    *(708.0, -708.0, 709.0, 710.0, -746.0, 1e300, -1e300, 1.7976931348623157e308),
    *(math.inf, -math.inf, math.nan),
]
ANY_FLOAT = st.one_of(st.floats(), st.sampled_from(EXTREMES))
ARITY = {"power": 2, "greater": 2, "lesser": 2, "poisson_quantile": 2, "pareto_quantile": 3}

Array = NDArray[np.float64]


def points(name: str) -> list[Array]:
    """Return the arguments, each (100001,), over the useful range of a function."""
    generator = np.random.default_rng(20260101)
    wide = generator.choice([-1.0, 1.0], POINTS) * 10.0 ** generator.uniform(-300, 300, POINTS)
    chance = np.where(
        generator.random(POINTS) < 0.5,
        generator.random(POINTS),
        10.0 ** generator.uniform(-16, 0, POINTS),
    )
    chance = np.where(generator.random(POINTS) < 0.5, chance, 1.0 - chance)
    half = generator.random(POINTS) < 0.5
    return {
        "greater": [wide, np.where(half, generator.permutation(wide), wide)],
        "lesser": [wide, np.where(half, generator.permutation(wide), wide)],
        "root": [wide],
        "exp": [np.where(half, np.linspace(-720, 720, POINTS), np.linspace(-2, 2, POINTS))],
        "log": [np.where(half, np.abs(wide), np.linspace(0.5, 2, POINTS))],
        "power": [10.0 ** generator.uniform(-3, 3, POINTS), generator.normal(0, 5, POINTS)],
        "normal_quantile": [chance],
        "poisson_quantile": [chance, 10.0 ** generator.uniform(-3, 5, POINTS)],
        "pareto_quantile": [
            chance,
            generator.uniform(0.2, 6, POINTS),
            10.0 ** generator.uniform(0, 9, POINTS),
        ],
    }[name]


def compiled(function: Callable[..., float], arity: int) -> Callable[..., Array]:
    """Return a compiled loop of a scalar function over arrays, in rows of 16 lanes."""
    arguments = ", ".join("abc"[:arity])
    items = ", ".join(f"{name}[np.uint64(i + lane)]" for name in "abc"[:arity])
    text = (
        f"def loop(lanes, {arguments}):\n"
        "    out = np.empty(a.size)\n"
        "    for i in range(0, a.size - lanes + 1, lanes):\n"
        "        for lane in range(lanes):\n"
        f"            out[np.uint64(i + lane)] = function({items})\n"
        "    return out\n"
    )
    namespace: dict[str, Any] = {"np": np, "function": function}
    exec(text, namespace)
    loop: Callable[..., Array] = numba.njit(error_model="numpy")(namespace["loop"])
    return loop


LOOPS = {name: compiled(NUMBA[name], ARITY.get(name, 1)) for name in arithmetic.PUBLIC_NAMES}


def padded(arguments: list[Array]) -> list[Array]:
    """Return the arguments lengthened to whole rows of 16 lanes."""
    return [np.append(each, np.full(-each.size % 16, each[-1])) for each in arguments]


def bits(values: Any) -> NDArray[np.int64]:
    return np.ascontiguousarray(values, dtype=np.float64).view(np.int64)


@pytest.mark.parametrize("name", arithmetic.PUBLIC_NAMES)
def test_floats_arrays_and_compiled_rows_agree_to_the_bit(name: str) -> None:
    extremes = np.meshgrid(*[np.array(EXTREMES)] * ARITY.get(name, 1))
    arguments = [
        np.concatenate([each, extreme.ravel()])
        for each, extreme in zip(points(name), extremes, strict=True)
    ]
    arrays = NUMPY[name](*arguments)
    assert arrays.shape == arguments[0].shape
    rows = LOOPS[name](16, *padded(arguments))[: arrays.size]
    floats = [SCALAR[name](*each) for each in zip(*(a.tolist() for a in arguments), strict=True)]
    assert all(type(each) is float for each in floats)
    assert np.array_equal(bits(arrays), bits(rows))
    assert np.array_equal(bits(arrays), bits(floats))


@pytest.mark.parametrize("name", arithmetic.PUBLIC_NAMES[2:])
def test_compiled_rows_use_vector_instructions_and_no_fused_operation(name: str) -> None:
    loop = LOOPS[name]
    loop(16, *padded(points(name)))
    assembly = "".join(loop.inspect_asm().values())  # type: ignore[attr-defined]
    assert not any(fused in assembly for fused in ("vfmadd", "vfnmadd", "fmla", "fmadd"))
    assert " x double>" in "".join(loop.inspect_llvm().values())  # type: ignore[attr-defined]


@settings(max_examples=300, deadline=None)
@given(ANY_FLOAT, ANY_FLOAT, ANY_FLOAT)
def test_no_argument_whatever_gives_nan_infinity_a_warning_or_other_bits(
    a: float, b: float, c: float
) -> None:
    for name in arithmetic.PUBLIC_NAMES:
        if name in ("greater", "lesser", "root"):
            continue
        arguments = (a, b, c)[: ARITY.get(name, 1)]
        expected = SCALAR[name](*arguments)
        assert math.isfinite(expected), name
        with warnings.catch_warnings(), np.errstate(all="raise"):
            warnings.simplefilter("error")
            found = NUMPY[name](*arguments)
        assert type(found) is np.float64
        row = LOOPS[name](16, *(np.full(16, each) for each in arguments))
        assert np.array_equal(bits(row), np.full(16, bits([found])[0])), name
        assert bits([found])[0] == bits([expected])[0], name


def test_arguments_broadcast() -> None:
    chances = np.linspace(0.01, 0.99, 12).reshape(3, 4)
    means = np.array([[0.5], [8.0], [40.0]])
    found = NUMPY["poisson_quantile"](chances, means)
    assert found.shape == (3, 4)
    assert found[2, 1] == SCALAR["poisson_quantile"](float(chances[2, 1]), 40.0)
    assert NUMPY["exp"]([0, 1]).dtype == np.float64


def worst(name: str, reference: Callable[..., Any], *arguments: Array) -> float:
    """Return the largest relative error against a reference in 40 digits."""
    found = NUMPY[name](*arguments)
    errors = [0.0]
    with mpmath.workdps(40):
        rows = zip(*(each.tolist() for each in (found, *arguments)), strict=True)
        for value, *parts in rows:
            truth = reference(*(mpmath.mpf(part) for part in parts))
            errors.append(float(abs(mpmath.mpf(value) / truth - 1)))
    return max(errors)


def precise_normal_quantile(u: Any) -> Any:
    z = mpmath.mpf(float(stats.norm.ppf(float(u))))
    for _ in range(2):
        z -= (mpmath.ncdf(z) - u) / mpmath.npdf(z)
    return z


def test_exp_and_log_are_within_one_last_place_of_mpmath() -> None:
    generator = np.random.default_rng(5)
    assert worst("exp", mpmath.exp, generator.uniform(-708, 709, 4000)) < 2.3e-16
    assert worst("exp", mpmath.exp, generator.uniform(-1, 1, 4000)) < 2.3e-16
    assert worst("log", mpmath.log, 10.0 ** generator.uniform(-307, 308, 4000)) < 2.3e-16
    assert worst("log", mpmath.log, generator.uniform(0.5, 0.999, 4000)) < 2.3e-16
    assert worst("log", mpmath.log, 1 + 10.0 ** generator.uniform(-15, 0, 4000)) < 2.3e-16


def test_power_and_pareto_are_within_a_few_last_places_of_mpmath() -> None:
    generator = np.random.default_rng(6)
    x, y = generator.uniform(0.001, 10, 2000), generator.uniform(-3, 3, 2000)
    assert worst("power", mpmath.power, x, y) < 5e-15
    chance, alpha = generator.random(2000), generator.uniform(0.5, 5, 2000)
    cap = 10.0 ** generator.uniform(0, 6, 2000)
    error = worst(
        "pareto_quantile", lambda u, a, c: (1 - u * (1 - c**-a)) ** (-1 / a), chance, alpha, cap
    )
    assert error < 4e-15


def test_the_normal_quantile_is_right_to_1e_15_and_exactly_symmetrical() -> None:
    generator = np.random.default_rng(7)
    chance = np.append(generator.random(500), 10.0 ** generator.uniform(-15.9, -1, 500))
    assert worst("normal_quantile", precise_normal_quantile, chance) < 1e-15
    exact = (generator.integers(0, 2**52, 20_000) + 0.5) * 2.0**-52
    quantile = NUMPY["normal_quantile"]
    assert np.array_equal(quantile(1.0 - exact), -quantile(exact))


def test_known_edges_hold() -> None:
    exp, log, power = (SCALAR[name] for name in ("exp", "log", "power"))
    assert exp(0.0) == 1.0 and log(1.0) == 0.0 and abs(exp(1.0) - math.e) < 5e-16
    assert exp(-1e9) == exp(-708.0) >= sys.float_info.min
    assert exp(1e9) == exp(709.0) < math.inf
    assert log(0.0) == log(-3.0) == log(math.nan) == log(sys.float_info.min)
    assert abs(log(0.0) + 708.3964185322641) < 1e-12
    assert power(0.0, 0.0) == power(-2.0, 2.0) == 0.0 and power(7.0, 0.0) == 1.0
    assert SCALAR["root"](-1.0) == SCALAR["root"](math.nan) == 0.0
    assert math.copysign(1.0, SCALAR["greater"](0.0, -0.0)) == -1.0
    assert SCALAR["lesser"](math.nan, 2.0) == 2.0 and math.isnan(SCALAR["lesser"](2.0, math.nan))
    assert SCALAR["poisson_quantile"](0.999, 0.0) == 0.0


@given(
    st.floats(2.0**-53, 1 - 2.0**-53), st.floats(0, 1e6), st.floats(0.01, 50), st.floats(1, 1e12)
)
def test_quantiles_stay_in_their_range(u: float, mean: float, alpha: float, cap: float) -> None:
    count = SCALAR["poisson_quantile"](u, mean)
    assert count >= 0 and count == math.floor(count)
    assert 1.0 <= SCALAR["pareto_quantile"](u, alpha, cap) <= cap
    assert abs(SCALAR["normal_quantile"](u)) < 8.22


@given(st.floats(0, 1), st.floats(0, 1), st.sampled_from([0.1, 2.0, 11.9, 12.0, 60.0, 1e4]))
def test_a_higher_chance_never_gives_fewer_events(u: float, v: float, mean: float) -> None:
    low, high = sorted((u, v))
    assert SCALAR["poisson_quantile"](low, mean) <= SCALAR["poisson_quantile"](high, mean)


@pytest.mark.parametrize("mean", [0.01, 0.7, 3.0, 11.999])
def test_few_events_are_counted_exactly(mean: float) -> None:
    chance = np.random.default_rng(8).random(50_000)
    found = NUMPY["poisson_quantile"](chance, mean)
    assert np.array_equal(found, stats.poisson.ppf(chance, mean))


@pytest.mark.parametrize(("mean", "share"), [(12.0, 4e-4), (50.0, 5e-5), (1000.0, 5e-7)])
def test_many_events_are_off_by_one_at_most_and_rarely(mean: float, share: float) -> None:
    low, high = 10.0 ** np.linspace(-15.9, -0.3, 5000), 1 - 10.0 ** np.linspace(-15.9, -0.3, 5000)
    chance = np.concatenate([low, high])
    found = NUMPY["poisson_quantile"](chance, mean)
    assert np.abs(found - stats.poisson.ppf(chance, mean)).max() <= 1
    counts = np.arange(max(0.0, mean - 9 * mean**0.5) // 1, mean + 9 * mean**0.5)
    below, above = np.zeros(counts.size), np.ones(counts.size)
    for _ in range(60):
        middle = (below + above) / 2
        enough = NUMPY["poisson_quantile"](middle, mean) <= counts
        below, above = np.where(enough, middle, below), np.where(enough, above, middle)
    assert np.abs(below - stats.poisson.cdf(counts, mean)).sum() < share


def draws(purpose: str, count: int = 200_000) -> Array:
    """Return addressed draws, (count,), for one actor and purpose."""
    rows = luck.row_states(11, 0, np.array([luck.key("lab", purpose)], dtype=np.uint64))
    found: Array = luck.uniforms(rows, np.arange(count, dtype=np.uint64))[0]
    return found


def test_addressed_normals_have_normal_moments_and_shape() -> None:
    z = NUMPY["normal_quantile"](draws("normal"))
    size = z.size
    assert abs(z.mean()) < 4 / size**0.5 and abs(z.var() - 1) < 4 * (2 / size) ** 0.5
    assert abs((z**3).mean()) < 4 * (15 / size) ** 0.5
    assert abs((z**4).mean() - 3) < 4 * (96 / size) ** 0.5
    assert stats.kstest(z, "norm").pvalue > 1e-3


@pytest.mark.parametrize("mean", [0.05, 1.0, 6.5, 11.9, 12.1, 80.0])
def test_addressed_counts_follow_the_poisson_law(mean: float) -> None:
    counts = NUMPY["poisson_quantile"](draws(f"poisson {mean}"), mean)
    edges = np.arange(stats.poisson.ppf(1e-4, mean), stats.poisson.ppf(1 - 1e-4, mean) + 1)
    share = np.diff(np.concatenate([[0.0], stats.poisson.cdf(edges, mean), [1.0]]))
    found = np.bincount(np.searchsorted(edges, counts), minlength=share.size)
    assert stats.chisquare(found, share * counts.size).pvalue > 1e-3


def test_addressed_sizes_follow_the_bounded_pareto_law() -> None:
    size = NUMPY["pareto_quantile"](draws("pareto"), 1.5, 1000.0)

    def share_below(x: Array) -> Array:
        share: Array = (1 - x**-1.5) / (1 - 1000.0**-1.5)
        return share

    assert stats.kstest(size, share_below).pvalue > 1e-3
    expected = (1 - share_below(np.array([100.0]))[0]) * size.size
    assert abs((size > 100).sum() - expected) < 4 * expected**0.5
