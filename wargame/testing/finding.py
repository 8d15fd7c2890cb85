"""What the conformance kit has to say: what is wrong, where, and how to mend it."""

from __future__ import annotations

import inspect
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Finding:
    """One complaint, in one line; ``check`` is a short stable name of what was checked.

    An *error* breaks a promise that games rest on; a *warning* leaves a reader or a batch worse
    off. ``where`` is ``file:line``, or a name where there is no file. ``mend`` is empty where
    ``what`` says already what to write instead.
    """

    severity: Severity
    check: str
    what: str
    where: str
    mend: str

    def __str__(self) -> str:
        mend = f"; to mend it, {self.mend}" if self.mend else ""
        return f"{self.where}: {self.severity}: {self.what}{mend}"

    def as_dict(self) -> dict[str, str]:
        """For JSON."""
        return asdict(self)


def place_of(target: Any, line: int | None = None) -> str:
    """``file:line`` of a class, function or module, with the path as seen from here."""
    target = inspect.unwrap(target) if callable(target) else target
    try:
        file = inspect.getsourcefile(target)
        if line is None:
            line = 1 if inspect.ismodule(target) else inspect.getsourcelines(target)[1]
    except (OSError, TypeError):
        file = getattr(getattr(target, "__code__", None), "co_filename", None)
    if file is None:
        return getattr(target, "__qualname__", None) or repr(target)
    return f"{shown(Path(file))}:{line or 1}"


def shown(path: Path) -> str:
    """A path relative to the working folder where it lies inside."""
    try:
        return path.resolve().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return str(path)
