"""Where plugins are found; nothing is imported here, so that a cache key costs no import."""

from __future__ import annotations

import difflib
import hashlib
import importlib.metadata
import importlib.util
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from wargame.hooks.builtin import MECHANISMS
from wargame.hooks.faults import Fault, PluginError, recorded

Origin = Literal["entry point", "bundled", "user", "file"]
GROUP = "wargame"
#: Names, with commas between; those left out are not loaded, and an empty value loads none.
LIMIT = "WARGAME_PLUGINS"


@dataclass(frozen=True)
class Found:
    """A plugin before it is imported; ``entry`` is set for those of installed packages."""

    name: str
    origin: Origin
    path: Path | None
    entry: importlib.metadata.EntryPoint | None = None

    @property
    def place(self) -> str:
        """Where it is, for messages."""
        return str(self.path) if self.path else f"entry point {self.entry and self.entry.value}"

    def digest(self) -> str:
        """Digest of the bytes of its source and, for a package, of everything in it."""
        digest = hashlib.blake2b(digest_size=16)
        for path in self._files():
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
        if self.entry is not None and self.entry.dist is not None:
            digest.update(f"{self.entry.value} {self.entry.dist.version}".encode())
        return digest.hexdigest()

    def _files(self) -> list[Path]:
        if self.path is None or not self.path.is_file():
            return []
        if self.entry is None:
            # A file whose name begins with "_" is no plugin, but its neighbours may import it.
            beside = [] if self.origin == "file" else sorted(self.path.parent.glob("_*.py"))
            return [self.path, *beside]
        depth = self.entry.module.count(".") + (self.path.name == "__init__.py")
        return sorted(self.path.parents[depth - 1].rglob("*.py")) if depth else [self.path]


def bundled_folder() -> Path | None:
    """The plugins that come along: inside a wheel, or beside the package in a checkout."""
    package = Path(__file__).resolve().parent.parent
    if (package / "_bundled" / "plugins").is_dir():
        return package / "_bundled" / "plugins"
    checkout = package.parent
    inside = (checkout / "pyproject.toml").is_file() and (checkout / "plugins").is_dir()
    return checkout / "plugins" if inside else None


def installed_plugins(
    files: Sequence[Path] = (), faults: list[Fault] | None = None,
) -> dict[str, Found]:
    """Every plugin by name: entry points, bundled, the user's ``plugins`` folder, ``files``.

    A file that is named goes before one of its name in the user's folder. Raises `PluginError`
    for a file that is not there, and for two plugins of one name unless their bytes are the same.
    """
    faults = [] if faults is None else faults
    explicit = [_explicit(Path(file)) for file in files]
    given = {plugin.path for plugin in explicit}
    found: dict[str, Found] = {}
    for plugin in [*_entry_points(faults), *_folders(faults), *explicit]:
        if plugin.origin != "file" and plugin.path in given:
            continue
        other = found.get(plugin.name)
        if other is not None and not _same(other, plugin) and (
                (other.origin, plugin.origin) != ("user", "file")):
            raise PluginError(f"two plugins are called '{plugin.name}': {other.place} and "
                              f"{plugin.place}; rename one")
        if plugin.name in MECHANISMS:
            raise PluginError(f"'{plugin.name}' ({plugin.place}) is the name of a built-in "
                              "mechanism; rename the plugin")
        if other is None or plugin.origin == "file":
            found[plugin.name] = plugin
    return found


def plugins_beside(folder: Path, names: Sequence[str]) -> list[Path]:
    """Files in ``plugins`` of a playbook's folder, for those names that nothing installed has."""
    files = [folder / "plugins" / f"{name}.py" for name in names if name.isidentifier()]
    there = [file for file in files if file.is_file()]
    installed = installed_plugins() if there else {}
    return [file for file in there if file.stem not in installed]


def chosen_plugins(
    only: Sequence[str] | None, files: Sequence[Path], faults: list[Fault],
) -> list[Found]:
    """Those to load: within ``only`` and the limit of the environment, and all of ``files``.

    Names that lead nowhere become faults of the stage ``find``; what is wrong with plugins that
    nobody asked for is none.
    """
    searched: list[Fault] = []
    found = installed_plugins(files, searched)
    faults += [fault for fault in searched if only is None or fault.plugin in only]
    allowed = os.environ.get(LIMIT)
    limit = None if allowed is None else [n.strip() for n in allowed.split(",") if n.strip()]
    for name in dict.fromkeys([*(limit or ()), *(only or ())]):
        if name not in found:
            faults.append(Fault(name, "find", None, 0,
                                f"no plugin is called '{name}'{suggestion(name, found)}"))
        elif name in (only or ()) and limit is not None and name not in limit \
                and found[name].origin != "file":
            faults.append(Fault(name, "find", found[name].path, 0, f"left out by {LIMIT}"))
    return [plugin for name, plugin in found.items() if plugin.origin == "file" or (
        (only is None or name in only) and (limit is None or name in limit))]


def suggestion(word: str, known: Iterable[str]) -> str:
    """A hint for a misspelt word, or nothing."""
    close = difflib.get_close_matches(word, list(known), n=1)
    return f"; did you mean '{close[0]}'?" if close else ""


def _same(one: Found, other: Found) -> bool:
    return (one.path is not None and other.path is not None
            and one.path.read_bytes() == other.path.read_bytes())


def _entry_points(faults: list[Fault]) -> list[Found]:
    found: list[Found] = []
    for entry in sorted(importlib.metadata.entry_points(group=GROUP), key=lambda e: e.name):
        # Finding a module imports the packages around it.
        with recorded(faults, entry.name, "find", None):
            spec = importlib.util.find_spec(entry.module)
            path = Path(spec.origin) if spec and spec.origin else None
            found.append(Found(entry.name, "entry point", path, entry))
    return found


def _folders(faults: list[Fault]) -> Iterable[Found]:
    bundled, own = bundled_folder(), Path.cwd() / "plugins"
    folders: list[tuple[Origin, Path]] = [("bundled", bundled)] if bundled else []
    if own.is_dir() and (bundled is None or own.resolve() != bundled.resolve()):
        folders.append(("user", own.resolve()))
    for origin, folder in folders:
        for path in sorted(folder.glob("[!_]*.py")):
            if path.stem.isidentifier():
                yield Found(path.stem, origin, path)
            else:
                faults.append(Fault(path.stem, "find", path, 0, _bad_name(path)))


def _explicit(file: Path) -> Found:
    path = file.resolve()
    if not path.is_file():
        beside = Path("plugins") / file.name
        hint = f"; did you mean {beside}?" if beside.is_file() else ""
        raise PluginError(f"there is no plugin file {file}{hint}")
    if path.suffix != ".py" or not path.stem.isidentifier():
        raise PluginError(f"{file}: {_bad_name(path)}")
    return Found(path.stem, "file", path)


def _bad_name(path: Path) -> str:
    return f"'{path.name}' is no name for a plugin; use letters, digits and _, ending in .py"
