"""A model: the equation book and the strategies of the built-ins and some plugins."""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence
from copy import copy
from functools import cached_property
from pathlib import Path
from types import MappingProxyType, ModuleType
from typing import Any

import pluggy

from wargame.hooks.builtin import MECHANISMS, STRATEGIES
from wargame.hooks.digest import combined_digest, source_digest
from wargame.hooks.faults import Fault, recorded
from wargame.hooks.loader import call_hook, hooks_of, load_plugin, new_manager
from wargame.hooks.registry import PluginInfo, Registry, StrategyInfo
from wargame.hooks.search import Found, chosen_plugins
from wargame.symbolic.book import Book
from wargame.symbolic.declarations import Lever, Parameter, Variable

__all__ = ["Fault", "Model", "PluginInfo", "StrategyInfo", "build_model", "source_digest"]

BUILTIN = "builtin"


class Model:
    """Strategies at once, and equations when they are first asked for.

    A plugin whose equations fail leaves the model then: its strategies go too, and ``faults``
    tells. Whoever keeps something made from ``book`` should therefore keep it only while there
    are no faults.
    """

    def __init__(
        self, registry: Registry, manager: pluggy.PluginManager, faults: list[Fault],
    ) -> None:
        self.registry = registry
        self.faults = faults
        self._manager = manager

    @cached_property
    def book(self) -> Book:
        """All equations; imports SymPy. Owners are names of mechanisms and of plugins."""
        book = Book()
        for name in MECHANISMS:
            book.include(name, importlib.import_module(f"wargame.mechanisms.{name}").declare)
        for name in sorted(self.registry.plugins):
            before = {field: copy(value) for field, value in vars(book).items()}
            known = len(self.faults)
            with recorded(self.faults, name, "equations", self.registry.plugins[name].source), \
                    book.owned(name):
                call_hook(self._manager, name, "register_equations", book=book)
            if len(self.faults) > known:
                vars(book).update(before)
                self.registry.drop(name)
        return book

    def leave_out(self, plugin: str, reason: str) -> None:
        """Drop a plugin with its strategies and equations, and tell why in ``faults``."""
        file = self.registry.plugins[plugin].source
        self.registry.drop(plugin)
        self.faults.append(Fault(plugin, "equations", file, 0, reason))
        self.__dict__.pop("book", None)

    @property
    def digest(self) -> str:
        """Digest of all sources that are in use; see `source_digest`."""
        return combined_digest({n: p.digest for n, p in self.registry.plugins.items()})

    @property
    def plugins(self) -> Mapping[str, PluginInfo]:
        """Loaded plugins by name, in the order in which they were found."""
        return MappingProxyType(self.registry.plugins)

    @property
    def strategies(self) -> Mapping[str, StrategyInfo]:
        """Strategies by name, sorted."""
        return MappingProxyType(dict(sorted(self.registry.strategies.items())))

    @property
    def variables(self) -> Mapping[str, Variable]:
        """Stocks, flows, attributes and slots by name."""
        return self.book.variables

    @property
    def parameters(self) -> Mapping[str, Parameter]:
        """Parameters by name."""
        return self.book.parameters

    @property
    def levers(self) -> Mapping[str, Lever]:
        """Levers by name."""
        return self.book.levers

    @property
    def sets(self) -> Sequence[str]:
        """Names of the sets."""
        return self.book.sets

    @property
    def relations(self) -> Mapping[str, tuple[str, str]]:
        """From set and to set, by relation."""
        return self.book.relations


def build_model(plugins: Sequence[str] | None = None, files: Sequence[Path] = ()) -> Model:
    """Load plugins and collect their strategies; equations follow when ``book`` is asked for.

    ``plugins`` are names, such as a playbook lists them (None: all that are found); ``files`` are
    plugin files to load besides. A plugin that fails, or a name that leads nowhere, is in
    ``faults``. Raises `PluginError` for two plugins or two strategies of one name and for a
    missing file.
    """
    faults: list[Fault] = []
    registry = Registry()
    manager = new_manager()
    for place in STRATEGIES:
        module, _, name = place.partition(":")
        registry.add_strategy(
            getattr(importlib.import_module(f"wargame.strategies.{module}"), name), BUILTIN)
    for found in chosen_plugins(plugins, files, faults):
        loaded = load_plugin(found, faults)
        if loaded is not None:
            _add(registry, manager, faults, found, loaded)
    return Model(registry, manager, faults)


def _add(
    registry: Registry, manager: pluggy.PluginManager, faults: list[Fault], found: Found,
    module: ModuleType,
) -> None:
    registry.add_plugin(PluginInfo(
        found.name, getattr(module, "TITLE", "") or found.name.replace("_", " "),
        _version(found, module), found.origin, found.path, found.digest(),
        tuple(sorted(hooks_of(module)))))
    known = len(faults)

    def register(strategy: Any) -> None:
        registry.add_strategy(strategy, found.name)

    with recorded(faults, found.name, "strategies", found.path):
        manager.register(module, found.name)
        call_hook(manager, found.name, "register_strategies", register=register)
    if len(faults) > known:
        registry.drop(found.name)


def _version(found: Found, module: ModuleType) -> str:
    if found.entry is not None and found.entry.dist is not None:
        return found.entry.dist.version
    return str(getattr(module, "__version__", ""))
