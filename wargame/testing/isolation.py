"""Checks that a decision follows from what the seat sees and draws, and from nothing else."""

from __future__ import annotations

import pickle
import random as global_random  # noqa: TID251  to show that nobody uses it
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from wargame.engine.scenario import Seat
from wargame.strategies.reading import memory_row
from wargame.strategies.strategy import SET_OF
from wargame.testing.asking import Answer, Inquiry, differing
from wargame.testing.finding import Finding, place_of
from wargame.testing.kept import Kept


def check_determinism(inquiry: Inquiry, seat: Seat, worlds: list[int]) -> Iterator[Finding]:
    """The same address and the same state give the same orders, whatever global random is."""
    kept = Kept(inquiry.strategy)
    found: list[list[Answer]] = []
    with _GlobalRandomRestored():
        for number in (1, 2):
            kept.restore()
            _seed_globals(number)
            before = _global_state()
            found.append([inquiry.ask(seat, w) for w in worlds])
            drawn = before != _global_state()
    kept.restore()
    for world, one, other in zip(worlds, *found, strict=True):
        names = _moved(one, other)
        if names or drawn:
            yield Finding(
                "error", "global-random",
                ("it draws from global random" if drawn else
                 f"the same state and luck give other orders the second time ({names[0]})")
                + f" in world '{inquiry.situations.name(world)}'",
                place_of(inquiry.strategy.decide),
                "draw with luck.uniform('purpose') and read no clock: a replay must give the same")
            return


def check_interference(inquiry: Inquiry, seat: Seat, worlds: list[int]) -> Iterator[Finding]:
    """Change all that the seat cannot see: its decisions must not change."""
    before = [inquiry.ask(seat, w) for w in worlds]
    decoy = Inquiry(inquiry.strategy, inquiry.situations, inquiry.parameters)
    decoy.rows = poisoned(inquiry, seat)
    scenario = inquiry.scenario
    decoy.scenario = replace(
        scenario, start={n: v * 1.37 + 0.61 for n, v in scenario.start.items()},
        parameters={n: v * 1.37 + 0.61 for n, v in scenario.parameters.items()})
    for world, one in zip(worlds, before, strict=True):
        other = decoy.ask(seat, world)
        names = _moved(one, other)
        if names:
            yield Finding(
                "error", "hidden-state", f"it peeks at hidden state: {names[0]} changes with what "
                f"its seat cannot see, in world '{inquiry.situations.name(world)}'",
                place_of(inquiry.strategy.decide),
                "read obs.me, obs.world and the other views only; what they refuse is hidden")
            return


def poisoned(inquiry: Inquiry, seat: Seat) -> dict[str, Any]:
    """The rows with everything changed that this seat cannot see."""
    mine = SET_OF[seat.kind]
    spaces = inquiry.visible._spaces
    own = {memory_row(inquiry.strategy.name, n) for n in inquiry.strategy.memory}
    found = {}
    for name, values in inquiry.rows.items():
        space, seen = spaces.get(name, ((), "hidden"))
        if name in spaces and seen == "public" and (
                space == () or space in (("labs",), ("nations",), ("regulators",))):
            found[name] = values
            continue
        changed = values * 1.37 + 0.61
        if name in own or (seen == "own" and space == (mine,)):
            changed[seat.position] = values[seat.position]
        found[name] = changed
    return found


def check_mutation(inquiry: Inquiry, seat: Seat, worlds: list[int]) -> Iterator[Finding]:
    """Nothing that a decision is given or shares with others is changed by it."""
    rows = {n: v.copy() for n, v in inquiry.rows.items()}
    kept = Kept(inquiry.strategy)
    for reading in ("on floats", "on arrays"):
        answers = ([inquiry.ask_all(seat)] if reading == "on arrays"
                   else [inquiry.ask(seat, w) for w in worlds])
        errors = [a.error for a in answers if a.error is not None]
        changed = [n for n, v in rows.items() if v.tobytes() != inquiry.rows[n].tobytes()]
        refused = [e for e in errors if "read-only" in str(e) or "cannot be changed" in str(e)]
        if changed or refused:
            yield Finding(
                "error", "mutation", "it changes its observation"
                + (f" ({', '.join(changed[:3])})" if changed else "") + f" {reading}",
                place_of(inquiry.strategy.decide),
                "compute new values: x = x * 2 instead of x *= 2, and assign nothing to obs")
            inquiry.rows.update({n: v.copy() for n, v in rows.items()})
            kept.restore()
            return
    shared = kept.changed()
    kept.restore()
    if shared:
        yield Finding(
            "error", "shared-state", f"it keeps '{shared[0]}' between decisions, outside of the "
            "game", place_of(inquiry.strategy.decide),
            "declare it in `memory` and return it with .remember(...): seats, replays and futures "
            "share the module")


def check_submission(inquiry: Inquiry, seats: tuple[Seat, ...]) -> Iterator[Finding]:
    """Who decides first, and what the others order, changes nothing."""
    if len(seats) < 2:
        return
    kept = Kept(inquiry.strategy)
    other, seat = seats[0], seats[1]
    last = inquiry.situations.count - 1
    place = place_of(inquiry.strategy.decide)
    for world in range(0, last, max(last // 12, 1)):
        kept.restore()
        alone, first = inquiry.ask(seat, world), None
        for before in (world, (world + 7) % last, last):
            kept.restore()
            inquiry.ask(other, before)
            after = inquiry.ask(seat, world)
            first = first or after
            moved = differing(alone.orders, after.orders)
            if moved:
                kept.restore()
                yield Finding(
                    "error", "submission-order", f"its order for {moved[0]} changes with who "
                    "decided before it", place, "decide from obs, luck and params alone; what "
                    "is kept between decisions belongs in `memory`")
                return
            if first.reason != after.reason or differing(first.notes, after.notes):
                kept.restore()
                yield Finding(
                    "error", "leak", "its reason leaks another seat's order: it reads "
                    f"'{first.reason[:60]}' or '{after.reason[:60]}' as the seat before it "
                    "ordered this or that", place, "note only what this seat sees: orders are "
                    "sealed until all have decided")
                return
    kept.restore()


def check_symmetry(inquiry: Inquiry, seats: tuple[Seat, ...], worlds: list[int],
                   ) -> Iterator[Finding]:
    """Two actors in the same position get the same orders under the same luck."""
    if len(seats) < 2:
        return
    one, other = seats[0], seats[1]
    twin = Inquiry(inquiry.strategy, inquiry.situations, inquiry.parameters)
    axis = SET_OF[one.kind]
    for name, values in inquiry.rows.items():
        row = inquiry.scenario.program.rows.get(name)
        space = row.space if row is not None else (axis,)
        twin.rows[name] = _swapped(values, space, axis, one.position, other.position)
    sizes = inquiry.scenario.sizes
    swapped = {
        n: _exchanged(positions, one.position, other.position)
        if inquiry.scenario.library.relations[n][0] == axis else tuple(
            {one.position: other.position, other.position: one.position}.get(p, p)
            for p in positions) if inquiry.scenario.library.relations[n][1] == axis else positions
        for n, positions in sizes.relations.items()}
    twin.scenario = replace(inquiry.scenario, sizes=replace(sizes, relations=swapped))
    for world in worlds:
        mine, its = inquiry.ask(one, world), twin.ask(other, world)
        for name in {*mine.orders} & {*its.orders}:
            # Sums over rivals run in another order, so the last bits may differ.
            if not np.allclose(float(mine.orders[name]), float(its.orders[name]),
                               rtol=1e-6, atol=1e-9, equal_nan=True):
                yield Finding(
                    "error", "symmetry", f"it treats actors in the same position differently "
                    f"({name}), in world '{inquiry.situations.name(world)}'",
                    place_of(inquiry.strategy.decide),
                    "let what differs be a parameter or something it sees, never a name")
                return


def check_pickling(inquiry: Inquiry) -> Iterator[Finding]:
    """Workers get the class by its module and name."""
    strategy = inquiry.strategy
    try:
        same = pickle.loads(pickle.dumps((strategy, strategy.Params())))[0] is strategy  # noqa: S301  its own
    except Exception as error:  # noqa: BLE001  pickle raises what it likes
        same, why = False, f"{type(error).__name__}: {error}"
    else:
        why = "another class comes back"
    if not same:
        yield Finding("error", "pickle", f"workers of a batch cannot be sent it: {why}",
                      place_of(strategy), "define the class and its Params at the top level of the "
                      "file")


def _moved(one: Answer, other: Answer) -> list[str]:
    if (one.error is None) != (other.error is None):
        return ["whether it raises"]
    if one.error is not None:
        return []
    names = [f"its order for {n}" for n in differing(one.levers, other.levers)]
    names += [f"its memory {n}" for n in differing(one.memory, other.memory)]
    if one.reason != other.reason or differing(one.notes, other.notes):
        names.append("its reason")
    return names


def _swapped(values: Any, space: Any, axis: str, one: int, other: int) -> Any:
    found = values.copy()
    for at, name in enumerate(space):
        if name == axis:
            index = list(range(found.shape[at]))
            index[one], index[other] = other, one
            found = np.take(found, index, axis=at)
    return found


def _exchanged(positions: tuple[int, ...], one: int, other: int) -> tuple[int, ...]:
    found = list(positions)
    found[one], found[other] = found[other], found[one]
    return tuple(found)


def _seed_globals(number: int) -> None:
    global_random.seed(number)
    np.random.seed(number)  # noqa: NPY002  to show that nobody uses it


def _global_state() -> Any:
    state = np.random.get_state(legacy=False)  # noqa: NPY002  as above
    return (global_random.getstate(), state["state"]["pos"],
            state["state"]["key"].tobytes())


class _GlobalRandomRestored:
    def __enter__(self) -> None:
        self._python = global_random.getstate()
        self._numpy = np.random.get_state()  # noqa: NPY002  to put it back

    def __exit__(self, *_: object) -> None:
        global_random.setstate(self._python)
        np.random.set_state(self._numpy)  # noqa: NPY002  as above
