"""A digest of every source that a model is made of, without importing any of it."""

from __future__ import annotations

import hashlib
import importlib.metadata
import platform
from collections.abc import Mapping, Sequence
from pathlib import Path

from wargame.hooks.search import chosen_plugins

#: Folders and files of the package whose bytes make the equations and rules.
SOURCES = ("symbolic", "mechanisms", "strategies", "world", "hooks/builtin.py",
           "engine/library.py", "engine/tiers.py")
LIBRARIES = ("numpy", "sympy", "numba")


def source_digest(plugins: Sequence[str] | None = None, files: Sequence[Path] = ()) -> str:
    """Digest over the bytes of the sources and the versions of Python and its libraries.

    Equal to the ``digest`` of the `Model` built from the same plugins, unless one of them fails.
    """
    return combined_digest({p.name: p.digest() for p in chosen_plugins(plugins, files, [])})


def combined_digest(plugins: Mapping[str, str]) -> str:
    """The same for plugins whose own digests are known, by name."""
    package = Path(__file__).resolve().parent.parent
    digest = hashlib.blake2b(digest_size=16)
    for place in SOURCES:
        path = package / place
        for source in sorted(path.rglob("*.py")) if path.is_dir() else [path]:
            name = source.relative_to(package).as_posix()
            digest.update(name.encode() + b"\0" + source.read_bytes() + b"\0")
    for name, own in sorted(plugins.items()):
        digest.update(f"{name} {own}\0".encode())
    versions = [f"{name} {importlib.metadata.version(name)}" for name in LIBRARIES]
    digest.update("\0".join([platform.python_version(), *versions]).encode())
    return digest.hexdigest()
