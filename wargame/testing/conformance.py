"""The conformance kit: what every strategy and plugin must keep to, checked one by one."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from types import ModuleType

from wargame.engine.library import Library, load_library, lowered
from wargame.hooks.model import build_model
from wargame.strategies.strategy import Strategy
from wargame.testing.asking import Inquiry, parameter_sets
from wargame.testing.decisions import check_budget, check_orders, check_readings, failure
from wargame.testing.declared import check_declared
from wargame.testing.finding import Finding, place_of
from wargame.testing.instruments import check_equations
from wargame.testing.isolation import (
    check_determinism,
    check_interference,
    check_mutation,
    check_pickling,
    check_submission,
    check_symmetry,
)
from wargame.testing.kept import Kept
from wargame.testing.neighbours import neighbours
from wargame.testing.printed import listening
from wargame.testing.source import read_source
from wargame.testing.speed import SLOW, Speed, measure
from wargame.testing.worlds import SHAPES, Situations, situations

__all__ = ["Finding", "check_plugin", "check_strategy", "speed_of", "speeds_of"]

#: Worlds of each shape in which a strategy is asked.
WORLDS = 300
#: Worlds in which it is asked again and again.
FEW = 24


def check_strategy(cls: type[Strategy]) -> list[Finding]:
    """Every complaint about one strategy; an empty list where there is none.

    It is asked in several hundred worlds, with all plugins that are installed. Raises TypeError
    for what is no strategy.
    """
    if not (isinstance(cls, type) and issubclass(cls, Strategy)):
        raise TypeError(f"check_strategy takes a class of Strategy, not {cls!r}")
    module = sys.modules.get(cls.__module__)
    reach = read_source(module) if module is not None else []
    with listening(Path(cls.decide.__code__.co_filename)) as printed:
        found = list(_strategy(cls, _library_with(cls), told=bool(reach)))
    return _ordered([*reach, *found, *printed.findings()])


def check_plugin(plugin: Path | str | ModuleType) -> list[Finding]:
    """Every complaint about a plugin file (or its module): hooks, equations and strategies.

    Raises FileNotFoundError where the file is not there.
    """
    path = Path((plugin.__file__ or "") if isinstance(plugin, ModuleType) else plugin).resolve()
    if not path.is_file():
        raise FileNotFoundError(f"there is no plugin file {plugin}")
    with listening(path) as printed:
        found = _plugin(path)
    return _ordered([*found, *printed.findings()])


def _plugin(path: Path) -> list[Finding]:
    beside = neighbours(path)
    if beside.taken:
        return list(beside.taken)
    model = build_model(beside.names, [path])
    own = [f for f in model.faults if f.plugin == path.stem]
    found = [Finding("error", f.stage, f.reason, f"{_shown(f.file, path)}:{f.line or 1}",
                     _MENDS.get(f.stage, "mend the line; the plugin is left out until then"))
             for f in own]
    if found:
        return found
    strategies = [s.cls for s in model.strategies.values() if s.owner == path.stem]
    module = sys.modules.get(f"wargame_plugins.{path.stem}")
    if module is not None:
        found += read_source(module)
    if "register_equations" in model.plugins[path.stem].hooks:
        found += check_equations(path, beside.names)
        if any(f.check in ("equations", "load-order") for f in found):
            return found
    library = load_library(beside.names, [path])
    told = any(f.check in ("hidden-state", "global-random", "clock") for f in found)
    for cls in strategies:
        found += _strategy(cls, library, told=told)
    return found


def left_out(plugin: Path | str) -> tuple[str, ...]:
    """The user's own plugins that a file is not checked beside, each with the name both declare."""
    path = Path(plugin).resolve()
    with listening(path):
        return neighbours(path).left_out


def speed_of(cls: type[Strategy]) -> Speed:
    """How long the strategy takes to decide, and the tier that it reached."""
    library = _library_with(cls)
    inquiry = Inquiry(cls, _situations(library, "crowd"), cls.Params().model_dump())
    return measure(inquiry, *library.tiers[cls.name])


def speeds_of(plugin: Path | str) -> list[Speed]:
    """The same for every strategy of a plugin file."""
    path = Path(plugin).resolve()
    with listening(path):
        library = load_library(neighbours(path).names, [path])
        return [measure(Inquiry(info.cls, _situations(library, "crowd"),
                                info.cls.Params().model_dump()), *library.tiers[name])
                for name, info in library.strategies.items() if info.owner == path.stem]


_MENDS = {
    "find": "give the file a name of letters, digits and _",
    "import": "make the file import by itself; the plugin is left out until then",
    "check": "see the hooks in `wargame plugins guide`",
    "strategies": "see the hooks in `wargame plugins guide`",
}


def _strategy(cls: type[Strategy], library: Library, *, told: bool) -> Iterator[Finding]:
    """Findings of one strategy, up to the first kind of them; ``told``: its text says enough."""
    declared = list(check_declared(cls))
    yield from declared
    if any(f.severity == "error" for f in declared):
        return
    first = Inquiry(cls, _situations(library, "crowd"), cls.Params().model_dump())
    answer = first.ask(first.seats[0], 0)
    if answer.error is not None:
        yield failure(cls, answer.error, "an ordinary world")
        return
    kept = Kept(cls)
    speed = measure(first, *library.tiers[cls.name])
    if speed.alone > SLOW:
        yield Finding(
            "error", "time", f"a decision takes {speed.alone * 1e3:.0f} ms; the limit is "
            f"{SLOW * 1e3:.0f} ms", place_of(cls.decide),
            "wait for nothing, loop over nothing, and compute tables once at import")
        return
    kept.restore()
    yield from check_pickling(first)
    for number, parameters in enumerate(parameter_sets(cls)):
        for shape in SHAPES:
            inquiry = Inquiry(cls, _situations(library, shape), parameters)
            found = _isolated(inquiry) if number == 0 and not told else []
            found = found or _ordering(inquiry, library, usual=number == 0, readings=not told)
            if not found and number == 0 and not told:
                found = list(check_symmetry(inquiry, inquiry.seats, _few(inquiry)))
            yield from found
            if found:
                return


def _isolated(inquiry: Inquiry) -> list[Finding]:
    """What a decision depends on or changes that it should not: the first cause that is found."""
    seats, few = inquiry.seats, _few(inquiry)
    shared: list[Finding] = []
    # Generators: a check does not begin before those ahead of it have found nothing.
    for check in (check_determinism(inquiry, seats[0], few),
                  check_mutation(inquiry, seats[0], few),
                  check_submission(inquiry, seats),
                  check_interference(inquiry, seats[-1], few)):
        found = list(check)
        if found and found[0].check != "shared-state":
            return found
        shared += found
    return shared


def _ordering(
    inquiry: Inquiry, library: Library, *, usual: bool, readings: bool,
) -> list[Finding]:
    """What is wrong with the orders themselves, or with one of their readings."""
    rules = {rule.name: rule for rule in library.program.rules}
    for seat in inquiry.seats[:2]:
        every = [inquiry.ask(seat, w) for w in range(inquiry.situations.count)]
        found = list(check_orders(inquiry, every))
        if not found and usual:
            found = list(check_budget(inquiry, seat, every))
        if not found and readings:
            rule = rules.get(inquiry.strategy.name)
            found = list(check_readings(inquiry, seat, every, rule))
        if found:
            return found
    return []


def _few(inquiry: Inquiry) -> list[int]:
    count = inquiry.situations.count
    return list(range(0, count, max(count // FEW, 1)))


def _ordered(findings: list[Finding]) -> list[Finding]:
    """Each complaint once, errors first."""
    seen: dict[tuple[str, str, str], Finding] = {}
    for finding in findings:
        seen.setdefault((finding.check, finding.where, finding.what), finding)
    return sorted(seen.values(), key=lambda f: f.severity != "error")


def _shown(file: Path | None, path: Path) -> str:
    from wargame.testing.finding import shown

    return shown(file or path)


def _library_with(cls: type[Strategy]) -> Library:
    library = _installed()
    known = library.strategies.get(cls.name)
    if known is not None and known.cls is cls:
        return library
    model = build_model(neighbours().names)
    model.registry.strategies.pop(cls.name, None)
    model.registry.add_strategy(cls, cls.__module__.rpartition(".")[2])
    return lowered(model)


@lru_cache(maxsize=1)
def _installed() -> Library:
    return load_library(neighbours().names)


_MADE: dict[tuple[str, str], Situations] = {}


def _situations(library: Library, shape: str) -> Situations:
    key = (library.program.digest, shape)
    if key not in _MADE:
        if len(_MADE) > 8:
            _MADE.clear()
        _MADE[key] = situations(library, shape, count=WORLDS)
    return _MADE[key]
