"""What was compiled once and need not be again: programs and kernels in the user's cache folder.

The one file of the core that touches a disk. A cache that cannot be written or read costs time,
never a game.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import os
import pickle
import sys
import tempfile
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np


def folder() -> Path:
    """``WARGAME_CACHE``, or ``wargame`` in the user's cache folder."""
    named = os.environ.get("WARGAME_CACHE")
    if named:
        return Path(named)
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(base) if base else Path.home() / ".cache") / "wargame"


def write(path: Path, content: bytes) -> bool:
    """Write a file whole or not at all; False where the folder cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as handle:
            handle.write(content)
        Path(handle.name).replace(path)
    except OSError:
        return False
    return True


def load_object(key: str) -> Any:
    """The stored object, or None."""
    try:
        return pickle.loads((folder() / f"program_{key}.pickle").read_bytes())  # noqa: S301  our own
    except (OSError, pickle.PickleError, EOFError, AttributeError, ImportError, TypeError):
        return None


def store_object(key: str, value: Any) -> None:
    """Keep an object under its key."""
    write(folder() / f"program_{key}.pickle", pickle.dumps(value, protocol=5))


def kernel_key(text: str) -> str:
    """Digest of a kernel's text, of the functions it calls, and of what compiles it."""
    numba = _numba()
    here = Path(__file__).parent
    parts = [text.encode(), numba.__version__.encode(), np.__version__.encode(),
             sys.version.encode()]
    parts += [(here / name).read_bytes()
              for name in ("formulas.py", "arithmetic.py", "arithmetic_numba.py")]
    return hashlib.blake2b(b"\0".join(parts), digest_size=12).hexdigest()


def _numba() -> ModuleType:
    """Numba at its second level of optimisation: a third less compile time, and no slower code."""
    if "numba" not in sys.modules:
        os.environ.setdefault("NUMBA_OPT", "2")
    return importlib.import_module("numba")


def is_compiled(key: str) -> bool:
    """Whether this kernel's machine code lies in the cache."""
    return (folder() / f"kernel_{key}.ready").exists()


def mark_compiled(key: str) -> None:
    """Note that a kernel has been compiled and stored."""
    write(folder() / f"kernel_{key}.ready", b"")


def load_kernel(key: str, text: str) -> ModuleType:
    """Import the generated module, from the cache folder or a temporary one."""
    path = folder() / f"kernel_{key}.py"
    if not path.exists() and not write(path, text.encode()):
        path = Path(tempfile.mkdtemp(prefix="wargame-")) / f"kernel_{key}.py"
        path.write_text(text)
    name = f"wargame_kernel_{key}"
    if name in sys.modules:
        return sys.modules[name]
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module
