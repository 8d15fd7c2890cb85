"""Checks of what a strategy orders: finite, legal, affordable, and the same in all readings."""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from wargame.engine.library import Library
from wargame.engine.scenario import Seat
from wargame.hooks.search import suggestion
from wargame.strategies.limit import TimeLimitError
from wargame.strategies.strategy import SET_OF, Strategy
from wargame.symbolic.program import Rule
from wargame.testing.asking import Answer, Inquiry, differing
from wargame.testing.finding import Finding, place_of
from wargame.testing.remedies import GUARD, NotOrdersError, by_name, numbered, remedy
from wargame.world.observation import UnseenError

#: Overspending of less, in USD bn a year, is left to settlement, which cuts every order to what
#: the seat can pay: nobody sees its own budget to the last million.
MATERIAL = {"labs": 0.1, "nations": 0.1, "regulators": 0.01}
#: What a seat can spend, as it sees it itself.
MEANS = {"labs": "funds", "nations": "public_purse", "regulators": "agency_budget"}


def failure(strategy: type[Strategy], error: Exception, where: str, more: str = "") -> Finding:
    """The finding of a decision that raised or did not return, at its line."""
    file = strategy.decide.__code__.co_filename
    frames = (error.frames if isinstance(error, TimeLimitError) else tuple(
        (f.filename, f.lineno or 0) for f in traceback.extract_tb(error.__traceback__)))
    lines = [line for name, line in frames if name == file]
    place = place_of(strategy.decide, lines[-1] if lines else None)
    if isinstance(error, TimeLimitError):
        return Finding("error", "time", f"decide {error} and did not return in {where}", place,
                       "wait for nothing and loop over nothing that may grow; a decision is "
                       "arithmetic on what is seen")
    if isinstance(error, UnseenError):
        return Finding("error", "unseen", f"decide asks for what its seat cannot see: {error}",
                       place, "" if ";" in str(error) or ": " in str(error)
                       else "ask for one of the quantities that `wargame plugins guide` lists")
    raised = str(error) if isinstance(error, NotOrdersError) else (
        f"decide raises {type(error).__name__}: {error}")
    return Finding("error", "raises", f"{raised} in {where}{more}", place, remedy(error))


def check_orders(inquiry: Inquiry, answers: list[Answer]) -> Iterator[Finding]:
    """Findings in the decisions on floats, one for each world."""
    strategy, name = inquiry.strategy, inquiry.situations.name
    raised = [w for w, a in enumerate(answers) if a.error is not None]
    if raised:
        error = answers[raised[0]].error
        assert error is not None
        yield failure(strategy, error, f"world '{name(raised[0])}'",
                      f" ({len(raised)} of {len(answers)} worlds)" if len(answers) > 1 else "")
    library = inquiry.scenario.library
    place = place_of(strategy.decide)
    told: set[tuple[str, str]] = set()
    for world, answer in enumerate(answers):
        for check, key, what, mend in _wrong(strategy, library, answer):
            if (check, key) not in told:
                told.add((check, key))
                yield Finding("error", check, f"{what} in world '{name(world)}'", place, mend)
        if answer.error is None and answer.reason.startswith("(no reason") \
                and ("reason", "") not in told:
            told.add(("reason", ""))
            yield Finding("error", "reason", f"its reason cannot be filled in: {answer.reason}",
                          place_of(strategy), "name in the template only levers that are "
                          "ordered, memory, and what .note(...) passes")


def _wrong(
    strategy: type[Strategy], library: Library, answer: Answer,
) -> Iterator[tuple[str, str, str, str]]:
    for name, value in answer.levers.items():
        lever = library.levers.get(name)
        if lever is None and name in strategy.optional_levers:
            continue
        if lever is None or lever.actors != SET_OF[strategy.actor]:
            usable = [n for n, one in library.levers.items()
                      if one.actors == SET_OF[strategy.actor]]
            yield ("lever", name, f"it orders '{name}', which a {strategy.actor} does not have"
                   f"{suggestion(name, usable)}", "order a lever of its own, or name it in "
                   "optional_levers if an instrument that need not be loaded brings it")
            continue
        number = _number(value)
        if isinstance(value, str) and lever.choices:
            yield ("choice", name, *by_name(lever, value))
        elif number is None or not np.isfinite(number):
            yield ("finite", name, f"it orders {name}={value!r}, which is not a finite number",
                   "order a number in every branch" if number is None else GUARD)
        elif not lever.low <= number <= lever.high:
            yield ("range", name, f"it orders {name}={number:g}, outside [{lever.low:g}, "
                   f"{lever.high:g}] {lever.unit}",
                   f"hold it in its range: clip(..., {lever.low:g}, {lever.high:g})")
        elif lever.choices and number != np.floor(number):
            yield ("choice", name, f"it orders {name}={number:g}; the choices are whole numbers, "
                   + numbered(lever),
                   "choose with when(condition, code, other code)")
    for name, value in answer.memory.items():
        number = _number(value)
        if name not in strategy.memory:
            yield ("memory", name, f"it remembers '{name}', which it does not declare"
                   f"{suggestion(name, strategy.memory)}",
                   "declare it: memory = {'" + name + "': Memory(initial, low, high, meaning)}")
        elif number is None or not np.isfinite(number):
            yield ("finite", f"memory {name}", f"it remembers {name}={value!r}, which is not a "
                   "finite number", "guard divisions and logarithms")


def _number(value: Any) -> float | None:
    try:
        return float(value)
    except (TypeError, ValueError):
        return None


def check_budget(inquiry: Inquiry, seat: Seat, answers: list[Answer]) -> Iterator[Finding]:
    """Orders that settlement must cut by much: a plan to pay with money that is not there.

    For decisions without errors, with the parameters that the strategy comes with.
    """
    library, kind = inquiry.scenario.library, SET_OF[inquiry.strategy.actor]
    levers = sorted({n for a in answers for n in a.levers if n in library.levers
                     and library.levers[n].cost})
    row = f"affordable {kind}"
    if not levers or row not in inquiry.scenario.program.rows:
        return
    rows = {n: v.copy() for n, v in inquiry.rows.items()}
    for name in library.levers:
        rows[name][seat.position] = library.levers[name].low
        if name in levers:
            rows[name][seat.position] = [float(a.levers.get(name, 0)) for a in answers]
    phases = library.phases(inquiry.scenario.sizes, one_future=False)
    with np.errstate(all="ignore"):
        phases.settle(rows, len(answers))
    part = rows[row][seat.position]
    spent = np.zeros(len(answers))
    for name in levers:
        spent += library.levers[name].cost * np.array(
            [float(a.levers.get(name, 0)) for a in answers])
    budget = part * spent
    over = (budget > 0) & (spent - budget > MATERIAL[kind])
    if over.sum() >= 3:
        worlds = np.flatnonzero(over)
        # The one in the middle: the worst is often a seat with next to nothing.
        world = int(worlds[np.argsort((spent - budget)[worlds])[worlds.size // 2]])
        yield Finding(
            "error", "budget", f"it exceeds its budget in {int(over.sum())} of {len(answers)} "
            f"worlds: {' + '.join(levers)} would cost USD {spent[world]:.3g} bn a year of "
            f"{budget[world]:.3g} in world '{inquiry.situations.name(world)}'",
            place_of(inquiry.strategy.decide),
            f"order less: tie what it spends to obs.me['{MEANS[kind]}']")


def check_readings(
    inquiry: Inquiry, seat: Seat, answers: list[Answer], rule: Rule | None,
) -> Iterator[Finding]:
    """The decisions on floats, on arrays and as a traced rule, bit for bit."""
    count = len(answers)
    if any(a.error is not None for a in answers):
        return
    alone = {n: np.array([float(a.orders[n]) for a in answers])
             for n in answers[0].orders if all(n in a.orders for a in answers)}
    readings: dict[str, Mapping[str, Any]] = {}
    arrays = inquiry.ask_all(seat)
    if arrays.error is None:
        readings["on arrays"] = arrays.orders
    if rule is not None:
        readings["as a rule"] = inquiry.traced(rule, seat)
    for reading, orders in readings.items():
        wanted = _held(inquiry.strategy, alone, orders)
        found = {n: np.broadcast_to(np.asarray(v, dtype=np.float64), (count,))
                 if np.shape(v) in ((), (count,)) else v
                 for n, v in _held(inquiry.strategy, orders, orders).items()}
        for name in differing(wanted, found)[:1]:
            if name not in wanted or name not in found or np.shape(found[name]) != (count,):
                what = f"it orders other levers, or another number of values, for '{name}'"
            else:
                one, other = wanted[name], np.asarray(found[name])
                # A guarded rule holds where a number is not finite; another check tells.
                at = np.flatnonzero(one.view(np.int64) != np.array(other).view(np.int64))
                world = int(at[0])
                what = (f"{name}={one[world]:.17g} on floats and {other[world]:.17g} {reading} in "
                        f"world '{inquiry.situations.name(world)}' ({at.size} of {count} differ)")
            yield Finding(
                "error", "readings", f"its readings differ: {what}",
                place_of(inquiry.strategy.decide),
                "compute each future by itself with when, greater, lesser, clip, exp and log of "
                "wargame.strategies; never ask for the type or the shape of a value")
            return


def _held(
    strategy: type[Strategy], orders: Mapping[str, Any], like: Mapping[str, Any],
) -> dict[str, Any]:
    """Orders with memory in its bounds; levers that a rule leaves out for want of them dropped."""
    found = {}
    for name, value in orders.items():
        if name in strategy.optional_levers and name not in like:
            continue
        memory = strategy.memory.get(name.removeprefix("memory ")) if name.startswith(
            "memory ") else None
        if memory is not None:
            value = np.where(np.greater(value, memory.low), value, memory.low)  # noqa: PLW2901
            value = np.where(np.less(value, memory.high), value, memory.high)  # noqa: PLW2901
        found[name] = value
    return found
