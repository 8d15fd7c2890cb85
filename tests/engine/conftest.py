"""Games that the engine is tried on: the Long View, cut-down worlds, random ones, odd players."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from ruamel.yaml import YAML

from wargame.engine.arrays import ArrayGame, hashed_names
from wargame.engine.kernel import Kernel, Order
from wargame.engine.library import load_library
from wargame.engine.play import Game, load
from wargame.engine.scenario import Scenario, bind
from wargame.playbook.load import bundled_playbooks, parse_playbook

ODD = Path(__file__).with_name("odd_strategies.py")
SOME = {"labs": ("openai", "mistral"), "nations": ("us", "eu"), "regulators": ()}
Rows = Mapping[str, Any]


@pytest.fixture(scope="session")
def long_view() -> Game:
    """The bundled playbook, with the strategies it names."""
    return load("long_view")


@pytest.fixture(scope="session")
def odd() -> Game:
    """The Long View with `odd_strategies.py` loaded beside its plugins."""
    return load("long_view", files=[ODD])


@pytest.fixture(scope="session")
def kernel(long_view: Game) -> Kernel:
    """The fused kernel; compiled once, or fetched from the cache folder."""
    found = long_view.kernel(wait=True)
    assert found is not None
    return found.compile(long_view.scenario)


@pytest.fixture(scope="session")
def edited() -> Callable[[Callable[[dict[str, Any]], None]], Game]:
    """The Long View with its file changed: ``edited(change)``, where ``change(data)`` does it."""

    def build(change: Callable[[dict[str, Any]], None]) -> Game:
        yaml = YAML(typ="safe")
        data = yaml.load(bundled_playbooks()["long_view"].read_text(encoding="utf-8"))
        change(data)
        text = io.StringIO()
        yaml.dump(data, text)
        playbook = parse_playbook(text.getvalue(), "edited.yaml")
        return Game(bind(playbook, load_library(playbook.plugins)))

    return build


@pytest.fixture(scope="session")
def cut_down(edited: Callable[..., Game]) -> Callable[..., Game]:
    """The Long View with some of its actors: ``cut_down(labs=("openai",), regulators=())``."""

    def build(**kept: Sequence[str]) -> Game:
        some = {**SOME, **kept}
        ids = {actor for chosen in some.values() for actor in chosen}

        def change(data: dict[str, Any]) -> None:
            data["actors"] = [a for a in data["actors"] if a["id"] in ids]
            for part in ("teams", "injects"):
                data.pop(part)
            segments = {m["id"] for m in data["members"]["segments"]}
            for variable, table in data["pairs"].items():
                data["pairs"][variable] = {
                    k: v for k, v in table.items() if set(k.split("|")) <= ids | segments}

        return edited(change)

    return build


@pytest.fixture(scope="session")
def differing() -> Callable[[Scenario, Rows, Rows], list[str]]:
    """Names of the state's rows whose bits differ between two states of one scenario."""

    def compare(scenario: Scenario, one: Rows, other: Rows) -> list[str]:
        return [n for n in hashed_names(scenario)
                if np.ascontiguousarray(one[n], dtype=np.float64).tobytes()
                != np.ascontiguousarray(other[n], dtype=np.float64).tobytes()]

    return compare


@pytest.fixture(scope="session")
def random_world() -> Callable[[Scenario, int], Scenario]:
    """Other starting values, parameters and strategies, each within its range, by number."""

    def value(rng: np.random.Generator, low: float, high: float, shape: Any) -> Any:
        # Ranges are wide: most of them are visited near their lower end, as in a game.
        return low + (high - low) * rng.random(shape) ** rng.choice([1, 4, 16])

    def build(scenario: Scenario, number: int) -> Scenario:
        rng = np.random.default_rng(number)
        program = scenario.program
        start = dict(scenario.start)
        for name, variable in program.variables.items():
            if variable.kind in ("stock", "attribute") and rng.random() < 0.5:
                start[name] = value(rng, variable.low, variable.high, start[name].shape)
        parameters = {n: float(value(rng, p.low, p.high, ()))
                      for n, p in program.parameters.items()}
        seats: dict[str, str | None] = {}
        for seat in scenario.seats:
            usable: list[str | None] = [n for n, s in scenario.library.strategies.items()
                                        if s.actor == seat.kind]
            seats[seat.actor] = rng.choice(np.array([*usable, None], dtype=object))
        return replace(scenario, start=start, parameters=parameters).replacing(seats)

    return build


@pytest.fixture(scope="session")
def random_orders() -> Callable[[Scenario, int], dict[str, dict[str, float]]]:
    """People's orders for one turn, by number: some actors, some levers, a few out of bounds."""

    def build(scenario: Scenario, number: int) -> dict[str, dict[str, float]]:
        rng = np.random.default_rng(number)
        orders: dict[str, dict[str, float]] = {}
        for seat in scenario.seats:
            if rng.random() < 0.5:
                continue
            levers = [lever for lever in scenario.program.levers.values()
                      if lever.actors == f"{seat.kind}s"]
            orders[seat.actor] = {
                lever.name: float(lever.low + (lever.high - lever.low) * rng.uniform(-0.3, 1.3))
                for lever in levers if rng.random() < 0.5}
        return orders

    return build


@pytest.fixture(scope="session")
def as_orders() -> Callable[[Scenario, int, Mapping[str, Mapping[str, float]]], list[Order]]:
    """People's orders of one turn (from 0) as a runner of many futures takes them."""

    def build(
        scenario: Scenario, turn: int, orders: Mapping[str, Mapping[str, float]],
    ) -> list[Order]:
        return [Order(turn, lever, scenario.seat(actor).position, value)
                for actor, levers in orders.items() for lever, value in levers.items()]

    return build


@pytest.fixture(scope="session")
def history() -> Callable[..., list[dict[str, Any]]]:
    """The rows at every tick of an `ArrayGame`: the start, then each quarter."""

    def play(
        game: ArrayGame, orders: Sequence[Mapping[str, Mapping[str, float]]] = (),
    ) -> list[dict[str, Any]]:
        found = [dict(game.rows)]
        for turn in range(game.scenario.turns):
            game.play_turn(orders[turn] if orders else None,
                           each_tick=lambda now: found.append(dict(now.rows)))
        return found

    return play
