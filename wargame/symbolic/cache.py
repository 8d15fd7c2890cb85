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
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np

_DIGEST = 16


def folder() -> Path:
    """``WARGAME_CACHE``, or ``wargame`` in the user's cache folder."""
    named = os.environ.get("WARGAME_CACHE")
    if named:
        return Path(named)
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    try:
        return (Path(base) if base else Path.home() / ".cache") / "wargame"
    except RuntimeError:  # a user without a home
        return Path(tempfile.gettempdir()) / "wargame"


def write(path: Path, content: bytes) -> bool:
    """Write a file whole or not at all; False where the folder cannot be written."""
    unfinished = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as handle:
            unfinished = Path(handle.name)
            handle.write(content)
        unfinished.replace(path)
    except OSError:
        if unfinished is not None:
            with suppress(OSError):
                unfinished.unlink()
        return False
    return True


def load_object(key: str) -> Any:
    """The stored object, or None where there is none that can be read whole."""
    try:
        content = _object_path(key).read_bytes()
        digest, body = content[:_DIGEST], content[_DIGEST:]
        return pickle.loads(body) if _digest(body) == digest else None  # noqa: S301  our own
    except Exception:  # noqa: BLE001  whatever an older version left there costs time only
        return None


def store_object(key: str, value: Any) -> None:
    """Keep an object under its key."""
    body = pickle.dumps(value, protocol=5)
    write(_object_path(key), _digest(body) + body)


def _object_path(key: str) -> Path:
    return folder() / f"program_{key}.pickle"


def _digest(body: bytes) -> bytes:
    return hashlib.blake2b(body, digest_size=_DIGEST).digest()


def kernel_key(text: str) -> str:
    """Digest of a kernel's text, of the functions it calls, and of what compiles it."""
    numba = _numba()
    processor = importlib.import_module("llvmlite.binding").get_host_cpu_name()
    here = Path(__file__).parent
    parts = [text.encode(), numba.__version__.encode(), np.__version__.encode(),
             sys.version.encode(), processor.encode()]
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
    name = f"wargame_kernel_{key}"
    if name in sys.modules:
        return sys.modules[name]
    path = folder() / f"kernel_{key}.py"
    if not _holds(path, text) and not write(path, text.encode()):
        path = Path(tempfile.mkdtemp(prefix="wargame-")) / f"kernel_{key}.py"
        path.write_text(text, encoding="utf-8")
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module


def compile_apart(key: str, text: str, arguments: tuple[Any, ...]) -> bool:
    """Compile a kernel in a process of its own, so that nobody waits for this one's interpreter.

    ``arguments`` are those of a first play. False where that cannot be done, or failed.
    """
    path = folder() / f"kernel_{key}.py"
    if not sys.executable or not (_holds(path, text) or write(path, text.encode())):
        return False
    code = "from wargame.symbolic.cache import compile_here; compile_here()"
    try:
        done = subprocess.run(  # noqa: S603  this interpreter, and our own code
            [sys.executable, "-c", code], input=pickle.dumps((key, text, arguments)), check=False,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)})
    except OSError:
        return False
    return done.returncode == 0 and is_compiled(key)


def compile_here() -> None:
    """The other process of `compile_apart`: reads what to compile, and steps back for others."""
    if hasattr(os, "nice"):
        os.nice(10)
    key, text, arguments = pickle.loads(sys.stdin.buffer.read())  # noqa: S301  from our parent
    if not is_compiled(key):
        load_kernel(key, text).play(*arguments)
        mark_compiled(key)


def _holds(path: Path, text: str) -> bool:
    try:
        return path.read_bytes() == text.encode()
    except OSError:
        return False
