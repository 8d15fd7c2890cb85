"""Our own exp, log, power and quantiles, with the same bits on floats, on arrays and compiled.

No C library function takes part: those differ between scalar, array and compiled code. The text
of `formulas` is the only source; this module runs it for Python floats and for NumPy, and
`arithmetic_numba` runs it for Numba.
"""

import ast
import inspect
from collections.abc import Callable
from copy import deepcopy
from functools import cache, wraps
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from wargame.symbolic import formulas

PUBLIC_NAMES = (
    "greater",
    "lesser",
    "root",
    "exp",
    "log",
    "power",
    "normal_quantile",
    "poisson_quantile",
    "pareto_quantile",
)

# 1.5 * 2**52 + 1023: a whole k added to it leaves k + 1023, an exponent field, in the low bits.
EXPONENT_PLACE = 6755399441056767.0


class _Branchless(ast.NodeTransformer):
    """Rewrite the text of `formulas` so that every lane runs the same operations.

    `a if c else b` becomes `choose(c, a, b)`. With `unroll`, loops become straight lines and
    early exits vanish; without, an early exit waits until `every` lane is ready to leave.
    """

    def __init__(self, unroll: bool) -> None:
        self.unroll = unroll
        self.steps: dict[str, int] = {}

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return ast.Constant(self.steps[node.id]) if node.id in self.steps else node

    def visit_IfExp(self, node: ast.IfExp) -> ast.expr:
        self.generic_visit(node)
        return _call("choose", node.test, node.body, node.orelse)

    def visit_If(self, node: ast.If) -> ast.If | None:
        self.generic_visit(node)
        node.test = _call("every", node.test)
        return None if self.unroll else node

    def visit_For(self, node: ast.For) -> ast.AST | list[ast.stmt]:
        if not self.unroll:
            return self.generic_visit(node)
        assert isinstance(node.iter, ast.Call)
        assert isinstance(node.target, ast.Name)
        lines: list[ast.stmt] = []
        for step in range(*(ast.literal_eval(bound) for bound in node.iter.args)):
            self.steps = {node.target.id: step}
            visited = (self.visit(deepcopy(line)) for line in node.body)
            lines += (line for line in visited if line is not None)
        self.steps = {}
        return lines


def _call(name: str, *arguments: ast.expr) -> ast.Call:
    return ast.Call(func=ast.Name(name, ast.Load()), args=list(arguments), keywords=[])


def run_formulas(
    primitives: dict[str, Any], decorator: Callable[..., Any] | None = None, unroll: bool = False
) -> dict[str, Any]:
    """Run the text of `formulas`, without branches, over other primitives.

    `primitives` holds choose, every, sqrt, frexp, scaled and whole; `decorator` is applied to
    each function before the next one is defined. Returns the namespace, private names included.
    """
    tree = ast.parse(inspect.getsource(formulas))
    defined: list[ast.stmt] = []
    for statement in tree.body:
        if isinstance(statement, ast.FunctionDef):
            if decorator is not None:
                statement.decorator_list = [ast.Name("decorator", ast.Load())]
            defined.append(_Branchless(unroll).visit(statement))
    module = ast.fix_missing_locations(ast.Module(body=defined, type_ignores=[]))
    constants = {name: value for name, value in vars(formulas).items() if name.isupper()}
    namespace = {**constants, **primitives, "decorator": decorator}
    exec(compile(module, formulas.__file__, "exec"), namespace)  # noqa: S102  our own text
    return namespace


def scalar_functions() -> dict[str, Callable[..., float]]:
    """Return the functions for Python floats, by name: floats in, a float out."""
    return {name: getattr(formulas, name) for name in PUBLIC_NAMES}


@cache
def _numpy_functions() -> dict[str, Callable[..., Any]]:
    namespace = run_formulas(
        {
            "choose": np.where,
            "every": np.all,
            "sqrt": np.sqrt,
            "frexp": np.frexp,
            "scaled": _scaled,
            "whole": _unchanged,
        }
    )
    return {name: _quiet(namespace[name]) for name in PUBLIC_NAMES}


def numpy_functions() -> dict[str, Callable[..., Any]]:
    """Return the functions for NumPy, by name.

    Arguments are arrays or scalars, broadcast and taken as float64; the result has the broadcast
    shape (np.float64 for scalars). They never warn.
    """
    return dict(_numpy_functions())


def numba_functions() -> dict[str, Callable[..., Any]]:
    """Return the scalar functions for use inside Numba-compiled code, by name.

    They carry no branch, so that a loop over lanes which calls them is vectorised. A module on
    disk imports them from `arithmetic_numba` instead. Importing Numba takes a second.
    """
    from wargame.symbolic import arithmetic_numba

    return {name: getattr(arithmetic_numba, name) for name in PUBLIC_NAMES}


def _unchanged(x: NDArray[np.float64]) -> NDArray[np.float64]:
    return x


def _scaled(x: NDArray[np.float64], k: NDArray[np.float64]) -> NDArray[np.float64]:
    place = (k + EXPONENT_PLACE).view(np.int64) << 52
    factor: NDArray[np.float64] = place.view(np.float64)
    return x * factor


def _quiet(function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def over_arrays(*arguments: ArrayLike) -> Any:
        with np.errstate(all="ignore"):
            return function(*(np.asarray(each, dtype=np.float64) for each in arguments))[()]

    return over_arrays
