"""The functions of `formulas`, and addressed luck, for code compiled by Numba.

Every function takes and returns one number, is inlined where it is called, and has no branch, so
that LLVM turns a loop over lanes into vector instructions. Nothing is compiled on import; a
module with `cache=True` that imports these names is cached like any other. (Numba does not see a
change of this file or of `formulas` in such a cache: key the module's name by their bytes.)

Two habits of the calling loop decide its speed. A literal `range(16)` is unrolled before these
functions are inlined and then stays scalar, five times slower: give the number of lanes at run
time, or loop over a row of at least 32. And index by a literal offset plus the lane, or by
np.uint64: a signed offset known only at run time costs up to three times.
"""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numba import njit, types
from numba.extending import intrinsic

from wargame.symbolic.arithmetic import EXPONENT_PLACE, run_formulas

_inlined: Callable[..., Any] = njit(forceinline=True, fastmath=False, error_model="numpy")

_FRACTION_BITS = np.int64(0x000FFFFFFFFFFFFF)
_HALF_BITS = np.int64(0x3FE0000000000000)
_TWO_TO_52_BITS = np.int64(0x4330000000000000)
_FREXP_BIAS = 4503599627370496.0 + 1022.0


def _choose_lanes(typing_context: Any, condition: Any, a: Any, b: Any) -> Any:
    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.select(*arguments)

    return types.float64(types.boolean, types.float64, types.float64), build


def _bits_of_float(typing_context: Any, x: Any) -> Any:
    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.bitcast(arguments[0], context.get_value_type(types.int64))

    return types.int64(types.float64), build


def _float_of_bits(typing_context: Any, bits: Any) -> Any:
    def build(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.bitcast(arguments[0], context.get_value_type(types.float64))

    return types.float64(bits), build


_choose: Any = intrinsic(_choose_lanes)
_bits: Any = intrinsic(_bits_of_float)
_from_bits: Any = intrinsic(_float_of_bits)


@_inlined
def _frexp(x: float) -> tuple[float, float]:
    bits = _bits(x)
    exponent = _from_bits((bits >> 52) | _TWO_TO_52_BITS) - _FREXP_BIAS
    return _from_bits((bits & _FRACTION_BITS) | _HALF_BITS), exponent


@_inlined
def _scaled(x: float, k: float) -> Any:
    return x * _from_bits(_bits(k + EXPONENT_PLACE) << 52)


@_inlined
def _unchanged(x: float) -> float:
    return x


_namespace = run_formulas(
    {
        "__name__": __name__,
        "choose": _choose,
        "sqrt": math.sqrt,
        "frexp": _frexp,
        "scaled": _scaled,
        "whole": _unchanged,
    },
    decorator=_inlined,
    unroll=True,
)
greater: Callable[[float, float], float] = _namespace["greater"]
lesser: Callable[[float, float], float] = _namespace["lesser"]
root: Callable[[float], float] = _namespace["root"]
exp: Callable[[float], float] = _namespace["exp"]
log: Callable[[float], float] = _namespace["log"]
power: Callable[[float, float], float] = _namespace["power"]
normal_quantile: Callable[[float], float] = _namespace["normal_quantile"]
poisson_quantile: Callable[[float, float], float] = _namespace["poisson_quantile"]
pareto_quantile: Callable[[float, float, float], float] = _namespace["pareto_quantile"]

# The twin of `wargame.world.luck`. Every constant is a uint64: with an int64, Numba would turn
# the sum of the two into a float64.
_TICK_STEP = np.uint64(0xD1B54A32D192ED03)
_FUTURE_STEP = np.uint64(0x9E3779B97F4A7C15)
_FIRST_FACTOR = np.uint64(0xBF58476D1CE4E5B9)
_SECOND_FACTOR = np.uint64(0x94D049BB133111EB)
_ONE = np.uint64(1)
_SHIFT_30 = np.uint64(30)
_SHIFT_27 = np.uint64(27)
_SHIFT_31 = np.uint64(31)
_SHIFT_12 = np.uint64(12)
_ONE_BITS = np.uint64(0x3FF0000000000000)
_BELOW_ONE = 1.0 - 2.0**-53


@_inlined
def _mix(state: Any) -> Any:
    state = (state ^ (state >> _SHIFT_30)) * _FIRST_FACTOR
    state = (state ^ (state >> _SHIFT_27)) * _SECOND_FACTOR
    return state ^ (state >> _SHIFT_31)


@_inlined
def row_state(seed_state: int, tick: int, key: int) -> Any:
    """Return the uint64 state of a row of luck.

    `seed_state` and `key` are the uint64 of `luck.seed_state` and `luck.key`; `tick` any integer.
    """
    base = _mix(np.uint64(seed_state) + np.uint64(tick) * _TICK_STEP)
    return _mix(base ^ np.uint64(key))


@_inlined
def uniform(row: int, future: int) -> float:
    """Return the uniform draw, inside (0, 1), of one future of a row of luck."""
    mixed = _mix(np.uint64(row) + (np.uint64(future) + _ONE) * _FUTURE_STEP)
    drawn: float = _from_bits((mixed >> _SHIFT_12) | _ONE_BITS) - _BELOW_ONE
    return drawn
