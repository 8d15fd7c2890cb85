"""Which installed plugins a plugin is checked beside, and which names it takes from them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from wargame.hooks.faults import PluginError
from wargame.hooks.loader import call_hook
from wargame.hooks.model import Model, build_model
from wargame.hooks.search import chosen_plugins
from wargame.symbolic.book import Book
from wargame.testing.finding import Finding, place_of, shown


@dataclass(frozen=True)
class Neighbours:
    """Names of plugins to load besides, files that are left out, and names that are taken."""

    names: tuple[str, ...]
    left_out: tuple[str, ...] = ()
    taken: tuple[Finding, ...] = ()


def neighbours(path: Path | None = None) -> Neighbours:
    """What to load beside a plugin file (None: all that go together).

    A copy that somebody tries out may stand beside what it was copied from: of the user's own
    plugins, those that declare a name of the file are left out, and of two that declare the same
    name the second. A name of wargame's own, or of a package, is taken.
    """
    known: dict[str, str] = {}
    taken: list[Finding] = []
    if path is not None:
        try:
            own = build_model([], [path])
        except PluginError as error:
            return Neighbours((), (), (_taken(path, str(error)),))
        known = dict(_declared(own, path.stem))
    names, left_out = [], []
    for found in chosen_plugins(None, [], []):
        if path is not None and (found.name == path.stem or found.path == path):
            if found.path != path and found.origin == "user":
                left_out.append(f"{shown(found.path or path)} has the same name")
            continue
        try:
            theirs = dict(_declared(build_model([found.name]), found.name))
        except PluginError as error:
            left_out.append(_near(str(error)))
            continue
        both = sorted({*known} & {*theirs})
        if not both:
            names.append(found.name)
            known |= theirs
        elif path is not None and found.origin != "user":
            names.append(found.name)
            taken += [_taken(path, f"{name} is declared already: by the plugin '{found.name}', "
                             f"{theirs[name]}", known[name]) for name in both[:1]]
        else:
            left_out.append(f"{shown(found.path) if found.path else found.name} declares {both[0]} "
                            "too")
    return Neighbours(tuple(names), tuple(left_out), tuple(taken))


def fitting() -> tuple[tuple[str, ...] | None, tuple[str, ...]]:
    """Names of the installed plugins that go together (None: all of them), and what is left out."""
    try:
        build_model()
    except PluginError:
        near = neighbours()
        return near.names, near.left_out
    return None, ()


def _declared(model: Model, plugin: str) -> Iterator[tuple[str, str]]:
    """(name, place) of each strategy and of whatever its equations declare."""
    info = model.plugins.get(plugin)
    if info is None:
        return
    for name, strategy in model.strategies.items():
        if strategy.owner == plugin:
            yield f"strategy '{name}'", place_of(strategy.cls)
    book = Book()
    before = set(book.known())
    try:
        with book.owned(plugin):
            call_hook(model._manager, plugin, "register_equations", book=book)
    except Exception:  # noqa: BLE001, S110  the check of its equations tells
        pass
    text = info.source.read_text(encoding="utf-8").splitlines() if info.source else []
    for name in sorted({*book.known()} - before):
        line = next((n for n, words in enumerate(text, 1)
                     if f'"{name}"' in words or f"'{name}'" in words), 1)
        yield f"'{name}'", f"{shown(info.source)}:{line}" if info.source else plugin


def _taken(path: Path, what: str, where: str = "") -> Finding:
    line = re.search(rf"{re.escape(str(path))}:(\d+)", what)
    return Finding("error", "taken", _near(what), where or
                   f"{shown(path)}:{line[1] if line else 1}",
                   "" if "rename" in what else "choose another name")


def _near(text: str) -> str:
    """Paths as seen from here."""
    return text.replace(f"{Path.cwd()}/", "")
