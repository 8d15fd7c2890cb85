"""A traced number records what is done to it, and says what to write where it cannot."""

from __future__ import annotations

import math
import operator
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wargame.strategies.rules import greater, when
from wargame.symbolic.numpy_backend import OPERATIONS
from wargame.symbolic.trace import Tape, Traced, TraceError

NUMBERS = st.floats(-1e6, 1e6)
BINARY = ("add", "sub", "mul", "truediv", "gt", "ge", "lt", "le", "eq", "ne")


@pytest.fixture
def tape() -> Tape:
    return Tape()


def run(tape: Tape, result: Traced, **rows: float) -> Any:
    """The tape on numbers."""
    done: list[Any] = []

    def value(operand: Any) -> Any:
        if operand[0] == "t":
            return done[operand[1]]
        return np.float64(operand[1]) if operand[0] == "c" else np.float64(rows[operand[1]])

    with np.errstate(all="ignore"):
        for name, operands in tape.operations:
            done.append(OPERATIONS[name](*map(value, operands)))
    return value(result.operand)


@given(st.sampled_from(BINARY), NUMBERS, NUMBERS)
def test_operators_record_what_numpy_would_do(name: str, a: float, b: float) -> None:
    function = getattr(operator, name)
    with np.errstate(all="ignore"):
        expected = function(np.float64(a), np.float64(b))
    for left, right in (("x", "y"), ("x", b), (a, "y")):
        tape = Tape()
        sides = [tape.row(s, ()) if isinstance(s, str) else s for s in (left, right)]
        np.testing.assert_array_equal(run(tape, function(*sides), x=a, y=b), expected)


def test_signs_and_conditions_are_recorded(tape: Tape) -> None:
    x, y = tape.row("x", ()), tape.row("y", ())
    assert run(tape, -x, x=2.0, y=1.0) == -2.0
    assert run(tape, abs(x - 5), x=2.0, y=1.0) == 3.0
    assert (+x).operand == x.operand
    assert run(tape, (x > 1) & ~(y > 1), x=2.0, y=1.0)
    assert not run(tape, ((x > 2) | (y > 1)) & True, x=2.0, y=1.0)
    assert run(tape, False | (x > y), x=2.0, y=1.0)


def test_equal_operations_are_recorded_once(tape: Tape) -> None:
    x = tape.row("x", ())
    assert (x + 1).operand == (x + 1.0).operand
    assert len(tape.operations) == 1


def test_zeros_of_both_signs_are_different_numbers(tape: Tape) -> None:
    x = tape.row("x", ())
    plus, minus = x * 0.0, x * -0.0
    assert math.copysign(1.0, run(tape, plus, x=1.0)) == 1.0
    assert math.copysign(1.0, run(tape, minus, x=1.0)) == -1.0


@pytest.mark.parametrize("value", ["much", None, [1, 2]])
def test_what_is_no_number_is_refused(tape: Tape, value: Any) -> None:
    with pytest.raises(TraceError, match="not a number"):
        tape.row("x", ()) + value


@pytest.mark.parametrize("misuse", [
    lambda x: (x > 1) & x, lambda x: x | (x > 1), lambda x: ~x, lambda x: 1 & (x > 1),
])
def test_only_conditions_are_joined(tape: Tape, misuse: Any) -> None:
    with pytest.raises(TraceError, match="join conditions"):
        misuse(tape.row("x", ()))


@pytest.mark.parametrize("misuse", [
    lambda x: (x > 1) + (x > 2), lambda x: -(x > 1), lambda x: (x > 1) * (x < 2),
    lambda x: abs(x > 1), lambda x: greater(x > 1, x > 2),
])
def test_conditions_alone_are_not_reckoned_with(tape: Tape, misuse: Any) -> None:
    with pytest.raises(TraceError, match="condition is not a number"):
        misuse(tape.row("x", ()))


def test_a_condition_may_weigh_a_number_and_be_chosen(tape: Tape) -> None:
    x = tape.row("x", ())
    assert run(tape, (x > 1) * 3.0 + 1, x=2.0) == 4.0
    chosen = when(x > 1, x > 5, x < 0)
    assert not run(tape, chosen & np.True_, x=2.0)
    assert run(tape, chosen | (x == 2), x=2.0)


@pytest.mark.parametrize(("misuse", "advice"), [
    (bool, "when"), (float, "float"), (int, "float"), (iter, "looped"), (lambda x: x**2, "power"),
    (lambda x: 2**x, "power"), (lambda x: f"{x}", "template"), (lambda x: min(x, 1), "lesser"),
    (math.sqrt, "float"), (lambda x: [1, 2][x], "float"), (lambda x: 0 < x < 1, "when"),
])
def test_what_has_no_symbolic_reading_says_what_to_write(
    tape: Tape, misuse: Any, advice: str,
) -> None:
    with pytest.raises(TraceError, match=advice):
        misuse(tape.row("x", ()))


def test_a_traced_number_shows_where_it_comes_from(tape: Tape) -> None:
    assert "('r', 'x', ())" in repr(tape.row("x", ()))
