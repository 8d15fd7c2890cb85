"""Faults of plugins: what went wrong, where, and that the rest goes on without the plugin."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from wargame.strategies.aside import aside
from wargame.strategies.limit import TimeLimitError

Stage = Literal["find", "import", "check", "strategies", "equations"]


class PluginError(ValueError):
    """A mistake in what was asked for, such as two plugins of one name; says it in one line."""


@dataclass(frozen=True)
class Fault:
    """A plugin that could not be used; ``line`` is 0 and ``file`` None where there is none."""

    plugin: str
    stage: Stage
    file: Path | None
    line: int
    reason: str
    traceback: str = ""

    def __str__(self) -> str:
        place = f" ({self.file}:{self.line})" if self.file and self.line else (
            f" ({self.file})" if self.file else "")
        return f"plugin '{self.plugin}'{place}: {self.reason}"


@contextmanager
def recorded(
    faults: list[Fault], plugin: str, stage: Stage, file: Path | None,
) -> Iterator[None]:
    """Turn whatever a plugin raises inside into a fault; only `PluginError` passes.

    What it prints goes to standard error.
    """
    try:
        with aside():
            yield
    except PluginError:
        raise
    except (Exception, SystemExit) as error:  # noqa: BLE001  a plugin's fault never ends a game
        faults.append(Fault(
            plugin, stage, file, line_of(error, file), f"{type(error).__name__}: {error}",
            "".join(traceback.format_exception(error))))


def line_of(error: BaseException, file: Path | None) -> int:
    """The last line of the plugin's own file that the error passed through, or 0."""
    if file is None:
        return 0
    if isinstance(error, SyntaxError) and error.filename == str(file):
        return error.lineno or 0
    frames = error.frames if isinstance(error, TimeLimitError) else [
        (frame.filename, frame.lineno) for frame in traceback.extract_tb(error.__traceback__)]
    own = [line for name, line in frames if name == str(file)]
    return (own[-1] or 0) if own else 0
