"""How fast a strategy can run and why no faster, and its rule as the engine plays it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from wargame.strategies.limit import limit_seconds, within
from wargame.strategies.reading import Reading, Tier
from wargame.strategies.seeing import Visible
from wargame.strategies.strategy import SET_OF, Strategy
from wargame.symbolic.declarations import Lever
from wargame.symbolic.program import CONDITIONS, Operand, Operations, Rule
from wargame.world.observation import Luck, Observation

_TWO = (0.25, 0.75)


def settled_rule(
    strategy: type[Strategy], reading: Reading, visible: Visible, levers: Mapping[str, Lever],
) -> tuple[Rule | None, Tier, str]:
    """The rule that the engine plays, if it can be fused, with the tier and why it is not higher.

    Orders for optional levers that are not loaded are left out of the rule, and a seat whose
    rule gives a number that is not finite holds.
    """
    rule = reading.rule
    if rule is None:
        return None, _numeric_tier(strategy, visible), reading.why_not
    kept = tuple((row, operand) for row, operand in rule.results
                 if row in levers or row not in strategy.optional_levers)
    for row, _ in kept:
        lever = levers.get(row)
        if not row.startswith("memory ") and (
                lever is None or lever.actors != SET_OF[strategy.actor]):
            return None, "array", f"ValueError: a {strategy.actor} has no lever '{row}'"
    constants = [o[1] for _, operands in rule.operations for o in operands if o[0] == "c"]
    constants += [o[1] for _, o in kept if o[0] == "c"]
    if not all(math.isfinite(c) for c in constants):
        return None, _numeric_tier(strategy, visible), "a rule of finite numbers only can be fused"
    return _guarded(replace(rule, results=kept)), "symbolic", ""


def _guarded(rule: Rule) -> Rule:
    """The rule with each result chosen against the seat's present value.

    A number less itself is 0 where it is finite, and not a number elsewhere.
    """
    operations = list(rule.operations)

    def emit(name: str, *operands: Operand) -> Operand:
        operations.append((name, operands))
        return ("t", len(operations) - 1)

    results = [(row, emit("select", o, ("c", 1.0), ("c", 0.0)) if _is_condition(rule, o) else o)
               for row, o in rule.results]
    doubtful = {_as_ordered(rule.operations, row, operand) for row, operand in rule.results}
    rests = [emit("sub", o, o) for o in sorted(doubtful, key=repr)
             if o[0] != "c" and not _is_condition(rule, o)]
    if not rests:
        return rule
    total = rests[0]
    for rest in rests[1:]:
        total = emit("add", total, rest)
    finite = emit("eq", total, ("c", 0.0))
    held = tuple((row, emit("select", finite, operand, ("r", row, (0,))))
                 for row, operand in results)
    return replace(rule, operations=tuple(operations), results=held)


def _is_condition(rule: Rule, operand: Operand) -> bool:
    return operand[0] == "t" and rule.operations[operand[1]][0] in CONDITIONS


def _as_ordered(operations: Operations, row: str, operand: Operand) -> Operand:
    """A result before memory is held within its bounds, which would hide what is not a number."""
    if not row.startswith("memory "):
        return operand
    above, _high = operations[operand[1]][1]
    return operations[above[1]][1][0]


def _numeric_tier(strategy: type[Strategy], visible: Visible) -> Tier:
    """Whether a strategy can be read on arrays: tried on two futures that differ."""
    def read(view: str, name: str) -> Any:
        if view != "memory":
            visible.check(strategy.actor, view, name)
        return np.array(_TWO)

    try:
        with np.errstate(all="ignore"):
            within(limit_seconds(), lambda: strategy().decide(
                Observation(read), Luck(lambda _purpose: np.array(_TWO)), strategy.Params()))
    except Exception:  # noqa: BLE001  whatever it raises, it may still play one future at a time
        return "python"
    return "array"
