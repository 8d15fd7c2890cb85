"""A game as the command line asks for it: a playbook, other strategies, other parameters."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from wargame.cli.mistake import MistakeError, unknown

if TYPE_CHECKING:
    from wargame.engine.play import Game
    from wargame.engine.scenario import Scenario
    from wargame.playbook.models import StrategyUse

LARGEST_SEED = 2**63 - 1
HOLD = "hold"


def game_of(
    playbook: str, seats: Sequence[str] = (), parameters: Sequence[str] = (),
    plugins: Sequence[str | Path] = (),
) -> Game:
    """Load a playbook, with ``actor=strategy`` and ``parameter=value`` as given.

    ``plugins`` to load besides are files, or names of those that are installed. Raises
    PlaybookError, or `MistakeError` for what is not in the playbook.
    """
    game = loaded(playbook, *_files_and_names(plugins))
    uses = dict(_seat(game.scenario, word) for word in seats)
    values = dict(_value(game.scenario, word) for word in parameters)
    if uses:
        from dataclasses import replace

        game = replace(game, scenario=game.scenario.replacing(uses))
    return game.setting(**values) if values else game


def _files_and_names(plugins: Sequence[str | Path]) -> tuple[list[Path], list[str]]:
    from wargame.hooks.search import installed_plugins

    files = [Path(p) for p in plugins if str(p).endswith(".py")]
    names = [str(p) for p in plugins if not str(p).endswith(".py")]
    installed = installed_plugins() if names else {}
    for name in names:
        if name not in installed:
            raise unknown("plugin", name, installed, "installed plugins")
    return files, names


def loaded(name: str, files: Sequence[Path], plugins: Sequence[str] = ()) -> Game:
    """A playbook with plugins besides. Raises `MistakeError` for one of those that fails."""
    from wargame.engine.play import load
    from wargame.playbook.errors import PlaybookError

    asked = {*plugins, *(file.stem for file in files)}
    try:
        game = load(name, files=files, plugins=plugins)
    except PlaybookError as error:
        fault = plugin_fault(name)
        if fault is None:
            raise
        raise fault from error
    for broken in game.scenario.library.model.faults:
        if broken.plugin in asked:
            raise MistakeError(str(broken))
    return game


def plugin_fault(name: str) -> Exception | None:
    """What keeps a playbook from one of its plugins: not installed, or broken.

    Levers and values of that plugin read as unknown otherwise.
    """
    from wargame.engine.library import load_library
    from wargame.engine.play import beside
    from wargame.hooks.search import installed_plugins, suggestion
    from wargame.playbook.errors import PlaybookError
    from wargame.playbook.load import load_playbook
    from wargame.playbook.wording import shown

    try:
        playbook = load_playbook(name)
    except PlaybookError:
        return None
    own = beside(playbook)
    installed = installed_plugins(own)
    for position, plugin in enumerate(playbook.plugins):
        if plugin not in installed:
            folders = dict.fromkeys(Path(f).resolve() / "plugins" for f in (
                ".", Path(playbook.origin.file).parent))
            looked = " and ".join(str(folder) for folder in folders)
            return playbook.origin.error(
                ("plugins", position), f"no plugin is called {shown(plugin)}",
                f"{suggestion(plugin, installed).removeprefix('; ')} it is not installed, and no "
                f"file in {looked}; `wargame plugins list` shows what is there".strip())
    faults = load_library(playbook.plugins, own).model.faults
    return MistakeError(str(faults[0])) if faults else None


def _halves(word: str, option: str, example: str) -> tuple[str, str]:
    left, equals, right = word.partition("=")
    if not (left.strip() and equals and right.strip()):
        raise MistakeError(f"{option} takes {example}, not '{word}'")
    return left.strip(), right.strip()


def _seat(scenario: Scenario, word: str) -> tuple[str, StrategyUse | None]:
    """``meta=fast_follower`` or ``meta=fast_follower,threshold=0.1``."""
    from wargame.playbook.models import StrategyUse

    actor, use = _halves(word, "--set", "actor=strategy")
    kinds = {seat.actor: seat.kind for seat in scenario.seats}
    if actor not in kinds:
        raise unknown("actor", actor, kinds, "actors")
    name, *rest = [part.strip() for part in use.split(",")]
    known = scenario.library.strategies
    fit = [n for n, info in known.items() if info.actor == kinds[actor]]
    kind = f"strategy of a {kinds[actor]}"
    if name == HOLD and not rest:
        return actor, None
    if name not in fit:
        if name in known:
            other = f"; '{name}' is a strategy of a {known[name].actor}"
            raise MistakeError(f"{unknown(kind, name, [*fit, HOLD], 'they')}{other}")
        raise _elsewhere(name, kinds[actor]) or unknown(kind, name, [*fit, HOLD], "they")
    numbers = {}
    for part in rest:
        parameter, text = _halves(part, f"--set {actor}={name},...", "parameter=number")
        bounds = known[name].parameters.get(parameter)
        if bounds is None:
            raise unknown(f"parameter of '{name}'", parameter, known[name].parameters,
                          "its parameters")
        numbers[parameter] = _number(parameter, text, bounds, "")
    return actor, StrategyUse.model_validate({"use": name, **numbers})


def _elsewhere(strategy: str, kind: str) -> MistakeError | None:
    """Which installed plugin brings a strategy that is not loaded."""
    from wargame.hooks.model import build_model
    from wargame.testing.neighbours import fitting

    info = build_model(fitting()[0]).strategies.get(strategy)
    if info is None:
        return None
    if info.actor != kind:
        return MistakeError(f"'{strategy}' of the plugin '{info.owner}' is a strategy of a "
                            f"{info.actor}, not of a {kind}")
    return MistakeError(f"the strategy '{strategy}' is not loaded; the plugin '{info.owner}' "
                        f"brings it: add --plugin {info.owner}")


def _value(scenario: Scenario, word: str) -> tuple[str, float]:
    from wargame.engine.scenario import ranges

    name, text = _halves(word, "--parameter", "name=number")
    if name not in scenario.parameters:
        raise unknown("parameter", name, scenario.parameters, "parameters")
    bounds = ranges(scenario).get(name)
    if bounds is None:
        raise MistakeError(f"'{name}' is fixed at {scenario.parameters[name]:g}")
    return name, _number(name, text, bounds, "; a playbook can widen the range, with a source")


def _number(name: str, text: str, bounds: tuple[float, float], advice: str) -> float:
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise MistakeError(f"'{name}' takes a number, not '{text}'")
    if not bounds[0] <= value <= bounds[1]:
        raise MistakeError(f"'{name}' is from {bounds[0]:g} to {bounds[1]:g}, and {value:g} is not"
                           f"{advice}")
    return value
