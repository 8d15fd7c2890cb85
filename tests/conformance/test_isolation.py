"""A strategy cannot reach what it does not see, and one that hangs takes down no game."""

from __future__ import annotations

import sys
import time
import types
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
import pytest

from wargame.engine.arrays import ArrayGame
from wargame.engine.library import load_library, lowered
from wargame.engine.model import WargameModel
from wargame.hooks.model import build_model
from wargame.strategies import Orders, Strategy, when
from wargame.strategies.limit import TimeLimitError, within
from wargame.testing.asking import Inquiry
from wargame.testing.isolation import check_interference, check_mutation, check_symmetry
from wargame.testing.worlds import SHAPES, empty_scenario, situations

WALKED: list[Any] = []


def locals_of_all_threads():
    """What no plugin should do: decisions run on a thread of their own, so look at the others."""
    for frame in list(sys._current_frames().values()):
        while frame is not None:
            yield dict(frame.f_locals)
            frame = frame.f_back


class Walker(Strategy):
    """Hands over what it was given, for a walk over all its attributes."""

    name: ClassVar[str] = "walker"
    actor = "lab"

    def decide(self, obs, luck, params):
        WALKED[:] = [obs, luck, params]
        return Orders(price_stance=when(obs.me["cash"] > luck.uniform("x"), 1, 1.1))


class Spy(Strategy):
    """Looks into other threads for what rivals hold."""

    name: ClassVar[str] = "spy"
    actor = "lab"

    def decide(self, obs, luck, params):
        for names in locals_of_all_threads():
            members = names.get("members")
            if callable(members):
                return Orders(price_stance=1 + 1e-20 * members("cash")[0],
                              research_share=members("cash")[0] % 1)
        return Orders(price_stance=1)


class Named(Strategy):
    """Treats the first actor of the alphabet better."""

    name: ClassVar[str] = "named"
    actor = "lab"

    def decide(self, obs, luck, params):
        for names in locals_of_all_threads():
            seat = getattr(names.get("self"), "_seat", None)
            if seat is not None:
                return Orders(price_stance=0.8 if seat.actor == "a" else 1.0)
        return Orders(price_stance=1)


class InPlace(Strategy):
    """Doubles what it sees in place."""

    name: ClassVar[str] = "in_place"
    actor = "lab"

    def decide(self, obs, luck, params):
        share = obs.me["openness"]
        share *= 2
        return Orders(price_stance=1 + 0 * share)


class Endless(Strategy):
    """Never returns, in Python or inside a library."""

    name: ClassVar[str] = "endless"
    actor = "lab"
    asleep: ClassVar[bool] = False
    asked: ClassVar[list[int]] = []

    def decide(self, obs, luck, params):
        Endless.asked.append(1)
        if Endless.asleep:
            time.sleep(20)
        while True:
            pass


def library_with(*classes):
    model = build_model([])
    for cls in classes:
        model.registry.add_strategy(cls, "tests")
    return lowered(model)


def inquiry(cls, library=None):
    library = library or library_with(cls)
    return Inquiry(cls, situations(library, "crowd", count=40), cls.Params().model_dump())


def reachable(roots):
    """Everything that attributes, items, closures and bound objects lead to, modules excepted."""
    seen, queue = {}, list(roots)
    while queue:
        thing = queue.pop()
        if id(thing) in seen or isinstance(thing, type | types.ModuleType):
            continue
        seen[id(thing)] = thing
        names = [*getattr(thing, "__dict__", ()), "__closure__", "cell_contents", "__self__",
                 "__func__", "__wrapped__", "__defaults__", "__kwdefaults__", "func", "args",
                 "keywords", "gi_frame", "base", "_read", "_draw"]
        names += [n for cls in type(thing).__mro__ for n in _slots(cls)]
        for name in names:
            try:
                queue.append(getattr(thing, name))
            except (AttributeError, ValueError):
                continue
        if isinstance(thing, dict | types.MappingProxyType):
            queue += [*thing.keys(), *thing.values()]
        elif isinstance(thing, list | tuple | set | frozenset):
            queue += list(thing)
    return list(seen.values())


def _slots(cls):
    slots = cls.__dict__.get("__slots__", ())
    return (slots,) if isinstance(slots, str) else tuple(slots)


@pytest.mark.parametrize("play", [
    lambda s: ArrayGame(s, 12345, [0]).play_turn(),
    lambda s: ArrayGame(s, 12345, [0, 1, 2]).play_turn(),
    lambda s: WargameModel(s, game_seed=12345).step(),
], ids=["table", "arrays", "mesa"])
def test_no_walk_over_attributes_leads_from_an_observation_to_the_state_or_the_seed(play):
    class Reached(Walker):
        """Not symbolic, so that every engine asks it."""

        name: ClassVar[str] = "reached"

        def decide(self, obs, luck, params):
            assert float(np.mean(obs.me["cash"])) > -1
            return super().decide(obs, luck, params)

    library = library_with(Reached)
    hidden = 9_876_543.25
    scenario = empty_scenario(library, SHAPES["crowd"]).replacing({"a": "reached"})
    scenario.start["cash"][1:] = hidden
    WALKED.clear()
    play(scenario)
    things = reachable(WALKED)
    kinds = {type(t).__name__ for t in things}
    assert not kinds & {"ArrayGame", "WargameModel", "Scenario", "Seat", "SeatReader", "Library",
                        "Deciders", "TableRows"}
    numbers = [t for t in things if isinstance(t, int | float | np.generic)]
    assert not any(n in (hidden, 12345) for n in numbers)
    arrays = [t for t in things if isinstance(t, np.ndarray)]
    assert not any((a == hidden).any() for a in arrays)
    assert not any(a.flags.writeable for a in arrays)


def test_a_strategy_that_looks_into_other_threads_is_found_by_changing_what_it_cannot_see():
    asked = inquiry(Spy)
    (finding,) = check_interference(asked, asked.seats[-1], list(range(40)))
    assert finding.check == "hidden-state"
    honest = inquiry(Walker)
    assert list(check_interference(honest, honest.seats[-1], list(range(40)))) == []


def test_a_strategy_that_knows_names_is_found_by_exchanging_them():
    asked = inquiry(Named)
    (finding,) = check_symmetry(asked, asked.seats, [0, 5])
    assert finding.check == "symmetry"


def test_what_is_shown_cannot_be_changed_and_an_attempt_is_named():
    asked = inquiry(InPlace)
    (finding,) = check_mutation(asked, asked.seats[0], [0, 1])
    assert finding.check == "mutation"
    game = ArrayGame(empty_scenario(asked.scenario.library, SHAPES["crowd"]).replacing(
        {"a": "in_place"}), 1, [0, 1])
    before = game.rows["openness"].copy()
    game.decide({})
    assert np.array_equal(game.rows["openness"], before)


@pytest.mark.parametrize("asleep", [False, True], ids=["loops", "sleeps"])
def test_a_hang_is_cut_its_seat_holds_and_the_fault_names_the_line(asleep, monkeypatch):
    monkeypatch.setenv("WARGAME_DECISION_SECONDS", "0.2")
    monkeypatch.setattr(Endless, "asleep", asleep)
    library = library_with(Endless)
    assert library.tiers["endless"][0] == "python"
    assert "took longer than 0.2 s" in library.tiers["endless"][1]
    scenario = empty_scenario(library, SHAPES["crowd"]).replacing({"a": "endless"})
    for start in (lambda: ArrayGame(scenario, 1, [0]), lambda: ArrayGame(scenario, 1, range(50)),
                  lambda: WargameModel(scenario)):
        game = start()
        began = time.perf_counter()
        for _ in range(2):
            game.decide({})
        assert time.perf_counter() - began < 5
        (fault,) = game.faults
        assert fault.actor == "a"
        assert "took longer than 0.2 s" in fault.reason
        lines = Path(__file__).read_text().splitlines()
        text = lines[fault.line - 1]
        assert ("time.sleep" in text) if asleep else ("while True" in text or "pass" in text)


def test_a_call_within_the_limit_returns_and_raises_as_it_would_without_one():
    assert within(1, lambda: 7) == 7
    with pytest.raises(ZeroDivisionError):
        within(1, lambda: 1 / 0)
    with pytest.raises(TimeLimitError, match=r"longer than 0\.05 s"):
        within(0.05, lambda: time.sleep(1))


def test_groups_are_seen_on_arrays_as_they_are_on_floats():
    library = load_library([])

    class Totals(Strategy):
        name: ClassVar[str] = "totals"
        actor = "nation"

        def decide(self, obs, luck, params):
            return Orders().note(all=obs.labs.total("openness"), mean=obs.nations.mean("trust"))

    asked = Inquiry(Totals, situations(library, "crowd", count=10), {})
    arrays = asked.ask_all(asked.seats[0])
    assert arrays.error is None
    for world in range(asked.situations.count):
        alone = asked.ask(asked.seats[0], world)
        assert alone.notes["all"] == arrays.notes["all"][world]
        assert alone.notes["mean"] == arrays.notes["mean"][world]
