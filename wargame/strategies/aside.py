"""What plugins print goes to standard error, so that the program's own output stays readable."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_lock = threading.Lock()
_depth = 0
_kept: Any = None


@contextmanager
def aside() -> Iterator[None]:
    """Send ``print`` to standard error meanwhile; may be nested, and entered by many threads."""
    global _depth, _kept  # noqa: PLW0603  there is one standard output
    with _lock:
        if _depth == 0:
            _kept, sys.stdout = sys.stdout, sys.stderr
        _depth += 1
    try:
        yield
    finally:
        with _lock:
            _depth -= 1
            if _depth == 0:
                sys.stdout, _kept = _kept, None
