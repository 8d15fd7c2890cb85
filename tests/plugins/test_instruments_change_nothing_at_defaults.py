"""Instruments at their defaults change no bit of a game, and neither does their order.

Every plugin in the folder is tried: the Long View is played with it and without it, and programs
are compiled from subsets in shuffled order.
"""

from __future__ import annotations

import importlib
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from ruamel.yaml import YAML

from wargame.engine.arrays import ArrayGame, hashed_names
from wargame.engine.play import load
from wargame.hooks.builtin import MECHANISMS
from wargame.hooks.model import build_model
from wargame.symbolic.book import Book
from wargame.symbolic.compile import compile_book

ROOT = Path(__file__).parents[2]
PLUGINS = sorted(path.stem for path in (ROOT / "plugins").glob("[!_]*.py"))
BUILTIN = build_model([]).strategies
TICKS = 8


def plain(plugins: list[str]) -> dict[str, Any]:
    """The Long View with some plugins, all levers of instruments at their defaults.

    What it says of plugins that are left out goes, and seats whose strategies order levers of
    instruments hold.
    """
    model = build_model(plugins)
    assert not model.faults, model.faults
    known = set(model.book.known())
    core_levers = set(build_model([]).book.levers)
    document = YAML(typ="safe").load((ROOT / "playbooks" / "long_view.yaml").read_text("utf-8"))
    document["plugins"] = plugins
    document.pop("outcomes", None)
    for actor in document["actors"]:
        strategy = actor.get("strategy", "")
        name = strategy["use"] if isinstance(strategy, dict) else strategy
        if name not in BUILTIN or BUILTIN[name].cls.optional_levers:
            actor["strategy"] = f"hold_{actor['kind']}"
        actor["levers"] = {n: v for n, v in actor.get("levers", {}).items() if n in core_levers}
    holders = [*document["actors"], *(m for ms in document["members"].values() for m in ms)]
    for holder in holders:
        holder["values"] = {n: v for n, v in holder.get("values", {}).items() if n in known}
    for section in ("pairs", "world", "parameters", "relations"):
        if section in document:
            document[section] = {n: v for n, v in document[section].items()
                                 if n in known or n in model.book.relations}
    return document


def played(folder: Path, plugins: list[str]) -> list[dict[str, bytes]]:
    """The bits of every variable after each tick."""
    path = folder / "plain.yaml"
    with path.open("w", encoding="utf-8") as file:
        YAML(typ="safe").dump(plain(plugins), file)
    scenario = load(path).scenario
    assert set(plugins) <= set(scenario.library.plugins)
    game = ArrayGame(scenario, 1)
    names = hashed_names(scenario)
    found = []

    def keep(now: ArrayGame) -> None:
        found.append({n: np.ascontiguousarray(now.rows[n], dtype="<f8").tobytes() for n in names})

    keep(game)
    while game.tick < TICKS:
        game.play_turn(each_tick=keep)
    return found


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, bytes]]:
    return played(tmp_path_factory.mktemp("without"), [])


def differences(before: list[dict[str, bytes]], after: list[dict[str, bytes]]) -> set[str]:
    assert len(before) == len(after) == TICKS + 1
    return {n for old, new in zip(before, after, strict=True) for n in old if old[n] != new[n]}


@pytest.mark.parametrize("plugin", PLUGINS)
def test_a_plugin_at_its_defaults_changes_no_bit_of_the_long_view(plugin, without, tmp_path):
    assert differences(without, played(tmp_path, [plugin])) == set()


def test_all_plugins_together_at_their_defaults_change_no_bit_of_the_long_view(without, tmp_path):
    assert differences(without, played(tmp_path, PLUGINS)) == set()


@pytest.mark.parametrize("plugin", PLUGINS)
def test_levers_at_their_defaults_are_within_bounds_and_say_what_they_are(plugin):
    book = build_model([plugin]).book
    levers = [lever for lever in book.levers.values() if lever.owner == plugin]
    assert levers
    for lever in levers:
        assert lever.low < lever.high
        assert lever.unit and lever.meaning and lever.source
    for parameter in book.parameters.values():
        if parameter.owner == plugin:
            assert parameter.low <= parameter.value <= parameter.high
            assert parameter.source


def source(name: str) -> Any:
    """The declaration of a mechanism or of a plugin."""
    package = "wargame.mechanisms" if name in MECHANISMS else "wargame_plugins"
    return importlib.import_module(f"{package}.{name}").declare


@cache
def digest(plugins: tuple[str, ...]) -> str:
    """Digest of the program of some plugins, loaded as games load them."""
    return compile_book(build_model(plugins).book).digest


@pytest.mark.parametrize("seed", range(12))
def test_the_order_in_which_a_subset_is_loaded_changes_no_bit(seed):
    build_model(PLUGINS)
    generator = np.random.default_rng(seed)
    size = len(PLUGINS) if seed == 0 else int(generator.integers(1, len(PLUGINS) + 1))
    subset = sorted(generator.choice(PLUGINS, size, replace=False).tolist())
    names = [*MECHANISMS, *subset]
    book = Book()
    for at in generator.permutation(len(names)):
        book.include(names[at], source(names[at]))
    assert compile_book(book).digest == digest(tuple(subset))


@pytest.mark.parametrize("plugin", PLUGINS)
def test_strategies_of_a_plugin_are_of_the_symbolic_tier(plugin):
    from wargame.engine.library import load_library

    library = load_library([plugin])
    own = [n for n, info in library.strategies.items() if info.owner == plugin]
    assert {n: library.tiers[n] for n in own if library.tiers[n][0] != "symbolic"} == {}
    for name in own:
        info = library.strategies[name]
        assert info.claim and info.source and info.cls.reason != "no reason given"
