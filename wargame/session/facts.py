"""What a session is played with: its playbook bound to the equations that are installed."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

from wargame.engine.library import load_library
from wargame.engine.play import Table
from wargame.engine.scenario import Scenario, ScenarioError, Seat, bind
from wargame.hooks.faults import PluginError
from wargame.playbook.errors import PlaybookError
from wargame.playbook.load import parse_playbook
from wargame.session.event import Created, PluginFile
from wargame.session.names import Names
from wargame.session.white_cell_view import LogLine
from wargame.strategies.strategy import Strategy
from wargame.symbolic.book import BookError
from wargame.symbolic.declarations import Lever

Made = TypeVar("Made")


class FactsError(ValueError):
    """A session that cannot be played here; the message is one line for people."""


@dataclass(frozen=True)
class Facts:
    """A session's scenario and the names of its actors; none of it changes in play."""

    created: Created
    scenario: Scenario

    @cached_property
    def names(self) -> Names:
        """Names of the actors."""
        return Names(self.scenario.playbook, self.created.fictional)

    @property
    def turns(self) -> int:
        """Turns of the session."""
        return self.created.turns

    @cached_property
    def seats(self) -> dict[str, Seat]:
        """Seats by actor, in the playbook's order."""
        found = {seat.actor: seat for seat in self.scenario.seats}
        return {spec.id: found[spec.id] for spec in self.scenario.playbook.actors}

    def levers(self, actor: str) -> tuple[Lever, ...]:
        """The levers of a seat: those of the core first, then those of plugins by name."""
        return levers_of_kind(self.scenario, self.seats[actor].kind)

    def strategies(self, actor: str) -> tuple[str, ...]:
        """Strategies that could play a seat, by name."""
        kind = self.seats[actor].kind
        return tuple(n for n, info in self.scenario.library.strategies.items()
                     if info.actor == kind)

    def once(self, table: Table, key: Hashable, make: Callable[[], Made]) -> Made:
        """What ``make`` gives, made once for a position and kept as long as it."""
        kept = self._made.setdefault(table, {})
        if key not in kept:
            kept[key] = make()
        found: Made = kept[key]
        return found

    @cached_property
    def log_lines(self) -> dict[str, LogLine]:
        """Events that were put into words, by digest."""
        return {}

    @cached_property
    def _made(self) -> WeakKeyDictionary[Table, dict[Hashable, Any]]:
        return WeakKeyDictionary()

    @cached_property
    def equations_differ(self) -> bool:
        """Whether the equations installed here are others than those the session began with."""
        return self.scenario.program.digest != self.created.equations


def levers_of_kind(scenario: Scenario, kind: str) -> tuple[Lever, ...]:
    """Levers of one kind of actor: those of the core first, then those of plugins by name."""
    plugins = set(scenario.library.plugins)
    found = [lever for lever in scenario.program.levers.values() if lever.actors == f"{kind}s"]
    return tuple(sorted(found, key=lambda lever: (lever.owner in plugins, lever.owner)))


def strategy_title(strategy: type[Strategy] | None) -> str:
    """What people call a strategy."""
    if strategy is None:
        return "nobody: holds"
    return strategy.title or strategy.name.replace("_", " ")


def scenario_from(text: str, name: str, turns: int | None, files: Sequence[Path]) -> Scenario:
    """A playbook's text bound to plugins, over so many turns. Raises `FactsError`."""
    scenario = _bound(text, name) if not files else _fresh(text, name, files)
    try:
        return scenario if turns is None else scenario.lasting(turns)
    except ScenarioError as error:
        raise FactsError(str(error)) from None


@lru_cache(maxsize=8)
def _bound(text: str, name: str) -> Scenario:
    """A scenario of installed plugins, which do not change while the program runs."""
    return _fresh(text, name, ())


def _fresh(text: str, name: str, files: Sequence[Path]) -> Scenario:
    try:
        playbook = parse_playbook(text, name)
        library = load_library(playbook.plugins, files)
        if library.model.faults:
            raise FactsError(str(library.model.faults[0]))
        return bind(playbook, library)
    except (PlaybookError, PluginError, BookError, ScenarioError, OSError) as error:
        raise FactsError(str(error)) from None


def files_of(scenario: Scenario, files: Sequence[Path]) -> tuple[PluginFile, ...]:
    """Plugin files as the log names them."""
    wanted = {path.stem for path in files}
    return tuple(PluginFile(name=name, digest=info.digest)
                 for name, info in sorted(scenario.library.model.plugins.items())
                 if name in wanted)


def facts_of(created: Created, files: Sequence[Path] = ()) -> Facts:
    """The facts of a session; ``files`` hold the plugins that it needs besides installed ones.

    Raises `FactsError` for a plugin that is not here or not the same.
    """
    given = {path.stem: path for path in files}
    for wanted in created.files:
        if wanted.name not in given:
            raise FactsError(f"the session was played with the plugin file '{wanted.name}.py'; "
                             f"give it with --plugin {wanted.name}.py")
    kept = [given[wanted.name] for wanted in created.files]
    scenario = scenario_from(created.text, created.playbook, created.turns, kept)
    for wanted, found in zip(created.files, files_of(scenario, kept), strict=True):
        if wanted.digest != found.digest:
            raise FactsError(f"the plugin file '{wanted.name}.py' is not the one that the session "
                             "was played with")
    return Facts(created, scenario)
