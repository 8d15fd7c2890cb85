"""Importing plugins and checking their hooks before anything is called."""

from __future__ import annotations

import hashlib
import importlib.machinery
import importlib.util
import inspect
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any

import pluggy

from wargame.hooks import PROJECT, hookspecs
from wargame.hooks.faults import Fault, recorded
from wargame.hooks.hookspecs import HOOKS
from wargame.hooks.search import Found, suggestion
from wargame.strategies.limit import within

#: Files in folders become modules of this package, so that what they define can be pickled.
PACKAGE = "wargame_plugins"
#: Longest import of a plugin, and longest call of one of its hooks.
LOADING_SECONDS = 60.0


class _Bytes(importlib.machinery.SourceFileLoader):
    """Runs the bytes that were read: no stale bytecode, and none left in a user's folder."""

    def __init__(self, name: str, path: Path, content: bytes) -> None:
        super().__init__(name, str(path))
        self._content = content

    def get_code(self, fullname: str) -> Any:
        return self.source_to_code(self._content, self.get_filename(fullname))


def new_manager() -> pluggy.PluginManager:
    """A plugin manager that knows the hooks; each model has its own."""
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(hookspecs)
    return manager


def load_plugin(found: Found, faults: list[Fault]) -> ModuleType | None:
    """The plugin's module, or None with a fault that says what is wrong with it."""
    module: ModuleType | None = None
    with recorded(faults, found.name, "import", found.path):
        module = within(LOADING_SECONDS, lambda: _module(found))
    if module is None:
        return None
    wrong = list(hook_faults(found, module))
    if not wrong:
        with recorded(wrong, found.name, "check", found.path):
            trial = new_manager()
            trial.register(module, found.name)
            trial.check_pending()
    faults += wrong
    return None if wrong else module


def _module(found: Found) -> ModuleType:
    if found.entry is not None:
        module: ModuleType = found.entry.load()
        return module
    assert found.path is not None
    return _import(found.path)


def hooks_of(module: Any) -> dict[str, Any]:
    """The functions of a module that are marked with ``hookimpl``, by their own name."""
    manager = new_manager()
    return {n: getattr(module, n) for n in dir(module)
            if manager.parse_hookimpl_opts(module, n) is not None}


def hook_faults(found: Found, module: Any) -> Iterator[Fault]:
    """Misspelt hooks and arguments with a suggestion, forgotten marks, and wrappers."""

    def fault(function: Any, reason: str) -> Fault:
        code = getattr(function, "__code__", None)
        return Fault(found.name, "check", found.path, code.co_firstlineno if code else 0, reason)

    manager = new_manager()
    hooks = hooks_of(module)
    for name in HOOKS:
        if name not in hooks and inspect.isfunction(getattr(module, name, None)):
            yield fault(getattr(module, name),
                        f"'{name}' is not marked as a hook; write @hookimpl above it")
    for name, function in hooks.items():
        options: Any = manager.parse_hookimpl_opts(module, name) or {}
        hook = options.get("specname") or name
        if hook not in HOOKS:
            yield fault(function, f"no hook is called '{hook}'{suggestion(hook, HOOKS)}")
            continue
        if options.get("wrapper") or options.get("hookwrapper"):
            yield fault(function, f"hook '{hook}' cannot be wrapped")
        known = inspect.signature(getattr(hookspecs, hook)).parameters
        for argument in inspect.signature(function).parameters:
            if argument not in known:
                yield fault(function, f"hook '{hook}' has no argument '{argument}'"
                            + (suggestion(argument, known) or f"; it has '{next(iter(known))}'"))
    if not hooks and not any(inspect.isfunction(getattr(module, n, None)) for n in HOOKS):
        yield Fault(found.name, "check", found.path, 0,
                    f"it has no hooks; write one of {', '.join(HOOKS)} with @hookimpl above it, "
                    "or begin the file's name with '_'")


def call_hook(
    manager: pluggy.PluginManager, plugin: str, hook: str, **arguments: Any,
) -> None:
    """Call one plugin's implementation of a hook, if it has one, and let it raise."""
    for implementation in getattr(manager.hook, hook).get_hookimpls():
        if implementation.plugin_name == plugin:
            within(LOADING_SECONDS, partial(
                implementation.function, *(arguments[n] for n in implementation.argnames)))


def _import(path: Path) -> ModuleType:
    content = path.read_bytes()
    mark = hashlib.blake2b(content, digest_size=16).hexdigest()
    name = f"{PACKAGE}.{path.stem}"
    known = sys.modules.get(name)
    if known is not None and (known.__file__, getattr(known, "__digest__", "")) == (
            str(path), mark):
        return known
    _package(path.parent)
    spec = importlib.util.spec_from_file_location(
        name, path, loader=_Bytes(name, path, content))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    module.__dict__["__digest__"] = mark
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        if known is None:
            del sys.modules[name]
        else:
            sys.modules[name] = known
        raise
    return module


def _package(folder: Path) -> None:
    package = sys.modules.get(PACKAGE)
    if package is None:
        package = ModuleType(PACKAGE)
        package.__path__ = []
        sys.modules[PACKAGE] = package
    if str(folder) not in package.__path__:
        package.__path__.append(str(folder))
