"""Words for decision rules that read the same on floats, on arrays and on symbols.

All three give the same bits: these are the functions of the equations themselves.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from wargame.symbolic.arithmetic import numpy_functions
from wargame.symbolic.trace import Traced

_NUMERIC = numpy_functions()


def _traced(name: str, *values: Any) -> Traced | None:
    for value in values:
        if isinstance(value, Traced):
            return value._do(name, *values)
    return None


def when(condition: Any, then: Any, otherwise: Any) -> Any:
    """``then`` where the condition holds, ``otherwise`` elsewhere."""
    found = _traced("select", condition, then, otherwise)
    if found is not None:
        return found
    if isinstance(condition, np.ndarray):
        return np.where(condition, then, otherwise)
    chosen = then if condition else otherwise
    return chosen if isinstance(chosen, np.ndarray) else np.float64(chosen)


def greater(a: Any, b: Any) -> Any:
    """The larger of two values."""
    found = _traced("greater", a, b)
    return when(a > b, a, b) if found is None else found


def lesser(a: Any, b: Any) -> Any:
    """The smaller of two values."""
    found = _traced("lesser", a, b)
    return when(a < b, a, b) if found is None else found


def clip(value: Any, low: Any, high: Any) -> Any:
    """The value held within [low, high]."""
    return lesser(greater(value, low), high)


def between(value: Any, low: Any, high: Any) -> Any:
    """Whether low <= value <= high."""
    return (value >= low) & (value <= high)


def exp(value: Any) -> Any:
    """e to the value; the argument is held within +-708."""
    found = _traced("exp", value)
    return _NUMERIC["exp"](value) if found is None else found


def log(value: Any) -> Any:
    """Natural logarithm; -708.4 for values that are not positive."""
    found = _traced("log", value)
    return _NUMERIC["log"](value) if found is None else found


def power(base: Any, exponent: Any) -> Any:
    """base to the exponent; 0 for a base that is not positive."""
    found = _traced("power", base, exponent)
    return _NUMERIC["power"](base, exponent) if found is None else found


def root(value: Any) -> Any:
    """Square root; 0 for negative values."""
    found = _traced("root", value)
    return _NUMERIC["root"](value) if found is None else found
