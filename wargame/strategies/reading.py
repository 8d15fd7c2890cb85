"""The symbolic reading: a strategy's rule as operations, or why it has none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from wargame.strategies.aside import aside
from wargame.strategies.limit import within
from wargame.strategies.seeing import Visible, row_name
from wargame.strategies.strategy import SET_OF, Orders, Strategy
from wargame.symbolic.program import Rule
from wargame.symbolic.trace import Tape, TraceError
from wargame.world.observation import Luck, Observation, UnseenError

Tier = Literal["symbolic", "array", "python"]


@dataclass(frozen=True)
class Reading:
    """What tracing one strategy found; ``views`` are SymPy expressions by row name."""

    rule: Rule | None
    views: dict[str, Any]
    memories: Mapping[str, tuple[str, ...]]
    why_not: str = ""


class _Parameters:
    """Stands in for the pydantic parameters; each is a row, so that every seat has its own."""

    def __init__(self, tape: Tape, strategy: type[Strategy]) -> None:
        self._tape = tape
        self._strategy = strategy

    def __getattr__(self, name: str) -> Any:
        if name not in self._strategy.Params.model_fields:
            raise AttributeError(f"strategy '{self._strategy.name}' has no parameter '{name}'")
        return self._tape.row(parameter_row(self._strategy.name, name), (0,))


def parameter_row(strategy: str, name: str) -> str:
    """The row of a strategy's parameter."""
    return f"strategy {strategy}.{name}"


def memory_row(strategy: str, name: str) -> str:
    """The row of a strategy's memory."""
    return f"memory {strategy}.{name}"


def luck_row(strategy: str, purpose: str) -> str:
    """The row of a strategy's draw; also the purpose in its address."""
    return f"luck {strategy}.{purpose}"


def read_symbolically(
    strategy: type[Strategy], visible: Visible, *, seconds: float | None = None,
) -> Reading:
    """Trace ``decide`` once; any fault means that the strategy has no symbolic reading.

    ``seconds`` is the longest that it may take; None for one that is known to end.
    """
    tape = Tape()
    views: dict[str, Any] = {}
    luck: list[str] = []
    actor = strategy.actor

    def read(view: str, name: str) -> Any:
        if view == "memory":
            if name not in strategy.memory:
                raise UnseenError(f"strategy '{strategy.name}' declares no memory '{name}'")
            return tape.row(memory_row(strategy.name, name), (0,))
        visible.check(actor, view, name)
        row = row_name(actor, view, name)
        if row != name:
            views[row] = view_expression(actor, view, name)
        alone = view == "world" or view.partition(".")[0] in ("labs", "nations", "regulators")
        return tape.row(row, () if alone else (0,))

    def draw(purpose: str) -> Any:
        row = luck_row(strategy.name, purpose)
        if row not in luck:
            luck.append(row)
        return tape.row(row, (0,))

    space = (SET_OF[actor],)
    memories = {memory_row(strategy.name, n): space for n in strategy.memory}
    try:
        def trace() -> Any:
            return strategy().decide(Observation(read), Luck(draw), _Parameters(tape, strategy))

        with aside():
            orders = trace() if seconds is None else within(seconds, trace)
        if not isinstance(orders, Orders):
            raise TraceError(f"decide returned {type(orders).__name__}, not Orders")
        results = [(n, tape.operand(v)) for n, v in sorted(orders.levers.items())]
        results += [(memory_row(strategy.name, n), _held(tape, strategy, n, v))
                    for n, v in sorted(orders.memory.items())]
    except Exception as fault:  # noqa: BLE001  any fault of a plugin only costs it this tier
        return Reading(None, {}, memories, f"{type(fault).__name__}: {fault}")
    rule = Rule(strategy.name, space[0], tuple(tape.operations), tuple(results), tuple(luck))
    return Reading(rule, views, memories)


def _held(tape: Tape, strategy: type[Strategy], name: str, value: Any) -> Any:
    memory = strategy.memory[name]
    low = tape.emit("greater", tape.operand(value), ("c", float(memory.low)))
    return tape.emit("lesser", low, ("c", float(memory.high)))


def view_expression(actor: str, view: str, name: str) -> Any:
    """The SymPy expression behind a view that is not a plain row."""
    import sympy as sp

    from wargame.symbolic import operators as op

    symbol = sp.Symbol(name)
    head, _, kind = view.partition(".")
    if head == "home":
        return op.at(symbol, "home" if actor == "lab" else "jurisdiction")
    if head == "rivals":
        world = sp.Symbol("world")
        if kind == "mean":
            return op.ratio(op.Over(sp.Symbol("others_total"), symbol, world),
                            op.Over(sp.Symbol("others_total"), op.Ones(symbol), world))
        return op.Over(sp.Symbol(f"others_{kind}"), symbol, world)
    by = "home" if head == "domestic" else None
    made = {"total": op.total, "highest": op.highest, "lowest": op.lowest, "mean": op.mean}[kind](
        symbol, by)
    return op.at(made, "jurisdiction") if head == "domestic" and actor == "regulator" else made
