"""The registry of one model: which plugins it has, and which strategies play which seats."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wargame.hooks.faults import PluginError
from wargame.hooks.search import Origin
from wargame.strategies.strategy import SET_OF, ActorKind, Strategy, parameter_ranges


@dataclass(frozen=True)
class PluginInfo:
    """A loaded plugin; ``digest`` is that of its source, ``hooks`` are those it implements."""

    name: str
    title: str
    version: str
    origin: Origin
    source: Path | None
    digest: str
    hooks: tuple[str, ...]


@dataclass(frozen=True)
class StrategyInfo:
    """A strategy as registered; ``owner`` is ``builtin`` or the name of its plugin."""

    name: str
    actor: ActorKind
    title: str
    claim: str
    source: str
    owner: str
    parameters: Mapping[str, tuple[float, float]]
    cls: type[Strategy]


class Registry:
    """Plugins in the order in which they were found, and strategies by name.

    A strategy that orders levers of instruments that need not be loaded names them in its class
    attribute ``optional_levers``; the engine drops such orders where the lever is missing, while
    an order for any other lever that does not exist is a fault.
    """

    def __init__(self) -> None:
        self.plugins: dict[str, PluginInfo] = {}
        self.strategies: dict[str, StrategyInfo] = {}

    def add_plugin(self, info: PluginInfo) -> None:
        """Note a loaded plugin. Raises `PluginError` when its name is taken."""
        if info.name in self.plugins:
            raise PluginError(f"two plugins are called '{info.name}'; rename one")
        self.plugins[info.name] = info

    def add_strategy(self, strategy: Any, owner: str) -> None:
        """Note a strategy class.

        Raises `PluginError` when its name is taken and TypeError when it is no strategy.
        """
        if not (isinstance(strategy, type) and issubclass(strategy, Strategy)):
            raise TypeError(f"register() takes a class of Strategy, not {strategy!r}")
        name = getattr(strategy, "name", None)
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError(f"{strategy.__name__}: 'name' must be a word of letters, digits and _")
        if getattr(strategy, "actor", None) not in SET_OF:
            raise TypeError(f"strategy '{name}': actor must be 'lab', 'nation' or 'regulator'")
        if strategy.decide is Strategy.decide:
            raise TypeError(f"strategy '{name}' has no decide(self, obs, luck, params)")
        known = self.strategies.get(name)
        if known is not None:
            raise PluginError(
                f"two strategies are called '{name}': one of {known.owner}, {_place(known.cls)}, "
                f"and one of {owner}, {_place(strategy)}; rename one")
        self.strategies[name] = StrategyInfo(
            name, strategy.actor, strategy.title or name.replace("_", " "), strategy.claim,
            strategy.source, owner, parameter_ranges(strategy), strategy)

    def drop(self, plugin: str) -> None:
        """Forget a plugin and its strategies."""
        self.plugins.pop(plugin, None)
        for name in [n for n, s in self.strategies.items() if s.owner == plugin]:
            del self.strategies[name]


def _place(strategy: type[Strategy]) -> str:
    """``file:line`` of a class."""
    code = strategy.decide.__code__
    try:
        line = inspect.getsourcelines(strategy)[1]
    except (OSError, TypeError):
        line = code.co_firstlineno
    return f"{code.co_filename}:{line}"
